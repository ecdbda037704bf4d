"""From whole people to named duties, their price, and why an interval is short."""
