"""What is taken for a queue about which nothing is stated."""

from __future__ import annotations

from typing import Final

from staffplan.calendar.opening import ALWAYS_OPEN
from staffplan.domain.queue import Channel, Queue
from staffplan.domain.service_goal import ServiceGoal

ASSUMED_AHT_S: Final = 300.0
"""Handle time in seconds where neither forecast nor planner give one."""

ASSUMED_GOAL: Final = ServiceGoal(service_level=0.8, threshold_s=20.0)
"""80 % in 20 seconds: the commonest promise in the trade, and only that."""


def assumed_queue(name: str, aht_s: float = ASSUMED_AHT_S, goal: ServiceGoal = ASSUMED_GOAL) -> Queue:
    """A telephone queue that is open whenever its forecast has contacts, under `goal`.

    Parameters
    ----------
    aht_s : handle time in seconds where the forecast gives none.
    """
    return Queue(name=name, channel=Channel.VOICE, goal=goal, opening=ALWAYS_OPEN, aht_s=aht_s)


def assumptions(goal: ServiceGoal) -> str:
    """What `assumed_queue` takes for granted, as a sentence for the planner."""
    targets = []
    if goal.service_level is not None:
        targets.append(f"{goal.service_level * 100:.4g} % answered within {goal.threshold_s:g} s")
    if goal.asa_s is not None:
        targets.append(f"a mean wait of at most {goal.asa_s:g} s")
    if goal.max_occupancy is not None:
        targets.append(f"agents busy at most {goal.max_occupancy * 100:.4g} % of their time")
    return (
        "No configuration: every queue is taken as telephone, open whenever its forecast has contacts, with "
        f"{' and '.join(targets) or 'no target but to keep up with the load'}; no shrinkage."
    )
