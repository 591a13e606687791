"""Where resources come from: one module each, plain values, no database."""
