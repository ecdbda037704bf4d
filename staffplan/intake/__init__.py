"""Which history is in this file: one file a format; and who the people are."""

from __future__ import annotations

from staffplan.intake.column_map import ColumnMap
from staffplan.intake.csv_file import Intake, read_table, take_table
from staffplan.intake.formats import FORMATS
from staffplan.intake.history import HistoryRead, read_history
from staffplan.intake.reading import detect, read

__all__ = [
    "FORMATS",
    "ColumnMap",
    "HistoryRead",
    "Intake",
    "detect",
    "read",
    "read_history",
    "read_table",
    "take_table",
]
