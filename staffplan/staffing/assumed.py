"""What is taken for a queue about which nothing is stated."""

from __future__ import annotations

from typing import Final

from staffplan.calendar.opening import ALWAYS_OPEN
from staffplan.domain.queue import Channel, Queue
from staffplan.domain.service_goal import LEAST_CONFIDENCE, MOST_CONFIDENCE, ServiceGoal
from staffplan.errors import Fault, UsageError

ASSUMED_AHT_S: Final = 300.0
"""Handle time in seconds where neither forecast nor planner give one."""

ASSUMED_GOAL: Final = ServiceGoal(service_level=0.8, threshold_s=20.0)
"""80 % in 20 seconds: the commonest promise in the trade, and only that."""


def assumed_queue(
    name: str, aht_s: float = ASSUMED_AHT_S, goal: ServiceGoal = ASSUMED_GOAL, patience_s: float | None = None
) -> Queue:
    """A telephone queue that is open whenever its forecast has contacts, under `goal`.

    Parameters
    ----------
    aht_s : handle time in seconds where the forecast gives none.
    patience_s : mean time after which a caller hangs up; None: nobody does.
    """
    return Queue(name=name, channel=Channel.VOICE, goal=goal, opening=ALWAYS_OPEN, aht_s=aht_s, patience_s=patience_s)


def refuse_unsound(goal: ServiceGoal, patience_s: float | None) -> None:
    """Raise UsageError for a confidence that cannot be planned for, and where patience and its limit are half stated.

    Callers who hang up need a limit, and a limit means nothing where nobody hangs up.
    """
    if goal.confidence is not None and not LEAST_CONFIDENCE <= goal.confidence <= MOST_CONFIDENCE:
        message = f"A confidence of {100 * goal.confidence:g} % cannot be planned for."
        raise UsageError(Fault("usage.confidence", message, "from 50 % to 99.9 %, such as 80 %."))
    if patience_s is not None and not 0 < patience_s < float("inf"):
        raise UsageError(Fault("usage.patience", f"{patience_s:g} s is no patience.", "seconds above 0."))
    if patience_s is not None and goal.max_abandonment is None:
        message = "With patience, fewer agents are planned because callers hang up; it needs a limit to that."
        raise UsageError(Fault("usage.patience", message, "state the highest abandonment, too, such as 3 %."))
    if patience_s is None and goal.max_abandonment is not None:
        message = "A highest abandonment means nothing where nobody hangs up."
        raise UsageError(Fault("usage.patience", message, "state the callers' patience, too, such as 180 s."))


def assumptions(goal: ServiceGoal, patience_s: float | None = None) -> str:
    """What `assumed_queue` takes for granted, as a sentence for the planner."""
    targets = []
    if goal.service_level is not None:
        of_what = f" ({goal.counted.replace('_', ' ')})" if patience_s is not None else ""
        targets.append(f"{goal.service_level * 100:.4g} % answered within {goal.threshold_s:g} s{of_what}")
    if goal.asa_s is not None:
        targets.append(f"a mean wait of at most {goal.asa_s:g} s")
    for share, words in (
        (goal.max_occupancy, "agents busy at most {} of their time"),
        (goal.max_waiting, "at most {} of the callers waiting"),
        (goal.max_abandonment, "at most {} of the callers hanging up"),
        (goal.confidence, "all that with a chance of {}"),
    ):
        if share is not None:
            targets.append(words.format(f"{share * 100:.4g} %"))
    hang_up = "" if patience_s is None else f", callers who hang up after {patience_s:g} s in the mean"
    return (
        "No configuration: every queue is taken as telephone, open whenever its forecast has contacts, with "
        f"{' and '.join(targets) or 'no target but to keep up with the load'}{hang_up}; no shrinkage."
    )
