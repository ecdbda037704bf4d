"""Which format a history file has, and what it holds."""

from __future__ import annotations

import io
from difflib import get_close_matches

from staffplan.errors import DataError, Fault, UsageError
from staffplan.intake.column_map import ColumnMap, absent_columns
from staffplan.intake.format import Format
from staffplan.intake.formats import FORMATS
from staffplan.intake.history import HistoryRead
from staffplan.intake.sheet import Sheet
from staffplan.intake.source import Source, source_name
from staffplan.tables.faults import raise_faults

_AS_IT_IS = ColumnMap()


def read(
    source: Source,
    format: str | None = None,
    *,
    column_map: ColumnMap = _AS_IT_IS,
    zone: str | None = None,
    interval_min: int | None = None,
) -> HistoryRead:
    """The history in a file of any known format.

    Parameters
    ----------
    format : a format's name; recognised by the header where it is None, which a note says.
    column_map : under which names the file holds what is needed.
    zone : IANA zone of times written without offset.
    interval_min : length of the intervals in minutes.

    Raises
    ------
    UsageError for a format that does not exist; DataError for a file that no format recognises, or with all its faults.
    """
    if not isinstance(source, str) and hasattr(source, "read"):
        source = io.BytesIO(source.read())  # looked at twice: to recognise it and to read it
    if format is not None:
        return named(format).read(source, column_map, zone, interval_min)
    chosen = detect(source, column_map)
    history = chosen.read(source, column_map, zone, interval_min)
    note = f"{source_name(source)}: read as {chosen.name} ({chosen.summary})."
    return HistoryRead(history.frame, history.interval_min, (note, *history.notes))


def named(name: str) -> Format:
    """The format called `name`; UsageError with a near name otherwise."""
    for candidate in FORMATS:
        if candidate.name == name:
            return candidate
    names = [candidate.name for candidate in FORMATS]
    guess = get_close_matches(name, names, n=1)
    hint = f"did you mean {guess[0]}?" if guess else f"one of {', '.join(names)}."
    raise UsageError(Fault("usage.unknown_format", f"There is no history format {name!r}.", hint))


def detect(source: Source, column_map: ColumnMap = _AS_IT_IS) -> Format:
    """The first format that recognises the file's header; DataError, with the header, where none does."""
    expected = (*column_map.columns.values(), "queue", "start", "offered", "entered", "vru_entry", "outcome")
    sheet = Sheet(source, expected=expected, delimiter=column_map.delimiter)
    if isinstance(source, io.BytesIO):
        source.seek(0)
    header = frozenset(sheet.header)
    for candidate in FORMATS:
        if candidate.recognises(header, column_map):
            return candidate
    raise_faults(absent_columns(sheet.header, column_map, sheet.file))
    shown = ", ".join(sheet.header[:12]) + (" ..." if len(sheet.header) > 12 else "")
    message = f"No known history format has the columns {shown}."
    hint = "map them: queue, start and offered for a row an interval; queue, entered and outcome for a row a call."
    raise DataError(Fault("data.unknown_format", message, hint, sheet.file, 1))
