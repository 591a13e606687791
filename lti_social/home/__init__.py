"""The cohort's front page."""
