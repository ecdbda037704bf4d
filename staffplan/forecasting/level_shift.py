"""Whether a run of days lies so far from its forecast that chance does not explain it.

The days behind today are looked at together: the last three, the last four and so on to all of them (a cumulative sum
backwards from today, each against its own spread). The plainest of these runs is the statistic; how plain chance alone
would make it is found by drawing such days from the forecast's own variation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

SHORTEST_RUN: Final = 3
"""A day or two that are off have a cause of their own; a level is what lasts."""
_MOST_SPREADS: Final = 3.0
"""A day further out counts as so many of its standard deviations, so that an outage alone is no shift."""
_DRAWS: Final = 9_999
_SEED: Final = 20_261


@dataclass(frozen=True, slots=True)
class DayTotals:
    """Consecutive known days of a queue.

    Attributes
    ----------
    number : of each day, ascending; gaps are days without actuals; shape (days,).
    expected, came : contacts of the day's known intervals; expected > 0.
    cv2_day : squared coefficient of variation of the factor that the day shares.
    cv2_alone : the same for what the intervals have each on its own, as seen in the day's total.
    """

    number: NDArray[np.int64]
    expected: Vector
    came: Vector
    cv2_day: Vector
    cv2_alone: Vector

    @property
    def cv2(self) -> Vector:
        """Squared coefficient of variation of the rate of a day's total."""
        return np.asarray((1.0 + self.cv2_day) * (1.0 + self.cv2_alone) - 1.0)

    def covariance(self, carry: float) -> NDArray[np.float64]:
        """Of the totals around their forecast, where day factors keep `carry` of their deviation overnight."""
        deviation = self.expected * np.sqrt(self.cv2_day)
        shared = np.outer(deviation, deviation) * _kept(self.number, carry)
        own = self.expected + self.cv2 * self.expected**2 - deviation**2
        return np.asarray(shared + np.diag(own))


@dataclass(frozen=True, slots=True)
class LevelShift:
    """What the days say together.

    Attributes
    ----------
    bias, bias_se : all days, actual over forecast less 1, and its standard error if the forecast is right.
    since : position of the first day of the plainest run; None where there are too few days for any.
    shift : that run's actual over forecast, less 1.
    chance : chance of a run so plain if the forecast is right; 1 where there are too few days.
    """

    bias: float
    bias_se: float
    since: int | None
    shift: float
    chance: float


def level_shift(days: DayTotals, carry: float) -> LevelShift:
    """Look for a level that has moved and has not come back.

    Parameters
    ----------
    days : at least one.
    carry : correlation of the day factors of neighbouring days, 0 to 1.

    References
    ----------
    Page, E. S. (1954). Continuous inspection schemes. Biometrika 41: the cumulative sum. Basseville, M., Nikiforov, I.
    (1993). Detection of Abrupt Changes, section 2.4: the likelihood ratio over an unknown time of change.
    """
    spread = days.covariance(carry)
    total = float(days.expected.sum())
    bias, bias_se = float((days.came - days.expected).sum()) / total, float(np.sqrt(spread.sum())) / total
    if len(days.expected) < SHORTEST_RUN:
        return LevelShift(bias, bias_se, None, 0.0, 1.0)
    plain = _plainness(days.expected, days.came[None, :], spread)[0]
    run = int(plain.argmax())
    chance = _plainness(days.expected, _drawn(days, carry), spread).max(axis=1)
    since = len(days.expected) - SHORTEST_RUN - run
    shift = float(days.came[since:].sum() / days.expected[since:].sum()) - 1.0
    # counting the observed run itself keeps the chance above 0, as a permutation test does
    return LevelShift(bias, bias_se, since, shift, float((1 + (chance >= plain[run]).sum()) / (1 + _DRAWS)))


def _plainness(expected: Vector, came: NDArray[np.float64], spread: NDArray[np.float64]) -> NDArray[np.float64]:
    """How many standard deviations the last 3, 4, ... days together lie off; shape (draws, runs)."""
    most = _MOST_SPREADS * np.sqrt(np.diag(spread))
    off = np.clip(came - expected, -most, most)
    sums = np.cumsum(off[:, ::-1], axis=1)[:, SHORTEST_RUN - 1 :]
    back = np.cumsum(np.cumsum(spread[::-1, ::-1], axis=0), axis=1)
    return np.asarray(np.abs(sums) / np.sqrt(np.diag(back)[SHORTEST_RUN - 1 :]))


def _drawn(days: DayTotals, carry: float) -> NDArray[np.float64]:
    """Totals as chance alone would have them; shape (draws, days)."""
    draw = np.random.default_rng(_SEED)
    root = np.linalg.cholesky(_kept(days.number, carry) + 1e-9 * np.eye(len(days.number)))
    normal = draw.standard_normal((_DRAWS, len(days.number))) @ root.T
    scale = np.log1p(days.cv2_day)
    factor = np.exp(np.sqrt(scale) * normal - scale / 2)
    alone = np.maximum(days.cv2_alone, 1e-9)
    rate = days.expected * factor * draw.gamma(1.0 / alone, alone, normal.shape)
    return draw.poisson(rate).astype(np.float64)


def _kept(number: NDArray[np.int64], carry: float) -> NDArray[np.float64]:
    """Correlation of the factors of each two days."""
    return np.asarray(np.power(float(carry), np.abs(number[:, None] - number[None, :]).astype(np.float64)))
