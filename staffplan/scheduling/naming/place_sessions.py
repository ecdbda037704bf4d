"""When everybody attends the week's meetings and trainings: in groups, where it costs the least cover.

Sessions are placed on the named duties, a few dozen people at a time, by an integer programme over the times at which
each of them is at work. Its costs are those of the cover that is left, so that a group meets where there are people to
spare.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.calendar.horizon import Horizon
from staffplan.domain.centre import Centre
from staffplan.domain.session import Session
from staffplan.errors import Fault, InfeasibleError, SolverError
from staffplan.scheduling.linear_model import LinearModel
from staffplan.scheduling.naming.planned_duty import Attendance, PlannedDuty
from staffplan.scheduling.naming.settle_cover import Worth, presence_by_skills
from staffplan.scheduling.need.cover import Cover
from staffplan.scheduling.need.demand import Demand
from staffplan.solve.living_model import LivingModel

_PEOPLE_AT_ONCE = 40
_MISSED = 10_000.0
_GAP, _NODES = 1e-3, 200

Carried = Mapping[frozenset[str], NDArray[np.float64]]


@dataclass(frozen=True)
class _Chance:
    """A time at which a duty can hold a session: `slot` is the interval in which it starts."""

    duty: PlannedDuty
    slot: int


def place_sessions(
    centre: Centre, duties: Sequence[PlannedDuty], need: Demand, horizon: Horizon, worth: Worth, carried: Carried
) -> None:
    """Note in each member's duty when they attend each session of the centre.

    Raises
    ------
    InfeasibleError
        Where somebody is never at work for a whole session, or the people cannot be parted into groups.
    """
    for session in centre.sessions:
        chances: dict[str, list[_Chance]] = {}
        for duty in duties:
            if session.invites(duty.agent) and _is_expected(session, duty, horizon):
                chances.setdefault(duty.agent.id, []).extend(_chances(session, duty, horizon))
        missed = [agent_id for agent_id, found in chances.items() if not found]
        open_groups: dict[int, int] = defaultdict(int)
        for part in _parts(sorted(agent_id for agent_id, found in chances.items() if found)):
            missed += _place(session, {who: chances[who] for who in part}, open_groups, duties, need, worth, carried)
        late = {who: chances[who] for who in missed if chances[who]}
        lost = [who for who in missed if not chances[who]]
        if late:
            lost += _place(session, late, open_groups, duties, need, worth, carried)
        if lost or not all(session.groups_fit(people) for people in open_groups.values()):
            raise InfeasibleError(_conflict(session, lost))


def session_relief(centre: Centre, horizon: Horizon) -> float:
    """Money that attending can save at most: people who are away from work cannot be superfluous.

    The bound of a plan without sessions, less this, bounds every plan with them.
    """
    return sum(
        centre.prices.surplus
        * session.minutes
        / 60
        * max((centre.cover(agent, mode, day) for mode in agent.modes for day in horizon.dates), default=0.0)
        for session in centre.sessions
        for agent in centre.agents
        if session.invites(agent)
    )


def _parts(people: Sequence[str]) -> Iterator[Sequence[str]]:
    count = max(1, -(-len(people) // _PEOPLE_AT_ONCE))
    yield from (people[first::count] for first in range(count) if people[first::count])


def _windows(session: Session, horizon: Horizon) -> Iterator[tuple[int, int]]:
    """First interval of each of the session's windows, and the one after its last."""
    for number, day in enumerate(horizon.dates):
        if day.weekday() in session.weekdays:
            yield horizon.wall_slot(number, session.window[0]), horizon.wall_slot(number, session.window[1])


def _spans(duty: PlannedDuty, interval: int) -> Iterator[tuple[int, int]]:
    for start, end in duty.shift.blocks:
        yield duty.start.slot + start // interval, duty.start.slot + end // interval


def _is_expected(session: Session, duty: PlannedDuty, horizon: Horizon) -> bool:
    """Whether a block of the duty has room for the session inside a window, pauses not looked at."""
    length = session.minutes // horizon.interval_min
    return any(
        min(end, last) - max(start, first) >= length
        for start, end in _spans(duty, horizon.interval_min)
        for first, last in _windows(session, horizon)
    )


def _chances(session: Session, duty: PlannedDuty, horizon: Horizon) -> Iterator[_Chance]:
    """Times at which the duty's agent is at work for the whole session, and attends no other."""
    interval = horizon.interval_min
    length = session.minutes // interval
    taken = [
        (duty.start.slot * interval + offset, duty.start.slot * interval + offset + minutes)
        for offset, minutes in duty.interruptions()
    ]
    for start, end in _spans(duty, interval):
        for first, last in _windows(session, horizon):
            for slot in range(max(start, first), min(end, last) - length + 1):
                begin, finish = slot * interval, (slot + length) * interval
                if all(finish <= busy or free <= begin for busy, free in taken):
                    yield _Chance(duty, slot)


def _place(
    session: Session,
    chances: Mapping[str, Sequence[_Chance]],
    open_groups: dict[int, int],
    duties: Sequence[PlannedDuty],
    need: Demand,
    worth: Worth,
    carried: Carried,
) -> list[str]:
    """Settle when some people attend; those who found no group come back."""
    model = LinearModel("sessions")
    present = presence_by_skills(need, duties, worth)
    cover = Cover(model, need, present, carried)
    for skills, share in present.items():
        model.put(cover.balance[skills], model.columns("present", need.slots, low=share, high=share), -1.0)
    people = sorted(chances)
    once = model.rows("once", len(people), "==", 1.0)
    missed = model.columns("missed", len(people), cost=_MISSED, high=1.0)
    model.put(once, missed)
    slots = sorted({chance.slot for found in chances.values() for chance in found})
    least, most = _add_groups(model, session, slots, open_groups)
    flat = [(row, chance) for row, who in enumerate(people) for chance in chances[who]]
    takes = model.columns("attends", len(flat), high=1.0, integer=True)
    span = np.arange(session.minutes // need.interval_min)
    for (row, chance), column in zip(flat, takes, strict=True):
        model.put(once[row], column)
        model.put([least[chance.slot], most[chance.slot]], column)
        inside = chance.slot + span
        model.put(cover.balance[chance.duty.cover.skills][inside[inside < need.slots]], column, worth(chance.duty))
    outcome = LivingModel(model.problem()).search(gap=_GAP, nodes=_NODES)
    if outcome.values is None:
        raise SolverError(Fault("solver.no_sessions", f"{session.name} found no time ({outcome.ending})"))
    for (_, chance), column in zip(flat, takes, strict=True):
        if outcome.values[column] > 0.5:
            open_groups[chance.slot] += 1
            offset = (chance.slot - chance.duty.start.slot) * need.interval_min
            chance.duty.sessions.append(Attendance(offset, session.minutes, session.activity))
    return [who for who, column in zip(people, missed, strict=True) if outcome.values[column] > 0.5]


def _add_groups(
    model: LinearModel, session: Session, slots: Sequence[int], open_groups: Mapping[int, int]
) -> tuple[dict[int, int], dict[int, int]]:
    """Rows by interval: people with those who attend already lie between the sizes of so many groups."""
    there = np.array([open_groups.get(slot, 0) for slot in slots], dtype=float)
    groups = model.columns("groups", len(slots), integer=True)
    enough, room = model.rows("enough", len(slots), ">=", -there), model.rows("room", len(slots), "<=", -there)
    model.put(enough, groups, -float(session.group[0]))
    model.put(room, groups, -float(session.group[1]))
    return dict(zip(slots, enough.tolist(), strict=True)), dict(zip(slots, room.tolist(), strict=True))


def _conflict(session: Session, lost: Iterable[str]) -> Fault:
    who = ", ".join(sorted(lost))
    return Fault(
        "plan.session_conflict",
        f"{session.name} in groups of {session.group[0]} to {session.group[1]} leaves out {who or 'somebody'}",
        "a wider window, more weekdays, or other sizes of groups",
    )
