"""How often a contact is turned away when nobody may wait (Erlang B).

Everything is computed through the **acceptance odds** ``(1 - B) / B``: they add up from positive terms only, so that
no digit is lost at either end, and Erlang C is a factor away from them.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from staffplan.queueing.arrays import Array, by_portion, numbers, refuse, unwrapped

_NEGLIGIBLE: Final = 1e-17
"""A term below this share of the sum ends the series: near ``n = a`` about sqrt(a)/8 such terms are left off."""

_LOOK_EVERY: Final = 8
"""Terms between two looks at convergence; a look costs about as much as a term."""

_FRACTION_DEPTH: Final = 100
"""Levels of the continued fraction at one erlang, where 90 give all digits of a double; at a erlangs 90 / a + 3 do."""

_STILL: Final = 1e-8
"""A step in log a below this is the last: the next one would be about its square."""

_ROUNDING: Final = 8 * np.finfo(np.float64).eps

_MOST_STEPS: Final = 1000
"""Some five to ten are needed; hundreds where a cap is so low that B falls below the smallest double on the way."""

_LARGEST: Final = 1e308
_SMALLEST: Final = 1e-290
"""Odds are cut at the one to keep inf out of sums; loads and caps below the other are taken for none."""


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


def load_carried(lines: ArrayLike, max_blocking: ArrayLike) -> Array:
    """Largest load whose blocking stays within a cap: what so many lines may be offered.

    Newton's method on log B in log a, which is concave: from above the first step leads below the answer, and from
    there each leads closer without overshooting. The slope is ``n - a (1 - B)``, the lines that are free on average.
    Where more than half is turned away, B is next to 1 and tells little of the load: there on the logarithm of the
    acceptance odds, which is convex and falls with the slope ``n / (1 - B) - a``, between 1 and n.

    Parameters
    ----------
    lines : n, >= 0; whole or not.
    max_blocking : highest share of contacts turned away, in [0, 1); broadcast against `lines`.

    Returns
    -------
    Erlangs offered, of which ``1 - max_blocking`` are carried; 0 without lines, and where nothing may be turned away.

    Raises
    ------
    ValueError : a cap of 1, which every load keeps, or above; a negative, infinite or missing number.
    """
    n, cap = numbers("lines", lines), numbers("max_blocking", max_blocking)
    refuse("max_blocking", cap, cap > 1, "is above 1: write a share, such as 0.01 for 1 %")
    refuse("max_blocking", cap, cap == 1, "is kept by every load: give a share below 1")
    return by_portion(_largest_load, lambda lines, _: lines, n, cap)


def _largest_load(lines: Array, max_blocking: Array) -> Array:
    load = np.zeros_like(lines)
    # B is at most a^n / Gamma(n + 1), and Gamma(n + 1) above 0.88 and (n / e)^n: the answer is no smaller than this.
    n = np.where(lines > 0, lines, 1.0)
    with np.errstate(under="ignore"):
        least = max_blocking ** (1.0 / n) * np.maximum(0.88 ** (1.0 / n), n / math.e)
    moving = np.flatnonzero((lines > 0) & (np.minimum(least, max_blocking) > _SMALLEST))
    load[moving] = lines[moving] / (1.0 - max_blocking[moving])  # n lines carry less than n erlangs
    for _ in range(_MOST_STEPS):
        a, n, cap = load[moving], lines[moving], max_blocking[moving]
        excess, slope = _excess(a, n, cap)
        load[moving] = np.maximum(a * np.exp(np.minimum(excess / slope, 1.0)), least[moving])
        moving = moving[np.abs(excess) > np.maximum(_STILL * slope, _ROUNDING)]
        if not moving.size:
            break
    return load


def _excess(load: Array, lines: Array, max_blocking: Array) -> tuple[Array, Array]:
    """By how much log B falls short of the cap's, or the log odds exceed those of the cap, and the slope in log a."""
    odds = _odds(load, lines)
    # log(cap / B) = log(cap + cap (1 - B) / B), with a B too small for a double held off from 0.
    excess = np.log(max_blocking + max_blocking * np.minimum(odds, _LARGEST))
    slope = lines - load * (1.0 - 1.0 / (1.0 + odds))
    much = max_blocking > 0.5
    if much.any():
        n, o, cap = lines[much], odds[much], max_blocking[much]
        excess[much] = np.log(o * cap / (1.0 - cap))
        slope[much] = np.clip(n + n / o - load[much], np.minimum(n, 1.0), np.maximum(n, 1.0))
    return excess, slope


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
