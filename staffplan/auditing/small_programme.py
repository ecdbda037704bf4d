"""The least cost of a small linear programme, by the textbook's simplex on a dense table."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_NOTHING = 1e-9
_FORBIDDEN = 1e7
"""Money for a unit by which a row is not kept: far above all prices."""


def least_cost(cost: Array, rows: Array, sides: Array) -> Array:
    """The values x >= 0 of least ``cost @ x`` with ``rows @ x == sides``.

    Bland's rule decides ties, so that no table comes twice (Bland 1977).

    Parameters
    ----------
    sides : >= 0.

    Raises
    ------
    ValueError : no values keep the rows.
    """
    count, width = rows.shape
    table = np.concatenate([rows, np.eye(count), sides[:, None]], axis=1)
    prices = np.concatenate([cost, np.full(count, _FORBIDDEN)])
    basis = np.arange(width, width + count)
    while True:
        reduced = prices - prices[basis] @ table[:, :-1]
        better = np.flatnonzero(reduced[:width] < -_NOTHING * _scale(prices, basis))
        if not len(better):
            break
        column = int(better[0])
        rates = table[:, column]
        usable = np.flatnonzero(rates > _NOTHING)
        ratios = table[usable, -1] / rates[usable]
        least = usable[ratios <= ratios.min() + 1e-12]
        row = int(least[np.argmin(basis[least])])
        table[row] /= table[row, column]
        others = np.arange(count) != row
        table[others] -= np.outer(table[others, column], table[row])
        basis[row] = column
    if (table[basis >= width, -1] > 1e-6).any():
        raise ValueError("no values keep all rows")
    values = np.zeros(width)
    inside = basis < width
    values[basis[inside]] = table[inside, -1]
    return np.maximum(values, 0.0)


def _scale(prices: Array, basis: NDArray[np.int64]) -> float:
    """How large the prices in play are: differences of large ones are not exact to the last digit."""
    return max(1.0, float(np.abs(prices[basis]).max()) if len(basis) else 1.0)
