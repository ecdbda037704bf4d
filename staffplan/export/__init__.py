"""What another system reads: one file a target."""
