"""How many agents a forecast needs: one file a channel."""
