"""Which rows ask for the same: rows of one queue usually share their targets, and often the handle time."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from staffplan.queueing.arrays import Array

MOST_KINDS: Final = 256
"""Different values, or combinations of them, beyond which rows count as each of its own kind."""

_SAMPLE: Final = 4096

_FEW: Final = 8
"""Values that are faster compared with one after the other than searched among."""

_LEAST_RUN: Final = 8
"""Rows one below the other that are alike, on average, for which looking at each run once pays."""

_GOLDEN: Final = (math.sqrt(5) - 1) / 2
"""Steps of this share of the rows come everywhere and never fall in with queues that take turns."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """The combinations of values that occur.

    Attributes
    ----------
    of : number of each row's kind, in the shape in which the given arrays broadcast together.
    values : by name of the given array, its value in each kind.
    count : how many kinds there are.
    """

    of: NDArray[np.int64]
    values: dict[str, Array]
    count: int


def kinds(arrays: Mapping[str, Array]) -> Kinds | None:
    """The combinations of values of arrays that broadcast together; None where there are too many."""
    many = [array for array in arrays.values() if array.size > 1]
    if not many or any(array.shape != many[0].shape for array in many):
        return _combined(arrays)
    change = np.zeros(many[0].size, dtype=bool)
    change[0] = True
    for array in many:
        change[1:] |= array.ravel()[1:] != array.ravel()[:-1]
    first = np.flatnonzero(change)  # of each run of rows that are alike
    if first.size > change.size // _LEAST_RUN:
        return _combined(arrays)
    found = _combined({name: array.ravel()[first] if array.size > 1 else array for name, array in arrays.items()})
    if found is None:
        return None
    lengths = np.diff(first, append=change.size)
    return replace(found, of=np.repeat(np.broadcast_to(found.of, first.shape), lengths).reshape(many[0].shape))


def _combined(arrays: Mapping[str, Array]) -> Kinds | None:
    code = np.zeros((), dtype=np.int64)
    different: list[Array] = []
    for array in arrays.values():
        values, each = _different(array)
        if values.size > MOST_KINDS:
            return None
        different.append(values)
        code = code * values.size + each if values.size > 1 else code
    possible = [values.size for values in different]
    if math.prod(possible) > MOST_KINDS**2:
        return None
    occurring = np.arange(math.prod(possible))
    if max(possible) < occurring.size:
        occurring = np.flatnonzero(np.bincount(code.ravel()))
    if occurring.size > MOST_KINDS:
        return None
    if occurring.size < math.prod(possible):
        number = np.zeros(math.prod(possible), dtype=np.int64)
        number[occurring] = np.arange(occurring.size)
        code = number[code]
    chosen = [values[at] for values, at in zip(different, np.unravel_index(occurring, possible), strict=True)]
    return Kinds(code, dict(zip(arrays, chosen, strict=True)), occurring.size)


def sample(flat: Array) -> Array:
    """Some thousand of the values, spread evenly; the same every time."""
    if flat.size <= _SAMPLE:
        return flat
    return flat[(np.arange(_SAMPLE) * _GOLDEN % 1.0 * flat.size).astype(np.int64)]


def _different(array: Array) -> tuple[Array, NDArray[np.int64]]:
    """The different values of an array, and which of them each entry is; 0 where they are one, or too many."""
    flat = array.ravel()
    values = np.unique(sample(flat))
    if values.size > MOST_KINDS or (values.size == 1 and (flat == values).all()):
        return values, np.zeros((), dtype=np.int64)
    each = _place(values, flat)
    unknown = values[each] != flat
    if unknown.any():  # too rare for the sample
        values = np.union1d(values, flat[unknown])
        each = _place(values, flat)
    return values, each.reshape(array.shape)


def _place(values: Array, flat: Array) -> NDArray[np.int64]:
    """Place of each entry in the sorted values, or of the next lower one."""
    if values.size > _FEW:
        return np.searchsorted(values[1:], flat, side="right")
    place = np.zeros(flat.size, dtype=np.int64)
    for value in values[1:]:
        place += flat >= value
    return place
