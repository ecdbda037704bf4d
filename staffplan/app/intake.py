"""History from another system's file, as the HISTORY table."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from staffplan.intake import ColumnMap, HistoryRead, read


def intake(
    source: Path | BinaryIO,
    format_name: str | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    queue_name: str | None = None,
    time_format: str | None = None,
    outcomes: Mapping[str, str] | None = None,
    zone: str | None = None,
    interval_min: int | None = None,
) -> HistoryRead:
    """The history in a file of any known format; see `staffplan.intake.ColumnMap` for the map's parts.

    Parameters
    ----------
    format_name : None: recognised by the header, which a note says.
    zone : IANA zone of times written without offset; None: they stay without.
    interval_min : length of the intervals to make or to expect, in minutes.

    Raises
    ------
    DataError, UsageError with all faults of the file and of the map.
    """
    column_map = ColumnMap(columns or {}, queue_name, time_format, outcomes or {})
    return read(source, format_name, column_map=column_map, zone=zone, interval_min=interval_min)
