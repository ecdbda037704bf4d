"""How much of each interval of each day some hours of some dates cover."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from staffplan.calendar.opening import Span
from staffplan.forecasting.wall_clock import Days, as_day
from staffplan.units import MINUTES_PER_DAY

Matrix = NDArray[np.float64]


def covered(days: Days, slots: int, first: date, last: date, span: Span | None) -> Matrix:
    """Share of each slot that lies in the hours `span` of the dates from `first` to `last`; shape (days, slots).

    Parameters
    ----------
    slots : of a wall-clock day.
    span : wall-clock minutes after midnight, an end beyond 1440 on the next day; None for the whole day.
    """
    start, end = span or (0, MINUTES_PER_DAY)
    share = np.zeros((len(days), slots))
    for later in (0, 1):  # what runs past midnight lies on the day after
        shift = np.timedelta64(later, "D")
        inside = (days >= as_day(first) + shift) & (days <= as_day(last) + shift)
        share += inside[:, None] * _of_one_day(slots, start - later * MINUTES_PER_DAY, end - later * MINUTES_PER_DAY)
    return share


def _of_one_day(slots: int, start: int, end: int) -> Matrix:
    length = MINUTES_PER_DAY / slots
    begins = np.arange(slots) * length
    return np.asarray(np.clip((np.minimum(begins + length, end) - np.maximum(begins, start)) / length, 0.0, 1.0))
