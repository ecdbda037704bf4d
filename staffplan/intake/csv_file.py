"""Which table stands in this CSV file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.intake.rows import no_rows, row_numbers
from staffplan.intake.sheet import Sheet
from staffplan.intake.source import Source
from staffplan.tables import Table
from staffplan.tables.columns import CellReader, bare
from staffplan.tables.faults import Place, raise_faults
from staffplan.tables.typed import TableReader

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
    sheet = Sheet(source, expected=table.names)
    reader = TableReader(table, sheet.header, file=sheet.file, zone=zone, guarded=True)
    forms = {
        name: CellReader(read, bare(table[name], guarded=True))
        for name, read in grammar.items()
        if sheet.header.count(name) == 1
    }
    portions: list[NDArray[np.int64]] = []
    for portion in sheet.portions():
        portions.append(portion.rows)
        reader.take(portion.columns)
        for name, form in forms.items():
            form.take(portion.columns[sheet.header.index(name)])
    if not (portions or sheet.faults or table.may_be_empty):
        raise no_rows(sheet.file)
    rows = row_numbers(portions)
    read = reader.assembly(rows)
    place = Place(sheet.file, rows, sheet.header)
    refused = [place.fault(error, at, name) for name, form in forms.items() for at, error in form.reading().errors]
    raise_faults((*sheet.faults, *read.faults, *refused))
    return Intake(read.frame, (*sheet.notes, *read.notes), read.place)
