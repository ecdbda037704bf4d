"""Which shifts may be chosen, and which intervals each of them covers on each day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from staffplan.domain.shift_design import DesignTask
from staffplan.shifts.catalogue import single_blocks

Whole = NDArray[np.int64]
_NOWHERE = np.iinfo(np.int32).max


@dataclass(frozen=True)
class Templates:
    """Every shift that may be chosen, as arrays in intervals ("slots").

    With n slots, boundary k lies before slot k. In a cyclic week boundary n is boundary 0; in an open one it is the
    end, and whatever a shift has behind it falls away.

    Attributes
    ----------
    demand : workers wanted, (slots,).
    start, length : of each template, (templates,); a start is counted from the midnight of its day.
    days : of the week.
    over, under, shift : prices of a worker too many or too few for one slot, and of a template in use.
    cyclic : see `DesignTask`.
    """

    demand: Whole
    start: Whole
    length: Whole
    days: int
    over: float
    under: float
    shift: float
    cyclic: bool

    def __len__(self) -> int:
        return len(self.start)

    @property
    def slots(self) -> int:
        """Intervals of the week."""
        return len(self.demand)

    @cached_property
    def first(self) -> Whole:
        """Boundary at which a worker comes, (templates, days)."""
        return self._boundary(self._begin)

    @cached_property
    def end(self) -> Whole:
        """Boundary at which a worker goes, (templates, days)."""
        return self._boundary(self._begin + self.length[:, None])

    @cached_property
    def opens(self) -> NDArray[np.bool_]:
        """Whether a template covers the week's first slot, (templates, days): by its start or from the week's end."""
        opens: NDArray[np.bool_] = (self._covered == 0).any(axis=2)
        return opens

    @cached_property
    def steps(self) -> Whole:
        """By how much demand rises at each boundary, (slots,); the first boundary of an open week rises from zero."""
        before = np.roll(self.demand, 1)
        if not self.cyclic:
            before[0] = 0
        return self.demand - before

    @cached_property
    def wanted(self) -> Whole:
        """Demand in the slots that a template covers, (templates, days, longest); beyond its end: more than ever."""
        return np.append(self.demand, _NOWHERE)[self._covered]

    @cached_property
    def leanest(self) -> Whole:
        """Slot of the least demand among those that a template covers on a day, (templates, days)."""
        lean = self.wanted.argmin(axis=2)
        return np.take_along_axis(self._covered, lean[:, :, None], axis=2)[:, :, 0] % self.slots

    @cached_property
    def least(self) -> Whole:
        """That least demand; zero where a template covers nothing of the week."""
        least = self.wanted.min(axis=2)
        return np.where(least == _NOWHERE, 0, least)

    def surplus(self, workers: Whole) -> Whole:
        """Cover less demand in each slot, (slots,), of `workers`, (templates, days)."""
        change = np.zeros(self.slots + 1, dtype=np.int64)
        np.add.at(change, self.first, workers)
        np.add.at(change, self.end, -workers)
        change[0] = workers[self.opens].sum()
        cover: Whole = np.cumsum(change[:-1])
        return cover - self.demand

    def cost(self, workers: Whole) -> float:
        """What `workers`, (templates, days), cost: misfit and number of templates in use."""
        surplus = self.surplus(workers)
        misfit = self.over * surplus.clip(min=0).sum() + self.under * (-surplus).clip(min=0).sum()
        return float(misfit + self.shift * workers.any(axis=1).sum())

    @cached_property
    def _begin(self) -> Whole:
        return self.start[:, None] + self.slots // self.days * np.arange(self.days)

    @cached_property
    def _covered(self) -> Whole:
        """Slots that a template covers on a day, (templates, days, longest); the number of slots stands for none."""
        ahead = np.arange(self.length.max(initial=0))
        slot = self._begin[:, :, None] + ahead
        slot = slot % self.slots if self.cyclic else slot.clip(max=self.slots)
        return np.where(ahead < self.length[:, None, None], slot, self.slots)

    def _boundary(self, at: Whole) -> Whole:
        return at % self.slots if self.cyclic else at.clip(max=self.slots)


def templates_of(task: DesignTask) -> Templates:
    """The templates of a task, by start and then by length; a shift that two profiles allow occurs once."""
    grid = task.interval_min
    shapes = sorted(
        {
            (start // grid, shift.elapsed_min // grid)
            for profile in task.profiles
            for shift in single_blocks(profile)
            for start in shift.starts
        }
    )
    return Templates(
        demand=np.array(task.demand, dtype=np.int64),
        start=np.array([start for start, _ in shapes], dtype=np.int64),
        length=np.array([length for _, length in shapes], dtype=np.int64),
        days=task.days,
        over=task.prices.over * grid,
        under=task.prices.under * grid,
        shift=task.prices.shift,
        cyclic=task.cyclic,
    )
