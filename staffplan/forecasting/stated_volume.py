"""What a planner states about volume: where a queue comes from, how it is grouped, and seasons without a history.

Plain values without frames, so that a configuration holds them before anything is forecast.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

EVERY_WEEKDAY = (1.0,) * 7
EVERY_MONTH = (1.0,) * 12


@dataclass(frozen=True, slots=True)
class Inheritance:
    """Which queues' past contacts a queue takes over: shares of a queue that was split, or several that were merged.

    Attributes
    ----------
    shares : (queue, share of its contacts), share in (0, 1]; the queue itself may be among them.
    until : first day that counts as the queue's own; None: its first day with rows.
    """

    shares: tuple[tuple[str, float], ...]
    until: date | None = None


@dataclass(frozen=True, slots=True)
class StatedSeason:
    """The volume of a queue as a planner expects it, and how much that is to be believed.

    Attributes
    ----------
    daily : contacts of an ordinary open day, before the factors.
    weekdays : factor of each weekday on `daily`, Monday first.
    day : ((start, end) in minutes after midnight, factor): weight of these hours against the others of the day;
        an end beyond 1440 lies on the next morning.
    months : factor of each month on `daily`, January first.
    worth_weeks : weeks of history that the statement counts as.
    """

    daily: float
    weekdays: tuple[float, ...] = EVERY_WEEKDAY
    day: tuple[tuple[tuple[int, int], float], ...] = ()
    months: tuple[float, ...] = EVERY_MONTH
    worth_weeks: float = 4.0


@dataclass(frozen=True, slots=True)
class StatedVolume:
    """All that is stated about volume.

    Attributes
    ----------
    seasons : by queue.
    groups : queues by the name of their group; a queue is in one group at most.
    inherited : where a queue's past comes from, by queue.
    retry_shares : share of those who hang up that try again, by queue; queues without are left out.
    queues : the queues to forecast; empty: all that the history has.
    """

    seasons: Mapping[str, StatedSeason] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    inherited: Mapping[str, Inheritance] = field(default_factory=dict)
    retry_shares: Mapping[str, float] = field(default_factory=dict)
    queues: frozenset[str] = frozenset()

    @property
    def former(self) -> frozenset[str]:
        """Queues that only others take over from: they may stand in a history and are not forecast."""
        sources = {source for heir in self.inherited.values() for source, _ in heir.shares}
        return frozenset(sources) - self.queues if self.queues else frozenset()


NOTHING_STATED = StatedVolume()
