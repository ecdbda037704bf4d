"""What the formulas accept: finite numbers from 0 up, broadcast together, worked on in portions that fit the cache."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

PORTION: Final = 8192
"""Rows worked on at once: a handful of such arrays stay in a core's second-level cache."""


def numbers(name: str, values: ArrayLike, *, finite: bool = True) -> Array:
    """`values` as float64; ValueError that names the first position where a value is NaN, negative or infinite."""
    array = np.asarray(values, dtype=np.float64)
    sound = (array >= 0) & (np.isfinite(array) if finite else True)
    refuse(name, array, ~sound, "is not a number from 0 up")
    return array


def refuse(name: str, array: Array, wrong: NDArray[np.bool_], reason: str) -> None:
    """Raise ValueError with the first wrong value, its position where there are several, and the reason."""
    if not wrong.any():
        return
    position = tuple(int(index[0]) for index in np.nonzero(np.atleast_1d(wrong)))
    place = f" at position {', '.join(map(str, position))}" if array.ndim else ""
    raise ValueError(f"{name} {np.atleast_1d(array)[position]:g}{place} {reason}")


def portions(rank: Array) -> Iterator[NDArray[np.int64]]:
    """Row numbers in portions, rows of like `rank` together, so that a loop over a portion ends for all at once."""
    if rank.size <= PORTION:
        yield np.arange(rank.size)
        return
    order = np.argsort(rank, kind="stable")
    for first in range(0, order.size, PORTION):
        yield order[first : first + PORTION]


def by_portion(formula: Callable[..., Array], rank: Callable[..., Array], *inputs: Array) -> Array:
    """`formula` of the flattened, broadcast inputs, portion by portion, in the broadcast shape."""
    shape = np.broadcast_shapes(*(array.shape for array in inputs))
    flat = [np.broadcast_to(array, shape).ravel() for array in inputs]
    result = np.empty(flat[0].size)
    for rows in portions(rank(*flat)):
        result[rows] = formula(*(array[rows] for array in flat))
    return unwrapped(result.reshape(shape))


def unwrapped[T: np.generic](array: NDArray[T]) -> NDArray[T]:
    """A NumPy scalar in place of an array without dimensions: numbers in, numbers out."""
    return array[()]
