"""Where a launch leads: what trainers placed in their course, and how they place it."""
