"""Is what looks odd a new normal: days that are all off the same way, one after the other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_LASTING_DAYS = 5


def lasting(sign: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which days lie in an unbroken run of at least five with the same sign, 0 being none.

    Parameters
    ----------
    sign : 1 for days far above what was expected, -1 for days far below, 0 for others; in order.
    """
    if not len(sign):
        return np.zeros(0, dtype=bool)
    starts = np.concatenate(([True], sign[1:] != sign[:-1]))
    run = np.cumsum(starts) - 1
    return np.asarray((sign != 0) & (np.bincount(run)[run] >= _LASTING_DAYS))
