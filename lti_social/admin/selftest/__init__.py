"""Trying whether an LMS and the tool get along, each step with who can mend it."""
