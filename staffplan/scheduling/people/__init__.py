"""Who plans alike, and which duties and weeks they may have."""
