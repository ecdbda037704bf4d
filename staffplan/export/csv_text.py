"""How a frame looks as a CSV file: the same frame gives the same bytes on every machine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.tables.contract import Column, Kind, Table
from staffplan.tables.escape import escaped

DECIMALS: Final = 6
_FIXED: Final = f"%.{DECIMALS}f"
_QUOTED: Final = frozenset(',"\r\n')
_PORTION: Final = 8192
"""Rows whose cells are single texts at a time: a year of them would fill the memory."""

Cells = Callable[[slice], list[str]]
"""Writes the cells of a column, a portion of rows at a time."""


def csv_text(frame: pd.DataFrame, table: Table) -> str:
    """The frame as the text of a CSV file under its table's contract, in the order of its rows.

    Columns stand in the table's order; those that the table does not know are left out, and so are optional ones that
    the frame does not have. Lines end with LF. Numbers have at most six decimals and no trailing zeros; instants are
    ISO 8601 to the second, with their offset where they have a zone; flags are yes or no; what is missing is empty.
    Text that a spreadsheet would take for a formula gets a ``'`` before it, of which our readers take away exactly
    one (`staffplan.tables.escape`).

    Raises
    ------
    KeyError : the frame lacks a column that the table needs.
    ValueError : a number is infinite.
    """
    columns = [column for column in table.columns if column.required or column.name in frame.columns]
    cells = [_WRITERS[column.kind](frame[column.name], column) for column in columns]
    pieces = [",".join(column.name for column in columns)]
    for at in range(0, len(frame), _PORTION):
        portion = slice(at, at + _PORTION)
        pieces.append("\n".join(map(",".join, zip(*(write(portion) for write in cells), strict=True))))
    return "\n".join([*pieces, ""])


def number_text(value: float) -> str:
    """At most six decimals, no trailing zeros, no exponent, no minus zero; ValueError for what is not finite."""
    if not np.isfinite(value):
        raise ValueError(f"{value} cannot be written")
    text = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _each(values: pd.Series, write: Callable[[Any], str]) -> Cells:
    """Write each different value once, since names, times and flags repeat a lot; empty where missing."""
    codes, different = pd.factorize(values)
    texts = [*(write(value) for value in different), ""]  # the code of a missing value is -1
    return lambda portion: [texts[code] for code in codes[portion].tolist()]


def _texts(values: pd.Series, _column: Column) -> Cells:
    return _each(values, lambda text: _quoted(escaped(str(text))))


def _quoted(text: str) -> str:
    return f'"{text.replace('"', '""')}"' if _QUOTED.intersection(text) else text


def _numbers(values: pd.Series, column: Column) -> Cells:
    numbers = values.to_numpy(dtype=np.float64, na_value=np.nan)
    if np.isinf(numbers).any():
        raise ValueError(f"{column.name}: {numbers[np.isinf(numbers)][0]} cannot be written")
    return lambda portion: _number_texts(numbers[portion])


def _number_texts(numbers: NDArray[np.float64]) -> list[str]:
    """Like `number_text` for many, each different one once and all of them cut together; empty where missing."""
    codes, different = pd.factorize(numbers)
    fixed = (f"{_FIXED}\n" * len(different) % tuple(different.tolist())).split("\n")
    # The last is empty: the code of a missing number is -1.
    texts = [text.rstrip("0").rstrip(".") if text.endswith("0") else text for text in fixed]
    for at in np.flatnonzero(np.signbit(different)).tolist():  # perhaps a minus zero
        texts[at] = number_text(different[at])
    return [texts[code] for code in codes.tolist()]


def _integers(values: pd.Series, _column: Column) -> Cells:
    return _each(values, lambda value: str(int(value)))


def _instants(values: pd.Series, _column: Column) -> Cells:
    return _each(values, lambda instant: str(instant.isoformat(timespec="seconds")))


def _days(values: pd.Series, _column: Column) -> Cells:
    return _each(values, lambda day: str(day.strftime("%Y-%m-%d")))


def _flags(values: pd.Series, _column: Column) -> Cells:
    return _each(values, lambda flag: "yes" if flag else "no")


_WRITERS: Final[dict[Kind, Callable[[pd.Series, Column], Cells]]] = {
    Kind.TEXT: _texts,
    Kind.NUMBER: _numbers,
    Kind.INTEGER: _integers,
    Kind.INSTANT: _instants,
    Kind.DAY: _days,
    Kind.FLAG: _flags,
}
