"""How many lines are enough when callers who find none free are lost (Erlang B)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from staffplan.queueing.arrays import Array, numbers, portions, refuse, unwrapped
from staffplan.queueing.erlang_b import acceptance_odds, odds_with_one_more
from staffplan.queueing.required import TIE


def required_lines(load: ArrayLike, max_blocking: ArrayLike) -> NDArray[np.int64]:
    """Smallest number of lines n with ``B(n, a) <= max_blocking``.

    Lines never carry more than one erlang each, so that ``n >= a (1 - max_blocking)``; from there line by line.

    Parameters
    ----------
    load : offered traffic in erlangs, >= 0.
    max_blocking : highest share of contacts turned away, in (0, 1]; broadcast against `load`.

    Raises
    ------
    ValueError : a blocking of 0, which no number of lines reaches; a negative or missing number.
    """
    a, blocking = numbers("load", load), numbers("max_blocking", max_blocking)
    refuse("max_blocking", blocking, blocking > 1, "is above 1: write a share, such as 0.01 for 1 %")
    refuse("max_blocking", blocking, blocking == 0, "cannot be reached with any number of lines: give a share above 0")
    a, blocking = np.broadcast_arrays(a, blocking)
    shape, a, blocking = a.shape, a.ravel(), blocking.ravel()
    lines = np.zeros(a.size, dtype=np.int64)
    busy = np.flatnonzero(a > 0)
    for portion in portions(a[busy]):
        rows = busy[portion]
        lines[rows] = _walk(a[rows], blocking[rows])
    return unwrapped(lines.reshape(shape))


def _walk(load: Array, max_blocking: Array) -> NDArray[np.int64]:
    # A line less than the bound, in case rounding put the bound a line too high.
    lines = np.maximum(np.ceil(load * (1.0 - max_blocking)) - 1.0, 0.0)
    odds = acceptance_odds(load, lines)
    walking = np.arange(load.size)
    while True:
        short = 1.0 / (1.0 + odds) > max_blocking * (1 + TIE)
        if not short.any():
            return lines.astype(np.int64)
        walking, load, max_blocking = walking[short], load[short], max_blocking[short]
        lines[walking] += 1.0
        odds = odds_with_one_more(load, lines[walking], odds[short])
