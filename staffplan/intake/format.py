"""What a history format is: how it is called, recognised and read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from staffplan.intake.column_map import ColumnMap
from staffplan.intake.history import HistoryRead
from staffplan.intake.source import Source

Recognise = Callable[[frozenset[str], ColumnMap], bool]
"""Whether a file with these column names is of the format, under the column map given."""

Read = Callable[[Source, ColumnMap, str | None, int | None], HistoryRead]
"""The history in a file: source, column map, zone of times without offset, interval length in minutes.

The two last may be None. Raises DataError with all faults of the file.
"""


@dataclass(frozen=True, slots=True)
class Format:
    """One history format: its `name` on the command line and a `summary` of one line."""

    name: str
    summary: str
    recognises: Recognise
    read: Read
