"""The contacts that the sample's outbound campaign is to call."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from staffplan.sample import almanac
from staffplan.sample.chance import stream

if TYPE_CHECKING:
    from numpy.random import RandomState

HEADER: Final = "contact_id,list,time_zone,best_time,priority,attempts,last_attempt,last_outcome"
CONTACTS: Final = 3000

_LISTS: Final = (("renewal", 0.5), ("win_back", 0.3), ("survey", 0.2))
_ZONES: Final = (("Europe/Berlin", 0.82), ("Europe/Vienna", 0.1), ("Europe/Zurich", 0.05), ("Europe/Lisbon", 0.03))
_BEST_TIMES: Final = (
    *(("", 0.4), ("09:00-12:00", 0.2), ("12:00-15:00", 0.1), ("15:00-18:00", 0.15), ("17:00-20:00", 0.15)),
)
_PRIORITIES: Final = (("1", 0.2), ("2", 0.5), ("3", 0.3))
_ATTEMPTS: Final = (("0", 0.55), ("1", 0.22), ("2", 0.12), ("3", 0.07), ("4", 0.04))
_OUTCOMES: Final = (("no_answer", 0.62), ("busy", 0.16), ("voicemail", 0.14), ("call_back", 0.08))


def outreach_list_csv() -> str:
    """One row a contact still to reach; ids are invented, and there are neither names nor numbers to dial."""
    chance = stream("outreach list")
    lines = [HEADER]
    for number in range(1, CONTACTS + 1):
        head = [_pick(chance, choices) for choices in (_LISTS, _ZONES, _BEST_TIMES, _PRIORITIES, _ATTEMPTS)]
        tried = head[-1] != "0"
        day = almanac.LAST_DAY - timedelta(days=1 + int(chance.random_sample() * 30))
        outcome = _pick(chance, _OUTCOMES)
        lines.append(",".join((f"C{number:05d}", *head, *((day.isoformat(), outcome) if tried else ("", "")))))
    return "\n".join(lines) + "\n"


def _pick(chance: RandomState, choices: tuple[tuple[str, float], ...]) -> str:
    """One of the values, each with its share."""
    point = chance.random_sample()
    for value, share in choices:
        point -= share
        if point < 0:
            return value
    return choices[-1][0]
