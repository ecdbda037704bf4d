"""Callers who are called back: how many fewer agents a peak needs, and what is left to do later."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from staffplan.domain.queue import CallBack, Queue
from staffplan.domain.service_goal import ServiceGoal
from staffplan.queueing.call_back_offer import OfferedLine, line_with_offers
from staffplan.queueing.measures import Measures
from staffplan.queueing.targets import TIE
from staffplan.staffing.live.line import Line, service_level
from staffplan.staffing.waiting_work.inventory import inventory
from staffplan.staffing.workload import Array, Inventory, Workload

OFFERS: Final = "call-back offers"
"""The step at which offers leave agents out; the level before it is that without offers."""

WHY: Final = "Callers who would wait long are offered a call-back, which shortens the wait of those behind them."

_SETTLED: Final = 1e-9
_MOST_ROUNDS: Final = 200
_HALVINGS: Final = 40


@dataclass(frozen=True, slots=True)
class OfferingLine(Line):
    """A line whose callers are offered a call-back from an expected wait on.

    The promise to customers holds for all callers: whoever takes the offer counts as served, but not in time, and with
    the wait that they were told of. So agents are saved only by what the offer does for those behind in the queue, and
    no promise is kept by calling back everybody.
    """

    call_back: CallBack = field(kw_only=True)

    def required(self, goal: ServiceGoal) -> tuple[Array, NDArray[np.str_]]:
        """Fewest agents that meet all targets, reached by leaving out one after another from those without offers.

        Every number from there to that without offers meets the targets, too. (Agents make the wait told shorter and so
        the offers fewer, by whole places in the queue; a service level need not rise with every single agent.)
        """
        agents, binding = Line.required(self, goal)
        rows = np.flatnonzero(agents > 1)
        while rows.size:
            missed = self._missed(goal, agents[rows] - 1.0, rows)
            left_out = missed == ""
            agents[rows[left_out]] -= 1.0
            binding[rows[~left_out]] = missed[~left_out]
            rows = rows[left_out & (agents[rows] > 1)]
        return agents, binding

    def required_fraction(self, goal: ServiceGoal) -> Array:
        """Agents, whole or not, between the whole number required and one fewer, that meet all targets."""
        whole, _ = self.required(goal)
        rows = np.flatnonzero(whole > 0)
        enough, short = whole.copy(), np.maximum(whole - 1.0, 0.0)
        for _ in range(_HALVINGS):
            middle = (enough[rows] + short[rows]) / 2.0
            met = self._missed(goal, middle, rows) == ""
            enough[rows] = np.where(met, middle, enough[rows])
            short[rows] = np.where(met, short[rows], middle)
        return np.minimum(enough, Line.required_fraction(self, goal))

    def measures(self, agents: Array, threshold_s: float) -> Measures:
        """What is to be expected for all callers with so many agents; shape (intervals,)."""
        return self.offered(agents, threshold_s)[0].callers

    def erlangs_called_back(self, agents: Array) -> Array:
        """Work of the callers who take the offer, in erlangs; shape (intervals,)."""
        found, load = self.offered(agents, 0.0)
        return load * found.called_back

    def offered(
        self, agents: Array, threshold_s: float, rows: NDArray[np.int64] | slice = slice(None)
    ) -> tuple[OfferedLine, Array]:
        """The line with so many agents in some intervals, and its load with those who hang up and call again."""
        first = self.load[rows]
        load = first
        for _ in range(_MOST_ROUNDS):
            found = line_with_offers(
                load,
                agents,
                self.aht_s[rows],
                threshold_s,
                offer_after_s=self.call_back.offer_after_s,
                accepted=self.call_back.accepted,
                patience_s=self.patience_s,
            )
            grown = first / (1.0 - self.retry_share * found.callers.abandonment)
            if np.all(grown <= load * (1 + _SETTLED)):
                break
            load = grown
        return found, load

    def _missed(self, goal: ServiceGoal, agents: Array, rows: NDArray[np.int64]) -> NDArray[np.str_]:
        """The first target that so many agents miss, or nothing; without any target, the agents that keep up."""
        found = self.offered(agents, goal.threshold_s, rows)[0].callers
        limits = (
            ("abandonment", goal.max_abandonment, found.abandonment),
            ("mean_wait", goal.mean_wait_s, found.mean_wait_s),
            ("waiting", goal.max_waiting, found.waiting),
            ("occupancy", goal.max_occupancy, found.occupancy),
            ("asa", goal.asa_s, found.asa_s),
        )
        missed = np.full(agents.shape, "", dtype="<U16")
        for name, most, figure in limits:
            if most is not None:
                missed[figure > most * (1 + TIE)] = name
        if goal.service_level is not None:
            reached = service_level(found, goal.counted)
            missed[reached < goal.service_level * (1 - TIE)] = "service_level"
        elif all(most is None for _, most, _ in limits):
            missed[:] = "load"
        return missed


def offering(queue: Queue, line: Line) -> OfferingLine | None:
    """The queue's line with its offers; None where it makes none."""
    if queue.call_back is None:
        return None
    return OfferingLine(line.load, line.aht_s, line.patience_s, line.retry_share, call_back=queue.call_back)


def call_backs(line: OfferingLine, workload: Workload, agents: Array) -> tuple[Inventory, ...]:
    """What is left to do later by so many agents: each call-back takes as long as the call, within its deadline."""
    if not workload.is_open.any():
        return ()
    hours = np.where(workload.is_open, line.erlangs_called_back(agents), 0.0) * workload.interval_s / 3600.0
    deadline_s = line.call_back.deadline_s
    return (inventory("call_backs", hours, workload.is_open, deadline_s, workload.interval_s, 0.0),)


def offer_note(queue: Queue, line: OfferingLine, work: tuple[Inventory, ...], interval_s: float) -> str:
    """Who is called back, and how it counts, as a sentence or two."""
    offer, goal = line.call_back, queue.goal
    hours = float(sum(stock.arriving.sum() for stock in work))
    live_hours = float(line.load.sum()) * interval_s / 3600.0
    share = 100.0 * hours / live_hours if live_hours else 0.0
    note = (
        f"{queue.name}: callers who would wait {offer.offer_after_s:g} s or more are offered a call-back, and "
        f"{offer.accepted * 100:g} % of them take it: {hours:,.1f} h of work ({share:.1f} %) move to later. "
        f"To the targets they are served too late."
    )
    level_s = None if goal.service_level is None else goal.threshold_s
    promised_s = [wait for wait in (goal.asa_s, goal.mean_wait_s, level_s) if wait is not None]
    if not promised_s or offer.offer_after_s < max(promised_s):
        note += " No promised wait holds the offers back."
    return note
