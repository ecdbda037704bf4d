"""When a crew may start which shift: every admitted duty of a week, before anybody chooses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from staffplan.calendar.horizon import Horizon
from staffplan.domain.shift import Shift
from staffplan.domain.site import Mode
from staffplan.rules.resource import DutyShape
from staffplan.scheduling.people.crew import Crew


@dataclass(frozen=True, slots=True)
class Start:
    """A shift on a day at a wall-clock minute; `slot` is the interval in which it starts."""

    day: int
    minute: int
    slot: int


class Timetable:
    """Starts of every shift on the planned days, and the shapes of the duties that they make.

    Only starts on the planning grid are kept, and only those whose duty ends inside the horizon or runs over its end
    by less than a day (a night shift of the last day).
    """

    def __init__(self, horizon: Horizon) -> None:
        self.horizon = horizon
        self.shape = lru_cache(maxsize=None)(self._shape)

    def starts(self, shift: Shift) -> tuple[Start, ...]:
        """All starts of a shift, in order of day and minute."""
        return tuple(
            Start(day, minute, self.horizon.wall_slot(day, minute))
            for day in range(self.horizon.days)
            for minute in shift.starts
            if minute % self.horizon.interval_min == 0
        )

    def admitted(self, crew: Crew, mode: Mode, shift: Shift) -> NDArray[np.bool_]:
        """Whether the crew may work the shift in this mode from each of its starts; same order as `starts`."""
        return np.array(
            [crew.limits.admits(self.shape(shift, mode, start)) for start in self.starts(shift)], dtype=bool
        )

    def _shape(self, shift: Shift, mode: Mode, start: Start) -> DutyShape:
        begin = self.horizon.instant(start.slot)
        return DutyShape(
            day=self.horizon.dates[start.day],
            mode=mode,
            profile=shift.profile,
            blocks=tuple((begin + timedelta(minutes=a), begin + timedelta(minutes=b)) for a, b in shift.blocks),
            pauses=tuple(
                (begin + timedelta(minutes=p.earliest), begin + timedelta(minutes=p.latest), p.minutes)
                for p in shift.breaks
            ),
            paid_min=shift.paid_min,
        )


def presence(shift: Shift, interval_min: int) -> NDArray[np.float64]:
    """Share of each interval from the shift's start that lies inside its blocks; pauses count as present."""
    share = np.zeros(-(-shift.elapsed_min // interval_min))
    for start, end in shift.blocks:
        share += overlap(start, end, len(share), interval_min)
    return share


def overlap(start: int, end: int, count: int, interval_min: int) -> NDArray[np.float64]:
    """Share of each of `count` intervals that lies between two minutes."""
    edges = np.arange(count + 1) * float(interval_min)
    inside: NDArray[np.float64] = np.minimum(edges[1:], end) - np.maximum(edges[:-1], start)
    return inside.clip(0.0) / interval_min
