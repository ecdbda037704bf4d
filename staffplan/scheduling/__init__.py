"""The plan: shift pools, then named duties."""
