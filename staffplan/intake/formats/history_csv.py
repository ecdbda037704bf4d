"""The project's own HISTORY table."""

from __future__ import annotations

from staffplan.intake.column_map import ColumnMap
from staffplan.intake.format import Format
from staffplan.intake.history import HistoryRead, read_history
from staffplan.intake.source import Source
from staffplan.tables import HISTORY


def _recognises(header: frozenset[str], column_map: ColumnMap) -> bool:
    """Only as it is: what is said about its columns, its queue or its times makes it another's file."""
    as_it_is = not column_map.columns and column_map.queue_name is None and column_map.time_format is None
    return as_it_is and header.issuperset(HISTORY.required)


def _read(source: Source, _column_map: ColumnMap, zone: str | None, interval_min: int | None) -> HistoryRead:
    return read_history(source, zone=zone, interval_min=interval_min)


FORMAT = Format("history", "HISTORY CSV: queue, start, offered and more, as docs/tables.md has it", _recognises, _read)
