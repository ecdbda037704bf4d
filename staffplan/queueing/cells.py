"""Between two thresholds the answer is the same: few walks decide the requirement of very many rows (Erlang C).

With the targets fixed, more load or a longer handle time never needs fewer agents, and while the number stays the same
it never names a later binding target. So where the walk answers the same at the low and at the high corner of a
rectangle of loads and handle times, that is the answer everywhere in it. A **cell** is such a rectangle, one erlang
wide. It is halved into parts where the corners differ, as long as enough rows lie in it to pay for that.

Nothing is interpolated and no threshold is solved for: every answer is one that the walk gave on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from staffplan.queueing.arrays import Array
from staffplan.queueing.targets import Targets
from staffplan.queueing.walk import walked

Whole = NDArray[np.int64]
Answers = NDArray[np.int32]
"""``8 x agents + number of the binding target``, or `UNDECIDED`."""

Place = tuple[Array | float, Array | float]
"""Where in a cell, from 0 to 1: in its erlang, and between its handle times."""

UNDECIDED: Final = -1

_ROWS_FOR_HALVING: Final = 4
"""Halving a part takes two walks and decides about half of its rows."""

_HALVINGS_OF_LOAD: Final = 8
_HALVINGS_OF_BOTH: Final = 6

_MOST_PARTS: Final = 2**21
"""Of all cells together, so that a table never takes more than some 30 MB."""

_OUTWARDS: Final = 1e-9
"""By this share corners lie outside their part. The walk's measures are good to about 1e-13, so that their last digits
decide nothing inside."""

LEAST_LOAD: Final = 1e-300
"""Erlangs at the low end of the first cell; below, doubles have few digits left."""

SOUND: Final = {
    "aht_s": (1e-100, 1e100),
    "service_level": (0.0, 0.9999),
    "asa_s": (1e-100, np.inf),
    "max_occupancy": (1e-3, 1.0),
    "max_waiting": (1e-100, 1.0),
}
"""Targets for which cells can answer. Outside, last digits could decide further off a threshold than `_OUTWARDS`, or
odds leave the range of a double."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Rectangles of loads and handle times, still undivided.

    Attributes
    ----------
    erlangs : least load of each cell; the greatest is one more.
    targets : of each cell, with its shortest handle time.
    stretch : natural logarithm of the longest handle time over the shortest, the same in all; 0: only one.
    rows : how many rows lie in each cell.
    """

    erlangs: Array
    targets: Targets
    stretch: float
    rows: Whole

    def answers(self) -> Answers:
        """The answer in each part: cell x part of the load x part of the logarithm of the handle time."""
        everywhere = np.arange(self.rows.size)
        low, high = self._corners(everywhere, (0.0, 0.0), (1.0, 1.0), np.zeros_like(everywhere))
        low, high = low[:, None, None], high[:, None, None]
        for axis in (1, 2) * _HALVINGS_OF_BOTH if self.stretch else (1,) * _HALVINGS_OF_LOAD:
            worth = self.rows >= _ROWS_FOR_HALVING * low[:1].size
            if not worth.any() or 2 * low.size > _MOST_PARTS:
                break
            low, high = self._halved(low, high, axis, worth)
        return np.where(low == high, low, np.int32(UNDECIDED))

    def _halved(self, low: Answers, high: Answers, axis: int, worth: NDArray[np.bool_]) -> tuple[Answers, Answers]:
        """Answers at the low and high corners of half the parts; of those not worth it, what is known of the whole."""
        cell, i, j = np.nonzero((low != high) & worth[:, None, None])
        loads, handles = low.shape[1:]
        too_few = (low[cell, i, j] >> 3) - 1
        low, high = np.repeat(low, 2, axis), np.repeat(high, 2, axis)
        if axis == 1:
            middle = (i + 0.5) / loads
            first, second = (cell, 2 * i, j), (cell, 2 * i + 1, j)
            low[second], high[first] = self._corners(cell, (middle, j / handles), (middle, (j + 1) / handles), too_few)
        else:
            middle = (j + 0.5) / handles
            first, second = (cell, i, 2 * j), (cell, i, 2 * j + 1)
            low[second], high[first] = self._corners(cell, (i / loads, middle), ((i + 1) / loads, middle), too_few)
        return low, high

    def _corners(self, cell: Whole, low: Place, high: Place, too_few: Whole) -> tuple[Answers, Answers]:
        """Answers at low and at high corners in cells, moved outwards; `too_few` agents are not enough at either."""
        targets = self.targets.at(np.concatenate([cell, cell]))
        sides = np.repeat([1 - _OUTWARDS, 1 + _OUTWARDS], cell.size)
        load, aht = (np.concatenate(np.broadcast_arrays(*pair, cell)[:2]) for pair in zip(low, high, strict=True))
        load = np.maximum((np.tile(self.erlangs[cell], 2) + load) * sides, LEAST_LOAD)
        aht_s = targets.aht_s * np.exp(self.stretch * aht) * sides
        agents, binding = walked(load, replace(targets, aht_s=aht_s), np.tile(too_few, 2))
        below, above = np.split((8 * agents + binding).astype(np.int32), 2)
        return below, above
