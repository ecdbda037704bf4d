"""Where a fault of a table lies, and how many of them a planner is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.errors import DataError, Fault
from staffplan.tables.cells import CellError

SHOWN_AT_MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Place:
    """Names the row and column of a cell, in a file or in a frame from Python.

    Attributes
    ----------
    file : the file's name, or what a frame is called in a message.
    rows : the row of each position as a spreadsheet numbers it (the header is 1), or the index label of a frame.
    header : column names in the file's order; empty for a frame from Python.
    """

    file: str
    rows: Sequence[object] | NDArray[np.int64] | pd.Index
    header: tuple[str, ...] = ()

    def fault(self, error: CellError, position: int, column: str) -> Fault:
        """The fault of one cell."""
        row = self.rows[position]
        if not self.header:
            return Fault(
                error.code, f"{error.message} (row labelled {row})", error.hint, file=self.file, path=str(column)
            )
        number = self.header.index(column) + 1 if column in self.header else None
        line = int(str(row))
        return Fault(error.code, error.message, error.hint, file=self.file, line=line, column=number, path=column)

    def named(self, position: int) -> str:
        """``row 7`` of a file, ``the row labelled 7`` of a frame."""
        return f"row {self.rows[position]}" if self.header else f"the row labelled {self.rows[position]}"


def raise_faults(faults: Sequence[Fault]) -> None:
    """Raise one DataError with the faults in the order of the file, cut after fifty; nothing where there are none."""
    if not faults:
        return
    ordered = sorted(faults, key=lambda fault: (fault.line or 0, fault.column or 0))
    rest = len(ordered) - SHOWN_AT_MOST
    if rest > 0:
        ordered = ordered[:SHOWN_AT_MOST]
        plural = "s" if rest > 1 else ""
        ordered.append(Fault("data.more", f"... and {rest} more fault{plural}.", file=ordered[0].file))
    raise DataError(*ordered)
