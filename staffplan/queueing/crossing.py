"""Where functions that fall from missed to met cross zero, all rows at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from staffplan.queueing.arrays import Array

_NARROW: Final = 1e-11
"""A bracket of this width, as a share of its upper end, is narrow enough."""

Rows = NDArray[np.int64]


def first_met(shortfall: Callable[[Rows, Array], Array], low: Array, high: Array) -> Array:
    """Smallest argument in ``[low, high]`` with a shortfall of 0 or less, row by row, a hair to the safe side.

    Chandrupatla's method: inverse quadratic interpolation where the last three points bend gently, bisection
    elsewhere, so that the bracket closes on any function and takes some five evaluations on a nearly straight one.

    Parameters
    ----------
    shortfall : rows and one argument for each of them -> values, finite, that never rise with the argument.
    low, high : ends of the brackets, shape (rows,).

    Returns
    -------
    `low` where it is met already, `high` where nothing below it is; else a point that is met and lies within
    ``1e-11`` of the crossing, relative to `high`.

    References
    ----------
    Chandrupatla, T. R. (1997). A new hybrid quadratic/bisection algorithm for finding the zero of a nonlinear function
    without using derivatives. Advances in Engineering Software 28(3).
    """
    rows = np.arange(low.size)
    at_low, at_high = shortfall(rows, low), shortfall(rows, high)
    found = np.where(at_low > 0, high, low)
    rows = np.flatnonzero((at_low > 0) & (at_high < 0))
    # Newest point, the end across the zero from it, the point before: arguments, then values.
    points = np.stack([low, high, high, at_low, at_high, at_high])[:, rows]
    share = at_low[rows] / (at_low[rows] - at_high[rows])
    while rows.size:
        points = _stepped(points, share, lambda x, rows=rows: shortfall(rows, x))  # type: ignore[misc]
        x, across, _, at_x, _, _ = points
        found[rows] = np.where(at_x > 0, across, x)
        least = _NARROW * found[rows] / np.abs(across - x)
        wide = least < 1
        rows, points = rows[wide], points[:, wide]
        share = np.clip(_share(points), least[wide] / 2, 1 - least[wide] / 2)
    return found


def _stepped(points: Array, share: Array, value: Callable[[Array], Array]) -> Array:
    """The points after looking at `share` of the way from the newest to the one across."""
    newest, across, _, at_newest, at_across, _ = points
    x = newest + share * (across - newest)
    at_x = value(x)
    same = (at_x > 0) == (at_newest > 0)
    other, at_other = np.where(same, across, newest), np.where(same, at_across, at_newest)
    before, at_before = np.where(same, newest, across), np.where(same, at_newest, at_across)
    return np.stack([x, other, before, at_x, at_other, at_before])


def _share(points: Array) -> Array:
    """How far to go from the newest point to the one across, by interpolation or by half."""
    a, b, c, fa, fb, fc = points
    with np.errstate(divide="ignore", invalid="ignore", over="ignore", under="ignore"):
        xi, phi = (a - b) / (c - b), (fa - fb) / (fc - fb)
        gentle = (phi**2 < xi) & ((1 - phi) ** 2 < 1 - xi)
        step = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
    return np.where(gentle, step, 0.5)
