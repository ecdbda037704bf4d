"""How many contacts will come: one file a method."""
