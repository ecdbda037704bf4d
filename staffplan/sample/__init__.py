"""The synthetic sample centre and its generator: what a planner can run before having files of their own."""
