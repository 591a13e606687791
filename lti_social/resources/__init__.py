"""The course's own resources, pulled back from the LMS and kept fresh."""
