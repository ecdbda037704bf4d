"""How fast the uncertainty about a day grows with the number of days that a forecast looks ahead.

Levels wander. Over a few weeks they do so like a random walk, whose variance grows by the same for every day; over
seasons they are held by what the business is, so that growth slows down without ever ending. The speed is learnt from
the past: how much farther the level of a few weeks is from days a quarter away than from days of the week after.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.methods.method import Past
from staffplan.forecasting.wall_clock import Days, weekdays
from staffplan.forecasting.yearly_season import yearly_season

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

PRIOR_GROWTH: Final = 1e-4
"""Growth of a day's squared coefficient of variation by day: some 8 % in a quarter, 15 % in 64 weeks."""

_SLOWING_DAYS = 182.0
_PRIOR_WEEKS = 52.0
_LEVEL_WEEKS = 4
_FEWEST_WEEKS = 2
_LEADS_WEEKS = (4, 8, 13, 18, 26)
_FEWEST_DAYS = 28
_FARTHEST_SPREADS = 3.0
_LEAST_OF_PRIOR = 0.1


def ahead(lead_days: Vector) -> Vector:
    """Days of growth in a number of days ahead: all of them at first, half as many a day after half a year."""
    return np.asarray(_SLOWING_DAYS * np.log1p(np.maximum(lead_days, 0.0) / _SLOWING_DAYS))


def growth(level: Vector) -> float:
    """Growth of the day factor's variance by day ahead (see `ahead`).

    Each week's days are compared with the mean of the same weekdays of four weeks, from one to 26 weeks before; what
    the squares are larger by than a week away is laid over `ahead`. A year of history counts as much as the prior.

    Parameters
    ----------
    level : logarithm of each past day's contacts, known reasons and season taken out; NaN where unknown.

    Returns
    -------
    A number above 0: nothing is as well known in a year as tomorrow.
    """
    weeks = len(level) // 7
    by_week = level[len(level) - 7 * weeks :].reshape(weeks, 7)
    mean = _means(by_week)
    near = _square(by_week, mean, 1)
    slope, worth = 0.0, 0.0
    for lead in _LEADS_WEEKS:
        compared = weeks - lead - _LEVEL_WEEKS
        far = _square(by_week, mean, lead) if compared >= max(lead / 2, _LEVEL_WEEKS) else None
        if near is None or far is None:
            continue
        farther = float(ahead(np.array(7.0 * lead)) - ahead(np.array(7.0)))
        slope += compared / lead * farther * (far - near)
        worth += compared / lead * farther**2
    if not worth:
        return PRIOR_GROWTH
    found = (weeks * slope / worth + _PRIOR_WEEKS * PRIOR_GROWTH) / (weeks + _PRIOR_WEEKS)
    return max(found, _LEAST_OF_PRIOR * PRIOR_GROWTH)


def wandering(days: Days, offered: Matrix, ordinary: NDArray[np.bool_], *, yearly: bool) -> Vector:
    """Logarithm of each past day's contacts without the year's season, as far as one is known; NaN where unknown.

    Parameters
    ----------
    days : past dates without gaps; shape (days,).
    offered : contacts, NaN where unknown or closed; shape (days, slots).
    ordinary : days without holiday, event or oddity; shape (days,).
    """
    totals = Past(days, offered).totals
    known = ordinary & (np.nan_to_num(totals) > 0)
    level = np.where(known, np.log(np.where(known, totals, 1.0)), np.nan)
    if not (yearly and known.any()):
        return level
    usual = np.array([np.nanmean(level[part]) if part.any() else 0.0 for part in _weekdays(days, known)])
    return np.asarray(level - yearly_season(days, level - usual[weekdays(days)], days[-1:])[0])


def _weekdays(days: Days, known: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which days are known Mondays, Tuesdays and so on; shape (7, days)."""
    return np.asarray((weekdays(days)[None, :] == np.arange(7)[:, None]) & known)


def _means(by_week: Matrix) -> Matrix:
    """Mean of each weekday over the four weeks that end with each week; NaN where fewer than two are known."""
    known = np.cumsum(~np.isnan(by_week), axis=0)
    sums = np.cumsum(np.nan_to_num(by_week), axis=0)
    count, volume = known.astype(np.float64), sums.copy()
    count[_LEVEL_WEEKS:] -= known[:-_LEVEL_WEEKS]
    volume[_LEVEL_WEEKS:] -= sums[:-_LEVEL_WEEKS]
    enough = count >= _FEWEST_WEEKS
    enough[: _LEVEL_WEEKS - 1] = False
    return np.where(enough, volume / np.maximum(count, 1.0), np.nan)


def _square(by_week: Matrix, mean: Matrix, lead: int) -> float | None:
    """Mean square of what days are off the level so many weeks before; those beyond three spreads count as three."""
    off = (by_week[lead:] - mean[: len(mean) - lead]).ravel()
    off = off[~np.isnan(off)]
    if len(off) < _FEWEST_DAYS:
        return None
    spread = 1.4826 * float(np.median(np.abs(off)))
    return float(np.minimum(off**2, (_FARTHEST_SPREADS * spread) ** 2).mean())
