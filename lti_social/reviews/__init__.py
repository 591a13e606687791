"""Peers read what was handed in: who reads what, what they say, and what becomes of it."""
