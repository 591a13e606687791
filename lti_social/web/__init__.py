"""What every page shares: the hop into a thread, rendering, languages, the cookie."""
