"""One box to find threads, practices and challenges, and what was asked before."""
