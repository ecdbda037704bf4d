"""Over-dispersed counts: the negative binomial by its mean and the squared coefficient of variation of its rate."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

_NEARLY_POISSON = 1e-6
"""Excess of the variance over the mean below which one more digit of it cannot be told from Poisson."""
_SERIES_FROM = 15.0
_MOST_TERMS = 5000
_STILL = 1e-13
_WALKABLE = 6.0
_TINY = 1e-300


def quantiles(mean: ArrayLike, cv2: ArrayLike, probabilities: Sequence[float]) -> Array:
    """Smallest counts whose distribution function reaches each probability.

    The count is Poisson with a gamma distributed rate of mean ``mean`` and variance ``cv2 mean**2``; its variance is
    ``mean + cv2 mean**2``. A guess from the cube of a normal is put right by the distribution function itself, count
    by count, so that the answer is exact.

    Parameters
    ----------
    mean : >= 0, shape (n,).
    cv2 : >= 0, one number or one for each mean; 0 is Poisson.
    probabilities : in (0, 1).

    Returns
    -------
    Whole numbers, shape (probabilities, n).

    References
    ----------
    Wilson, E. B. and Hilferty, M. M. (1931). The distribution of chi-square. PNAS 17, for the guess.
    """
    means = np.asarray(mean, dtype=np.float64)
    spread = np.broadcast_to(np.asarray(cv2, dtype=np.float64), means.shape)
    out = np.zeros((len(probabilities), len(means)))
    there = means > 0
    if not there.any():
        return out
    rows = (len(probabilities), int(there.sum()))
    level = np.broadcast_to(np.asarray(probabilities, dtype=np.float64)[:, None], rows).ravel()
    normal = np.broadcast_to(np.array([[NormalDist().inv_cdf(p)] for p in probabilities]), rows).ravel()
    m, v = (np.broadcast_to(part[there], rows).ravel() for part in (means, spread))
    out[:, there] = _walked(_guess(m, v, normal), m, v, level).reshape(rows)
    return out


def _guess(mean: Array, cv2: Array, normal: Array) -> Array:
    ninth = (cv2 + 1.0 / mean) / 9.0
    cube = np.maximum(1.0 - ninth + normal * np.sqrt(ninth), 0.0) ** 3
    return np.asarray(np.maximum(np.rint(mean * cube - 0.5), 0.0))


def _walked(count: Array, mean: Array, cv2: Array, level: Array) -> Array:
    """From a guess to the smallest count that reaches the level: leaps where that is far, then one by one."""
    at, reached = _near(count, mean, cv2, level)
    down, up = np.flatnonzero(reached >= level), np.flatnonzero(reached < level)
    while down.size:
        reached[down] -= chance(at[down], mean[down], cv2[down])
        down = down[(reached[down] >= level[down]) & (at[down] > 0)]
        at[down] -= 1.0
    while up.size:
        at[up] += 1.0
        reached[up] += chance(at[up], mean[up], cv2[up])
        up = up[reached[up] < level[up]]
    return at


def _near(at: Array, mean: Array, cv2: Array, level: Array) -> tuple[Array, Array]:
    """Counts within a short walk of the level, and their distribution: Newton's steps, halves where these stray."""
    reached = distribution(at, mean, cv2)
    low, high = np.full_like(at, -1.0), np.full_like(at, np.inf)
    far = np.arange(at.size)
    while far.size:
        here, below = at[far], reached[far] < level[far]
        low[far], high[far] = np.where(below, here, low[far]), np.where(below, high[far], here)
        step = (level[far] - reached[far]) / np.maximum(chance(here, mean[far], cv2[far]), _TINY)
        # above a cv2 of 1 chances fall steeply from 0 on, and a step says little about the way
        walkable = (np.abs(step) <= _WALKABLE) & (cv2[far] <= 1.0) | (high[far] - low[far] <= _WALKABLE)
        far, aim = far[~walkable], np.rint(here + step)[~walkable]
        middle = np.where(np.isinf(high[far]), 2.0 * at[far] + 1.0, np.floor((low[far] + high[far]) / 2.0))
        at[far] = np.where((aim > low[far]) & (aim < np.minimum(high[far], middle * 4.0 + 8.0)), aim, middle)
        reached[far] = distribution(at[far], mean[far], cv2[far])
    return at, reached


def chance(count: Array, mean: Array, cv2: Array) -> Array:
    """Probability of exactly `count`, all of one shape; means above 0.

    Without differences of large numbers: Stirling's errors and deviances, so that it holds for any mean and spread.

    References
    ----------
    Loader, C. (2000). Fast and accurate computation of binomial probabilities. Bell Laboratories.
    """
    size = 1.0 / _not_quite_poisson(mean, cv2)
    trials, some = count + size, np.maximum(count, 1.0)
    log = (
        _stirling_error(trials)
        - _stirling_error(size)
        - _stirling_error(some)
        - _deviance(trials * size / (size + mean), (mean - count) / trials)
        - _deviance(trials * mean / (size + mean), size * (count - mean) / (trials * mean))
    )
    several = np.exp(log) * np.sqrt(size / (2.0 * math.pi * some * trials))
    return np.where(count > 0, several, np.exp(-size * np.log1p(mean / size)))


def distribution(count: Array, mean: Array, cv2: Array) -> Array:
    """Probability of at most `count`, all of one shape; means above 0.

    It is the incomplete beta function ``I_p(1 / cv2, count + 1)`` with ``p = 1 / (1 + cv2 mean)``, by its continued
    fraction on the side where that converges fast.

    References
    ----------
    Didonato, A. R. and Morris, A. H. (1992). Algorithm 708. ACM Transactions on Mathematical Software 18(3).
    """
    size = 1.0 / _not_quite_poisson(mean, cv2)
    none, more = size / (size + mean), mean / (size + mean)
    below = none < (size + 1.0) / (size + count + 3.0)
    first, second = np.where(below, size, count + 1.0), np.where(below, count + 1.0, size)
    argument = np.where(below, none, more)
    # p^size q^(count + 1) / B(size, count + 1)
    front = chance(count, mean, cv2) * more * (size + count)
    tail = np.clip(front * _fraction(first, second, argument) / first, 0.0, 1.0)
    return np.where(below, tail, 1.0 - tail)


def _not_quite_poisson(mean: Array, cv2: Array) -> Array:
    return np.maximum(cv2, _NEARLY_POISSON / np.maximum(mean, 1.0))


def _fraction(a: Array, b: Array, x: Array) -> Array:
    """Continued fraction of the incomplete beta function by Lentz's method; elements leave when they are still."""
    out = np.ones_like(x)
    moving = np.arange(x.size)
    c, d = np.ones_like(x), 1.0 / _off_zero(1.0 - (a + b) * x / (a + 1.0))
    value = d.copy()
    for m in range(1, _MOST_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d, c = 1.0 / _off_zero(1.0 + even * d), _off_zero(1.0 + even / c)
        value = value * d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d, c = 1.0 / _off_zero(1.0 + odd * d), _off_zero(1.0 + odd / c)
        value = value * d * c
        still = np.abs(d * c - 1.0) < _STILL
        if still.any():
            out[moving[still]] = value[still]
            a, b, x, c, d, value = (part[~still] for part in (a, b, x, c, d, value))
            moving = moving[~still]
        if not moving.size:
            break
    out[moving] = value
    return out


def _off_zero(value: Array) -> Array:
    return np.where(np.abs(value) < _TINY, _TINY, value)


def _deviance(expected: Array, excess: Array) -> Array:
    """``x log(x / m) + m - x`` for ``x = m (1 + excess)``."""
    there = np.maximum(excess, 1e-16 - 1.0)
    return np.asarray(expected * ((1.0 + there) * np.log1p(there) - there))


def _stirling_error(n: Array) -> Array:
    """``log n! - log(sqrt(2 pi n) (n / e)**n)`` for n > 0: an asymptotic series, reached by recurrence from small n."""
    out, shifted = np.zeros_like(n), n.copy()
    small = np.flatnonzero(shifted < _SERIES_FROM)
    while small.size:
        at = shifted[small]
        out[small] += (at + 0.5) * np.log1p(1.0 / at) - 1.0
        shifted[small] += 1.0
        small = small[shifted[small] < _SERIES_FROM]
    square = 1.0 / shifted**2
    series = 1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))
    return np.asarray(out + series / shifted)
