"""Challenges: what a trainer asks a cohort to do, until when, and by which criteria."""
