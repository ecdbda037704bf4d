"""Which rows stand in a delimited text, strictly: nothing is shifted, filled or guessed in silence."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, compress, islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from staffplan.errors import DataError, Fault
from staffplan.intake.source import Source, read_text, source_name

_DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab"}
_BLOCK: Final = 2**20
_PORTION: Final = 8192
"""Rows that are text at a time: enough to be fast, few enough to be small."""


@dataclass(frozen=True, slots=True)
class Portion:
    """Some rows of a file that follow each other.

    Attributes
    ----------
    rows : their numbers as a spreadsheet counts (the first row of the file is 1).
    columns : their cells, column by column, a text each.
    """

    rows: NDArray[np.int64]
    columns: list[tuple[str, ...]]


class Sheet:
    """A delimited file, of which only a portion of rows is in memory as text at a time.

    Parameters
    ----------
    expected : column names by which the delimiter is recognised where none is given.

    Attributes
    ----------
    file : name for faults.
    header : column names in the file's order.
    faults : rows that are longer or shorter than the header; complete once all portions were taken.

    Raises
    ------
    DataError where the file is missing, empty, not UTF-8 or quoted so that its rows cannot be told apart; the latter
    also while portions are taken.
    """

    def __init__(self, source: Source, *, expected: Iterable[str] = (), delimiter: str | None = None) -> None:
        self.file = source_name(source)
        self.faults: list[Fault] = []
        self._notes: list[str] = []
        self._empty = 0
        self._row = 0
        text = read_text(source)
        if delimiter is None:
            delimiter = _recognised(text, frozenset(expected))
            if delimiter != ",":
                self._notes.append(f"{self.file}: cells are read as separated by a {_DELIMITERS[delimiter]}.")
        self._reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
        names: list[str] = []
        while not names:
            (names,) = self._next_records(1)
        self.header = tuple(cell.strip() for cell in names)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was taken for granted; complete once all portions were taken."""
        if not self._empty:
            return tuple(self._notes)
        return (*self._notes, f"{self.file}: {self._empty} rows without any content were passed over.")

    def portions(self) -> Iterator[Portion]:
        """The rows below the header that have its length, those without any content left out."""
        while records := self._next_records(_PORTION):
            rows = np.arange(self._row - len(records) + 1, self._row + 1, dtype=np.int64)
            if not self._plainly_full(records):
                kept = [self._is_kept(row, cells) for row, cells in zip(rows.tolist(), records, strict=True)]
                rows, records = rows[kept], list(compress(records, kept))
            if records:
                yield Portion(rows, list(zip(*records, strict=True)))

    def _plainly_full(self, records: Sequence[Sequence[str]]) -> bool:
        """Whether all rows have the header's length and something in their first cell, as nearly all portions do."""
        return set(map(len, records)) == {len(self.header)} and all(cells[0].strip() for cells in records)

    def _is_kept(self, row: int, cells: Sequence[str]) -> bool:
        """Whether the row can be read; one of another length is a fault, one without any content is counted."""
        if any(cell.strip() for cell in cells):
            if len(cells) == len(self.header):
                return True
            self.faults.append(_length_fault(self.file, row, cells, self.header))
        elif cells:
            self._empty += 1
        return False

    def _next_records(self, most: int) -> list[list[str]]:
        records: list[list[str]] = []
        try:
            records.extend(islice(self._reader, most))  # keeps those before the one that cannot be read
        except csv.Error as error:
            message = f"The quotes of this row do not match ({error})."
            hint = 'close every quote, and write a quote inside a quoted cell twice: "".'
            row = self._row + len(records) + 1
            raise DataError(Fault("data.quoting", message, hint, self.file, row)) from None
        self._row += len(records)
        return records


def _lines(text: str) -> Iterator[str]:
    """The lines of a text with their ends; a file of them at once would take four times its size."""
    return chain.from_iterable(io.StringIO(block, newline="") for block in _blocks(text))


def _blocks(text: str) -> Iterator[str]:
    """Whole lines, about a million characters of them."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _BLOCK) + 1 or len(text)
        yield text[start:end]
        start = end


def _recognised(text: str, expected: frozenset[str]) -> str:
    """The delimiter that splits the header into most expected columns, then into most columns."""
    first = next(line for line in _lines(text) if line.strip()).rstrip("\r\n")
    scores: dict[str, tuple[int, int]] = {}
    for delimiter in _DELIMITERS:
        try:
            names = next(csv.reader([first], delimiter=delimiter))
        except csv.Error:
            names = []
        scores[delimiter] = (sum(name.strip() in expected for name in names), len(names))
    return max(scores, key=lambda delimiter: scores[delimiter])


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
