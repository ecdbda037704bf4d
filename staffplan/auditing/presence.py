"""Who is at work in each interval, and what they are worth: measured from the segments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.calendar.horizon import Horizon
from staffplan.domain.agent import Agent
from staffplan.domain.centre import Centre
from staffplan.domain.roster import Duty, Segment
from staffplan.domain.shift import Activity
from staffplan.domain.site import Mode

_DECIMALS = 9
"""Sums of shares of intervals are rounded to this, so that nobody at work is exactly 0.0."""

Group = tuple[frozenset[str], Mode]
"""People who serve the same queues in the same mode."""


@dataclass(frozen=True)
class Presence:
    """People at work on customers, by group and interval; a part of an interval counts as its share.

    Attributes
    ----------
    groups : in the order of the rows of `people` and `net`.
    people : heads, shape (groups, intervals).
    net : net agents that they are worth, same shape.
    """

    groups: tuple[Group, ...]
    people: NDArray[np.float64]
    net: NDArray[np.float64]

    def heads(self, queue: str, mode: Mode) -> NDArray[np.float64]:
        """People at work in a mode who serve a queue, whatever else they serve; shape (intervals,)."""
        rows = [row for row, (served, where) in enumerate(self.groups) if where is mode and queue in served]
        return self.people[rows].sum(axis=0)

    def supply(self) -> tuple[tuple[frozenset[str], ...], NDArray[np.float64]]:
        """The sets of queues served together, and the net agents of each by interval, both modes together."""
        sets = tuple(sorted({served for served, _ in self.groups}, key=sorted))
        rows = [[row for row, (served, _) in enumerate(self.groups) if served == one] for one in sets]
        return sets, np.array([self.net[of_set].sum(axis=0) for of_set in rows]).reshape(len(sets), self.net.shape[1])


def presence(duties: Iterable[Duty], centre: Centre, horizon: Horizon) -> Presence:
    """Measure the work segments of duties of known agents against the horizon's intervals.

    Everybody counts with what they are worth on the day of the duty, also after midnight.
    """
    agents = {agent.id: agent for agent in centre.agents}
    stints = [
        (duty, segment, served_queues(segment, agents[duty.agent_id]))
        for duty in duties
        for segment in duty.segments
        if segment.activity is Activity.WORK
    ]
    groups = tuple(sorted({(served, duty.mode) for duty, _, served in stints}, key=lambda g: (sorted(g[0]), g[1])))
    number = {group: row for row, group in enumerate(groups)}
    rows = np.array([number[served, duty.mode] for duty, _, served in stints], dtype=np.int64)
    begin = np.array([segment.start.timestamp() for _, segment, _ in stints])
    finish = np.array([segment.end.timestamp() for _, segment, _ in stints])
    edges = np.stack([begin, finish]) - horizon.start.timestamp()
    slots = np.clip(edges / (horizon.interval_min * 60), 0, horizon.slots)
    net = np.array([centre.cover(agents[duty.agent_id], duty.mode, duty.day) for duty, _, _ in stints])
    shape = (len(groups), horizon.slots)
    return Presence(groups, _profile(rows, slots, np.ones_like(net), shape), _profile(rows, slots, net, shape))


def served_queues(segment: Segment, agent: Agent) -> frozenset[str]:
    """The queues that an agent serves in a piece of work: those it names and the agent can; all, if it names none."""
    return agent.skills.intersection(segment.queue.split("|")) if segment.queue else agent.skills


def _profile(
    rows: NDArray[np.int64], slots: NDArray[np.float64], weight: NDArray[np.float64], shape: tuple[int, int]
) -> NDArray[np.float64]:
    """Sum of `weight` over stints by row and interval, each from slots[0] to slots[1], parts of intervals as shares.

    A stint that begins at 3.25 adds 0.75 of its weight to interval 3 and all of it from 4 on; its end takes the same
    away. So it is enough to add up the steps and run along.
    """
    steps = np.zeros((shape[0], shape[1] + 2))
    for edge, sign in ((slots[0], 1.0), (slots[1], -1.0)):
        whole = np.floor(edge).astype(np.int64)
        part = edge - whole
        np.add.at(steps, (rows, whole), sign * weight * (1 - part))
        np.add.at(steps, (rows, whole + 1), sign * weight * part)
    return np.round(steps.cumsum(axis=1)[:, : shape[1]], _DECIMALS) + 0.0


def queue_names(centre: Centre, further: Sequence[str]) -> tuple[str, ...]:
    """All queues: the centre's, and others that a requirement or a skill names."""
    return tuple(sorted({queue.name for queue in centre.queues}.union(further)))
