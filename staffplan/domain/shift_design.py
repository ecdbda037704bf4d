"""Few shifts for a week: what is asked of a shift design, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

from staffplan.domain.shift import ShiftProfile


@dataclass(frozen=True, slots=True)
class DesignPrices:
    """What a misfit and a shift cost; each at least zero, in one unit of the planner's own.

    Attributes
    ----------
    over, under : a minute of one worker too many, and too few.
    shift : each distinct shift (start and length) that anybody works on any day.
    """

    over: float
    under: float
    shift: float


@dataclass(frozen=True, slots=True)
class DesignTask:
    """Demand by interval, the shifts that may be chosen from, and what counts.

    Attributes
    ----------
    interval_min : minutes of an interval; divides a day.
    demand : workers wanted in each interval from midnight of the first day; whole days, whole numbers.
    profiles : start windows and lengths, in minutes and on the grid of the intervals; pauses and gaps are not looked
        at. A shift that two profiles allow is one shift.
    prices : see `DesignPrices`.
    cyclic : whether the last midnight is followed by the first day again. Otherwise what a shift has beyond the end is
        neither wanted nor charged.
    """

    interval_min: int
    demand: tuple[int, ...]
    profiles: tuple[ShiftProfile, ...]
    prices: DesignPrices
    cyclic: bool = True

    @property
    def slots_a_day(self) -> int:
        """Intervals of a day."""
        return 1440 // self.interval_min

    @property
    def days(self) -> int:
        """Days of the week that is designed."""
        return len(self.demand) // self.slots_a_day


@dataclass(frozen=True, slots=True)
class DesignedShift:
    """A shift that was chosen, and who works it.

    Attributes
    ----------
    start_min : minutes after midnight of the day on which it starts.
    length_min : minutes from its start to its end.
    workers : how many begin it on each day.
    """

    start_min: int
    length_min: int
    workers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ShiftDesign:
    """The shifts that were chosen, what they cost, and what no choice can undercut.

    Attributes
    ----------
    shifts : by start, then by length; each is worked by somebody on some day.
    objective : priced misfit and number of shifts.
    bound : proved lower bound of the objective over all designs; the design is optimal where they are equal.
    ended_by : ``proof``, or the limit that ended the search.
    """

    shifts: tuple[DesignedShift, ...]
    objective: float
    bound: float
    ended_by: str

    @property
    def proved(self) -> bool:
        """Whether no design is better."""
        return self.bound >= self.objective
