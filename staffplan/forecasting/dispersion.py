"""How far counts scatter around a forecast: two numbers a queue, learnt from forecasts of weeks already past.

Given the forecast ``m``, a day's contacts are Poisson with rate ``m G D``: D, shared by the whole day, is gamma
distributed with mean 1 and variance ``cv2_day``; G belongs to the interval alone. ``cv2_interval`` is the variance of
``G D``, so that an interval's count has variance ``m + cv2_interval m**2``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.backtest import HeldOut

_TRIMMED = 0.99
_FEWEST_EXPECTED = 0.5
_PRIOR_DAY, _PRIOR_INTERVAL = 0.02, 0.03
_PRIOR_DAYS = 2.0
_LARGEST = 4.0


@dataclass(frozen=True, slots=True)
class Dispersion:
    """Squared coefficients of variation of an interval's rate and of the day factor in it; learnt or assumed."""

    cv2_interval: float = _PRIOR_INTERVAL
    cv2_day: float = _PRIOR_DAY
    learnt: bool = False


def dispersion(held_out: HeldOut | None) -> Dispersion:
    """The dispersion that ordinary days of a back-test show, with a weak prior; the prior alone where there is none."""
    if held_out is None or not held_out.ordinary.any():
        return Dispersion()
    expected, actual = held_out.expected[held_out.ordinary], held_out.actual[held_out.ordinary]
    known = ~np.isnan(expected)
    expected, actual = np.where(known, expected, 0.0), np.where(known, actual, 0.0)
    if not (expected > _FEWEST_EXPECTED).any():
        return Dispersion()
    interval = _interval_cv2(expected, actual)
    day = min(_day_cv2(expected, actual, interval), interval)
    return Dispersion(interval, day, learnt=True)


def _interval_cv2(expected: NDArray[np.float64], actual: NDArray[np.float64]) -> float:
    used = expected > _FEWEST_EXPECTED
    mean, squares = expected[used], (actual[used] - expected[used]) ** 2
    kept = squares / mean <= np.quantile(squares / mean, _TRIMMED)
    weight = float((mean[kept] ** 2).sum())
    prior = _PRIOR_DAYS * weight / len(expected)
    excess = float((squares[kept] - mean[kept]).sum())
    return float(np.clip((excess + prior * _PRIOR_INTERVAL) / (weight + prior), 1e-4, _LARGEST))


def _day_cv2(expected: NDArray[np.float64], actual: NDArray[np.float64], interval: float) -> float:
    """Moment estimate of the shared factor; squares beyond three spreads count as three."""
    total, square = expected.sum(axis=1), (expected**2).sum(axis=1)
    there = total > 0
    total, square = total[there], square[there]
    relative = (actual.sum(axis=1)[there] - total) / total
    spread = 1.4826 * float(np.median(np.abs(relative))) + 1e-9
    squares = np.minimum(np.abs(relative), 3.0 * spread) ** 2
    # Var T = T + day T^2 + alone sum m^2, where interval = day + alone (1 + day)
    share = float(np.average(square / total**2, weights=total))
    noise = float(np.average(1.0 / total, weights=total))
    found = (float(np.average(squares, weights=total)) - noise - interval * share) / max(1.0 - share, 1e-9)
    days = len(total)
    return float(np.clip((days * found + _PRIOR_DAYS * _PRIOR_DAY) / (days + _PRIOR_DAYS), 1e-4, _LARGEST))
