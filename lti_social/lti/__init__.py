"""The LMS side: who launches, what they say, and whether it is true."""
