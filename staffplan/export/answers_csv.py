"""How the calculator's answers look as a file or in JSON: every digit of them, beside the columns they were given."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from staffplan.tables.escape import escaped, unescaped

Columns = Sequence[tuple[str, Sequence[str] | NDArray[Any]]]
"""Name and cells of each column: texts as they were given, answers as arrays."""

_WHOLE: Final = frozenset({"required_agents", "required_trunks", "required_lines_for_max_blocking"})
_PLAIN_NUMBER: Final = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*%?\s*", re.ASCII)


def answers_csv(columns: Columns) -> str:
    """The columns as the text of a CSV file.

    Answers are written with all their digits, so that reading them gives the same doubles; infinity as ``inf``; blank
    where there is no answer. What was given passes through as it was written, but for text that a spreadsheet would
    take for a formula, which is guarded by a ``'`` as in all our files. Lines end with LF.
    """
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(guarded(name) for name, _ in columns)
    rows.writerows(zip(*(_cells(name, column) for name, column in columns), strict=True))
    return written.getvalue()


def answers_records(columns: Columns, given: Mapping[str, NDArray[Any]]) -> list[dict[str, Any]]:
    """A mapping a row, for JSON: `given` inputs and answers as numbers, null where blank or infinite; the rest text."""
    names = [name for name, _ in columns]
    cells = [_plain(name, _numbers(name, column, given)) for name, column in columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]


def guarded(text: str) -> str:
    """`text` kept from being run by a spreadsheet; numbers, and what is guarded already, stay as they are."""
    if _PLAIN_NUMBER.fullmatch(text) or unescaped(text) != text:
        return text
    return escaped(text)


def _cells(name: str, column: Sequence[str] | NDArray[Any]) -> list[str]:
    if not isinstance(column, np.ndarray):
        different = {text: guarded(text) for text in set(column)}
        return [different[text] for text in column]
    if column.dtype.kind != "f":
        return [str(cell) for cell in column.tolist()]
    if name in _WHOLE:
        return ["" if math.isnan(cell) else str(int(cell)) for cell in column.tolist()]
    return ["" if math.isnan(cell) else repr(cell) for cell in column.tolist()]


def _numbers(
    name: str, column: Sequence[str] | NDArray[Any], given: Mapping[str, NDArray[Any]]
) -> Sequence[str] | NDArray[Any]:
    return column if isinstance(column, np.ndarray) else given.get(name, column)


def _plain(name: str, column: Sequence[str] | NDArray[Any]) -> list[Any]:
    if not isinstance(column, np.ndarray):
        return list(column)
    if column.dtype.kind != "f":
        return list(column.tolist())
    kind = int if name in _WHOLE else float
    return [kind(cell) if math.isfinite(cell) else None for cell in column.tolist()]
