"""Day level by same-weekday smoothing times an intraday profile: the main method.

A day's volume is ``level x weekday factor``, and what falls on a slot is ``volume x share``. Levels follow the newest
weeks, factors and shares are learnt slowly, and a weekday's shares borrow from weekdays that look alike, as far as
chance alone explains the difference.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.lasting import lasting
from staffplan.forecasting.methods.intraday_profile import weekday_shares
from staffplan.forecasting.methods.method import Matrix, Past
from staffplan.forecasting.methods.weekday_fallback import with_unseen_weekdays
from staffplan.forecasting.wall_clock import Days, Slots, weekdays

Vector = NDArray[np.float64]

_SMOOTHING_WEEKS = 4.0
_ROUNDS = 5
_HUBER = 2.5
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class LevelProfile:
    """Half-lives in weeks of the level, of the weekdays' factors and of the shape of a day."""

    level_half_life_weeks: float = 1.5
    weekday_half_life_weeks: float = 12.0
    profile_half_life_weeks: float = 10.0
    name: str = "level_profile"

    def rates(self, past: Past, target: Days) -> Matrix:
        """See `Method.rates`."""
        usable = ~np.isnan(past.totals)
        if not usable.any():
            return np.zeros((len(target), past.offered.shape[1]))
        total, weekday, age = past.totals[usable], past.weekday[usable], past.age_weeks(target)[usable]
        factor, trust = _weekday_factors(total, weekday, age, self.weekday_half_life_weeks)
        newest = trust * 0.5 ** (age / self.level_half_life_weeks)
        level = float(newest @ total) / max(float(newest @ factor[weekday]), _TINY)
        weight = trust * 0.5 ** (age / self.profile_half_life_weeks)
        share = weekday_shares(past.contacts[usable], past.known[usable], total, weekday, weight)
        by_weekday = level * factor[:, None] * share
        by_weekday[~np.isin(np.arange(7), weekday)] = np.nan
        return with_unseen_weekdays(by_weekday, past)[weekdays(target)]


def _weekday_factors(total: Vector, weekday: Slots, age: Vector, half_life: float) -> tuple[Vector, Vector]:
    """Factor of each weekday on the level, mean 1 over those known, and Huber weights of the days.

    Level and factors are estimated in turn: the level as a kernel mean of ``total / factor``, the factors as ratios
    of volumes, so that days without contacts need no special case.
    """
    member = (weekday[None, :] == np.arange(7)[:, None]).astype(np.float64)
    there = member.any(axis=1)
    slow = 0.5 ** (age / half_life)
    kernel = 0.5 ** (np.abs(age[:, None] - age[None, :]) / _SMOOTHING_WEEKS)
    trust = np.ones(len(total))
    factor = _scaled((member * slow) @ total / np.maximum((member * slow).sum(axis=1), _TINY), there)
    for _ in range(_ROUNDS):
        level = (kernel * trust) @ total / np.maximum((kernel * trust) @ factor[weekday], _TINY)
        expected = level * factor[weekday]
        surprise = (total - expected) / np.sqrt(np.maximum(expected, 1.0))
        trust = _trust(surprise)
        weight = member * (slow * trust)
        factor = _scaled(weight @ total / np.maximum(weight @ level, _TINY), there)
    return factor, trust


def _trust(surprise: Vector) -> Vector:
    """Huber weights; a new level is not distrusted for being new."""
    # counts scatter by 1 on this scale at least; where most days have none, the median would say less
    limit = _HUBER * max(1.4826 * float(np.median(np.abs(surprise))), 1.0)
    trust = np.minimum(1.0, limit / np.maximum(np.abs(surprise), _TINY))
    return np.where(lasting(np.where(trust < 1.0, np.sign(surprise), 0.0)), 1.0, trust)


def _scaled(factor: Vector, there: NDArray[np.bool_]) -> Vector:
    """Factors with mean 1 over the weekdays that are there."""
    return np.where(there, factor / max(float(factor[there].mean()), _TINY), 0.0)
