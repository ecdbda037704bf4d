"""Quantiles of over-dispersed counts: negative binomial, by mean and squared coefficient of variation of the rate."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

_EXACT_UP_TO = 300.0


def quantiles(mean: Vector, cv2: float, probabilities: tuple[float, ...]) -> NDArray[np.float64]:
    """Smallest counts whose distribution function reaches each probability.

    The count is Poisson with a gamma distributed rate of mean ``mean`` and variance ``cv2 mean**2``; its variance is
    ``mean + cv2 mean**2``. Exact up to a mean of 300; above, the cube of a normal (Wilson and Hilferty) with the
    same variance, which is off by less than a contact in a hundred.

    Parameters
    ----------
    mean : >= 0, shape (n,).
    cv2 : >= 0; 0 is Poisson.
    probabilities : ascending, in (0, 1).

    Returns
    -------
    Whole numbers, shape (probabilities, n).
    """
    values, back = np.unique(mean, return_inverse=True)
    small = values <= _EXACT_UP_TO
    out = np.zeros((len(probabilities), len(values)))
    out[:, small] = _exact(values[small], cv2, probabilities)
    out[:, ~small] = _wilson_hilferty(values[~small], cv2, probabilities)
    return out[:, back]


def _exact(mean: Vector, cv2: float, probabilities: tuple[float, ...]) -> NDArray[np.float64]:
    """By summing ``p(k+1) = p(k) (k q + m / (1 + cv2 m)) / (k + 1)`` with ``q = cv2 m / (1 + cv2 m)``."""
    spread = 1.0 + cv2 * mean
    step, first = cv2 * mean / spread, mean / spread
    chance = np.exp(-mean) if cv2 < 1e-9 else np.exp(-np.log(spread) / cv2)
    reached, out = chance.copy(), np.zeros((len(probabilities), len(mean)))
    count = 0
    below = [reached < probability for probability in probabilities]
    while any(part.any() for part in below):
        for row, part in zip(out, below, strict=True):
            row[part] = count + 1
        chance = chance * (count * step + first) / (count + 1)
        reached += chance
        count += 1
        below = [reached < probability for probability in probabilities]
    return out


def _wilson_hilferty(mean: Vector, cv2: float, probabilities: tuple[float, ...]) -> NDArray[np.float64]:
    ninth = (cv2 + 1.0 / np.maximum(mean, 1.0)) / 9.0
    normal = np.array([NormalDist().inv_cdf(probability) for probability in probabilities])[:, None]
    cube = np.maximum(1.0 - ninth + normal * np.sqrt(ninth), 0.0) ** 3
    return np.asarray(np.ceil(mean * cube - 0.5))
