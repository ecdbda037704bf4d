"""Forecasts of past weeks held against what came: one row of sums a day, method and lead week.

Every measure of accuracy is a ratio of such sums, so that days add up to weekdays, queues and leads in any way.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.forecasting.accuracy import pinball_loss, poisson_mean_deviation
from staffplan.forecasting.backtest import HeldOut
from staffplan.forecasting.day_matrix import Matrix
from staffplan.forecasting.dispersion import Dispersion, dispersion, holidays_vary
from staffplan.forecasting.negative_binomial import quantiles
from staffplan.forecasting.rolling_origins import Rolled, weeks_before
from staffplan.forecasting.wall_clock import weekdays

_LEVELS: Final = (0.05, 0.1, 0.5, 0.9, 0.95)
_LOSSES: Final = (0.1, 0.5, 0.9)


def judged_days(rolled: Rolled) -> pd.DataFrame:
    """What one queue's forecasts come to, day by day.

    An interval is judged where it is known how much came and either the forecast has it as open or something came
    all the same. Intervals of 90 % are judged where the forecast is open.

    Returns
    -------
    Frame with queue, method, lead_week (from 1), week (its first day), weekday (Monday is 0), day, and
    sums over the day's intervals: contacts, expected, error (absolute), surplus (expected less came), intervals,
    scaled_error and scaled_intervals (error over `Rolled.step`, where that is known), covered_intervals and
    open_intervals, covered_days and open_days (0 or 1), pinball (mean of three quantiles), deviation (mean absolute
    deviation of Poisson counts).
    """
    return pd.concat([frame for name in rolled.expected for frame in _of_method(rolled, name)], ignore_index=True)


def _of_method(rolled: Rolled, name: str) -> Iterator[pd.DataFrame]:
    weeks = np.arange(len(rolled.days) - rolled.judged, len(rolled.days))
    days = rolled.days[weeks].ravel()
    for lead in range(len(rolled.step)):
        scatter = [_scatter(rolled, name, lead, int(week)) for week in weeks]
        yield pd.DataFrame(
            {
                "queue": rolled.queue,
                "method": name,
                "lead_week": lead + 1,
                "week": np.repeat(rolled.days[weeks, 0], 7),
                "weekday": weekdays(days),
                "day": days,
                **_sums(rolled, name, lead, scatter),
            }
        )


def _scatter(rolled: Rolled, name: str, lead: int, week: int) -> Dispersion:
    """How counts scatter, from forecasts that had come true by this week's origin; a typical scatter if there are none.

    They are learnt as `staffplan.forecasting.queue_forecast` learns them.
    """
    earlier = weeks_before(rolled, lead, week)
    growth = float(rolled.growth[lead, week])
    if not earlier:
        return dispersion(None, growth, 7 * lead)
    slots = rolled.actual.shape[2]
    actual = rolled.actual[earlier].reshape(-1, slots)
    expected = np.where(np.isnan(actual), np.nan, rolled.expected[name][lead, earlier].reshape(-1, slots))
    held_out = HeldOut(expected, expected, actual, rolled.ordinary[earlier].ravel(), len(earlier))
    return dispersion(held_out, growth, 7 * lead)


def _sums(rolled: Rolled, name: str, lead: int, scatter: list[Dispersion]) -> dict[str, NDArray[np.float64]]:
    """The columns of sums, by day."""
    last, slots = slice(-rolled.judged, None), rolled.actual.shape[2]
    came = rolled.actual[last].reshape(-1, slots)
    is_open = rolled.is_open[lead, last].reshape(-1, slots)
    expected = rolled.expected[name][lead, last].reshape(-1, slots)
    judged = ~np.isnan(came) & (is_open | (came > 0))
    is_open &= judged
    came, expected = np.where(judged, came, 0.0), np.where(judged, expected, 0.0)
    error = np.abs(expected - came)
    step = np.repeat(rolled.step[lead, last], 7)
    known = ~np.isnan(step)
    intervals = judged.sum(axis=1).astype(np.float64)
    cv2_interval, cv2_total = _variation(rolled, lead, scatter, expected, is_open)
    within, pinball = _spread(expected, came, judged, cv2_interval)
    return {
        "contacts": came.sum(axis=1),
        "expected": expected.sum(axis=1),
        "error": error.sum(axis=1),
        "surplus": (expected - came).sum(axis=1),
        "intervals": intervals,
        "scaled_error": np.where(known, error.sum(axis=1) / np.where(known, step, 1.0), 0.0),
        "scaled_intervals": np.where(known, intervals, 0.0),
        "covered_intervals": (within & is_open).sum(axis=1).astype(np.float64),
        "open_intervals": is_open.sum(axis=1).astype(np.float64),
        **_days_covered(expected, came, is_open, cv2_total),
        "pinball": pinball.sum(axis=1),
        "deviation": (poisson_mean_deviation(expected) * judged).sum(axis=1),
    }


def _variation(
    rolled: Rolled, lead: int, scatter: list[Dispersion], expected: Matrix, is_open: NDArray[np.bool_]
) -> tuple[Matrix, NDArray[np.float64]]:
    """Squared coefficients of variation of each interval's rate and of each day's, as a forecast states them."""
    days_ahead = 7.0 * lead + np.arange(1.0, 8.0)
    slots = expected.shape[1]
    interval, total = np.zeros_like(expected), np.zeros(len(expected))
    for number, (week, part) in enumerate(zip(range(-rolled.judged, 0), scatter, strict=True)):
        rows = slice(7 * number, 7 * (number + 1))
        shared = holidays_vary(part.day_at(days_ahead)[:, None], rolled.holiday[week])
        interval[rows] = part.interval_at(expected[rows], shared)
        day, slot = np.nonzero(is_open[rows])
        total[rows] = part.total_at(expected[rows][day, slot], np.repeat(shared, slots, axis=1)[day, slot], day, 7)
    return interval, total


def _spread(expected: Matrix, came: Matrix, judged: NDArray[np.bool_], cv2: Matrix) -> tuple[NDArray[np.bool_], Matrix]:
    """Whether each count lies within its interval of 90 %, and the mean pinball loss of its 10, 50 and 90 %."""
    within, loss = np.zeros(came.shape, dtype=bool), np.zeros(came.shape)
    counted = came[judged]
    by_level = dict(zip(_LEVELS, quantiles(expected[judged], cv2[judged], _LEVELS), strict=True))
    within[judged] = (counted >= by_level[_LEVELS[0]]) & (counted <= by_level[_LEVELS[-1]])
    loss[judged] = np.mean([pinball_loss(by_level[level], counted, level) for level in _LOSSES], axis=0)
    return within, loss


def _days_covered(
    expected: Matrix, came: Matrix, is_open: NDArray[np.bool_], cv2: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    """Whether each day's total lies within its interval of 90 %."""
    mean, total = (np.where(is_open, part, 0.0).sum(axis=1) for part in (expected, came))
    low, high = quantiles(mean, cv2, (_LEVELS[0], _LEVELS[-1]))
    there = is_open.any(axis=1)
    covered = there & (total >= low) & (total <= high)
    return {"covered_days": covered.astype(np.float64), "open_days": there.astype(np.float64)}
