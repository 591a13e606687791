"""Questions and discussions, and what people write in them."""
