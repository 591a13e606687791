"""Registering by one address, which the administrator of an LMS pastes there."""
