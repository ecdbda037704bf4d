"""What a queue is: a stream of contacts, and how they are handled."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from staffplan.calendar.opening import OpeningHours
from staffplan.domain.service_goal import ServiceGoal


class Channel(StrEnum):
    """How a contact arrives; it decides which staffing arithmetic applies."""

    VOICE = "voice"
    CHAT = "chat"
    EMAIL = "email"
    MESSAGE = "message"
    BACK_OFFICE = "back_office"
    OUTBOUND = "outbound"

    @property
    def is_live(self) -> bool:
        """Whether somebody waits for an answer there and then, in every interval that the queue is open."""
        return self in (Channel.VOICE, Channel.CHAT)


class LoadRule(StrEnum):
    """Which load an interval is staffed for while the rate of contacts moves within the day.

    OWN_RATE : the interval's own contacts, as if they had come at that rate for ever.
    LAG_AVERAGE : the contacts of a handle time ago, averaged over the interval.
    LAG_MAXIMUM : the highest rate between a handle time before the interval's start and one before its end.
    MODIFIED_OFFERED_LOAD : the agents that would be busy if nobody ever waited.
    """

    OWN_RATE = "own_rate"
    LAG_AVERAGE = "lag_average"
    LAG_MAXIMUM = "lag_maximum"
    MODIFIED_OFFERED_LOAD = "modified_offered_load"


@dataclass(frozen=True, slots=True)
class PutOff:
    """Work that need not follow its contact at once.

    Attributes
    ----------
    share : of the after-call work, in (0, 1].
    deadline_s : opening time within which it is done, seconds.
    """

    share: float
    deadline_s: float


@dataclass(frozen=True, slots=True)
class CallBack:
    """The offer to be called back instead of waiting.

    Attributes
    ----------
    offer_after_s : expected wait from which a caller is made the offer, seconds.
    accepted : share of the callers with the offer who take it, in (0, 1].
    deadline_s : opening time within which they are called, seconds.
    """

    offer_after_s: float
    accepted: float
    deadline_s: float


@dataclass(frozen=True, slots=True)
class ContactValue:
    """What a contact is worth, and how much of it goes with bad service.

    Attributes
    ----------
    contact : money, in the centre's currency.
    lost_if_abandoned : share of it lost with a caller who hangs up, in [0, 1].
    lost_if_late : share of it lost with a caller who is served, but not within the threshold, in [0, 1].
    """

    contact: float
    lost_if_abandoned: float = 0.0
    lost_if_late: float = 0.0


@dataclass(frozen=True, slots=True)
class Queue:
    """A stream of contacts of one channel.

    Attributes
    ----------
    name : also the skill that an agent needs to serve it.
    aht_s : handle time in seconds where history and forecast say nothing, after-call work included.
    concurrency : contacts one agent handles at once (chat); 1 elsewhere.
    concurrency_stretch : factor on AHT when an agent handles `concurrency` at once, >= 1.
    opening : when contacts are handled.
    floor : agents kept on the queue in every open interval.
    daily_quota : outbound: contacts to make on each open day.
    connect_rate : outbound: share of attempts that reach someone, in (0, 1].
    shortfall_weight : factor on the price of missing agents; the queue with the highest is served first.
    patience_s : mean time in seconds after which a caller hangs up; None: nobody does (Erlang C).
    retry_share : share of those who hang up that call again soon, in [0, 1).
    after_call_s : seconds of `aht_s` that follow the talk; the line is free by then.
    put_off : after-call work that may be done later; None: all of it follows at once.
    transfers : (queue, share): contacts that go on to another queue as a second contact.
    load_rule : which load an interval is staffed for.
    backlog : deferred channels: contacts that wait when the first day begins; None: not known.
    call_back : the offer to callers who would wait long; None: none is made.
    value : what a contact is worth; None: not stated.
    max_blocking : highest share of calls that find no free line, in (0, 1); None: the centre's.
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
    patience_s: float | None = None
    retry_share: float = 0.0
    after_call_s: float = 0.0
    put_off: PutOff | None = None
    transfers: tuple[tuple[str, float], ...] = ()
    load_rule: LoadRule = LoadRule.OWN_RATE
    backlog: float | None = None
    call_back: CallBack | None = None
    value: ContactValue | None = None
    max_blocking: float | None = None

    @property
    def busy_with_waiting_work(self) -> float:
        """Share of their time that agents may be busy with the queue's work that may wait, in (0, 1].

        E-mail, messages and back-office work keep `max_occupancy`; what live queues put off and a day's attempts to
        call are done without a pause.
        """
        deferred = self.channel in (Channel.EMAIL, Channel.MESSAGE, Channel.BACK_OFFICE)
        return self.goal.max_occupancy or 1.0 if deferred else 1.0
