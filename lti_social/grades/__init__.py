"""What goes back to the LMS's gradebook."""
