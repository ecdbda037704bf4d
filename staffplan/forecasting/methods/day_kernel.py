"""How alike two days' volumes are before any is seen: prior covariances of their logarithms, one for each cause.

Spreads read as per cents: a season that drifts by 5 % within half a year, a mood of a week of 6 %, a time of the month
of 5 %, a holiday that may differ by a factor of two. They are prior judgements, the same for every queue; halving or
doubling one of them moves errors by about a per cent.

References
----------
Rasmussen, C. E. and Williams, C. K. I. (2006). Gaussian Processes for Machine Learning, chapters 2 and 4. MIT Press.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.methods.day_traits import MONTH_DAYS, DayTraits, Flags

Matrix = NDArray[np.float64]

SHIFT = 0.5
"""Spread of a lasting change of level."""
_ANY_LEVEL = 1.0
_LEVEL = ((0.05, 26.0), (0.06, 1.0))
"""Spread and memory in weeks: the season's drift, the week's mood."""
_WEEKDAY, _WEEKDAY_DRIFT, _DRIFT_WEEKS = 0.5, 0.02, 13.0
_MONTH, _MONTH_SMOOTH_DAYS = 0.05, 2.5
_HOLIDAY, _NAMED, _HOLIDAY_ON_REST = 0.7, 0.4, 0.3
_BEFORE, _AFTER, _BRIDGE, _SCHOOL = 0.1, 0.1, 0.2, 0.05

LEVEL, WEEKDAY, MONTH = "level", "weekday", "time of the month"
PUBLIC_HOLIDAY, BEFORE, AFTER = "public holiday", "day before a holiday", "day after a holiday"
BRIDGE, SCHOOL = "bridge day", "school holidays"
CAUSES = (MONTH, PUBLIC_HOLIDAY, BEFORE, AFTER, BRIDGE, SCHOOL)
"""Why a day may be unlike others of its weekday and season."""


def level(days: DayTraits, others: DayTraits, steps: Sequence[int] = ()) -> Matrix:
    """Covariance of the levels; shape (days, others).

    Parameters
    ----------
    steps : numbers of days on which the level changed for good.
    """
    weeks = _apart(days, others) / 7.0
    near = np.full(weeks.shape, _ANY_LEVEL)
    for spread, memory in _LEVEL:
        near += spread**2 * np.exp(-weeks / memory)
    for step in steps:
        near += SHIFT**2 * np.outer(days.number >= step, others.number >= step)
    return near


def weekday(days: DayTraits, others: DayTraits, like: Matrix) -> Matrix:
    """Covariance of what weekdays do, where `like` says how far `days` are like each; shape (days, others)."""
    drift = _WEEKDAY**2 + _WEEKDAY_DRIFT**2 * np.exp(-_apart(days, others) / 7.0 / _DRIFT_WEEKS)
    return np.asarray((like @ others.like.T) * drift)


def cause(name: str, days: DayTraits, others: DayTraits) -> Matrix:
    """Covariance of what one of `CAUSES` does; shape (days, others)."""
    if name == MONTH:
        return _month(days, others)
    total = np.zeros((len(days.number), len(others.number)))
    for spread, mine, theirs in _columns(name, days, others):
        if theirs.any():
            total += spread**2 * np.outer(mine, theirs)
    return total


def prior(days: DayTraits, steps: Sequence[int] = ()) -> Matrix:
    """Covariance of the logarithms of the days' volumes, chance apart; shape (days, days)."""
    return level(days, days, steps) + weekday(days, days, days.like) + sum(cause(name, days, days) for name in CAUSES)


def _apart(days: DayTraits, others: DayTraits) -> Matrix:
    return np.abs(days.number[:, None] - others.number[None, :]).astype(np.float64)


def _month(days: DayTraits, others: DayTraits) -> Matrix:
    place = np.arange(MONTH_DAYS)
    apart = np.abs(place[:, None] - place[None, :])
    around = np.minimum(apart, MONTH_DAYS - apart)
    smooth = _MONTH**2 * np.exp(-0.5 * (around / _MONTH_SMOOTH_DAYS) ** 2)
    # on days of rest few have bills on their minds
    return np.asarray(smooth[np.ix_(days.of_month, others.of_month)] * np.outer(~days.thin, ~others.thin))


def _columns(name: str, days: DayTraits, others: DayTraits) -> Iterator[tuple[float, Flags, Flags]]:
    """Spread of an effect that is all or nothing, and which days have it."""
    if name == PUBLIC_HOLIDAY:
        mine, theirs = days.holiday != "", others.holiday != ""
        yield _HOLIDAY, mine & ~days.thin, theirs & ~others.thin
        yield _HOLIDAY_ON_REST, mine & days.thin, theirs & others.thin
        for holiday in sorted(set(others.holiday[theirs & ~others.thin].tolist())):
            yield _NAMED, (days.holiday == holiday) & ~days.thin, (others.holiday == holiday) & ~others.thin
    else:
        spread, trait = {
            BEFORE: (_BEFORE, "before"),
            AFTER: (_AFTER, "after"),
            BRIDGE: (_BRIDGE, "bridge"),
            SCHOOL: (_SCHOOL, "school"),
        }[name]
        yield spread, getattr(days, trait), getattr(others, trait)
