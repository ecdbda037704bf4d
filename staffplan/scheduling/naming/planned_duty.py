"""A duty on its way from a count in the plan to a row in the roster."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from staffplan.calendar.horizon import Horizon
from staffplan.domain.agent import Agent
from staffplan.domain.roster import Duty, Segment
from staffplan.domain.shift import Activity, Shift
from staffplan.domain.site import Mode
from staffplan.scheduling.people.crew import CoverGroup
from staffplan.scheduling.people.starts import Start


@dataclass(frozen=True, slots=True)
class Attendance:
    """A session that somebody attends: minutes from the shift's start, and how long."""

    offset: int
    minutes: int
    activity: Activity


@dataclass
class PlannedDuty:
    """A named person's shift, with the pauses that have a place so far.

    `pauses` holds for each of the shift's breaks the minutes from the shift's start to the pause's; `sessions` are
    attended in place of work.
    """

    agent: Agent
    shift: Shift
    start: Start
    mode: Mode
    cover: CoverGroup
    pauses: dict[int, int] = field(default_factory=dict)
    sessions: list[Attendance] = field(default_factory=list)

    def interruptions(self) -> list[tuple[int, int]]:
        """Minutes from the shift's start, and length, of everything that is no work, in order."""
        pauses = [(offset, self.shift.breaks[number].minutes) for number, offset in self.pauses.items()]
        return sorted([*pauses, *((session.offset, session.minutes) for session in self.sessions)])

    def duty(self, horizon: Horizon) -> Duty:
        """The duty with its segments on the time line."""
        begin = horizon.instant(self.start.slot)
        queue = "|".join(sorted(self.agent.skills & self.cover.skills))
        segments = []
        pauses = ((offset, self.shift.breaks[number]) for number, offset in self.pauses.items())
        stops = [(offset, pause.minutes, pause.activity, pause.paid) for offset, pause in pauses]
        stops += [(session.offset, session.minutes, session.activity, True) for session in self.sessions]
        for block_start, block_end in self.shift.blocks:
            at = block_start
            for offset, minutes, activity, paid in sorted(stops):
                if block_start <= offset < block_end:
                    segments.append(_segment(begin, Activity.WORK, at, offset, True, queue))
                    at = offset + minutes
                    segments.append(_segment(begin, activity, offset, at, paid, ""))
            segments.append(_segment(begin, Activity.WORK, at, block_end, True, queue))
        day = horizon.dates[self.start.day]
        kept = tuple(segment for segment in segments if segment.end > segment.start)
        return Duty(f"{day:%Y%m%d}-{self.agent.id}", self.agent.id, day, self.mode, kept, self.shift.name)


def _segment(begin: datetime, activity: Activity, start: int, end: int, paid: bool, queue: str) -> Segment:
    return Segment(activity, begin + timedelta(minutes=start), begin + timedelta(minutes=end), paid, queue)
