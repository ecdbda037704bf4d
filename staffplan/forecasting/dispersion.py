"""How far counts scatter around a forecast, learnt from forecasts of weeks already past.

Given the forecast ``m`` of an interval, its contacts are a count with rate ``m G D``: D, shared by the whole day, is
gamma distributed with mean 1 and variance ``cv2_day``; G belongs to the interval alone. The day factor's variance grows
with the number of days that a forecast looks ahead (`staffplan.forecasting.lead_growth`). Thin hours scatter more than
the factors say, by a part of the variance that is proportional to the mean: contacts that come in clumps, and hours
whose share of the day is known from few contacts. An interval's count has variance ``m + cv2 m**2`` with
``cv2 = (1 + cv2_day) (1 + cv2_alone) - 1 + clumping / m``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.backtest import HeldOut
from staffplan.forecasting.lead_growth import PRIOR_GROWTH, ahead

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
Slots = NDArray[np.int64]

_FEWEST_EXPECTED = 0.05
_PRIOR_DAY, _PRIOR_INTERVAL, _PRIOR_MEMORY = 0.02, 0.03, 0.3
_PRIOR_DAYS, _PRIOR_DAYS_OF_DAY = 2.0, 1.0
_PRIOR_MEMORY_DAYS = 14.0
_CLUMPING_PRIOR = 5.0
_ROUNDS = 6
_FARTHEST_SQUARE = 16.0
"""Squares of more than four spreads count as four: single wild intervals are no scatter."""
_DAY_SPREADS = 3.0
_LEAST, _LARGEST, _LARGEST_CLUMPING = 1e-4, 4.0, 5.0
HOLIDAY_CV2: Final = 0.05
"""What the factor of a public holiday varies by beyond an ordinary day's, squared: few of them are known."""

_MIDDLE_OF_WEEK: Final = 4.0
"""Mean number of days from the end of what was known to the days of a week held out, without a gap."""


@dataclass(frozen=True, slots=True)
class Dispersion:
    """How far counts scatter around a forecast; learnt or assumed.

    Attributes
    ----------
    cv2_interval : squared coefficient of variation of a busy interval's rate, at the lead of the back-test.
    cv2_day : the part of it that all intervals of a day share.
    learnt : whether a back-test showed them.
    clumping : variance of a count beyond Poisson's that is proportional to its mean, in parts of the mean.
    growth : of `cv2_day` for each further day ahead; slower the farther (`staffplan.forecasting.lead_growth.ahead`).
    lead_days : days ahead of the back-test.
    memory : correlation of the factors of a day and the next.
    """

    cv2_interval: float = _PRIOR_INTERVAL
    cv2_day: float = _PRIOR_DAY
    learnt: bool = False
    clumping: float = 0.0
    growth: float = PRIOR_GROWTH
    lead_days: float = _MIDDLE_OF_WEEK
    memory: float = _PRIOR_MEMORY

    @property
    def cv2_alone(self) -> float:
        """Squared coefficient of variation of the factor that belongs to an interval alone."""
        return max((1.0 + self.cv2_interval) / (1.0 + self.cv2_day) - 1.0, 0.0)

    def day_at(self, lead_days: Vector) -> Vector:
        """`cv2_day` so many days ahead, the first day after the history being 1."""
        grown = self.growth * (ahead(lead_days) - ahead(np.array(self.lead_days)))
        return np.asarray(np.clip(self.cv2_day + grown, 0.5 * self.cv2_day, _LARGEST))

    def interval_at(self, mean: Matrix, cv2_day: Matrix) -> Matrix:
        """Squared coefficient of variation of intervals' rates, from contacts expected and that of their days."""
        return np.asarray(
            (1.0 + cv2_day) * (1.0 + self.cv2_alone) - 1.0 + self.clumping / np.maximum(mean, _FEWEST_EXPECTED)
        )

    def total_at(self, mean: Vector, cv2_day: Vector, day: Slots, days: int) -> Vector:
        """Squared coefficient of variation of the rate of whole days.

        Parameters
        ----------
        mean : contacts expected of intervals; shape (intervals,).
        cv2_day : of the factor that each has in common with the others of its day; shape (intervals,).
        day : number of its day, from 0; shape (intervals,).
        days : how many there are.
        """
        total = np.maximum(np.bincount(day, mean, days), 1e-9)
        shared = np.bincount(day, mean * np.sqrt(cv2_day), days)
        alone = np.bincount(day, self.cv2_alone * mean**2 * (1.0 + cv2_day) + self.clumping * mean, days)
        return np.asarray((shared**2 + alone) / total**2)


def dispersion(held_out: HeldOut | None, growth: float = PRIOR_GROWTH, gap_days: int = 0) -> Dispersion:
    """The dispersion that ordinary days of a back-test show, with a weak prior; the prior alone where there is none.

    Parameters
    ----------
    growth : see `Dispersion`.
    gap_days : days between what was known and the first day of each week held out.
    """
    assumed = Dispersion(growth=growth)
    if held_out is None or not held_out.ordinary.any():
        return assumed
    expected, actual = held_out.expected[held_out.ordinary], held_out.actual[held_out.ordinary]
    known = ~np.isnan(expected)
    expected, actual = np.where(known, expected, 0.0), np.where(known, actual, 0.0)
    used = expected > _FEWEST_EXPECTED
    if not used.any():
        return assumed
    clumping, cv2 = _variance(expected[used], (actual[used] - expected[used]) ** 2, used.sum() / len(expected))
    day, memory = _shared(expected, actual, clumping, cv2)
    alone = max((1.0 + cv2) / (1.0 + day) - 1.0, 0.0)
    interval = (1.0 + day) * (1.0 + alone) - 1.0
    return Dispersion(interval, day, True, clumping, growth, gap_days + _MIDDLE_OF_WEEK, memory)


def holidays_vary(extra: Matrix, holiday: NDArray[np.bool_]) -> Matrix:
    """What events add to the squared coefficients of variation, and what public holidays add to that.

    Parameters
    ----------
    extra : shape (days, slots).
    holiday : shape (days,).
    """
    return np.asarray((1.0 + extra) * (1.0 + HOLIDAY_CV2 * holiday[:, None]) - 1.0)


def _variance(mean: Vector, squares: Vector, by_day: float) -> tuple[float, float]:
    """Fit ``mean (1 + clumping) + cv2 mean**2`` to squared errors, weighted by how far these scatter themselves.

    Parameters
    ----------
    by_day : intervals of a day; the prior is worth two days of them.
    """
    clumping, cv2 = 0.0, _PRIOR_INTERVAL
    for _ in range(_ROUNDS):
        variance = mean * (1.0 + clumping) + cv2 * mean**2
        weight = 1.0 / variance**2
        excess = np.minimum(squares, _FARTHEST_SQUARE * variance) - mean
        terms = np.stack([mean, mean**2])
        normal, right = (terms * weight) @ terms.T, (terms * weight) @ excess
        prior = _PRIOR_DAYS * by_day / len(mean) * np.diag(normal)
        normal += np.diag(prior * [_CLUMPING_PRIOR, 1.0])
        right[1] += prior[1] * _PRIOR_INTERVAL
        clumping, cv2 = _not_negative(normal, right)
    return clumping, cv2


def _not_negative(normal: Matrix, right: Vector) -> tuple[float, float]:
    """The two unknowns of normal equations, within their limits: where one meets its limit, the other alone."""
    clumping, cv2 = np.linalg.solve(normal, right)
    if not 0.0 <= clumping <= _LARGEST_CLUMPING:
        clumping = float(np.clip(clumping, 0.0, _LARGEST_CLUMPING))
        cv2 = (right[1] - normal[0, 1] * clumping) / normal[1, 1]
    if not _LEAST <= cv2 <= _LARGEST:
        cv2 = float(np.clip(cv2, _LEAST, _LARGEST))
        clumping = (right[0] - normal[0, 1] * cv2) / normal[0, 0]
    return float(np.clip(clumping, 0.0, _LARGEST_CLUMPING)), float(cv2)


def _shared(expected: Matrix, actual: Matrix, clumping: float, interval: float) -> tuple[float, float]:
    """Moment estimates of the day factor's variance and of its correlation with the next day's.

    Squares beyond three spreads count as three. A forecast's level errs for all days of a week alike, so that a handful
    of weeks show a variance but roughly: it is taken as larger by one part in the number of weeks, which is what makes
    nine tenths of new days lie within nine tenths.
    """
    total = expected.sum(axis=1)
    there = total > 0
    if not there.any():
        return _PRIOR_DAY, _PRIOR_MEMORY
    total, square = total[there], (expected[there] ** 2).sum(axis=1)
    relative = actual.sum(axis=1)[there] / total - 1.0
    limit = _DAY_SPREADS * 1.4826 * float(np.median(np.abs(relative))) + 1e-9
    drawn_in = np.clip(relative, -limit, limit)
    # Var T = T (1 + clumping) + day T^2 + alone sum m^2, where interval = day + alone (1 + day)
    share = float(np.average(square / total**2, weights=total))
    noise = (1.0 + clumping) * float(np.average(1.0 / total, weights=total))
    squares = float(np.average(drawn_in**2, weights=total))
    found = (squares - noise - interval * share) / max(1.0 - share, 1e-9)
    days = len(total)
    day = float(
        np.clip((days * found + _PRIOR_DAYS_OF_DAY * _PRIOR_DAY) / (days + _PRIOR_DAYS_OF_DAY), _LEAST, _LARGEST)
    )
    next_to = float((drawn_in[1:] * drawn_in[:-1]).mean()) if days > 1 else 0.0
    memory = (days * next_to / day + _PRIOR_MEMORY_DAYS * _PRIOR_MEMORY) / (days + _PRIOR_MEMORY_DAYS)
    return min(day * (1.0 + 7.0 / days), _LARGEST), float(np.clip(memory, 0.0, 0.95))
