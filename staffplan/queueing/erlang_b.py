"""How often a contact is turned away when nobody may wait (Erlang B).

Everything is computed through the **acceptance odds** ``(1 - B) / B``: they add up from positive terms only, so that
no digit is lost at either end, and Erlang C is a factor away from them.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from staffplan.queueing.arrays import Array, by_portion, numbers, unwrapped

_NEGLIGIBLE: Final = 1e-17
"""A term below this share of the sum ends the series: near ``n = a`` about sqrt(a)/8 such terms are left off."""

_LOOK_EVERY: Final = 8
"""Terms between two looks at convergence; a look costs about as much as a term."""

_FRACTION_DEPTH: Final = 100
"""Levels of the continued fraction at one erlang, where 90 give all digits of a double; at a erlangs 90 / a + 3 do."""


def blocking_probability(load: ArrayLike, lines: ArrayLike) -> Array:
    """Chance that a contact finds all lines busy in M/M/n/n (Erlang B).

    Parameters
    ----------
    load : offered traffic a in erlangs, >= 0, any shape.
    lines : lines or agents n, >= 0, broadcast against `load`; whole or not (the continuous extension
        ``1/B = e^a a^-n Gamma(n + 1, a)``).

    Returns
    -------
    Probability in [0, 1]; 1 without lines, 0 without load; 0 where it is below the smallest double.

    Raises
    ------
    ValueError : a negative, infinite or missing number, with its position.

    References
    ----------
    Jagerman, D. L. (1974). Some properties of the Erlang loss function. Bell System Technical Journal 53(3).
    """
    return unwrapped(1.0 / (1.0 + acceptance_odds(load, lines)))


def acceptance_odds(load: ArrayLike, lines: ArrayLike) -> Array:
    """Odds ``(1 - B) / B`` that a contact finds a free line; inf where B is below the smallest double.

    ``sum over k = 1..n of n (n-1) ... (n-k+1) / a^k``: about ``8 sqrt(a)`` terms near ``n = a``, and never more than n.
    Parameters and errors as in `blocking_probability`.
    """
    return by_portion(_odds, _terms, numbers("load", load), numbers("lines", lines))


def odds_with_one_more(load: Array, lines: Array, odds: Array) -> Array:
    """Acceptance odds of `lines`, given those of ``lines - 1``: ``odds(n) = (n / a) (1 + odds(n-1))``."""
    with np.errstate(over="ignore"):
        return lines / load * (1.0 + odds)


def _terms(load: Array, lines: Array) -> Array:
    """About how many terms of the series a row needs."""
    return np.minimum(lines, np.maximum(lines - load, 0.0) + 8.0 * np.sqrt(load))


def _odds(load: Array, lines: Array) -> Array:
    fraction = lines - np.floor(lines)
    busy = load > 0
    offered = np.where(busy, load, 1.0)
    tail = _fraction_odds(offered, fraction) if fraction.any() else None
    odds = _series(offered, lines.copy(), tail)
    odds[~busy] = np.where(lines[~busy] > 0, np.inf, 0.0)
    return odds


def _series(load: Array, factor: Array, tail: Array | None) -> Array:
    """Sum of the series; `factor` counts n down to its fraction, where `tail` stands for all further terms."""
    term = np.ones_like(load)
    odds = np.zeros_like(load)
    # Odds beyond the largest double run into inf, and inf times the last factor 0 into NaN: both mean 'inf'.
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        while True:
            for _ in range(_LOOK_EVERY):
                if tail is not None:
                    last = factor < 1
                    odds[last] += term[last] * tail[last]
                    term[last] = 0.0
                term *= factor
                term /= load
                odds += term
                factor -= 1.0
            if not (np.abs(term) > _NEGLIGIBLE * odds).any():
                break
    odds[np.isnan(odds)] = np.inf
    return odds


def _fraction_odds(load: Array, fraction: Array) -> Array:
    """Acceptance odds of less than one line, ``f e^a a^-f Gamma(f, a)``, for load > 0 and 0 <= f < 1.

    Above one erlang by Legendre's continued fraction of the upper incomplete gamma function, below by the power series
    of the lower one (Abramowitz & Stegun 1964, 6.5.31 and 6.5.29).
    """
    odds = np.empty_like(load)
    low = load < 1.0
    odds[low] = _fraction_odds_by_series(load[low], fraction[low])
    a, f = load[~low], fraction[~low]
    depth = math.ceil(_FRACTION_DEPTH / a.min(initial=np.inf)) + 5
    below = a + (2 * depth + 1) - f
    for level in range(depth, 0, -1):
        below = a + (2 * level - 1) - f - level * (level - f) / below
    odds[~low] = f / below
    return odds


def _fraction_odds_by_series(load: Array, fraction: Array) -> Array:
    gamma = np.array([math.gamma(1.0 + f) for f in fraction.tolist()])
    term = np.ones_like(load)
    lower = np.ones_like(load)
    for k in range(1, 20):  # 1/19! is below the last digit
        term = term * load / (fraction + k)
        lower += term
    whole: Array = np.exp(load) * load**-fraction * gamma
    return np.maximum(whole - lower, 0.0)  # next to no line, both are 1 and their last digits decide
