"""Why an interval stays short of people: nobody could be there, the seats are taken, or it costs too much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from staffplan.domain.shift import Shift
from staffplan.domain.site import Mode
from staffplan.scheduling.naming.planned_duty import PlannedDuty
from staffplan.scheduling.people.carried_in import CarriedIn
from staffplan.scheduling.people.crew import Crew
from staffplan.scheduling.people.starts import Timetable, presence


class Reason(StrEnum):
    """The reason classes of a shortfall."""

    NO_ONE = "no one available"
    SEATS = "seats full"
    PRICE = "too dear"


class Presence:
    """Who is at work when, from the named duties."""

    def __init__(self, duties: Sequence[PlannedDuty], timetable: Timetable, carried: CarriedIn) -> None:
        horizon = timetable.horizon
        self.busy = {agent: busy.copy() for agent, busy in carried.busy.items()}
        self.on_site = {site: people.copy() for site, people in carried.seats.items()}
        for duty in duties:
            share = presence(duty.shift, horizon.interval_min)
            slots = duty.start.slot + np.flatnonzero(share > 0)
            slots = slots[slots < horizon.slots]
            self.busy.setdefault(duty.agent.id, np.zeros(horizon.slots, dtype=bool))[slots] = True
            if duty.mode is Mode.ON_SITE:
                self.on_site.setdefault(duty.agent.site, np.zeros(horizon.slots, dtype=np.int64))[slots] += 1


@dataclass
class _Candidates:
    """Whether anybody could be there, for each short interval of a queue."""

    at_home: NDArray[np.bool_]
    in_a_seat: NDArray[np.bool_]
    without_seat: NDArray[np.bool_]

    @classmethod
    def none(cls, count: int) -> _Candidates:
        return cls(*(np.zeros(count, dtype=bool) for _ in range(3)))

    def kinds(self) -> NDArray[np.str_]:
        """The reason of each interval."""
        return np.select(
            [self.at_home | self.in_a_seat, self.without_seat],
            [Reason.PRICE.value, Reason.SEATS.value],
            Reason.NO_ONE.value,
        )


class ReasonFinder:
    """Finds why intervals are short, from who works when and who could.

    Somebody is available who has the skill, is not at work in the interval, is not away that day, and has an admitted
    duty that spans it. When all of those could come on site only and every seat is taken, the seats are the reason;
    when some could come, bringing them would cost more, there or elsewhere in the week.
    """

    def __init__(
        self,
        duties: Sequence[PlannedDuty],
        crews: Sequence[Crew],
        shifts: Sequence[Shift],
        timetable: Timetable,
        seats: Mapping[str, int],
        carried: CarriedIn,
    ) -> None:
        self._horizon = timetable.horizon
        self._at_work = Presence(duties, timetable, carried)
        self._crews = crews
        self._seats = seats
        self._reach = {
            (crew.name, mode): _reach(crew, mode, shifts, timetable) for crew in crews for mode in crew.modes
        }
        self._never = np.zeros(self._horizon.slots, dtype=bool)
        self._nobody = np.zeros(self._horizon.slots, dtype=np.int64)

    def reasons(self, short: Mapping[str, NDArray[np.bool_]]) -> dict[tuple[str, datetime], str]:
        """The reason for each short interval, by queue and UTC start.

        Parameters
        ----------
        short : whether an interval is short, by queue, shape (intervals,).
        """
        found: dict[tuple[str, datetime], str] = {}
        for queue, missing in short.items():
            slots = np.flatnonzero(missing)
            candidates = _Candidates.none(len(slots))
            for crew in self._crews:
                if any(queue in group.skills for group in crew.cover.values()):
                    self._add_crew(crew, queue, slots, candidates)
            kinds = candidates.kinds()
            found.update({(queue, self._horizon.instant(int(s))): str(k) for s, k in zip(slots, kinds, strict=True)})
        return found

    def _add_crew(self, crew: Crew, queue: str, slots: NDArray[np.int64], candidates: _Candidates) -> None:
        taken = self._at_work.on_site.get(crew.site, self._nobody)[slots]
        full = taken >= self._seats.get(crew.site, np.inf)
        for group in crew.groups:
            free = np.zeros(len(slots), dtype=bool)
            for agent in group.agents:
                free |= ~self._at_work.busy.get(agent.id, self._never)[slots]
            free &= ~np.isin(self._horizon.slot_day[slots], sorted(group.limits.closed_days))
            on_site, at_home = (
                free & self._reach.get((crew.name, mode), self._never)[slots] & (queue in crew.served_in(mode))
                for mode in (Mode.ON_SITE, Mode.HOME)
            )
            candidates.at_home |= at_home
            candidates.in_a_seat |= on_site & ~full
            candidates.without_seat |= on_site & full


def _reach(crew: Crew, mode: Mode, shifts: Sequence[Shift], timetable: Timetable) -> NDArray[np.bool_]:
    """Intervals that some admitted duty of the crew spans."""
    horizon = timetable.horizon
    reach = np.zeros(horizon.slots, dtype=bool)
    for shift in shifts:
        if shift.profile in crew.contract.profiles and mode in shift.modes:
            share = np.flatnonzero(presence(shift, horizon.interval_min) > 0)
            starts = timetable.starts(shift)
            for position in np.flatnonzero(timetable.admitted(crew, mode, shift)):
                slots = starts[position].slot + share
                reach[slots[slots < horizon.slots]] = True
    return reach
