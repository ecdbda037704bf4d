"""Who of the sample's agents is away around the week to plan."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from staffplan.sample import almanac
from staffplan.sample.chance import stream
from staffplan.sample.people import staff

HEADER: Final = "agent_id,first_day,last_day,kind"

_BEFORE: Final = almanac.PLAN_WEEK - timedelta(days=7)
_AFTER: Final = almanac.PLAN_WEEK + timedelta(days=7)
_LEAVE: Final = (
    (_BEFORE, 5),
    (_BEFORE, 12),
    (almanac.PLAN_WEEK, 5),
    (almanac.PLAN_WEEK, 5),
    (almanac.PLAN_WEEK, 12),
    (almanac.PLAN_WEEK + timedelta(days=4), 1),
    (almanac.PLAN_WEEK + timedelta(days=2), 1),
    (_AFTER, 5),
    (_AFTER + timedelta(days=3), 2),
)
"""First day and number of days of each leave."""
_SICKNESS: Final = ((_BEFORE + timedelta(days=4), 6), (almanac.PLAN_WEEK, 3))
_TRAINING: Final = ((almanac.PLAN_WEEK + timedelta(days=1), 1),)
_UNAVAILABLE: Final = (
    (_BEFORE + timedelta(days=2), 2),
    (almanac.PLAN_WEEK + timedelta(days=3), 2),
    (_AFTER, 1),
)


def time_off_csv() -> str:
    """One row an absence, by agent and day: leave, sickness and training of employees, days contractors cannot work."""
    chance = stream("time off")
    people = list(staff())
    employed = [agent_id for agent_id, group, _ in people if group.contract != "contractor"]
    contractors = [agent_id for agent_id, group, _ in people if group.contract == "contractor"]
    spells = (
        *((spell, "leave") for spell in _LEAVE),
        *((spell, "sickness") for spell in _SICKNESS),
        *((spell, "training") for spell in _TRAINING),
    )
    who = chance.permutation(employed).tolist()
    rows = [_row(agent_id, spell, kind) for agent_id, (spell, kind) in zip(who, spells, strict=False)]
    who = chance.permutation(contractors).tolist()
    rows.extend(_row(agent_id, spell, "unavailable") for agent_id, spell in zip(who, _UNAVAILABLE, strict=False))
    return "\n".join((HEADER, *sorted(rows))) + "\n"


def _row(agent_id: str, spell: tuple[date, int], kind: str) -> str:
    first, days = spell
    return f"{agent_id},{first.isoformat()},{(first + timedelta(days=days - 1)).isoformat()},{kind}"
