"""Later: what comes back to people after a while, and keeping a card true."""
