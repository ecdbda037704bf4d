"""What becomes of the fractions of agents that queues need."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from staffplan.staffing.settings import Rounding
from staffplan.staffing.workload import Array

NEXT_TO_WHOLE = 1e-9
"""A fraction that exceeds a whole number by less than this has come out of the last digits of a division."""


def rounded(policy: Rounding, fractions: Array, least: Array, day: NDArray[np.int64]) -> Array:
    """Agents of several queues, rounded as the policy says.

    CARRIED takes what one queue was rounded up by off the next one, and off the next interval, within a day: the
    day's sum is its fractions' sum, rounded up once, plus what `least` asks for. It is meant for queues that share
    agents.

    Parameters
    ----------
    fractions : agents needed; shape (queues, intervals).
    least : whole agents that a queue does not go below, such as the smallest number that keeps up with its load;
        same shape.
    day : number of the day of each interval.
    """
    if policy is Rounding.NONE:
        return fractions
    up = np.ceil(fractions - NEXT_TO_WHOLE) + 0.0  # none is 0, not minus 0
    if policy is Rounding.UP:
        return up
    whole = np.empty_like(fractions)
    ahead = 0.0
    for slot in range(fractions.shape[1]):
        if slot and day[slot] != day[slot - 1]:
            ahead = 0.0
        for queue in range(fractions.shape[0]):
            wanted = fractions[queue, slot]
            lowest = max(np.floor(wanted + NEXT_TO_WHOLE), least[queue, slot])  # only fractions are taken off
            given = max(lowest, np.ceil(wanted - ahead - NEXT_TO_WHOLE))
            whole[queue, slot] = given
            ahead += given - wanted
    return whole
