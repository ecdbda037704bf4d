"""What changes a queue's volume over years: the season of the year, and growth that fades."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.calendar_effects import calendar_effects
from staffplan.forecasting.damped_trend import damped_trend
from staffplan.forecasting.day_facts import DayFacts
from staffplan.forecasting.yearly_season import yearly_season

Vector = NDArray[np.float64]

_FEWEST_DAYS = 7 * 60
"""Below a year and eight weeks no year can be compared with another."""


@dataclass(frozen=True, slots=True)
class SlowChanges:
    """Logarithms of factors, and what volume was usual.

    Attributes
    ----------
    season : of each past day; shape (past days,).
    season_ahead, trend_ahead : of each day to come; shape (days to come,).
    usual : contacts that level and calendar expect on each past day; NaN where nothing is known, or not asked for.
    """

    season: Vector
    season_ahead: Vector
    trend_ahead: Vector
    usual: Vector


def slow_changes(totals: Vector, past: DayFacts, future: DayFacts, *, yearly: bool, trend: bool) -> SlowChanges:
    """The slow changes that a past long enough for any shows.

    Parameters
    ----------
    totals : contacts of each past day, NaN where unknown.
    yearly, trend : whether they are looked for.
    """
    none = np.zeros(len(future.days))
    if len(totals) < _FEWEST_DAYS:
        return SlowChanges(np.zeros(len(totals)), none, none, np.full(len(totals), np.nan))
    effects = calendar_effects(totals, past, future)
    season, ahead = np.zeros(len(totals)), none
    if yearly:
        ordinary = np.where((past.holiday != "") | effects.odd, np.nan, effects.cleaned)
        season, ahead = yearly_season(past.days, ordinary, future.days)
    grown = damped_trend(past.days, effects.cleaned - season, future.days) if trend else none
    return SlowChanges(season, ahead, grown, effects.usual)
