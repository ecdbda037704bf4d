"""Where work that may wait is done, when nothing else decides: as evenly as its deadlines allow."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from staffplan.staffing.taut_string import taut_string
from staffplan.staffing.workload import Array, Inventory


def spread(work: Sequence[Inventory], is_open: NDArray[np.bool_], base: Array, interval_s: float) -> Array:
    """Erlangs of the work in each interval; shape (intervals,), 0 where closed.

    Cumulative work done follows the taut string between cumulative arrivals and cumulative deadlines, on top of what
    is busy anyhow: the lowest peak and the most even total that is possible.

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
    arrived = np.cumsum(np.sum([stock.arriving for stock in work], axis=0)[open_slots])
    due = np.minimum(np.cumsum(np.sum([stock.due for stock in work], axis=0)[open_slots]), arrived)
    due[-1] = arrived[-1]
    del base
    hours = np.diff(taut_string(np.concatenate(([0.0], due)), np.concatenate(([0.0], arrived))))
    erlangs[open_slots] = hours * 3600.0 / interval_s
    return erlangs
