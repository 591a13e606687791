"""A challenge under way: its page, the trainer's monitor, the debrief, the gradebook."""
