"""Which table stands in this CSV file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import pandas as pd

from staffplan.intake.rows import read_rows, require_rows, unescape
from staffplan.intake.source import Source
from staffplan.tables import Table, assemble_texts
from staffplan.tables.columns import read_each
from staffplan.tables.faults import Place, raise_faults

_NONE: Final[Mapping[str, Callable[[str], object]]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Intake:
    """A table read from a file, and what was taken for granted in reading it.

    `place` names the row of the file in which each row of the frame stands.
    """

    frame: pd.DataFrame
    notes: tuple[str, ...]
    place: Place


def read_table(source: Source, table: Table, *, zone: str | None = None) -> pd.DataFrame:
    """The table that stands in a CSV file, typed and sorted; see `take_table` for what is read how."""
    return take_table(source, table, zone=zone).frame


def take_table(
    source: Source, table: Table, *, zone: str | None = None, grammar: Mapping[str, Callable[[str], object]] = _NONE
) -> Intake:
    """The table that stands in a CSV file, with notes on what was taken for granted.

    Parameters
    ----------
    source : a path, or a binary stream such as standard input.
    zone : IANA zone of times written without offset; times with offset are converted to it.
    grammar : readers of text columns that have a form of their own; what they refuse with CellError is a fault too,
        what they return is not kept.

    Raises
    ------
    DataError with every fault of the file at once, by row and column.
    """
    rows = read_rows(source, expected=table.names)
    if not table.may_be_empty:
        require_rows(rows)
    text = unescape(rows.frame, table)
    read = assemble_texts(text, table, file=rows.file, zone=zone)
    place = Place(rows.file, list(text.index), rows.header)
    refused = [
        place.fault(error, at, name)
        for name, reader in grammar.items()
        if rows.header.count(name) == 1
        for at, error in read_each(text[name], reader).errors
    ]
    raise_faults((*rows.faults, *read.faults, *refused))
    return Intake(read.frame, (*rows.notes, *read.notes), read.place)
