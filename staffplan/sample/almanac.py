"""Which days of the sample centre's 60 weeks are unlike the others."""

from __future__ import annotations

from datetime import date, time
from typing import Final

from staffplan.calendar.opening import ALWAYS_OPEN, OpeningHours
from staffplan.calendar.special_days import Event, Period

ZONE: Final = "Europe/Berlin"
INTERVAL_MIN: Final = 15
FIRST_DAY: Final = date(2025, 9, 29)
WEEKS: Final = 60
LAST_DAY: Final = date(2026, 11, 22)
PLAN_WEEK: Final = date(2026, 11, 30)
"""Monday of the week that the sample plans; the volumes of `inbound` are those of this week."""

PUBLIC_HOLIDAYS: Final = frozenset(
    {
        date(2025, 10, 3),
        date(2025, 10, 31),
        date(2025, 12, 25),
        date(2025, 12, 26),
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 10, 3),
        date(2026, 10, 31),
    }
)
"""Hamburg's public holidays within the history; the centre is closed on them."""

QUIET_DAYS: Final = frozenset({date(2025, 12, 24), date(2025, 12, 31)})
"""Christmas Eve and New Year's Eve: open, with far fewer contacts."""

SCHOOL_HOLIDAYS: Final = (
    Period("autumn 2025", date(2025, 10, 20), date(2025, 10, 31)),
    Period("Christmas 2025", date(2025, 12, 17), date(2026, 1, 2)),
    Period("mid-year 2026", date(2026, 1, 30), date(2026, 1, 30)),
    Period("spring 2026", date(2026, 3, 2), date(2026, 3, 13)),
    Period("Ascension 2026", date(2026, 5, 11), date(2026, 5, 15)),
    Period("summer 2026", date(2026, 7, 9), date(2026, 8, 19)),
    Period("autumn 2026", date(2026, 10, 19), date(2026, 10, 30)),
)
"""Hamburg's school holidays within the history."""

SPRING_CAMPAIGN: Final = Event(
    Period("spring campaign", date(2026, 4, 13), date(2026, 4, 26)), frozenset({"sales"}), 1.4
)
OUTAGE: Final = Event(Period("outage", date(2026, 9, 16), date(2026, 9, 16)), frozenset({"support"}), 2.2)
OUTAGE_HOURS: Final = (time(10), time(15))
"""Wall-clock hours of the outage's day in which its uplift applies."""

RECORDER_DOWN: Final = (date(2026, 6, 18), time(14), frozenset({"support", "sales"}))
"""The afternoon on which the telephone system's recorder was down: no rows of the voice queues from then on."""

_WEEKDAY: Final = ((8 * 60, 20 * 60),)
_SATURDAY: Final = ((9 * 60, 17 * 60),)
OPENING: Final = OpeningHours(weekly=(_WEEKDAY,) * 5 + (_SATURDAY, ()), holidays=PUBLIC_HOLIDAYS)
"""The centre's hours, within which calls and chats arrive."""

AROUND_THE_CLOCK: Final = ALWAYS_OPEN
"""When email and messages arrive."""


def after_a_holiday(day: date) -> bool:
    """Whether `day` is the first open day after a public holiday (a Sunday between the two does not count)."""
    if not OPENING.spans(day):
        return False
    before = date.fromordinal(day.toordinal() - 1)
    while not OPENING.spans(before):
        if before in PUBLIC_HOLIDAYS:
            return True
        before = date.fromordinal(before.toordinal() - 1)
    return False
