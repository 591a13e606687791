"""Trials: who means to try a practice, what happened, and how far a card has matured."""
