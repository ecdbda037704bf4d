"""Why an interval stays short of people: nobody could be there, the seats are taken, or it costs too much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from staffplan.domain.shift import Shift
from staffplan.domain.site import Mode
from staffplan.scheduling.crew import Crew
from staffplan.scheduling.planned_duty import PlannedDuty
from staffplan.scheduling.starts import Timetable, presence

_NEGLIGIBLE = 1e-6


class Reason(StrEnum):
    """The reason classes of a shortfall."""

    NO_ONE = "no one available"
    SEATS = "seats full"
    PRICE = "too dear"


class Presence:
    """Who is at work when, from the named duties."""

    def __init__(self, duties: Sequence[PlannedDuty], timetable: Timetable) -> None:
        horizon = timetable.horizon
        self.busy: dict[str, NDArray[np.bool_]] = {}
        self.on_site: dict[str, NDArray[np.int64]] = {}
        for duty in duties:
            share = presence(duty.shift, horizon.interval_min)
            slots = duty.start.slot + np.flatnonzero(share > 0)
            slots = slots[slots < horizon.slots]
            self.busy.setdefault(duty.agent.id, np.zeros(horizon.slots, dtype=bool))[slots] = True
            if duty.mode is Mode.ON_SITE:
                self.on_site.setdefault(duty.agent.site, np.zeros(horizon.slots, dtype=np.int64))[slots] += 1


def reasons(
    short: Mapping[str, NDArray[np.float64]],
    duties: Sequence[PlannedDuty],
    crews: Sequence[Crew],
    shifts: Sequence[Shift],
    timetable: Timetable,
    seats: Mapping[str, int],
) -> dict[tuple[str, datetime], str]:
    """The reason for each interval of each queue that is short, by queue and UTC start.

    Somebody is available who has the skill, is not at work in the interval, is not away that day, and has an admitted
    duty that spans it. When all of those could come on site only and every seat is taken, the seats are the reason;
    when some could come, bringing them would cost more, there or elsewhere in the week.

    Parameters
    ----------
    short : missing agents by queue, shape (intervals,).
    """
    horizon = timetable.horizon
    at_work = Presence(duties, timetable)
    everyone = [agent for crew in crews for agent in crew.agents]
    able = {crew.name: {m: _reach(crew, m, shifts, timetable) for m in crew.modes} for crew in crews}
    found: dict[tuple[str, datetime], str] = {}
    idle = np.zeros(horizon.slots, dtype=bool)
    for queue, missing in short.items():
        slots = np.flatnonzero(missing > _NEGLIGIBLE)
        if not len(slots) or not everyone:
            found.update({(queue, horizon.instant(int(slot))): Reason.NO_ONE.value for slot in slots})
            continue
        could_home = np.zeros(len(slots), dtype=bool)
        could_sit = np.zeros(len(slots), dtype=bool)
        could_stand = np.zeros(len(slots), dtype=bool)
        for crew in crews:
            if not any(queue in group.skills for group in crew.cover.values()):
                continue
            taken = at_work.on_site.get(crew.site, np.zeros(horizon.slots, dtype=np.int64))[slots]
            full = taken >= seats.get(crew.site, len(everyone) + 1)
            for group in crew.groups:
                away = np.isin(horizon.slot_day[slots], sorted(group.limits.closed_days))
                free = np.zeros(len(slots), dtype=bool)
                for agent in group.agents:
                    free |= ~at_work.busy.get(agent.id, idle)[slots]
                free &= ~away
                could_home |= free & able[crew.name].get(Mode.HOME, idle)[slots]
                on_site = free & able[crew.name].get(Mode.ON_SITE, idle)[slots]
                could_sit |= on_site & ~full
                could_stand |= on_site & full
        kind = np.select(
            [could_home | could_sit, could_stand], [Reason.PRICE.value, Reason.SEATS.value], Reason.NO_ONE.value
        )
        found.update({(queue, horizon.instant(int(s))): str(k) for s, k in zip(slots, kind, strict=True)})
    return found


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
