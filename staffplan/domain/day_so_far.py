"""A queue's day that is not over: what came, and what is therefore expected of its rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DaySoFar:
    """How one queue's day runs.

    Attributes
    ----------
    queue : its name.
    day : the last day of which anything is known.
    expected, came : contacts of its known intervals, as forecast and as they came.
    factor : by which the rest of the day is corrected.
    give_or_take : what is left uncertain about the factor, as its relative standard deviation.
    rest_before, rest_after : contacts expected in the rest of the day, before and after the correction; 0 where the
        day is over.
    next_factor : by which the day after is corrected; NaN where the forecast has no interval of it that is to come.
    """

    queue: str
    day: date
    expected: float
    came: float
    factor: float
    give_or_take: float
    rest_before: float
    rest_after: float
    next_factor: float
