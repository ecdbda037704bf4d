"""What a planner states about queues: the channel, the promise to customers, handle time and hours."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from staffplan.config.calendar_settings import WeekHours
from staffplan.config.centre_settings import Settings
from staffplan.config.values import Count, Date, Duration, Form, Money, Name, Share, mistake
from staffplan.domain.queue import Channel, LoadRule
from staffplan.domain.service_goal import LEAST_CONFIDENCE, MOST_CONFIDENCE, Counted, Over


def _check_promise(value: float) -> float:
    if not 0 < value < 1:
        raise mistake(
            f"{value * 100:g} % cannot be promised: it must be more than 0 and less than 100 %",
            "a share with its sign, such as 80 % or 1 %",
        )
    return value


def _check_confidence(value: float) -> float:
    if not LEAST_CONFIDENCE <= value <= MOST_CONFIDENCE:
        raise mistake(f"a confidence of {value * 100:g} % cannot be planned for", "from 50 % to 99.9 %, such as 80 %")
    return value


def _check_waiting(value: float) -> float:
    if value <= 0:
        raise mistake("nobody can promise a wait of 0 to all", "write it as 30 s, or promise a service level")
    return value


def _check_again(value: float) -> float:
    if value >= 1:
        raise mistake("callers who try again for ever cannot be planned for", "a share below 100 %, such as 30 %")
    return value


def _check_handle_time(value: float) -> float:
    if value <= 0:
        raise mistake("a handle time must be more than 0", "write it as 300 s or 5 min")
    return value


Promise = Annotated[Share, AfterValidator(_check_promise)]
"""A share that can be promised: neither nothing nor certainty."""

Confidence = Annotated[Share, AfterValidator(_check_confidence)]
"""A chance that can be planned for."""

Waiting = Annotated[Duration, AfterValidator(_check_waiting)]
"""A wait that can be promised."""


class ServiceGoalSettings(Settings):
    """The promise to customers; every target that is given must hold in every interval, unless `over` says more."""

    service_level: Promise | None = Field(default=None, description="voice, chat: share of contacts served in time")
    within: Duration = Field(default=20.0, description="voice, chat: the time that counts as in time")
    counted: Counted | None = Field(
        default=None,
        description="voice, chat: what the service level counts; to be named where customers hang up (patience)",
    )
    over: Over = Field(
        default=Over.INTERVAL, description="voice, chat: what the service level is the mean of: interval, day or week"
    )
    at_least: Promise | None = Field(
        default=None, description="voice, chat: with `over` day or week, the service level that every interval keeps"
    )
    asa: Waiting | None = Field(
        default=None, description="voice, chat: highest average speed of answer, of those who are answered"
    )
    mean_wait: Waiting | None = Field(
        default=None, description="voice, chat: highest mean wait of all, those who hang up included"
    )
    max_waiting: Promise | None = Field(default=None, description="voice, chat: highest chance of having to wait")
    max_occupancy: Promise | None = Field(
        default=None, description="highest share of time that agents are busy; not for outbound"
    )
    max_abandonment: Promise | None = Field(
        default=None, description="voice, chat: highest share of contacts that hang up; needs patience"
    )
    deadline: Annotated[Duration, Field(gt=0)] | None = Field(
        default=None, description="email, message, back_office: opening time within which a contact is handled"
    )
    confidence: Confidence | None = Field(
        default=None, description="chance with which the targets hold, whatever the volume turns out to be"
    )


class PutOffSettings(Settings):
    """After-call work that may wait for a quiet interval."""

    share: Annotated[Share, Field(gt=0)] = Field(default=1.0, description="share of the after-call work that may wait")
    deadline: Annotated[Duration, Field(gt=0)] = Field(description="opening time within which it is done")


class CallBackSettings(Settings):
    """The offer to be called back instead of waiting."""

    offer_after: Waiting = Field(description="expected wait from which a caller is made the offer")
    accepted: Annotated[Share, Field(gt=0)] = Field(description="share of the callers with the offer who take it")
    deadline: Annotated[Duration, Field(gt=0)] = Field(description="opening time within which they are called")


class ContactValueSettings(Settings):
    """What a contact is worth, and how much of it goes with bad service."""

    contact: Money = Field(description="money that a contact is worth")
    lost_if_abandoned: Share = Field(default=0.0, description="share of it lost with a caller who hangs up")
    lost_if_late: Share = Field(default=0.0, description="share of it lost with a caller who is served, but late")


class QueueSettings(Settings):
    """A stream of contacts of one channel; its name is also the skill that an agent needs."""

    channel: Channel = Field(description="voice, chat, email, message, back_office or outbound")
    goal: ServiceGoalSettings = Field(default_factory=ServiceGoalSettings, description="the promise to customers")
    opening_hours: WeekHours | None = Field(
        default=None, description="hours in which contacts are handled; left out: the centre's"
    )
    aht: Annotated[Duration, AfterValidator(_check_handle_time)] = Field(
        default=300.0, description="average handle time where history says nothing, after-call work included"
    )
    concurrency: int = Field(default=1, ge=1, le=20, description="chat: contacts one agent handles at once")
    concurrency_stretch: float = Field(
        default=1.0, ge=1, le=20, description="chat: factor on handle time when an agent handles that many at once"
    )
    after_call: Duration = Field(
        default=0.0, description="voice, chat: the part of aht that follows the talk, when the line is free again"
    )
    put_off: PutOffSettings | None = Field(
        default=None, description="voice, chat: after-call work that may wait for a quiet interval; left out: none"
    )
    patience: Annotated[Duration, Field(gt=0)] | None = Field(
        default=None,
        description="voice, chat: mean time after which a customer hangs up (Erlang A); left out: nobody does",
    )
    calls_again: Annotated[Share, AfterValidator(_check_again)] = Field(
        default=0.0, description="voice, chat: share of those who hang up that try again soon"
    )
    transfers: dict[Name, Annotated[Share, Field(gt=0)]] = Field(
        default_factory=dict, description="voice, chat: share of contacts that go on to another queue, by its name"
    )
    load: LoadRule = Field(
        default=LoadRule.OWN_RATE, description="voice, chat: which load is staffed while the rate of contacts moves"
    )
    call_back: CallBackSettings | None = Field(
        default=None, description="voice: the offer to be called back instead of waiting; left out: none is made"
    )
    backlog: Annotated[float, Field(ge=0)] | None = Field(
        default=None,
        description="email, message, back_office: contacts that wait when the week begins; left out: not known",
    )
    max_blocking: Promise | None = Field(
        default=None, description="voice: highest share of calls that find no free line; left out: the centre's"
    )
    value: ContactValueSettings | None = Field(
        default=None, description="voice, chat: what a contact is worth, for the economic service level"
    )
    history_from: Annotated[dict[Name, Annotated[Share, Field(gt=0)]], Form("share by queue, `{old_queue: 60 %}`")] = (
        Field(default_factory=dict, description="queues whose past contacts are this one's, after a split or a merger")
    )
    history_until: Date | None = Field(
        default=None, description="first day that counts as the queue's own; left out: its first day in the history"
    )
    floor: Count = Field(default=0, description="agents kept on the queue in every open interval")
    daily_quota: float = Field(default=0.0, ge=0, description="outbound: contacts to make on each open day")
    connect_rate: Annotated[Share, Field(gt=0)] = Field(
        default=1.0, description="outbound: share of attempts that reach someone"
    )
    shortfall_weight: float = Field(
        default=1.0, ge=0, le=1000, description="factor on the price of missing agents; the highest is served first"
    )
