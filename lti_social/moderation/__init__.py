"""What members report, and what becomes of it."""
