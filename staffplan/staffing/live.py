"""How many agents contacts need that wait for somebody to be free."""

from __future__ import annotations

import numpy as np

from staffplan.domain.queue import Queue
from staffplan.queueing.erlang_c import average_speed_of_answer, occupancy, service_level
from staffplan.queueing.required import required_agents
from staffplan.staffing.workload import Array, Need, Workload, counted


def served_live(queue: Queue, workload: Workload, *, slots_per_agent: int, stretch: float) -> Need:
    """Agents for contacts that wait for a free slot of an agent.

    The required slots (Erlang C with a handle time of ``aht_s x stretch``) are filled up to whole agents; then the
    floor applies. Service level, speed of answer and occupancy are those of the agents so found. Without any target
    the answer is the smallest number that keeps up with the load.

    Parameters
    ----------
    slots_per_agent : contacts one agent handles at once.
    stretch : factor on the handle time when an agent handles that many at once.

    Raises
    ------
    ValueError : a target that no number of agents reaches.
    """
    goal = queue.goal
    aht_s = workload.aht_s * stretch
    load = np.where(workload.is_open, workload.load * stretch, 0.0)
    required = required_agents(
        load,
        aht_s,
        service_level=goal.service_level,
        threshold_s=goal.threshold_s,
        asa_s=goal.asa_s,
        max_occupancy=goal.max_occupancy,
    )
    enough = -(-required.agents // slots_per_agent)
    floor = np.where(workload.is_open, queue.floor, 0)
    agents = np.maximum(enough, floor).astype(np.float64)
    slots = agents * slots_per_agent
    lost = float(workload.offered[~workload.is_open].sum())
    note = f"{queue.name}: {counted(lost)} fall outside opening hours; nobody is planned for them."
    return Need(
        agents=agents,
        binding=np.where(floor > enough, "floor", required.binding),
        service_level=_while_open(workload, service_level(load, slots, aht_s, goal.threshold_s)),
        asa_s=_while_open(workload, average_speed_of_answer(load, slots, aht_s)),
        occupancy=_while_open(workload, occupancy(load, slots)),
        notes=(note,) if lost else (),
    )


def _while_open(workload: Workload, measure: Array) -> Array:
    return np.where(workload.is_open, measure, np.nan)
