"""What a planner states in YAML, as a centre to plan for; and all that is wrong with it, with its places."""

from staffplan.config.configuration import Configuration
from staffplan.config.load import check, load

__all__ = ["Configuration", "check", "load"]
