"""Which rows and columns stand in a delimited text, strictly: nothing is shifted, filled or guessed in silence."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from staffplan.errors import DataError, Fault
from staffplan.intake.source import Source, read_text, source_name
from staffplan.tables.contract import Kind, Table
from staffplan.tables.escape import unescaped

_DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab"}


@dataclass(frozen=True, slots=True)
class Rows:
    """A delimited file as text.

    Attributes
    ----------
    frame : every cell a text; the index, named ``row``, counts as a spreadsheet does (the header is row 1).
    file : name for faults.
    notes : what was taken for granted.
    faults : rows that are longer or shorter than the header; they are not in `frame`.
    """

    frame: pd.DataFrame
    file: str
    notes: tuple[str, ...]
    faults: tuple[Fault, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """Column names in the file's order."""
        return tuple(self.frame.columns)


def read_rows(source: Source, *, expected: Iterable[str] = (), delimiter: str | None = None) -> Rows:
    """The cells of a delimited file.

    Parameters
    ----------
    expected : column names by which the delimiter is recognised where none is given.

    Raises
    ------
    DataError where the file is missing, empty, not UTF-8 or quoted so that its rows cannot be told apart.
    """
    name = source_name(source)
    text = read_text(source)
    notes: list[str] = []
    if delimiter is None:
        delimiter = _recognised(text, frozenset(expected))
        if delimiter != ",":
            notes.append(f"{name}: cells are read as separated by a {_DELIMITERS[delimiter]}.")
    records = _records(text, delimiter, name)
    header_row, names = next((row, cells) for row, cells in records if cells)
    header = [cell.strip() for cell in names]
    kept: list[list[str]] = []
    numbers: list[int] = []
    faults: list[Fault] = []
    empty = 0
    for row, cells in records:
        if row <= header_row or not cells:
            continue
        if not any(cell.strip() for cell in cells):
            empty += 1
        elif len(cells) != len(header):
            faults.append(_length_fault(name, row, cells, header))
        else:
            kept.append(cells)
            numbers.append(row)
    if empty:
        notes.append(f"{name}: {empty} rows without any content were passed over.")
    return Rows(_frame(kept, numbers, header), name, tuple(notes), tuple(faults))


def require_rows(rows: Rows) -> None:
    """Raise DataError where there is a header and nothing below it."""
    if rows.frame.empty and not rows.faults:
        fault = Fault("data.no_rows", "The file has a header and no rows.", "check the export.", rows.file, 1)
        raise DataError(fault)


def unescape(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Take away the one ``'`` that our own files carry before text which a spreadsheet would take for a formula."""
    changed = frame.copy(deep=False)
    for column in table.columns:
        if column.kind is Kind.TEXT and list(frame.columns).count(column.name) == 1:
            changed[column.name] = frame[column.name].map(unescaped)
    return changed


def _recognised(text: str, expected: frozenset[str]) -> str:
    """The delimiter that splits the header into most expected columns, then into most columns."""
    first = next(line for line in text.splitlines() if line.strip())
    scores: dict[str, tuple[int, int]] = {}
    for delimiter in _DELIMITERS:
        try:
            names = next(csv.reader([first], delimiter=delimiter))
        except csv.Error:
            names = []
        scores[delimiter] = (sum(name.strip() in expected for name in names), len(names))
    return max(scores, key=lambda delimiter: scores[delimiter])


def _records(text: str, delimiter: str, name: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            records.append((len(records) + 1, cells))
    except csv.Error as error:
        message = f"The quotes of this row do not match ({error})."
        hint = 'close every quote, and write a quote inside a quoted cell twice: "".'
        raise DataError(Fault("data.quoting", message, hint, name, len(records) + 1)) from None
    return records


def _length_fault(name: str, row: int, cells: Sequence[str], header: Sequence[str]) -> Fault:
    longer = len(cells) > len(header)
    return Fault(
        "data.long_row" if longer else "data.short_row",
        f"The row has {len(cells)} cells, the header {len(header)}.",
        "put a cell that holds the delimiter into quotes." if longer else "give every column a cell, empty if need be.",
        name,
        row,
        min(len(cells), len(header)) + 1,
    )


def _frame(cells: list[list[str]], numbers: list[int], header: list[str]) -> pd.DataFrame:
    index = pd.Index(np.array(numbers, dtype=np.int64), name="row")
    columns = list(zip(*cells, strict=True)) if cells else [()] * len(header)
    series = [pd.Series(column, index=index, dtype="str") for column in columns]
    frame = pd.concat(series, axis=1) if series else pd.DataFrame(index=index)
    frame.columns = pd.Index(header)
    return frame
