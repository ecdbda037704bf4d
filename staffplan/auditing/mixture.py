"""The cheapest mixture of ways to serve that keeps several promises at once: a simplex over columns made when asked.

A way costs money and serves so many contacts in time for each promise; mixtures of ways are ways. With a price for each
late contact the cheapest way is found at once (the promises fall apart into intervals), and the prices at which no way
is worth adding to the mixture prove it the best (Dantzig and Wolfe 1960).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_ROUNDS = 2000
_NOTHING = 1e-9


@dataclass(frozen=True)
class Way:
    """One way to serve.

    Attributes
    ----------
    money : what it costs, late contacts left out.
    in_time : contacts served in time, by promise.
    served : whatever the caller wants mixed in the same shares.
    """

    money: float
    in_time: Array
    served: Any


@dataclass(frozen=True)
class Mixture:
    """Ways with their shares, and the contacts that are late beyond each promise."""

    shares: tuple[tuple[float, Way], ...]
    late: Array


def cheapest_mixture(best_way: Callable[[Array], Way], wanted: Array, prices: Sequence[float]) -> Mixture:
    """The mixture of least cost, late contacts included.

    Parameters
    ----------
    best_way : the way of least ``money - worth @ in_time`` for a worth of each promise's contacts.
    wanted : contacts to be served in time, by promise.
    prices : money for each contact that a promise lacks, > 0.
    """
    count = len(wanted)
    dear = np.asarray(prices, dtype=float)
    side = np.append(wanted, 1.0)
    # Columns of the basis: late contacts of each promise first, and one way.
    first = best_way(dear)
    basis: list[tuple[float, Array, Way | None]]
    basis = [(float(dear[p]), _unit(count, p), None) for p in range(count)] + [(first.money, _column(first), first)]
    if (first.in_time > wanted).any():  # a start must lack nothing below zero: what is beyond a promise is let go
        basis = [(0.0, -_unit(count, p), None) if first.in_time[p] > wanted[p] else basis[p] for p in range(count)] + [
            basis[count]
        ]
    for _ in range(_ROUNDS):
        matrix = np.array([column for _, column, _ in basis]).T
        duals = np.linalg.solve(matrix.T, np.array([cost for cost, _, _ in basis]))
        entering = _entering(duals, dear, best_way)
        if entering is None:
            break
        amounts, rates = np.linalg.solve(matrix, np.stack([side, entering[1]], axis=1)).T
        ratio = np.where(rates > _NOTHING, np.maximum(amounts, 0.0) / np.where(rates > _NOTHING, rates, 1.0), np.inf)
        basis[int(np.argmin(ratio))] = entering
    amounts = np.maximum(np.linalg.solve(np.array([column for _, column, _ in basis]).T, side), 0.0)
    late = np.zeros(count)
    shares = []
    for amount, (_, column, way) in zip(amounts, basis, strict=True):
        if way is not None:
            shares.append((float(amount), way))
        elif column.max() > 0:
            late[int(np.argmax(column))] += amount
    return Mixture(tuple(shares), late)


def _entering(duals: Array, dear: Array, best_way: Callable[[Array], Way]) -> tuple[float, Array, Way | None] | None:
    """A column that makes the mixture cheaper; None where there is none."""
    worth, whole = duals[:-1], float(duals[-1])
    count = len(worth)
    for promise in range(count):
        if worth[promise] > dear[promise] + _NOTHING:
            return float(dear[promise]), _unit(count, promise), None
        if worth[promise] < -_NOTHING:
            return 0.0, -_unit(count, promise), None
    way = best_way(worth)
    gain = way.money - float(worth @ way.in_time) - whole
    return None if gain > -_NOTHING * max(1.0, abs(whole)) else (way.money, _column(way), way)


def _unit(count: int, promise: int) -> Array:
    unit = np.zeros(count + 1)
    unit[promise] = 1.0
    return unit


def _column(way: Way) -> Array:
    return np.append(way.in_time, 1.0)
