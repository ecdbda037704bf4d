"""How high an uncertain arrival rate may turn out: quantiles of a gamma distributed rate of mean 1.

A forecast errs by a factor that all intervals of a day share. Where the agents suffice at the rate's quantile p, they
suffice on a share p of all days.
"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from staffplan.queueing.arrays import Array, by_portion, numbers, refuse

_NEARLY_NORMAL: Final = 1.0 / 500.0
"""Squared coefficient of variation up to which the normal expansion is exact to 1e-10 for p in [1e-4, 0.9999]."""

_HIGHEST: Final = 1 - 1e-9
"""Above this probability too few digits of its distance to 1 are left to say how high the rate is."""

_NEGLIGIBLE: Final = 1e-17
_STILL: Final = 1e-7
"""A relative step below this is the last: Newton's method doubles the digits with each."""

_MOST_STEPS: Final = 60
"""Some six are needed; beyond the probabilities promised, rounding may keep the last digits moving."""


def quantile(cv2: ArrayLike, probability: ArrayLike) -> Array:
    """Rate, as a multiple of its mean, that a gamma distributed rate does not exceed with the given probability.

    Parameters
    ----------
    cv2 : squared coefficient of variation of the rate, >= 0; the shape is ``1 / cv2``. 0: the rate is certain.
    probability : in (0, 1), at most ``1 - 1e-9``, broadcast against `cv2`.

    Returns
    -------
    Multiples of the mean, >= 0; 1 where `cv2` is 0. Exact to a relative 1e-9 for probabilities from 1e-4 to 0.9999
    and a `cv2` up to 4; a digit or two fewer at 1e-6 and 0.999999.

    Raises
    ------
    ValueError : a negative, infinite or missing number, a probability out of its range, with its position.
    """
    spread, share = numbers("cv2", cv2), numbers("probability", probability)
    refuse("probability", share, share == 0, "is the lowest rate of all: give a share above 0, such as 0.8")
    refuse("probability", share, share > _HIGHEST, "is met by no rate: give a share below 1, such as 0.8")
    return by_portion(_quantile, lambda spread, _: -spread, spread, share)


def _quantile(cv2: Array, probability: Array) -> Array:
    level, back = np.unique(probability, return_inverse=True)
    normal = np.array([NormalDist().inv_cdf(p) for p in level.tolist()])[back]
    rate = _near_normal(cv2, normal)
    wide = cv2 > _NEARLY_NORMAL
    if wide.any():
        rate[wide] = _by_newton(1.0 / cv2[wide], probability[wide], normal[wide])
    return rate


def _near_normal(cv2: Array, z: Array) -> Array:
    """Cornish and Fisher's expansion of the chi-squared quantile with ``2 / cv2`` degrees of freedom.

    References
    ----------
    Goldberg, H., Levine, H. (1946). Approximate formulas for the percentage points and normalization of t and
    chi-squared. Annals of Mathematical Statistics 17(2).
    """
    z2, root = z * z, np.sqrt(cv2 / 2)
    terms = (
        1.0,
        math.sqrt(2) * z,
        (z2 - 1) * 2 / 3,
        (z2 - 7) * z / (9 * math.sqrt(2)),
        -((6 * z2 + 14) * z2 - 32) / 405,
        ((9 * z2 + 256) * z2 - 433) * z / (4860 * math.sqrt(2)),
        (((12 * z2 - 243) * z2 - 923) * z2 + 1472) / 25515,
    )
    sum_ = np.zeros_like(z)
    for term in reversed(terms):
        sum_ = sum_ * root + term
    return sum_


def _by_newton(shape: Array, probability: Array, z: Array) -> Array:
    """Root of ``log P(x) = log p`` in ``log x``, where log P is concave: from below, Newton's method never overshoots.

    A start above the root costs one step to below it, and none falls short of ``(p Gamma(shape + 1))^(1 / shape)``,
    which takes P for its leading term.
    """
    kinds, back = np.unique(shape, return_inverse=True)
    log_gamma = np.array([math.lgamma(1.0 + kind) for kind in kinds.tolist()])[back]
    aim = np.log(probability)
    floor = (aim + log_gamma) / shape
    cube = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * np.sqrt(shape))  # Wilson and Hilferty
    log_x = np.maximum(floor, np.log(shape) + 3.0 * np.log(np.maximum(cube, 1e-9)))
    moving = np.arange(shape.size)
    for _ in range(_MOST_STEPS):
        k, at = shape[moving], log_x[moving]
        lower = _lower_series(k, np.exp(at))
        step = (aim[moving] - (k * at - np.exp(at) - log_gamma[moving] + np.log(lower))) * lower / k
        log_x[moving] = np.maximum(at + step, floor[moving])
        moving = moving[np.abs(log_x[moving] - at) > _STILL]
    return np.asarray(np.exp(log_x - np.log(shape)))


def _lower_series(shape: Array, x: Array) -> Array:
    """Sum of ``x^j / ((k + 1) ... (k + j))`` over j from 0; all terms are positive.

    The distribution function P is this times ``x^k e^-x / Gamma(k + 1)``, and its slope in log x that factor alone
    times k (Abramowitz & Stegun 1964, 6.5.29).
    """
    term, lower = np.ones_like(x), np.ones_like(x)
    j = 0
    while (term > _NEGLIGIBLE * lower).any():
        j += 1
        term = term * x / (shape + j)
        lower += term
    return lower
