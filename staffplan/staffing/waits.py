"""What callers of a live queue are told about their wait, and from which place in the queue a call-back is offered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from staffplan.domain.queue import CallBack
from staffplan.queueing import erlang_c
from staffplan.queueing.call_back_offer import callers_ahead, wait_quantile_of_waiting
from staffplan.staffing.live.call_backs import OFFERS, OfferingLine, offering
from staffplan.staffing.live.line import Line
from staffplan.staffing.live.served_live import live_line
from staffplan.staffing.staffed import StaffedQueue
from staffplan.staffing.workload import Array

ASSUMED_OFFER_AFTER_S: Final = 120.0
"""Expected wait from which the place of an offer is shown where the queue states no offer."""

_ANNOUNCED_SHARE: Final = 0.9


@dataclass(frozen=True, slots=True)
class Waits:
    """Waits in the open intervals that have contacts; shape (rows,). Whoever hangs up is taken to stay.

    Attributes
    ----------
    slots : numbers of the intervals.
    waiting : chance to find nobody free.
    announced_s : mean wait of those who wait and stay on the line; inf where the queue grows without end.
    ninety_s : time within which 90 % of them are answered.
    mean_s : mean wait of all; of the called back, the wait they were told of.
    offer_from : callers ahead with whom the expected wait is long enough for an offer; inf where it never is.
    agents : live agents.
    without_offers : live agents if no offers were made; NaN where the queue makes none.
    called_back : contacts that take the offer; NaN where the queue makes none.
    """

    slots: NDArray[np.int64]
    waiting: Array
    announced_s: Array
    ninety_s: Array
    mean_s: Array
    offer_from: Array
    agents: Array
    without_offers: Array
    called_back: Array


def waits(staffed: StaffedQueue) -> Waits:
    """Waits of a live queue with the live agents that it is given."""
    queue, workload = staffed.queue, staffed.workload
    whole, _ = live_line(queue, workload)
    slots = np.flatnonzero(whole.load > 0)
    line = replace(whole, load=whole.load[slots], aht_s=whole.aht_s[slots])
    agents = staffed.live[slots]
    busy_with = agents * line.slots_per_agent
    offers = offering(queue, line)
    without = called_back = np.full(slots.size, np.nan)
    if offers is not None:
        figures = _of_states(offers, busy_with)
        without = np.maximum(_before_offers(staffed)[slots], queue.floor)
        called_back = offers.erlangs_called_back(agents) * workload.interval_s / line.aht_s
    elif line.patience_s is not None:
        nobody_accepts = CallBack(ASSUMED_OFFER_AFTER_S, accepted=0.0, deadline_s=0.0)
        figures = _of_states(
            OfferingLine(
                line.load, line.aht_s, line.patience_s, line.retry_share, line.slots_per_agent, call_back=nobody_accepts
            ),
            busy_with,
        )
    else:
        figures = _erlang_c(line, busy_with)
    asked_s = ASSUMED_OFFER_AFTER_S if queue.call_back is None else queue.call_back.offer_after_s
    ahead = np.asarray(callers_ahead(busy_with, line.aht_s, asked_s, line.patience_s))
    return Waits(slots, *figures, ahead, agents, without, called_back)


def _erlang_c(line: Line, agents: Array) -> tuple[Array, Array, Array, Array]:
    """Chance of waiting, mean wait and 90 % wait of those who wait, and mean wait of all."""
    found = erlang_c.measures(line.load, agents, line.aht_s, 0.0)
    always_waiting = np.ones_like(agents)
    announced = erlang_c.mean_wait(always_waiting, agents - line.load, line.aht_s)
    ninety = erlang_c.wait_quantile_of_waiting(line.load, agents, line.aht_s, _ANNOUNCED_SHARE)
    return found.waiting, announced, ninety, found.mean_wait_s


def _of_states(line: OfferingLine, agents: Array) -> tuple[Array, Array, Array, Array]:
    """The same, where callers hang up or are called back."""
    found, load = line.offered(agents, 0.0)
    ninety = wait_quantile_of_waiting(
        load,
        agents,
        line.aht_s,
        _ANNOUNCED_SHARE,
        offer_after_s=line.call_back.offer_after_s,
        accepted=line.call_back.accepted,
        patience_s=line.patience_s,
    )
    return found.callers.waiting, found.wait_of_waiting_s, ninety, found.callers.mean_wait_s


def _before_offers(staffed: StaffedQueue) -> Array:
    """Live agents on the way to the requirement, before offers leave some out."""
    names = [step.name for step in staffed.steps]
    return staffed.steps[names.index(OFFERS) - 1].level
