"""Which place in line those find who have to wait: a geometric law, cut off where the lines end.

Its ratio is ``a / n``, given by the logarithm, here called slope. Above 1 the places at the end are the likeliest, and
sums run from there, so that nothing overflows.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from staffplan.queueing.arrays import Array, by_portion

_FLATTEST: Final = 1e-300
"""In place of a slope of 0: all the ratios of differences below then come out as on flat ground."""

_UNSEEN: Final = 45.0
"""``e^-45`` is below the last digit of any sum."""

_SURELY: Final = 1e18
"""More services than anybody waits for: in place of infinitely many."""


def log_ratio(load: Array, agents: Array) -> Array:
    """``log(a / n)`` without loss where the two are nearly the same."""
    near = np.abs(load - agents) < agents / 2
    return np.where(near, np.log1p(np.where(near, load - agents, 0.0) / agents), np.log(load) - np.log(agents))


def sum_of_powers(terms: Array, steep: Array) -> Array:
    """``1 + r + r^2 + ...`` with so many terms and ``r = exp(-steep)``."""
    s = np.maximum(steep, _FLATTEST)
    return np.expm1(-terms * s) / np.expm1(-s)


def answered_within(slope: Array, places: Array, ends: Array) -> Array:
    """Share of those who wait whose wait ends before so many services end on average; arrays of one shape."""
    return by_portion(_answered, lambda *row: row[2], slope, places, np.minimum(ends, _SURELY))


def _answered(slope: Array, places: Array, ends: Array) -> Array:
    """Share of those who wait whose wait ends within a time in which `ends` services end on average.

    Who is i-th in line is served once i services have ended, and their number is Poisson distributed. Its weights
    are summed from the likeliest number in both directions and divided by their sum, so that all terms are positive
    and no power or factorial is needed.
    """
    q = np.maximum(places, 1.0)
    last = np.minimum(q, _UNSEEN / np.maximum(-slope, _FLATTEST))  # nobody to be seen waits further back
    sure = ends - 9.0 * np.sqrt(ends) > last  # the lower tail beyond nine deviations is below the last digit
    mean = np.where(sure, 0.0, ends)
    middle = np.floor(mean)
    total, reached = np.ones_like(q), _within(middle, slope, q)
    for step in (1.0, -1.0):
        weight, number = np.ones_like(q), middle.copy()
        while (weight > 1e-18 * total).any():
            weight = weight * (mean / (number + 1.0) if step > 0 else number / np.where(mean > 0, mean, 1.0))
            number = number + step
            total += weight
            reached += weight * _within(np.maximum(number, 0.0), slope, q)
    return np.where(sure, 1.0, reached / total)


def _within(ended: Array, slope: Array, places: Array) -> Array:
    """Share of those who wait whose place in line is at most `ended`."""
    first, s = np.minimum(ended, places), np.maximum(np.abs(slope), _FLATTEST)
    with np.errstate(under="ignore"):
        return np.exp((first - places) * np.maximum(slope, 0.0)) * np.expm1(-first * s) / np.expm1(-places * s)


_ODD: Final = (1 / 12, -1 / 720, 1 / 30240, -1 / 1209600, 1 / 47900160, -691 / 1307674368000, 1 / 74724249600)
"""Of ``1 / (e^u - 1) = 1 / u - 1 / 2 + u / 12 - u^3 / 720 + ...``: Bernoulli numbers over factorials."""


def contacts_ahead(slope: Array, places: Array) -> Array:
    """Contacts already waiting that one finds who has to wait: the mean of a geometric law cut at ``places - 1``."""
    q, s = np.maximum(places, 1.0), np.maximum(np.abs(slope), _FLATTEST)
    flat = q * s < 0.5
    # The two large parts of the difference cancel on flat ground, where the series leaves them out.
    gentle = (q - 1.0) / 2.0 + _odd_part(np.where(flat, s, 0.0)) - q * _odd_part(np.where(flat, q * s, 0.0))
    s = np.where(flat, 1.0, s)
    ahead = np.where(flat, gentle, 1.0 / np.expm1(np.minimum(s, 700.0)) - q / np.expm1(np.minimum(q * s, 700.0)))
    return np.where(slope > 0, q - 1.0 - ahead, ahead)


def _odd_part(u: Array) -> Array:
    value, square = np.zeros_like(u), u * u
    for coefficient in reversed(_ODD):
        value = value * square + coefficient
    return value * u
