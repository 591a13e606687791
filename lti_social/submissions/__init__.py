"""What members hand in for a challenge, alone or as a team."""
