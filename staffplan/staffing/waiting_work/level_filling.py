"""The most even way to work through what arrives, when everything has its deadline and the base is uneven."""

from __future__ import annotations

from bisect import insort

import numpy as np

from staffplan.staffing.workload import Array


def level_filling(arrived: Array, due: Array, base: Array) -> Array:
    """Work done in each interval, such that base and work together are as level as arrivals and deadlines allow.

    Of all ways to do the work, the sums ``base + done`` have the lowest peak, then the least time at it, and so on
    down: the least sum of any convex function. (The feasible amounts form a base polytope, since their constraints are
    on a chain of sets; such a set has one point that is majorized by all others.) On a flat base, cumulative work is
    the taut string between the two curves.

    Parameters
    ----------
    arrived : work that can be done by the end of each interval, cumulative, never falling; shape (intervals,).
    due : work that has to be done by then, cumulative, never falling, ``0 <= due <= arrived`` and equal to it at the
        end; same shape.
    base : what is there in each interval anyhow, in the unit of the work; same shape.

    Returns
    -------
    Work done, >= 0; shape (intervals,).

    Notes
    -----
    Seen backwards, each interval has a level, up to which it is filled: ``done = max(level - base, 0)``. The level may
    rise only after an interval at whose end nothing is left to do, and fall only after one at whose end nothing is done
    before it is due. Forwards, let W(level) be the work done by the end of an interval if the level is known there:
    W of the interval before, plus ``max(level - base, 0)``, cut off at `due` below and at `arrived` above. It is
    piecewise linear, and each interval adds one corner and loses those beyond the cuts, so that n intervals take
    n log n comparisons. This is the dynamic program of Johnson, N. A. (2013), A dynamic programming algorithm for the
    fused lasso and L0-segmentation, Journal of Computational and Graphical Statistics 22(2), 246-260, with cuts in
    place of penalties.
    """
    levels = _levels_at_the_cuts(arrived.tolist(), due.tolist(), base.tolist())
    level = 0.0  # any will do: at the end everything is done
    filled = np.empty(arrived.size)
    for interval in range(arrived.size - 1, -1, -1):
        lowest, highest = levels[interval]
        level = min(max(level, lowest), highest)
        filled[interval] = level
    done = np.cumsum(np.maximum(filled - base, 0.0))
    # Sums may be a last digit off: the curves have the last word.
    return np.diff(np.clip(done, due, arrived), prepend=0.0)


def _levels_at_the_cuts(arrived: list[float], due: list[float], base: list[float]) -> list[tuple[float, float]]:
    """Levels at the end of each interval at which exactly what is due is done, and exactly what has arrived."""
    corners: list[tuple[float, int]] = []  # (level, by how much W is steeper above it), sorted
    levels = []
    least = most = 0.0  # W far below and far above all corners, before the interval's own work
    for can, must, ground in zip(arrived, due, base, strict=True):
        insort(corners, (ground, 1))
        lowest = _cut_below(corners, must - least) if must > least else -np.inf
        highest = _cut_above(corners, most - ground, can)
        levels.append((lowest, highest))
        least, most = must, can
    return levels


def _cut_below(corners: list[tuple[float, int]], rise: float) -> float:
    """The level at which W has risen by so much; the corners below it become one."""
    level, slope = corners[0]
    passed = 1
    while passed < len(corners):
        upper, steeper = corners[passed]
        step = slope * (upper - level)
        if step >= rise:
            break
        rise -= step
        level = upper
        slope += steeper
        passed += 1
    level += rise / slope
    corners[:passed] = [(level, slope)]
    return level


def _cut_above(corners: list[tuple[float, int]], offset: float, ceiling: float) -> float:
    """The level at which W, ``offset + level`` above all corners, reaches the ceiling; the corners above become one."""
    value, slope = offset + corners[-1][0], 1
    if value <= ceiling:
        level = ceiling - offset
        corners.append((level, -1))
        return level
    while True:
        level, steeper = corners.pop()
        slope -= steeper
        if not corners:
            break
        lower = value - slope * (level - corners[-1][0])
        if lower <= ceiling:
            level -= (value - ceiling) / slope
            break
        value = lower
    corners.append((level, -slope))
    return level
