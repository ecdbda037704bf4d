"""What a queue is and what its customers are promised."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from staffplan.calendar.opening import OpeningHours


class Channel(StrEnum):
    """How a contact arrives; it decides which staffing arithmetic applies."""

    VOICE = "voice"
    CHAT = "chat"
    EMAIL = "email"
    MESSAGE = "message"
    OUTBOUND = "outbound"

    @property
    def is_live(self) -> bool:
        """Whether somebody waits for an answer there and then, in every interval that the queue is open."""
        return self in (Channel.VOICE, Channel.CHAT)


@dataclass(frozen=True, slots=True)
class ServiceGoal:
    """The promise to customers; every target that is not None must hold in every interval.

    Attributes
    ----------
    service_level : share served within `threshold_s`, of all offered, in (0, 1).
    threshold_s : seconds; 0 means answered at once.
    asa_s : highest average speed of answer, seconds.
    max_occupancy : highest share of time that agents are busy, in (0, 1).
    deadline_s : deferred channels (email, message): working time within which a contact is handled, seconds.
    """

    service_level: float | None = None
    threshold_s: float = 20.0
    asa_s: float | None = None
    max_occupancy: float | None = None
    deadline_s: float | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """A stream of contacts of one channel.

    Attributes
    ----------
    name : also the skill that an agent needs to serve it.
    aht_s : handle time in seconds where history and forecast say nothing.
    concurrency : contacts one agent handles at once (chat); 1 elsewhere.
    concurrency_stretch : factor on AHT when an agent handles `concurrency` at once, >= 1.
    opening : when contacts are handled.
    floor : agents kept on the queue in every open interval.
    daily_quota : outbound: contacts to make on each open day.
    connect_rate : outbound: share of attempts that reach someone, in (0, 1].
    shortfall_weight : factor on the price of missing agents; the queue with the highest is served first.
    """

    name: str
    channel: Channel
    goal: ServiceGoal
    opening: OpeningHours
    aht_s: float = 300.0
    concurrency: int = 1
    concurrency_stretch: float = 1.0
    floor: int = 0
    daily_quota: float = 0.0
    connect_rate: float = 1.0
    shortfall_weight: float = 1.0
