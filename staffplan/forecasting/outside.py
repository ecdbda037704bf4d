"""Whether more intervals lie outside their 90 % interval than chance explains: a day's shape, or its scatter, moved."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.negative_binomial import quantiles

Vector = NDArray[np.float64]

_BOUNDS: Final = (0.05, 0.95)
_DRAWS: Final = 300
_SEED: Final = 20_262
_FEWEST_DAYS: Final = 5
_MATERIAL: Final = 0.2
"""A share outside up to twice the promised 10 % calls nobody to arms, however plainly it is no chance."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Share of counts outside their 90 % interval, and the chance of so many if the forecast is right."""

    share: float
    chance: float


@dataclass(frozen=True, slots=True)
class Cells:
    """Intervals of some days: forecast, actual, variation of the rate and of its day's factor, number of the day."""

    expected: Vector
    came: Vector
    cv2_interval: Vector
    cv2_day: Vector
    day: NDArray[np.int64]


def outside(expected: Vector, came: Vector, cv2: Vector) -> NDArray[np.bool_]:
    """Which counts lie outside the 5 % and 95 % points of their forecast, given the variation of its rate."""
    low, high = _bounds(expected, cv2)
    return np.asarray((came < low) | (came > high))


def intervals_outside(cells: Cells, carry: float) -> Outside:
    """The share outside over the intervals of some days, against what chance would make of it.

    The intervals of a day share its factor and so lie outside together; the draws do the same.

    Parameters
    ----------
    cells : at least one; days ascend.
    carry : correlation of the factors of neighbouring days.
    """
    low, high = _bounds(cells.expected, cells.cv2_interval)
    share = float(((cells.came < low) | (cells.came > high)).mean())
    numbers, place = np.unique(cells.day, return_inverse=True)
    if len(numbers) < _FEWEST_DAYS or share <= _MATERIAL:
        return Outside(share, 1.0)
    draw = np.random.default_rng(_SEED)
    kept = np.power(float(carry), np.abs(numbers[:, None] - numbers[None, :]).astype(np.float64))
    normal = draw.standard_normal((_DRAWS, len(numbers))) @ np.linalg.cholesky(kept + 1e-9 * np.eye(len(numbers))).T
    scale = np.log1p(cells.cv2_day)
    alone = np.maximum((1.0 + cells.cv2_interval) / (1.0 + cells.cv2_day) - 1.0, 1e-9)
    shares = np.empty(_DRAWS)
    for at, row in enumerate(normal):  # a matrix of all draws would hold every interval three hundred times
        factor = np.exp(np.sqrt(scale) * row[place] - scale / 2)
        counts = draw.poisson(cells.expected * factor * draw.gamma(1.0 / alone, alone))
        shares[at] = ((counts < low) | (counts > high)).mean()
    return Outside(share, _upper_tail(share, float(shares.mean()), float(shares.std())))


def _bounds(expected: Vector, cv2: Vector) -> tuple[Vector, Vector]:
    low, high = quantiles(expected, cv2, _BOUNDS)
    return low, high


def _upper_tail(value: float, mean: float, deviation: float) -> float:
    """Chance that a gamma variable of that mean and deviation exceeds `value`, by the cube root of a normal."""
    if mean <= 0 or deviation <= 0:
        return 0.0 if value > mean else 1.0
    ninth = (deviation / mean) ** 2 / 9.0
    return 1.0 - NormalDist().cdf(((value / mean) ** (1 / 3) - (1.0 - ninth)) / math.sqrt(ninth))
