"""The most even way to work through what arrives, when everything has its deadline."""

from __future__ import annotations

import numpy as np

from staffplan.staffing.workload import Array


def taut_string(lower: Array, upper: Array) -> Array:
    """The shortest path between two curves, as a string pulled tight between them.

    Of all curves that stay between them it has the lowest greatest slope and the highest least one, and the least sum
    of any convex function of the slopes: cumulative work done along it is as level as arrivals and deadlines allow.

    Parameters
    ----------
    lower, upper : values at equally spaced points, ``lower <= upper``, equal at the first and at the last point
        (what is due by then, what has arrived by then); shape (points,).

    Returns
    -------
    The path's values; shape (points,).

    Notes
    -----
    From a corner the string runs straight while the bundle of slopes that stay between the curves is not empty; where
    it closes, the string bends around the point that closed the other side.
    """
    low, high = lower.tolist(), upper.tolist()
    corners = [0]
    heights = [high[0]]
    while corners[-1] < len(low) - 1:
        at, height = _next_corner(low, high, corners[-1], heights[-1])
        corners.append(at)
        heights.append(height)
    path = np.interp(np.arange(len(low)), corners, heights)
    inside: Array = np.minimum(np.maximum(path, lower), upper)  # interpolation may be a last digit off
    return inside


def _next_corner(low: list[float], high: list[float], start: int, height: float) -> tuple[int, float]:
    least, greatest = -np.inf, np.inf
    least_at = greatest_at = start
    for at in range(start + 1, len(low)):
        to_low, to_high = (low[at] - height) / (at - start), (high[at] - height) / (at - start)
        if to_low > greatest:
            return greatest_at, high[greatest_at]
        if to_high < least:
            return least_at, low[least_at]
        if to_low >= least:
            least, least_at = to_low, at
        if to_high <= greatest:
            greatest, greatest_at = to_high, at
    return len(low) - 1, low[-1]
