"""What a planner states in YAML, as a centre to plan for; and all that is wrong with it, with its places."""

from staffplan.config.configuration import Configuration
from staffplan.config.document import document
from staffplan.config.load import check, load
from staffplan.config.names import folded
from staffplan.config.people import people_faults
from staffplan.config.schema import json_schema

__all__ = ["Configuration", "check", "document", "folded", "json_schema", "load", "people_faults"]
