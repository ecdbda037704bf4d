"""What a planner states about queues: the channel, the promise to customers, handle time and hours."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from staffplan.config.calendar_settings import WeekHours
from staffplan.config.centre_settings import Settings
from staffplan.config.values import Count, Duration, Share, mistake
from staffplan.domain.queue import Channel


def _check_promise(value: float) -> float:
    if not 0 < value < 1:
        raise mistake(
            f"{value * 100:g} % cannot be promised: it must be more than 0 and less than 100 %", "80 % or 0.8"
        )
    return value


def _check_handle_time(value: float) -> float:
    if value <= 0:
        raise mistake("a handle time must be more than 0", "write it as 300 s or 5 min")
    return value


Promise = Annotated[Share, AfterValidator(_check_promise)]
"""A share that can be promised: neither nothing nor certainty."""


class ServiceGoalSettings(Settings):
    """The promise to customers; every target that is given must hold in every interval."""

    service_level: Promise | None = Field(default=None, description="voice, chat: share of contacts served in time")
    within: Duration = Field(default=20.0, description="voice, chat: the time that counts as in time")
    asa: Duration | None = Field(default=None, description="voice, chat: highest average speed of answer")
    max_occupancy: Promise | None = Field(
        default=None, description="voice, chat: highest share of time that agents are busy"
    )
    deadline: Annotated[Duration, Field(gt=0)] | None = Field(
        default=None, description="email, message: working time within which a contact is handled"
    )


class QueueSettings(Settings):
    """A stream of contacts of one channel; its name is also the skill that an agent needs."""

    channel: Channel = Field(description="voice, chat, email, message or outbound")
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
    floor: Count = Field(default=0, description="agents kept on the queue in every open interval")
    daily_quota: float = Field(default=0.0, ge=0, description="outbound: contacts to make on each open day")
    connect_rate: Annotated[Share, Field(gt=0)] = Field(
        default=1.0, description="outbound: share of attempts that reach someone"
    )
    shortfall_weight: float = Field(
        default=1.0, ge=0, le=1000, description="factor on the price of missing agents; the highest is served first"
    )
