"""Whether what a planner states about one queue makes sense together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from staffplan.config.draft import Draft, Mistake
from staffplan.config.places import Path
from staffplan.config.service_settings import QueueSettings, ServiceGoalSettings
from staffplan.domain.queue import Channel
from staffplan.domain.service_goal import Counted, Over

_LIVE: Final = (Channel.VOICE, Channel.CHAT)
_DEFERRED: Final = (Channel.EMAIL, Channel.MESSAGE, Channel.BACK_OFFICE)

_MEANT_FOR: Final[Mapping[str, tuple[Channel, ...]]] = {
    **dict.fromkeys(
        (
            "goal.service_level",
            "goal.within",
            "goal.counted",
            "goal.over",
            "goal.at_least",
            "goal.asa",
            "goal.mean_wait",
            "goal.max_waiting",
            "goal.max_abandonment",
            "patience",
            "calls_again",
            "after_call",
            "put_off",
            "transfers",
            "load",
            "value",
        ),
        _LIVE,
    ),
    "goal.max_occupancy": (*_LIVE, *_DEFERRED),
    "goal.deadline": _DEFERRED,
    "goal.confidence": (*_LIVE, *_DEFERRED),
    "backlog": _DEFERRED,
    "call_back": (Channel.VOICE,),
    "max_blocking": (Channel.VOICE,),
    "concurrency": (Channel.CHAT,),
    "concurrency_stretch": (Channel.CHAT,),
    "daily_quota": (Channel.OUTBOUND,),
    "connect_rate": (Channel.OUTBOUND,),
}
"""Channels for which a key means something."""


def queue_mistakes(name: str, queue: QueueSettings, draft: Draft) -> Iterator[Mistake]:
    """Keys that mean nothing for the queue's channel, promises that are missing, and promises at odds."""
    path: Path = ("queues", name)
    for dotted, channels in _MEANT_FOR.items():
        keys = tuple(dotted.split("."))
        _, walked = draft.places.walk((*path, *keys))
        if len(walked) == len(path) + len(keys) and queue.channel not in channels:
            meant = " and ".join(channels) if len(channels) < 3 else f"{', '.join(channels[:-1])} and {channels[-1]}"
            yield Mistake(
                (*path, *keys), f"'{keys[-1]}' means nothing for {queue.channel}; it is for {meant}", "remove it"
            )
    yield from _missing(queue, path)
    staffing = draft.get("staffing")
    if queue.goal.confidence is not None and staffing is not None and staffing.plan_for != "mean":
        message = f"the volume is made safe twice: by this and by 'plan_for: {staffing.plan_for}' under staffing"
        yield Mistake((*path, "goal", "confidence"), message, "plan_for: mean, or remove the confidence")
    if queue.channel in _LIVE:
        yield from _patience_mistakes(queue, path)
        yield from _value_mistakes(queue, path)
        yield from _period_mistakes(queue.goal, (*path, "goal"))
        yield from _offer_mistakes(queue, path)
        yield from _after_call_mistakes(queue, path)
        yield from _transfer_mistakes(name, queue, draft)


def _missing(queue: QueueSettings, path: Path) -> Iterator[Mistake]:
    goal = queue.goal
    if queue.channel in _DEFERRED and goal.deadline is None:
        yield Mistake((*path, "goal"), f"{queue.channel} needs a deadline", "goal: {deadline: 4 h}")
    targets = (
        goal.service_level, goal.asa, goal.mean_wait, goal.max_waiting, goal.max_occupancy, goal.max_abandonment
    )  # fmt: skip
    if queue.channel in _LIVE and all(target is None for target in targets):
        hint = "goal: {service_level: 80 %, within: 20 s}"
        yield Mistake(
            (*path, "goal"), f"{queue.channel} needs a target, such as a service_level, an asa or a max_occupancy", hint
        )
    if queue.channel is Channel.OUTBOUND and not queue.daily_quota:
        yield Mistake(path, "outbound needs a daily_quota above 0", "daily_quota: 200")


def _patience_mistakes(queue: QueueSettings, path: Path) -> Iterator[Mistake]:
    """Customers who hang up shorten the queue for the others: a plan must not count on that without a limit."""
    goal = queue.goal
    if queue.patience is not None and goal.max_abandonment is None:
        yield Mistake(
            (*path, "patience"),
            "with patience, fewer agents are planned because customers hang up; it needs a limit to that",
            "goal: {max_abandonment: 3 %}, or remove patience",
        )
    if queue.patience is None:
        for keys, value in ((("goal", "max_abandonment"), goal.max_abandonment), (("calls_again",), queue.calls_again)):
            if value:
                hint = "patience: 180 s, or remove it"
                yield Mistake((*path, *keys), f"'{keys[-1]}' means nothing where nobody hangs up", hint)
    if queue.patience is not None and goal.service_level is not None and goal.counted is None:
        choices = ", ".join(Counted)
        message = "the service level has four meanings as soon as customers hang up; say which one is promised"
        yield Mistake((*path, "goal", "service_level"), message, f"counted: one of {choices}")


def _value_mistakes(queue: QueueSettings, path: Path) -> Iterator[Mistake]:
    """Where a late answer cost more than a hang-up, making customers hang up would pay."""
    value = queue.value
    if value is not None and queue.patience is not None and value.lost_if_abandoned < value.lost_if_late:
        message = "less is lost with a customer who hangs up than with one who is served late"
        hint = f"at least lost_if_late, {100 * value.lost_if_late:g} %"
        yield Mistake((*path, "value"), message, f"lost_if_abandoned: {hint}")


def _period_mistakes(goal: ServiceGoalSettings, path: Path) -> Iterator[Mistake]:
    """Targets over a day or a week."""
    if goal.over is Over.INTERVAL:
        if goal.at_least is not None:
            hint = "over: day, or remove it"
            yield Mistake((*path, "at_least"), "'at_least' goes with a service level over a day or a week", hint)
        return
    if goal.service_level is None:
        yield Mistake((*path, "over"), f"there is no service level to hold over a {goal.over}", "service_level: 80 %")
        return
    if goal.at_least is not None and goal.at_least > goal.service_level:
        message = "each interval would have to be better than their mean"
        yield Mistake((*path, "at_least"), message, "a share below service_level, or over: interval")
    if goal.counted is Counted.SERVED_OF_ANSWERED:
        message = f"a share of those answered is no target for a {goal.over}: those who hang up would improve it"
        yield Mistake((*path, "counted"), message, f"counted: {Counted.SERVED_OF_OFFERED}")


def _offer_mistakes(queue: QueueSettings, path: Path) -> Iterator[Mistake]:
    if queue.call_back is not None and queue.goal.over is not Over.INTERVAL:
        message = f"offers of a call-back save no agents where the service level holds over the {queue.goal.over}"
        yield Mistake((*path, "call_back"), message, "goal: {over: interval}, or remove the offer")


def _after_call_mistakes(queue: QueueSettings, path: Path) -> Iterator[Mistake]:
    if queue.after_call >= queue.aht:
        message = "after-call work is part of the handle time and leaves some of it for the contact"
        yield Mistake((*path, "after_call"), message, f"less than the aht of {queue.aht:g} s")
    if queue.put_off is not None and not queue.after_call:
        yield Mistake((*path, "put_off"), "there is no after-call work to put off", "after_call: 60 s")


def _transfer_mistakes(name: str, queue: QueueSettings, draft: Draft) -> Iterator[Mistake]:
    path: Path = ("queues", name, "transfers")
    for other in queue.transfers:
        if other == name:
            yield Mistake((*path, other), "a queue does not transfer to itself", "remove it")
        receiving = dict(draft.items("queues")).get(other)
        if receiving is not None and receiving.channel is Channel.OUTBOUND:
            message = f"{other} is outbound and makes its quota, whatever is handed on to it"
            yield Mistake((*path, other), message, "transfer to a back_office queue with a deadline")
        yield from draft.unknown("queues", "queue", (*path, other), other)
    total = sum(queue.transfers.values())
    if total >= 1:
        yield Mistake(path, f"{total * 100:g} % of the contacts would be transferred", "shares below 100 % in all")
