"""How many agents live contacts need, and what so many agents give: Erlang C, or Erlang A where customers hang up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from staffplan.domain.service_goal import Counted, Over, ServiceGoal
from staffplan.queueing import erlang_a, erlang_c
from staffplan.queueing.fractional import required_fraction, required_fraction_with_patience
from staffplan.queueing.measures import Measures
from staffplan.queueing.required import required_agents
from staffplan.queueing.required_erlang_a import required_with_patience
from staffplan.queueing.retrials import effective_load
from staffplan.staffing.workload import Array


@dataclass(frozen=True, slots=True)
class Line:
    """Live contacts as a queueing model sees them; arrays of shape (intervals,).

    Attributes
    ----------
    load : erlangs; 0 where closed.
    aht_s : seconds for which a contact keeps an agent (or one of an agent's slots) busy.
    patience_s : mean time after which a customer hangs up; None: nobody does.
    retry_share : share of those who hang up that try again.
    slots_per_agent : contacts one agent handles at once; agents of the model are slots.
    """

    load: Array
    aht_s: Array
    patience_s: float | None
    retry_share: float
    slots_per_agent: int = 1

    def required(self, goal: ServiceGoal) -> tuple[Array, NDArray[np.str_]]:
        """Smallest whole numbers of agents that meet all targets of an interval, and the binding target.

        Raises ValueError for a target that no number of agents reaches.
        """
        if self.patience_s is None:
            found = required_agents(self.load, self.aht_s, **_patient(goal))
        else:
            impatient = _impatient(goal, self.retry_share)
            found = required_with_patience(self.load, self.aht_s, self.patience_s, **impatient)
        return found.agents.astype(np.float64), found.binding

    def required_fraction(self, goal: ServiceGoal) -> Array:
        """Smallest numbers of agents, whole or not, that meet all targets of an interval."""
        if self.patience_s is None:
            return required_fraction(self.load, self.aht_s, **_patient(goal))
        impatient = _impatient(goal, self.retry_share)
        return required_fraction_with_patience(self.load, self.aht_s, self.patience_s, **impatient)

    def measures(self, agents: Array, threshold_s: float) -> Measures:
        """What is to be expected with so many agents; shape (intervals,)."""
        if self.patience_s is None:
            return erlang_c.measures(self.load, agents, self.aht_s, threshold_s)
        load = effective_load(self.load, agents, self.aht_s, self.patience_s, self.retry_share)
        return erlang_a.measures(load, agents, self.aht_s, self.patience_s, threshold_s)


def service_level(found: Measures, counted: Counted) -> Array:
    """The one of the four service levels that `counted` names; shape (intervals,)."""
    match counted:
        case Counted.SERVED_OF_OFFERED:
            return found.served_of_offered
        case Counted.SERVED_OF_ANSWERED:
            return found.served_of_answered
        case Counted.VIRTUAL_WAIT:
            return found.virtual_wait
        case Counted.SERVED_OR_ABANDONED:
            return found.served_or_abandoned


def in_each_interval(goal: ServiceGoal) -> ServiceGoal:
    """The targets that every interval keeps: with a service level over a day or a week, what is left for each."""
    return goal if goal.over is Over.INTERVAL else replace(goal, service_level=goal.at_least)


class _Patient(TypedDict):
    """Targets as Erlang C takes them."""

    service_level: float | None
    threshold_s: float
    asa_s: float | None
    max_occupancy: float | None
    max_waiting: float | None


class _Impatient(_Patient):
    """Targets as Erlang A takes them."""

    definition: str
    mean_wait_s: float | None
    max_abandonment: float | None
    retry_share: float


def _patient(goal: ServiceGoal) -> _Patient:
    """Where nobody hangs up all are answered, so that the lower of the two waits that may be promised counts."""
    waits = [wait for wait in (goal.asa_s, goal.mean_wait_s) if wait is not None]
    return {
        "service_level": goal.service_level,
        "threshold_s": goal.threshold_s,
        "asa_s": min(waits, default=None),
        "max_occupancy": goal.max_occupancy,
        "max_waiting": goal.max_waiting,
    }


def _impatient(goal: ServiceGoal, retry_share: float) -> _Impatient:
    return {
        **_patient(goal),
        "definition": goal.counted.value,
        "asa_s": goal.asa_s,
        "mean_wait_s": goal.mean_wait_s,
        "max_abandonment": goal.max_abandonment,
        "retry_share": retry_share,
    }
