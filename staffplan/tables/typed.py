"""Which typed table is in this text: from a frame of strings to a frame under a contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.errors import Fault
from staffplan.tables.assemble import Assembly, assemble
from staffplan.tables.clock import known_zone
from staffplan.tables.columns import reader_of
from staffplan.tables.contract import Table
from staffplan.tables.document import TABLES
from staffplan.tables.faults import Place


def typed(text_frame: pd.DataFrame, table: Table, *, file: str, zone: str | None = None) -> pd.DataFrame:
    """A frame of strings as the typed, sorted frame that `table` promises.

    Parameters
    ----------
    text_frame : all cells text, columns in the file's order. Its index, where it is named ``row``, holds the rows as
        a spreadsheet numbers them; otherwise the first row is 2, the header being 1.
    file : the name that faults carry.
    zone : IANA zone of times written without offset; times with offset are converted to it.

    Returns
    -------
    The columns of `table` that are there, in its order, sorted by its key; columns it does not know are left out.

    Raises
    ------
    DataError with every fault at once (the first fifty, and how many more).
    """
    return assemble_texts(text_frame, table, file=file, zone=zone).sound()


def assemble_texts(text_frame: pd.DataFrame, table: Table, *, file: str, zone: str | None = None) -> Assembly:
    """Like `typed`, with the notes, and with the faults collected instead of raised."""
    header = tuple(str(name) for name in text_frame.columns)
    reader = TableReader(table, header, file=file, zone=zone)
    cells = [text_frame.iloc[:, at].astype("str").fillna("").tolist() for at in range(len(header))]
    reader.take(cells)
    numbered = text_frame.index.name == "row"
    return reader.assembly(text_frame.index if numbered else np.arange(2, len(text_frame) + 2))


class TableReader:
    """Reads a table from text, a portion of rows at a time.

    Parameters
    ----------
    header : column names in the file's order.
    file : the name that faults carry.
    zone : IANA zone of times written without offset.
    guarded : whether texts that a spreadsheet would take for a formula have a ``'`` before them.
    """

    def __init__(
        self, table: Table, header: tuple[str, ...], *, file: str, zone: str | None = None, guarded: bool = False
    ) -> None:
        table = table.fitted(header)
        self._table, self._header, self._file, self._zone = table, header, file, zone
        self._faults, self._notes = judge_header(header, table, file)
        names = () if self._faults else [name for name in table.names if name in header]
        self._readers = {name: reader_of(table[name], guarded=guarded) for name in names}

    def take(self, cells: Sequence[Sequence[str]]) -> None:
        """Read the next rows; `cells` column by column, as the header names them."""
        for name, reader in self._readers.items():
            reader.take(cells[self._header.index(name)])

    def assembly(self, rows: NDArray[np.int64] | pd.Index) -> Assembly:
        """The table, its faults collected; `rows` as a spreadsheet numbers them, in the order in which they came.

        Raises DataError where there is no such zone.
        """
        if self._zone is not None:
            known_zone(self._zone, file=self._file)
        place = Place(self._file, rows, self._header)
        if self._faults:
            return Assembly(pd.DataFrame(), self._notes, self._faults, place)
        readings = {}
        while self._readers:  # what a reader holds is not needed beside what it has read
            name = next(iter(self._readers))
            readings[name] = self._readers.pop(name).reading()
        assembly = assemble(readings, self._table, place, self._zone)
        return replace(assembly, notes=(*self._notes, *assembly.notes))


def judge_header(header: tuple[str, ...], table: Table, file: str) -> tuple[tuple[Fault, ...], tuple[str, ...]]:
    """Faults for missing and doubled columns, and notes on columns that the table does not know."""
    faults: list[Fault] = []
    notes: list[str] = []
    unknown = [name for name in dict.fromkeys(header) if name not in table.names]
    other = _another(header, table)
    for name in table.names:
        places = [number for number, written in enumerate(header, 1) if written == name]
        if len(places) > 1:
            message = f"Columns {' and '.join(str(place) for place in places)} are both called {name!r}."
            faults.append(Fault("data.doubled_column", message, "keep one.", file, 1, places[1], name))
        elif not places and table[name].required:
            needed = f"{table.name} needs {', '.join(table.required)}."
            hint = f"this is {other.name}; {needed}" if other else _rename_hint(name, unknown) or needed
            faults.append(Fault("data.missing_column", f"There is no column {name!r}.", hint, file, 1, path=name))
    absent = [name for name in table.names if name not in header]
    for name in unknown:
        guess = get_close_matches(name.strip().lower(), absent, n=1)
        meant = f"; did you mean {guess[0]!r}?" if guess else "."
        notes.append(f"Column {name!r} is not part of {table.name} and was not read{meant}")
    return tuple(faults), tuple(notes)


def _another(header: tuple[str, ...], table: Table) -> Table | None:
    """The table that a header is that of instead: it has what that one is keyed by, and this one does not know."""
    return next(
        (
            other
            for other in TABLES
            if set(other.required) <= set(header) <= set(other.fitted(header).names)
            and not set(other.key) <= set(table.names)
        ),
        None,
    )


def _rename_hint(name: str, unknown: list[str]) -> str | None:
    folded = {other.strip().lower().replace(" ", "_"): other for other in unknown}
    guess = get_close_matches(name, folded, n=1, cutoff=0.6)
    return f"did you mean {folded[guess[0]]!r}? Call it {name!r}." if guess else None
