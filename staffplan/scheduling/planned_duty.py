"""A duty on its way from a count in the plan to a row in the roster."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from staffplan.calendar.horizon import Horizon
from staffplan.domain.agent import Agent
from staffplan.domain.roster import Duty, Segment
from staffplan.domain.shift import Activity, Shift
from staffplan.domain.site import Mode
from staffplan.scheduling.crew import CoverGroup
from staffplan.scheduling.starts import Start


@dataclass
class PlannedDuty:
    """A named person's shift, with the pauses that have a place so far.

    `pauses` holds for each of the shift's breaks the minutes from the shift's start to the pause's.
    """

    agent: Agent
    shift: Shift
    start: Start
    mode: Mode
    cover: CoverGroup
    pauses: dict[int, int] = field(default_factory=dict)

    def duty(self, horizon: Horizon) -> Duty:
        """The duty with its segments on the time line."""
        begin = horizon.instant(self.start.slot)
        queue = "|".join(sorted(self.agent.skills & self.cover.skills))
        segments = []
        stops = sorted((offset, self.shift.breaks[number]) for number, offset in self.pauses.items())
        for block_start, block_end in self.shift.blocks:
            at = block_start
            for offset, pause in stops:
                if block_start <= offset < block_end:
                    segments.append(_segment(begin, Activity.WORK, at, offset, True, queue))
                    at = offset + pause.minutes
                    segments.append(_segment(begin, pause.activity, offset, at, pause.paid, ""))
            segments.append(_segment(begin, Activity.WORK, at, block_end, True, queue))
        day = horizon.dates[self.start.day]
        kept = tuple(segment for segment in segments if segment.end > segment.start)
        return Duty(f"{day:%Y%m%d}-{self.agent.id}", self.agent.id, day, self.mode, kept, self.shift.name)


def _segment(begin: datetime, activity: Activity, start: int, end: int, paid: bool, queue: str) -> Segment:
    return Segment(activity, begin + timedelta(minutes=start), begin + timedelta(minutes=end), paid, queue)
