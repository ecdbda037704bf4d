"""Which cells stand in a delimited text, all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.errors import DataError, Fault
from staffplan.intake.sheet import Sheet
from staffplan.intake.source import Source


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
    """All cells of a delimited file as one frame; parameters and faults as of `Sheet`."""
    sheet = Sheet(source, expected=expected, delimiter=delimiter)
    rows: list[NDArray[np.int64]] = []
    cells: list[list[str]] = [[] for _ in sheet.header]
    for portion in sheet.portions():
        rows.append(portion.rows)
        for column, texts in zip(cells, portion.columns, strict=True):
            column.extend(texts)
    return Rows(_frame(cells, row_numbers(rows), sheet.header), sheet.file, sheet.notes, tuple(sheet.faults))


def row_numbers(portions: Sequence[NDArray[np.int64]]) -> pd.Index:
    """The index, named ``row``, of rows that came in portions."""
    rows: NDArray[np.int64] = np.concatenate([np.zeros(0, dtype=np.int64), *portions])
    return pd.Index(rows, name="row")


def require_rows(rows: Rows) -> None:
    """Raise DataError where there is a header and nothing below it."""
    if rows.frame.empty and not rows.faults:
        raise no_rows(rows.file)


def no_rows(file: str) -> DataError:
    """What is said of a file with a header and nothing below it."""
    return DataError(Fault("data.no_rows", "The file has a header and no rows.", "check the export.", file, 1))


def _frame(cells: list[list[str]], rows: pd.Index, header: tuple[str, ...]) -> pd.DataFrame:
    frame = pd.concat([pd.Series(column, index=rows, dtype="str") for column in cells], axis=1)
    frame.columns = pd.Index(header)
    return frame
