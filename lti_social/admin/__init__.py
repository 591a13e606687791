"""The console: for who runs an LMS its own registration, for who runs the tool all."""
