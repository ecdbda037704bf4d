"""Looking up the requirement of very many rows at once, as far as cells decide it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from staffplan.queueing.arrays import Array
from staffplan.queueing.cells import LEAST_LOAD, SOUND, UNDECIDED, Answers, Cells, Whole
from staffplan.queueing.kinds import kinds, sample
from staffplan.queueing.targets import Targets

_HIGHEST_LOAD: Final = 4096
"""Erlangs; rows above are few, and walked."""

_LEAST_ROWS: Final = 12
"""A cell of one erlang with fewer rows is not worth its corners."""

_CHUNK: Final = 32_768
"""Rows looked up at once: their arrays stay in a core's cache."""

_RARE: Final = 0.001
"""Share of the handle times at either end that the cells leave out, so that a single odd one does not widen them."""


def tabulated(load: Array, targets: Targets, shape: tuple[int, ...]) -> Answers:
    """Answers ``8 x agents + number of the binding target`` of rows, `UNDECIDED` where only the walk can tell.

    Parameters
    ----------
    load : erlangs of all rows, >= 0, in one dimension; where it is 0 nothing is decided.
    targets : what broadcasts to `shape`, which `load` had.
    """
    stated = targets.given()
    alike, aht_s, shortest, stretch = kinds(stated), None, 1.0, 0.0
    if alike is None:
        aht_s = np.broadcast_to(stated.pop("aht_s"), shape).ravel()
        alike = kinds(stated)
        shortest, stretch = _usual(aht_s[load > 0])
    if alike is None:
        return np.full(load.size, UNDECIDED, dtype=np.int32)
    kind = np.broadcast_to(alike.of, shape).ravel()
    by_kind = Targets(**{"aht_s": np.full(alike.count, shortest)} | alike.values)
    table = _Table.over(load, kind, by_kind, stretch)
    found = np.empty(load.size, dtype=np.int32)
    for first in range(0, load.size, _CHUNK):
        chunk = slice(first, first + _CHUNK)
        place = None if aht_s is None else np.log(aht_s[chunk] / shortest) / stretch
        found[chunk] = table.at(load[chunk], kind[chunk], place)
    found[load < LEAST_LOAD] = UNDECIDED
    return found


def _usual(aht_s: Array) -> tuple[float, float]:
    """The shortest usual handle time, and the logarithm of the longest over it."""
    if not aht_s.size:
        return 1.0, 1.0
    shortest, longest = np.quantile(sample(aht_s), [_RARE, 1 - _RARE])
    return float(shortest), float(np.log(max(longest / shortest, 1 + 1e-6)))


@dataclass(frozen=True, slots=True)
class _Table:
    """Answers of the cells that enough rows lie in.

    Attributes
    ----------
    answers : by cell, part of the erlang, part of the handle times; the last cell is all undecided.
    cell : by kind of targets and whole erlangs; the last column stands for all loads beyond.
    """

    answers: Answers
    cell: Whole

    @staticmethod
    def over(load: Array, kind: Whole, targets: Targets, stretch: float) -> _Table:
        """The table for rows that have `targets` by kind; see `Cells` for the `stretch`."""
        wide = int(min(load.max(initial=0.0), _HIGHEST_LOAD - 1)) + 2
        place = np.minimum(load, wide - 1).astype(np.int64) + kind * wide
        rows = np.bincount(place, minlength=targets.aht_s.size * wide).reshape(-1, wide)
        rows[:, -1] = 0
        rows[~_sound(targets)] = 0
        worth = np.nonzero(rows >= _LEAST_ROWS)
        answers = Cells(worth[1].astype(np.float64), targets.at(worth[0]), stretch, rows[worth]).answers()
        cell = np.full(rows.shape, answers.shape[0])
        cell[worth] = np.arange(answers.shape[0])
        return _Table(np.pad(answers, ((0, 1), (0, 0), (0, 0)), constant_values=UNDECIDED), cell)

    def at(self, load: Array, kind: Whole, place: Array | None) -> Answers:
        """The rows' answers; `place` is 0 at the shortest and 1 at the longest handle time of the cells."""
        _, loads, handles = self.answers.shape
        wide = self.cell.shape[1]
        load = np.minimum(load, wide - 1)
        whole = load.astype(np.int64)
        part = self.cell.ravel()[whole + kind * wide] * loads + ((load - whole) * loads).astype(np.int64)
        if place is None:
            found: Answers = self.answers.ravel()[part]
            return found
        inside = (place >= 0) & (place <= 1)
        part = part * handles + np.minimum(np.where(inside, place, 0.0) * handles, handles - 1).astype(np.int64)
        return np.where(inside, self.answers.ravel()[part], np.int32(UNDECIDED))


def _sound(targets: Targets) -> NDArray[np.bool_]:
    """Kinds of targets for which cells can answer."""
    sound = np.ones(targets.aht_s.shape, dtype=bool)
    for name, (least, most) in SOUND.items():
        stated = targets.given().get(name)
        if stated is not None:
            sound &= (stated >= least) & (stated <= most)
    return sound
