"""Which clock times a column writes, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from staffplan.tables.cells import WrittenInstant


@dataclass(frozen=True, slots=True)
class WrittenInstants:
    """Instants as they were written; see `WrittenInstant`.

    Attributes
    ----------
    walls : what the clock shows, ``datetime64[us]``; NaT where nothing readable is written; shape (rows,).
    ahead : how far it is ahead of UTC, ``timedelta64[us]``; NaT where the text does not say; shape (rows,).
    """

    walls: NDArray[np.datetime64]
    ahead: NDArray[np.timedelta64]

    @classmethod
    def of(cls, cells: Sequence[WrittenInstant | None] | NDArray[Any]) -> WrittenInstants:
        """The instants in single cells, None where blank or unreadable."""
        return cls(
            np.array([None if cell is None else cell.wall for cell in cells], dtype="datetime64[us]"),
            np.array([None if cell is None else cell.offset for cell in cells], dtype="timedelta64[us]"),
        )

    @classmethod
    def without_offset(cls, walls: NDArray[np.datetime64]) -> WrittenInstants:
        """Clock times of which nothing says how far they are ahead of UTC."""
        return cls(walls.astype("datetime64[us]"), np.full(walls.shape, np.timedelta64("NaT", "us")))

    def take(self, positions: NDArray[np.intp]) -> WrittenInstants:
        """Those at `positions`, in that order."""
        return WrittenInstants(self.walls[positions], self.ahead[positions])
