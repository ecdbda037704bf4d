"""What a whole column of text says: its cells, with what is wrong in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.tables.cells import READERS, CellError, number
from staffplan.tables.contract import Column, Kind
from staffplan.tables.escape import unescaped
from staffplan.tables.instants import WrittenInstants

_PLAIN: Final = "0123456789.+-"
"""Of texts of nothing else, Python takes the same for numbers as `staffplan.tables.cells.number`."""


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """Cells of one column.

    Attributes
    ----------
    different : what the different cells say, None where blank or wrong; dtype object or float64 (NaN for None).
    blank : True for empty cells; shape (rows,).
    errors : position and reason of each wrong cell.
    codes : position in `different` of what each row says; shape (rows,). None where each row has its own.
    instants : instead of `different`, where a frame from Python holds the column as datetime64 already.
    """

    different: NDArray[Any]
    blank: NDArray[np.bool_]
    errors: tuple[tuple[int, CellError], ...] = ()
    codes: NDArray[np.intp] | None = None
    instants: pd.Series | None = None

    @property
    def values(self) -> NDArray[Any]:
        """What each row says; shape (rows,)."""
        return self.different if self.codes is None else self.different[self.codes]

    @property
    def written(self) -> WrittenInstants:
        """The clock times of a column of instants."""
        written = WrittenInstants.of(self.different)
        return written if self.codes is None else written.take(self.codes)


class ColumnReader(Protocol):
    """Takes the cells of a column, a portion of rows at a time."""

    def take(self, texts: Sequence[str]) -> None:
        """Read the next rows."""

    def reading(self) -> ColumnReading:
        """What all rows said."""


def reader_of(column: Column, *, guarded: bool = False) -> ColumnReader:
    """A reader for a column of text, as its kind says; for `guarded` see `bare`."""
    if column.kind is Kind.NUMBER:
        return NumberReader(column)
    reader = READERS[column.kind]
    return CellReader(lambda text: reader(text, column), bare(column, guarded=guarded))


def bare(column: Column, *, guarded: bool) -> Callable[[str], str]:
    """What takes from a cell the blanks around it, and before them where texts are `guarded` the ``'`` of a guard."""
    if guarded and column.kind is Kind.TEXT:
        return lambda text: unescaped(text).strip()
    return str.strip


def read_texts(texts: pd.Series, column: Column) -> ColumnReading:
    """Read a column of text as its kind says."""
    return _read(texts, reader_of(column))


def read_each(texts: pd.Series, read: Callable[[str], object]) -> ColumnReading:
    """Read every cell with `read`, which raises CellError; blanks around a text are cut, an empty cell is blank."""
    return _read(texts, CellReader(read))


def _read(texts: pd.Series, reader: ColumnReader) -> ColumnReading:
    reader.take([text if isinstance(text, str) else "" for text in texts.tolist()])
    return reader.reading()


class CellReader:
    """Reads cells one by one, but each different text only once, since clock times and names repeat a lot.

    Parameters
    ----------
    read : what a text says, which is never empty; raises CellError.
    bare : what takes from a cell that which does not belong to its text.
    """

    def __init__(self, read: Callable[[str], object], bare: Callable[[str], str] = str.strip) -> None:
        self._different = _DifferentCells(read, bare)
        self._codes: list[NDArray[np.intp]] = []

    def take(self, texts: Sequence[str]) -> None:
        """Read the next rows."""
        self._codes.append(np.fromiter(map(self._different.__getitem__, texts), dtype=np.intp, count=len(texts)))

    def reading(self) -> ColumnReading:
        """What all rows said."""
        seen = self._different
        codes = np.concatenate(self._codes) if self._codes else np.zeros(0, dtype=np.intp)
        different = np.empty(len(seen), dtype=object)
        different[:] = seen.values_read
        wrong = np.flatnonzero(np.isin(codes, list(seen.failed))) if seen.failed else ()
        errors = tuple((int(at), seen.failed[int(codes[at])]) for at in wrong)
        return ColumnReading(different, np.array(seen.empty, dtype=bool)[codes], errors, codes)


class _DifferentCells(dict[str, int]):
    """Numbers the different cells in the order in which they are met, and reads each."""

    def __init__(self, read: Callable[[str], object], bare: Callable[[str], str]) -> None:
        super().__init__()
        self._read, self._bare = read, bare
        self.values_read: list[object] = []
        self.empty: list[bool] = []
        self.failed: dict[int, CellError] = {}

    def __missing__(self, cell: str) -> int:
        code = self[cell] = len(self)
        text = self._bare(cell)
        value = None
        try:
            value = self._read(text) if text else None
        except CellError as error:
            self.failed[code] = error
        self.values_read.append(value)
        self.empty.append(not text)
        return code


class NumberReader:
    """Reads numbers at a stroke; cells that are not plainly a number within the limits are looked at one by one."""

    def __init__(self, column: Column) -> None:
        self._column = column
        self._low = -np.inf if column.low is None else column.low
        self._high = np.inf if column.high is None else column.high
        self._rows = 0
        self._values: list[NDArray[np.float64]] = []
        self._blank: list[NDArray[np.bool_]] = []
        self._errors: list[tuple[int, CellError]] = []

    def take(self, texts: Sequence[str]) -> None:
        """Read the next rows."""
        values = _plain_numbers(texts)
        blank = np.zeros(len(texts), dtype=bool)
        sure = (values >= self._low) & (values <= self._high) & np.isfinite(values)
        for at in np.flatnonzero(~sure).tolist():
            text = texts[at].strip()
            blank[at] = not text
            values[at] = self._one(text, self._rows + at) if text else np.nan
        self._values.append(values)
        self._blank.append(blank)
        self._rows += len(texts)

    def _one(self, text: str, at: int) -> float:
        try:
            return number(text, self._column)
        except CellError as error:
            self._errors.append((at, error))
            return np.nan

    def reading(self) -> ColumnReading:
        """What all rows said."""
        if not self._rows:
            return ColumnReading(np.zeros(0), np.zeros(0, dtype=bool))
        return ColumnReading(np.concatenate(self._values), np.concatenate(self._blank), tuple(self._errors))


def _plain_numbers(texts: Sequence[str]) -> NDArray[np.float64]:
    """The numbers of cells that hold digits, points and signs only; NaN for others.

    Where one of them is no number, such as 1-2, it is NaN for all.
    """
    if "" in texts or "".join(texts).encode(errors="replace").translate(None, _PLAIN.encode()):
        texts = [text if text and not text.strip(_PLAIN) else "nan" for text in texts]
    try:
        numbers = np.fromiter(map(float, texts), dtype=np.float64, count=len(texts))
    except ValueError:
        return np.full(len(texts), np.nan)
    return numbers + 0.0  # -0.0 would be written as such
