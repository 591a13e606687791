"""A social layer for an LMS: every course cohort gets its own place to talk and learn."""

__version__ = "0.1.0"
