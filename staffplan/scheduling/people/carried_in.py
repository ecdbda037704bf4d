"""What the roster before leaves to this one: people still at work when it begins, with their seats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from staffplan.calendar.horizon import Horizon
from staffplan.domain.centre import Centre
from staffplan.domain.roster import Duty
from staffplan.domain.shift import Activity
from staffplan.domain.site import Mode

_AWAY = (Activity.LEAVE, Activity.SICKNESS)


@dataclass(frozen=True)
class CarriedIn:
    """Duties of days before the horizon, and what of them lies inside.

    Attributes
    ----------
    duties : by agent id, in order of their start.
    cover : net agents at work in each interval by the queues that they serve; shape (intervals,).
    seats : people on site in each interval by site; shape (intervals,).
    busy : whether an agent is on duty in each interval, by id; those alone who are at all.
    """

    duties: dict[str, tuple[Duty, ...]] = field(default_factory=dict)
    cover: dict[frozenset[str], NDArray[np.float64]] = field(default_factory=dict)
    seats: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    busy: dict[str, NDArray[np.bool_]] = field(default_factory=dict)

    def free_seats(self, seats: Mapping[str, int]) -> dict[str, NDArray[np.int64]]:
        """Seats left in each interval, by site."""
        return {site: np.maximum(high - self.seats.get(site, np.zeros(1, np.int64)), 0) for site, high in seats.items()}

    def present(self, people: Collection[str], mode: Mode | None, horizon: Horizon) -> NDArray[np.int64]:
        """How many of some people are still there in each interval, in a mode or in any; shape (intervals,)."""
        there = np.zeros(horizon.slots, dtype=np.int64)
        for agent_id, duties in self.duties.items():
            for duty in duties:
                if agent_id in people and mode in (None, duty.mode):
                    there += _shares(duty.blocks, horizon) > 0
        return there


def carried_in(tail: Iterable[Duty], centre: Centre, horizon: Horizon) -> CarriedIn:
    """What duties of days before the horizon mean for it.

    Rows that only write down an absence, and duties of people who have left, are none. Somebody is worth what they
    are worth on the day of the duty, also after midnight.
    """
    agents = {agent.id: agent for agent in centre.agents}
    worked = [duty for duty in tail if duty.agent_id in agents and any(s.activity not in _AWAY for s in duty.segments)]
    by_agent: dict[str, list[Duty]] = defaultdict(list)
    cover: dict[frozenset[str], NDArray[np.float64]] = {}
    seats: dict[str, NDArray[np.int64]] = {}
    busy: dict[str, NDArray[np.bool_]] = {}
    for duty in sorted(worked, key=lambda duty: (duty.start, duty.agent_id, duty.id)):
        agent = agents[duty.agent_id]
        by_agent[agent.id].append(duty)
        present = _shares(duty.blocks, horizon) > 0
        if not present.any():
            continue
        busy[agent.id] = busy.get(agent.id, np.zeros(horizon.slots, dtype=bool)) | present
        if duty.mode is Mode.ON_SITE:
            seats[agent.site] = seats.get(agent.site, np.zeros(horizon.slots, dtype=np.int64)) + present
        worth = centre.cover(agent, duty.mode, duty.day)
        for segment in (segment for segment in duty.segments if segment.activity is Activity.WORK):
            served = agent.skills.intersection(segment.queue.split("|")) if segment.queue else agent.skills
            if served:
                share = _shares([(segment.start, segment.end)], horizon)
                cover[served] = cover.get(served, np.zeros(horizon.slots)) + worth * share
    return CarriedIn({name: tuple(duties) for name, duties in by_agent.items()}, cover, seats, busy)


def _shares(stretches: Sequence[tuple[datetime, datetime]], horizon: Horizon) -> NDArray[np.float64]:
    """Share of each interval of the horizon that lies in one of the stretches, which do not overlap."""
    length_s = horizon.interval_min * 60
    edges = np.arange(horizon.slots + 1) * float(length_s)
    inside = np.zeros(horizon.slots)
    for start, end in stretches:
        begin_s, end_s = ((moment - horizon.start).total_seconds() for moment in (start, end))
        inside += (np.minimum(edges[1:], end_s) - np.maximum(edges[:-1], begin_s)).clip(0.0)
    return inside / length_s
