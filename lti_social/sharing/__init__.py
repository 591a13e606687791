"""The ladder: a card that leaves its cohort, by consent, and what comes back to it."""
