"""Queues that share agents: how many people must be there who can serve some of them, whoever serves which."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from staffplan.domain.service_goal import ServiceGoal
from staffplan.staffing.live.line import Line, in_each_interval
from staffplan.staffing.live.served_live import live_line
from staffplan.staffing.staffed import StaffedQueue
from staffplan.staffing.workload import Array

Skills = frozenset[str]

MOST_SUBSETS: Final = 4096
"""Subsets of skills that are looked at in one group of queues; a centre rarely has a hundred."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What a subset of queues asks of the agents who can serve any of them; arrays of shape (intervals,).

    Attributes
    ----------
    queues : the subset.
    load : erlangs of its contacts, in agents.
    agents : fewest agents, among those who can serve at least one of the queues.
    alone : agents that the queues would need if none of them shared any: never fewer.
    """

    queues: Skills
    load: Array
    agents: Array
    alone: Array


def bounds(staffed: Sequence[StaffedQueue], skill_sets: Collection[Skills]) -> Iterator[Bound]:
    """Lower bounds on the agents of every subset of live queues that no other bound implies.

    For each subset S of queues that share agents, the agents who can serve at least one of S are at least those that S
    needs as one pooled queue (Hall's condition, with the safety of queueing on top): however the agents are shared
    out, S cannot do better than with all of them serving all of it. An agent with several skills counts once for S,
    never once for each skill.

    Subsets whose queues share no agent are left out, since the bounds of their parts say more. So are subsets that can
    be widened without anybody else becoming able to serve them: the wider one asks for more of the same people.

    Parameters
    ----------
    staffed : live queues of one centre.
    skill_sets : the different sets of queues that single agents can serve.
    """
    by_name = {queue.queue.name: queue for queue in staffed}
    serving = {name: frozenset(skills for skills in skill_sets if name in skills) for name in by_name}
    for subset in needed_subsets(serving):
        yield pooled([by_name[name] for name in sorted(subset)])


def needed_subsets(serving: dict[str, frozenset[Skills]]) -> list[Skills]:
    """Subsets of queues whose bounds are not implied by others, smallest first.

    Parameters
    ----------
    serving : the kinds of agents, by their skills, who can serve each queue; a queue that nobody can serve has none.
    """
    found: set[Skills] = set()
    pending = [frozenset({name}) for name in serving]
    while pending and len(found) < MOST_SUBSETS:
        subset = _widened(pending.pop(), serving)
        if subset in found:
            continue
        found.add(subset)
        agents = _able(subset, serving)
        pending += [subset | {name} for name, kinds in serving.items() if name not in subset and kinds & agents]
    return sorted(found, key=lambda subset: (len(subset), sorted(subset)))


def _able(subset: Iterable[str], serving: dict[str, frozenset[Skills]]) -> frozenset[Skills]:
    return frozenset().union(*(serving[name] for name in subset))


def _widened(subset: Skills, serving: dict[str, frozenset[Skills]]) -> Skills:
    """The subset with all queues that nobody can serve but those who can serve it."""
    agents = _able(subset, serving)
    return subset | {name for name, kinds in serving.items() if kinds and kinds <= agents}


def pooled(members: Sequence[StaffedQueue]) -> Bound:
    """The bound of one subset of queues.

    Queues of one manner (as many contacts at once an agent, customers who hang up or not) are pooled into one line
    under the least demanding of their targets; the others add their bare load, since nobody can be in two places. Where
    targets differ, the queues with the same ones are pooled by themselves, too, and the greatest bound counts. A queue
    that offers call-backs is pooled with no other: it counts with its own live agents, or the work left on its line.
    """
    lines = [(member, _line(member)) for member in members]
    alike: dict[object, list[tuple[StaffedQueue, Line]]] = {}
    for member, line in lines:
        if member.queue.call_back is not None:
            continue
        manner = (line.slots_per_agent, line.patience_s is None)
        alike.setdefault(manner, []).append((member, line))
        alike.setdefault((*manner, in_each_interval(member.queue.goal)), []).append((member, line))
    total = _sum_of(_in_agents(line) for _, line in lines)
    needs = [_pooled_line(some) + total - _sum_of(_in_agents(line) for _, line in some) for some in alike.values()]
    needs += [member.live + total - _in_agents(line) for member, line in lines if member.queue.call_back is not None]
    return Bound(
        queues=frozenset(member.queue.name for member in members),
        load=total,
        agents=np.where(total > 0, np.ceil(np.max(needs, axis=0) - 1e-9), 0.0),
        alone=_sum_of(np.ceil(member.live - 1e-9) for member in members),
    )


def _line(member: StaffedQueue) -> Line:
    """The line of a queue, without the callers who are called back."""
    line, _ = live_line(member.queue, member.workload)
    return line if member.queue.call_back is None else replace(line, load=member.expected.busy)


def _in_agents(line: Line) -> Array:
    """The load of a line in agents."""
    return line.load / line.slots_per_agent


def _sum_of(arrays: Iterable[Array]) -> Array:
    """The sum of arrays of one shape."""
    total: Array = np.sum(list(arrays), axis=0)
    return total


def _pooled_line(alike: Sequence[tuple[StaffedQueue, Line]]) -> Array:
    """Agents for queues of one manner as one line."""
    slots = alike[0][1].slots_per_agent
    load = _sum_of(line.load for _, line in alike)
    arrivals = _sum_of(line.load / line.aht_s for _, line in alike)
    busy = arrivals > 0
    aht_s = np.divide(load, arrivals, out=np.ones_like(load), where=busy)
    patience = [line.patience_s for _, line in alike if line.patience_s is not None]
    line = Line(load, aht_s, min(patience, default=None), min(line.retry_share for _, line in alike), slots)
    required, _ = line.required(_least_demanding([member.queue.goal for member, _ in alike]))
    return np.ceil(required / slots)


def _least_demanding(goals: Sequence[ServiceGoal]) -> ServiceGoal:
    """A goal that everybody who keeps all of `goals` keeps: a target that one queue lacks is none of the pool's."""
    each = [in_each_interval(goal) for goal in goals]

    same = len({goal.counted for goal in each}) == 1
    return replace(
        each[0],
        service_level=_loosest(min, [goal.service_level for goal in each]) if same else None,
        threshold_s=max(goal.threshold_s for goal in each),
        asa_s=_loosest(max, [goal.asa_s for goal in each]),
        mean_wait_s=_loosest(max, [goal.mean_wait_s for goal in each]),
        max_occupancy=_loosest(max, [goal.max_occupancy for goal in each]),
        max_waiting=_loosest(max, [goal.max_waiting for goal in each]),
        max_abandonment=_loosest(max, [goal.max_abandonment for goal in each]),
    )


def _loosest(pick: Callable[[list[float]], float], targets: Sequence[float | None]) -> float | None:
    stated = [target for target in targets if target is not None]
    return pick(stated) if len(stated) == len(targets) else None
