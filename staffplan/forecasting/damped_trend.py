"""How volume goes on growing or falling over the weeks to come: a trend that fades (Gardner and McKenzie 1985).

The trend is that of the newest weeks over the same weeks a year before, since anything shorter mistakes a season for
one. The near weeks are left to the methods, which follow the newest level, and what the trend adds from there on is
bounded: trends that go on for ever are the usual way in which long forecasts go wrong.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.wall_clock import Days

Vector = NDArray[np.float64]

_DAMPING = 0.97
_NEAR_WEEKS = 3
_COMPARED_WEEKS = 8
_YEAR_WEEKS = 52


def damped_trend(days: Days, cleaned: Vector, target: Days) -> Vector:
    """Logarithm of the factor on each day to come; zeros in the near weeks and where no year before is known.

    Parameters
    ----------
    days : past dates without gaps; shape (days,).
    cleaned : logarithm of each day's contacts without weekday, calendar and season; NaN where unknown.
    """
    newest, year = 7 * _COMPARED_WEEKS, 7 * _YEAR_WEEKS
    if len(days) < year + newest:
        return np.zeros(len(target))
    now, then = cleaned[-newest:], cleaned[-year - newest : -year]
    # most of the days, since a few of them are no level
    if min(np.isfinite(now).sum(), np.isfinite(then).sum()) < newest / 2:
        return np.zeros(len(target))
    by_week = float(np.nanmedian(now) - np.nanmedian(then)) / _YEAR_WEEKS
    beyond = np.maximum((target - days[-1]).astype(np.int64) / 7.0 - _NEAR_WEEKS, 0.0)
    # the sum of the damped weekly steps from the near weeks on, with a part of a step for a part of a week
    return np.asarray(by_week * _DAMPING ** (_NEAR_WEEKS + 1) * (1.0 - _DAMPING**beyond) / (1.0 - _DAMPING))
