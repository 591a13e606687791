"""Courses, cohorts, people, and the one door into a cohort."""
