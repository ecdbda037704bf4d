"""Which table stands in this CSV file."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from staffplan.intake.rows import read_rows, require_rows, unescape
from staffplan.intake.source import Source
from staffplan.tables import Assembly, Table, assemble_texts
from staffplan.tables.faults import raise_faults


@dataclass(frozen=True, slots=True)
class Intake:
    """A table read from a file, and what was taken for granted in reading it."""

    frame: pd.DataFrame
    notes: tuple[str, ...]


def read_table(source: Source, table: Table, *, zone: str | None = None) -> pd.DataFrame:
    """The table that stands in a CSV file, typed and sorted; see `take_table` for what is read how."""
    return take_table(source, table, zone=zone).frame


def take_table(source: Source, table: Table, *, zone: str | None = None) -> Intake:
    """The table that stands in a CSV file, with notes on what was taken for granted.

    Parameters
    ----------
    source : a path, or a binary stream such as standard input.
    zone : IANA zone of times written without offset; times with offset are converted to it.

    Raises
    ------
    DataError with every fault of the file at once, by row and column.
    """
    rows = read_rows(source, expected=table.names)
    if not table.may_be_empty:
        require_rows(rows)
    read: Assembly = assemble_texts(unescape(rows.frame, table), table, file=rows.file, zone=zone)
    raise_faults((*rows.faults, *read.faults))
    return Intake(read.frame, (*rows.notes, *read.notes))
