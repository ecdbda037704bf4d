"""What holds for every test: made-up examples are the same on every run, and small matrices take one thread."""

import os

from hypothesis import settings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # tests run in parallel; threads would only wait for each other

settings.register_profile("staffplan", derandomize=True, deadline=None, database=None)
settings.load_profile("staffplan")
