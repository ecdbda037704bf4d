"""How many people must be there who can serve some of the queues that share agents."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from staffplan.domain.agent import Agent
from staffplan.errors import Fault, UsageError
from staffplan.staffing.settings import Rounding
from staffplan.staffing.skill_groups import MOST_SUBSETS, bounds
from staffplan.staffing.staffed import Staffing
from staffplan.staffing.views.view import Seen, Setting, View, gathered
from staffplan.tables.staffing import GROUPS


def look(staffing: Staffing, setting: Setting) -> Seen:
    """A row for each needed subset of live queues and each interval in which contacts come."""
    agents = () if setting.centre is None else setting.centre.agents
    live = [queue for queue in staffing.queues if queue.queue.channel.is_live]
    if not agents:
        message = "Who shares queues with whom is known from the agents' skills, and there are no agents."
        hint = "name the configuration with -c, and in it the agents' table (files: agents)."
        raise UsageError(Fault("usage.no_agents", message, hint, path="--view"))
    names = {queue.queue.name for queue in live}
    found = list(bounds(live, {agent.skills & names for agent in agents if agent.skills & names}))
    frames = []
    for bound in found:
        slots = np.flatnonzero(bound.load > 0)
        columns = {
            "queues": "|".join(sorted(bound.queues)),
            "start": staffing.grid.starts(slots),
            "load_erlangs": bound.load[slots],
            "agents": bound.agents[slots],
            "alone": bound.alone[slots],
            "able": float(_able(agents, bound.queues)),
        }
        frames.append(pd.DataFrame(columns))
    notes = [
        f"{name}: none of the agents can serve it."
        for name in sorted(names)
        if not any(name in agent.skills for agent in agents)
    ]
    if setting.settings.rounding is not Rounding.UP:
        policy = setting.settings.rounding
        notes.append(f"The bounds are for whole agents; with 'rounding: {policy}' a requirement may lie below them.")
    if len(found) >= MOST_SUBSETS:
        notes.append(f"Only {MOST_SUBSETS:,} subsets of queues are looked at; there are more.")
    frame = gathered(frames, GROUPS, staffing.grid).astype({"queues": "str"})
    return Seen(frame.sort_values(["queues", "start"], ignore_index=True), tuple(notes))


def _able(agents: tuple[Agent, ...], queues: frozenset[str]) -> int:
    return sum(bool(agent.skills & queues) for agent in agents)


GROUPS_VIEW: Final = View("groups", "How many agents must be there who can serve some of these queues?", GROUPS, look)
