"""A small LMS with people and courses, so that the tool can be tried by a true launch."""
