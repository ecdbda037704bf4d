"""Which shifts may exist."""
