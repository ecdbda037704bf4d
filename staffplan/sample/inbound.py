"""What each inbound queue of the sample centre is like: level, shapes, noise, handle time and patience."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

HourWeights = tuple[tuple[float, float], ...]
"""(hour of the wall clock, relative arrival rate), joined by straight lines."""


@dataclass(frozen=True, slots=True)
class InboundQueue:
    """How contacts of one queue arrive and are handled.

    Attributes
    ----------
    monday : contacts expected on the Monday of the week to plan.
    weekdays : each weekday's volume against Monday's, Monday first.
    hours : the shape within the day.
    yearly_growth : growth of the level a year.
    season : (share, day of the year of the peak): a yearly wave of +-share.
    rebound : volume of the first open day after a public holiday against a day like it.
    on_holiday : volume of a public holiday against a day like it; 0 where the queue is closed.
    cv_day, cv_interval : coefficients of variation of the gamma factors of a day and of an interval.
    talk_s, after_work_s : mean seconds of talk (or writing) and of after-contact work.
    patience_s : mean seconds a customer waits before giving up; None where nobody waits on the line.
    parallel : contacts an agent handles at once.
    """

    name: str
    monday: float
    weekdays: tuple[float, ...]
    hours: HourWeights
    yearly_growth: float
    season: tuple[float, int]
    rebound: float
    on_holiday: float
    cv_day: float
    cv_interval: float
    talk_s: float
    after_work_s: float
    patience_s: float | None
    parallel: int = 1

    @property
    def around_the_clock(self) -> bool:
        """Whether contacts also arrive while the centre is closed."""
        return self.patience_s is None


_TWO_PEAKS: Final = (
    *((8.0, 0.55), (9.0, 1.0), (10.0, 1.3), (11.0, 1.25), (12.0, 0.98), (13.0, 0.88), (14.0, 1.0)),
    *((15.0, 1.1), (16.0, 1.08), (17.0, 0.9), (18.0, 0.66), (19.0, 0.46), (20.0, 0.34)),
)
_AFTERNOON: Final = (
    *((8.0, 0.4), (9.0, 0.75), (10.0, 1.0), (11.0, 1.05), (12.0, 0.9), (13.0, 0.85), (14.0, 1.0)),
    *((15.0, 1.15), (16.0, 1.2), (17.0, 1.15), (18.0, 0.95), (19.0, 0.75), (20.0, 0.5)),
)
_EVENING: Final = (
    *((8.0, 0.6), (10.0, 1.0), (11.0, 1.1), (13.0, 0.9), (15.0, 1.0), (17.0, 1.05), (19.0, 0.95), (20.0, 0.8)),
)
_OFFICE_AND_NIGHT: Final = (
    *((0.0, 0.08), (5.0, 0.05), (7.0, 0.35), (9.0, 1.1), (11.0, 1.2), (13.0, 0.95), (15.0, 1.05)),
    *((17.0, 0.8), (20.0, 0.45), (22.0, 0.25), (24.0, 0.08)),
)
_LEISURE_AND_NIGHT: Final = (
    *((0.0, 0.12), (5.0, 0.04), (7.0, 0.3), (9.0, 0.8), (12.0, 1.1), (14.0, 0.9), (18.0, 1.2)),
    *((20.0, 0.95), (22.0, 0.5), (24.0, 0.12)),
)

SUPPORT: Final = InboundQueue(
    "support", 2080, (1.0, 0.95, 0.92, 0.9, 0.88, 0.17, 0.0), _TWO_PEAKS, 0.03, (0.06, 25), 1.18, 0.0,
    0.05, 0.08, 280, 80, 180,
)  # fmt: skip
SALES: Final = InboundQueue(
    "sales", 560, (1.0, 0.98, 0.97, 0.96, 0.92, 0.25, 0.0), _AFTERNOON, 0.02, (0.05, 335), 1.06, 0.0,
    0.07, 0.1, 330, 90, 150,
)  # fmt: skip
CHAT: Final = InboundQueue(
    "chat", 390, (1.0, 0.97, 0.95, 0.93, 0.9, 0.25, 0.0), _EVENING, 0.12, (0.05, 345), 1.1, 0.0,
    0.08, 0.12, 570, 30, 240, parallel=2,
)  # fmt: skip
EMAIL: Final = InboundQueue(
    "email", 340, (1.0, 0.95, 0.92, 0.9, 0.86, 0.35, 0.25), _OFFICE_AND_NIGHT, -0.05, (0.05, 20), 1.12, 0.35,
    0.08, 0.15, 360, 60, None,
)  # fmt: skip
MESSAGES: Final = InboundQueue(
    "messages", 180, (1.0, 0.98, 0.97, 0.98, 1.0, 0.7, 0.55), _LEISURE_AND_NIGHT, 0.15, (0.04, 350), 1.05, 0.6,
    0.1, 0.2, 215, 25, None,
)  # fmt: skip

QUEUES: Final = (SUPPORT, SALES, CHAT, EMAIL, MESSAGES)
