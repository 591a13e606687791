"""One box to find threads and practices, and what was asked before."""
