"""What a planner's stated season comes to: contacts by slot where there is no history, and less and less as one comes.

A statement counts like some weeks of data: after ``n`` weeks of history the forecast is the mean of what both say,
weighted ``worth : n``. This is the mean of a normal law with a prior worth so many observations. The factors of the
months are kept until two years of history can show them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.stated_volume import StatedSeason
from staffplan.forecasting.wall_clock import Days, weekdays
from staffplan.units import MINUTES_PER_DAY

Matrix = NDArray[np.float64]
Grid = NDArray[np.bool_]

_LEVEL_DAYS = 28
_TWO_YEARS_WEEKS = 104.0


def stated_rates(season: StatedSeason, days: Days, is_open: Grid) -> Matrix:
    """Contacts that the statement expects; shape (days, slots).

    `daily` times the factors of weekday and month is spread over the day's open slots by their hours' factors.

    Parameters
    ----------
    is_open : shape (days, slots); a closed day has no contacts.
    """
    volume = season.daily * np.array(season.weekdays)[weekdays(days)] * np.array(season.months)[_month(days)]
    weight = is_open * _slot_factors(season, is_open.shape[1])
    sums = weight.sum(axis=1, keepdims=True)
    return np.asarray(volume[:, None] * weight / np.where(sums > 0, sums, 1.0))


def shrunk(season: StatedSeason, rates: Matrix, known: Days, target: Days, is_open: Grid) -> tuple[Matrix, float]:
    """What history and statement expect together, and the statement's weight in it.

    Parameters
    ----------
    rates : expected by the history; shape (days to come, slots).
    known : days of the history that have rows, in order.
    target, is_open : the days to come, whole weeks of them, and which slots are open.
    """
    stated = stated_rates(season, target, is_open)
    open_days_a_week = 7.0 * float(is_open.any(axis=1).mean())
    weeks = len(known) / max(open_days_a_week, 1.0)
    weight = season.worth_weeks / (season.worth_weeks + weeks)
    span = float((known[-1] - known[0]).astype(np.int64) + 1) / 7.0 if len(known) else 0.0
    if len(known) and span < _TWO_YEARS_WEEKS:
        months = np.array(season.months)
        lately = float(months[_month(known[-_LEVEL_DAYS:])].mean())
        rates = rates * (months[_month(target)] / lately if lately > 0 else np.ones(len(target)))[:, None]
    return weight * stated + (1.0 - weight) * rates, weight


def _month(days: Days) -> NDArray[np.int64]:
    """Month of each date, January is 0."""
    return days.astype("datetime64[M]").astype(np.int64) % 12


def _slot_factors(season: StatedSeason, slots: int) -> Matrix:
    """Weight of each slot of the day, 1 where nothing is stated; a slot that a span cuts counts by its part."""
    factor = np.ones(MINUTES_PER_DAY)
    for (start, end), value in season.day:
        factor[start : min(end, MINUTES_PER_DAY)] = value
        factor[: max(end - MINUTES_PER_DAY, 0)] = value
    return factor.reshape(slots, -1).mean(axis=1)
