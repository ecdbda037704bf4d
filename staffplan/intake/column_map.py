"""Under which names another system's file holds what we need."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from typing import Final

import pandas as pd

from staffplan.errors import Fault
from staffplan.intake.rows import Rows
from staffplan.tables.cells import CellError, WrittenInstant, check_year, instant, number, shown
from staffplan.tables.columns import ColumnReading, read_each
from staffplan.tables.contract import Column

_CLOCK_DURATION: Final = re.compile(r"(\d{1,4}):([0-5]\d):([0-5]\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """How to read a file of another system.

    Attributes
    ----------
    columns : our name to the file's, such as ``{"start": "Interval", "offered": "Calls"}``; for a time in two columns
        ``{"date": "Day", "time": "From"}`` stands for ``start`` (or ``entered``). Names left out are looked for as
        they are.
    queue_name : put every row under this one queue.
    time_format : of times, in the signs of ``strptime`` (``%d.%m.%Y %H:%M``); ISO 8601 where it is None.
    outcomes : a call log's words for what became of a call, each to ``handled``, ``abandoned`` or ``ignored``.
    delimiter : between cells; recognised where it is None.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    queue_name: str | None = None
    time_format: str | None = None
    outcomes: Mapping[str, str] = field(default_factory=dict)
    delimiter: str | None = None

    def name(self, ours: str) -> str:
        """The file's name of our column."""
        return self.columns.get(ours, ours)

    def expected(self, ours: Sequence[str]) -> tuple[str, ...]:
        """The file's names of our columns."""
        return tuple(self.name(name) for name in ours)

    def has(self, ours: str, rows: Rows) -> bool:
        """Whether the file holds our column."""
        return self.name(ours) in rows.header


def absent_columns(header: Sequence[str], column_map: ColumnMap, file: str) -> list[Fault]:
    """Faults for columns that the map names and the file does not have."""
    return [_absent(ours, theirs, header, file) for ours, theirs in column_map.columns.items() if theirs not in header]


def _absent(ours: str, theirs: str, header: Sequence[str], file: str) -> Fault:
    guess = get_close_matches(theirs, header, n=1)
    hint = f"did you mean {guess[0]!r}?" if guess else f"map {ours} to one of: {', '.join(header[:20])}."
    message = f"There is no column {theirs!r} to read {ours} from."
    return Fault("data.missing_column", message, hint, file, 1, path=theirs)


def check_columns(rows: Rows, column_map: ColumnMap, known: Sequence[str], needed: Sequence[str]) -> list[Fault]:
    """Faults for columns that are needed or mapped and not there, or there twice, and for names we do not know."""
    faults = []
    for ours in column_map.columns:
        if ours not in known:
            guess = get_close_matches(ours, known, n=1)
            hint = f"did you mean {guess[0]!r}?" if guess else f"one of {', '.join(known)}."
            faults.append(Fault("data.unknown_mapping", f"The column map names {ours!r}.", hint, rows.file, path=ours))
    for ours in dict.fromkeys((*needed, *(name for name in column_map.columns if name in known))):
        theirs = column_map.name(ours)
        if theirs not in rows.header:
            faults.append(_absent(ours, theirs, rows.header, rows.file))
    for theirs in dict.fromkeys(column_map.name(ours) for ours in known):
        count = rows.header.count(theirs)
        if count > 1:
            message = f"{count} columns are called {theirs!r}."
            faults.append(Fault("data.doubled_column", message, "keep one.", rows.file, 1))
    return faults


def read_times(texts: pd.Series, time_format: str | None) -> ColumnReading:
    """Clock times of a column of text in ISO 8601 or in `time_format`."""
    return read_each(texts, instant if time_format is None else lambda text: _formatted(text, time_format))


def _formatted(text: str, time_format: str) -> WrittenInstant:
    try:
        value = datetime.strptime(text, time_format)  # noqa: DTZ007 - the zone is settled for the whole column
    except (ValueError, OverflowError, re.error):
        hint = "check the format: %d day, %m month, %Y year, %H hour, %M minute, %S second."
        raise CellError("data.not_an_instant", f"{shown(text)} is not written as {time_format}.", hint) from None
    check_year(value, text)
    return WrittenInstant(value.replace(tzinfo=None), value.utcoffset())


def duration(text: str, column: Column) -> float:
    """Seconds written as a number or as ``0:03:25``; CellError otherwise."""
    match = _CLOCK_DURATION.fullmatch(text)
    if match is not None:
        return float(int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3]))
    if re.fullmatch(r"\d+:\d+", text):
        hint = "write seconds, or hours, minutes and seconds such as 0:03:25."
        raise CellError("data.ambiguous_duration", f"{shown(text)} can be read as minutes or as hours.", hint)
    return number(text, column)


def read_durations(texts: pd.Series, column: Column) -> ColumnReading:
    """Durations of a column of text, in seconds."""
    return read_each(texts, lambda text: duration(text, column))
