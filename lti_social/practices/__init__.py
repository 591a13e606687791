"""Practice cards: what works on the job, written down so that others can try it."""
