"""What an operator types after `lti-social`, where it is more than a line or two."""
