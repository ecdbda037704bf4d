"""What holds for every test: examples that hypothesis makes up are the same on every run, however slow the machine."""

from hypothesis import settings

settings.register_profile("staffplan", derandomize=True, deadline=None, database=None)
settings.load_profile("staffplan")
