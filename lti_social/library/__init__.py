"""The library: the cohort's cards, found, gathered and kept, and the page of each."""
