"""Telling members what happened."""
