"""Which history is in this file: one file a format; and who the people are."""

from __future__ import annotations

from staffplan.intake.column_map import ColumnMap
from staffplan.intake.csv_file import Intake, read_table, take_table
from staffplan.intake.formats import FORMATS
from staffplan.intake.history import HistoryRead, read_history
from staffplan.intake.people import People, read_agents, read_people, read_time_off
from staffplan.intake.planned import PlannedRead, read_forecast, read_requirement
from staffplan.intake.reading import detect, read

__all__ = [
    "FORMATS",
    "ColumnMap",
    "HistoryRead",
    "Intake",
    "People",
    "PlannedRead",
    "detect",
    "read",
    "read_agents",
    "read_forecast",
    "read_history",
    "read_people",
    "read_requirement",
    "read_table",
    "read_time_off",
    "take_table",
]
