"""Where work that may wait is done, when nothing else decides: as evenly as its deadlines allow."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from staffplan.staffing.waiting_work.level_filling import level_filling
from staffplan.staffing.workload import Array, Inventory


def spread(work: Sequence[Inventory], is_open: NDArray[np.bool_], base: Array, interval_s: float) -> Array:
    """Erlangs of the work in each interval; shape (intervals,), 0 where closed.

    The work fills the quiet intervals beside those who are at work anyhow: of all ways to begin nothing before it
    arrives and to end everything before it is due, the one with the lowest peak and the most level total. Several kinds
    of work are done in the order in which they fall due, so that their hours may be added up.

    Parameters
    ----------
    work : what may wait; all of it is done within the open intervals.
    base : agents at work on something else, on top of whom the work is laid; shape (intervals,).
    interval_s : length of an interval in seconds.
    """
    erlangs = np.zeros(is_open.shape)
    open_slots = np.flatnonzero(is_open)
    if not work or not open_slots.size:
        return erlangs
    arrived, due = (
        np.cumsum(np.sum(hours, axis=0)[open_slots]) * 3600.0 / interval_s
        for hours in ([stock.arriving for stock in work], [stock.due for stock in work])
    )
    due = np.minimum(due, arrived)  # the two sums may be a last digit apart
    due[-1] = arrived[-1]
    erlangs[open_slots] = level_filling(arrived, due, base[open_slots])
    return erlangs
