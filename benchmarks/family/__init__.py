"""Made-up centres of any size, from a seed: what the planner is measured on."""
