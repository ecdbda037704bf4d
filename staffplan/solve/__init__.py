"""The only door to the solver: PuLP problems in, honest outcomes out."""
