"""How many agents contacts need that wait for somebody to be free."""

from __future__ import annotations

import numpy as np

from staffplan.domain.queue import Channel, LoadRule, Queue
from staffplan.domain.service_goal import Over
from staffplan.staffing.live.call_backs import OFFERS, WHY, call_backs, offer_note, offering
from staffplan.staffing.live.line import Line, in_each_interval, service_level
from staffplan.staffing.live.moving_load import moved
from staffplan.staffing.live.period_target import cheapest_over_period
from staffplan.staffing.waiting_work.inventory import inventory
from staffplan.staffing.workload import Array, Expected, Inventory, Left, Need, Step, Workload, counted

MOST_PUT_OFF = 0.99
"""Share of a contact's handle time that after-call work can be, where the forecast's is shorter than expected."""


def served_live(queue: Queue, workload: Workload, fractions: bool) -> Need:
    """Agents for contacts that wait for a free slot of an agent.

    After-call work that is put off leaves the handle time and becomes work that may wait. The load of each interval is
    that of the queue's load rule. The slots that meet the targets (Erlang C, or A where customers hang up) are filled
    up to whole agents, or stay a fraction; a service level over a day or a week is met with whole agents at least
    cost. Without any target the answer is the smallest number that keeps up with the load. Offers of a call-back leave
    agents out again (not with a service level over a day or a week), and what is taken of them becomes work that may
    wait.

    Parameters
    ----------
    fractions : whether a fraction of an agent is wanted.

    Raises
    ------
    ValueError : a target that no number of agents reaches.
    """
    goal = in_each_interval(queue.goal)
    line, steps = live_line(queue, workload)
    slots_per_agent = line.slots_per_agent
    slots, binding = line.required(goal)
    live = np.ceil(slots / slots_per_agent)
    if queue.goal.over is not Over.INTERVAL:
        cheapest = cheapest_over_period(queue, line, workload, live)
        binding = np.where(cheapest > live, "service_level", binding)
        live = cheapest
    elif fractions:
        live = line.required_fraction(goal) / slots_per_agent
    steps.append(Step("queueing safety", live, _safety(queue)))
    later, notes = _documentation(queue, workload), _given_up(queue, line, live)
    offers = offering(queue, line)
    if offers is not None:
        if queue.goal.over is Over.INTERVAL:
            whole, binding = offers.required(goal)
            live = offers.required_fraction(goal) if fractions else whole
        steps.append(Step(OFFERS, live, WHY))
    lost = float(workload.offered[~workload.is_open].sum())
    if lost:
        notes.append(f"{queue.name}: {counted(lost)} fall outside opening hours; nobody is planned for them.")
    return Need(
        live=live,
        binding=binding,
        least=np.minimum(_stable(line), np.ceil(live)),
        inventory=later,
        steps=tuple(steps),
        notes=tuple(notes),
    )


def _given_up(queue: Queue, line: Line, live: Array) -> list[str]:
    """A note on the worst interval, where a service level over a day or a week leaves intervals to themselves."""
    busy = np.flatnonzero(line.load > 0)
    if queue.goal.over is Over.INTERVAL or queue.goal.at_least is not None or not busy.size:
        return []
    found = line.measures(live * line.slots_per_agent, queue.goal.threshold_s)
    worst = float(service_level(found, queue.goal.counted)[busy].min())
    return [
        f"{queue.name}: the service level holds over the {queue.goal.over}; in the worst interval {100 * worst:.0f} % "
        "are to be expected. at_least keeps every interval at a share of its own."
    ]


def left_by_live(queue: Queue, workload: Workload, live: Array) -> Left:
    """The call-backs that so many agents promise, where the queue offers any."""
    line, _ = live_line(queue, workload)
    offers = offering(queue, line)
    if offers is None:
        return Left()
    taken = call_backs(offers, workload, np.maximum(live, queue.floor))
    return Left(taken, (offer_note(queue, offers, taken, workload.interval_s),))


def expected_live(queue: Queue, workload: Workload, live: Array) -> Expected:
    """What is to be expected with so many agents; NaN while closed, and for hang-ups where none are known."""
    line = line_with_offers(queue, workload)
    found = line.measures(live * line.slots_per_agent, queue.goal.threshold_s)
    return Expected(
        service_level=_while_open(workload, service_level(found, queue.goal.counted)),
        asa_s=_while_open(workload, found.asa_s),
        busy=found.occupancy * live,
        abandonment=np.full(live.shape, np.nan)
        if queue.patience_s is None
        else _while_open(workload, found.abandonment),
    )


def line_with_offers(queue: Queue, workload: Workload) -> Line:
    """The line as callers meet it: that of `live_line`, with the offers of a call-back where the queue makes any."""
    line, _ = live_line(queue, workload)
    return offering(queue, line) or line


def _while_open(workload: Workload, measure: Array) -> Array:
    return np.where(workload.is_open, measure, np.nan)


def live_line(queue: Queue, workload: Workload) -> tuple[Line, list[Step]]:
    """The line that is staffed, and the steps from the workload to its load.

    An agent of a chat queue has `concurrency` slots, and a chat takes ``aht_s x concurrency_stretch``: the stretch of a
    fully busy agent, also when fewer chats are open, which is safe, and the more so the quieter it is.
    """
    several = queue.channel is Channel.CHAT
    slots_per_agent, stretch = (queue.concurrency, queue.concurrency_stretch) if several else (1, 1.0)
    offered = np.where(workload.is_open, workload.offered, 0.0)
    aht_s = workload.aht_s - _put_off_s(queue, workload)
    load = offered * aht_s / workload.interval_s
    steps = []
    if queue.put_off is not None:
        steps.append(Step("work put off", load, "After-call work that may wait leaves the live handle time."))
    if queue.load_rule is not LoadRule.OWN_RATE:
        moving = np.where(workload.is_open, moved(queue.load_rule, offered, aht_s, workload.interval_s), 0.0)
        steps.append(Step("moving rates", moving, f"The load rule is {queue.load_rule}."))
        load = moving
    if slots_per_agent > 1 or stretch != 1.0:
        why = f"An agent handles {slots_per_agent} at once, each of which then takes {stretch:g} times as long."
        steps.append(Step("several at once", load * stretch / slots_per_agent, why))
    return Line(load * stretch, aht_s * stretch, queue.patience_s, queue.retry_share, slots_per_agent), steps


def _stable(line: Line) -> Array:
    """Fewest whole agents with whom the queue does not grow for ever: where customers hang up, any at all."""
    if line.patience_s is not None:
        return np.where(line.load > 0, 1.0, 0.0)
    return np.where(line.load > 0, np.floor(line.load / line.slots_per_agent) + 1.0, 0.0)


def _put_off_s(queue: Queue, workload: Workload) -> Array:
    """Seconds of each contact's handle time that may wait."""
    if queue.put_off is None:
        return np.zeros_like(workload.aht_s)
    return np.minimum(queue.put_off.share * queue.after_call_s, MOST_PUT_OFF * workload.aht_s)


def _documentation(queue: Queue, workload: Workload) -> tuple[Inventory, ...]:
    if queue.put_off is None or not workload.is_open.any():
        return ()
    hours = np.where(workload.is_open, workload.offered, 0.0) * _put_off_s(queue, workload) / 3600.0
    deadline_s = queue.put_off.deadline_s
    return (inventory("documentation", hours, workload.is_open, deadline_s, workload.interval_s, 0.0),)


def _safety(queue: Queue) -> str:
    if queue.patience_s is None:
        return "Contacts come in bunches: agents beyond the load keep waits within the targets (Erlang C)."
    return "Agents beside the load keep waits and hang-ups within the targets (Erlang A)."
