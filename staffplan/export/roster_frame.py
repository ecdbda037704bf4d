"""The roster as HR and payroll read it: one row a segment, in the canonical columns."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

import pandas as pd

from staffplan.calendar.weeks import first_day_of_week, week_label
from staffplan.domain.agent import Agent
from staffplan.domain.centre import Centre
from staffplan.domain.roster import Duty, Roster, Segment
from staffplan.domain.shift import Activity
from staffplan.tables.roster import ROSTER

_PAUSES: Final = frozenset({Activity.BREAK, Activity.MEAL})
_AWAY: Final = frozenset({Activity.LEAVE, Activity.SICKNESS, Activity.STANDBY})


def roster_frame(roster: Roster, centre: Centre) -> pd.DataFrame:
    """The roster under the ROSTER contract, sorted by agent, duty and segment.

    Hours are the elapsed hours of the time line, so a night in which the clock changes is as long as it was; local
    times stand on the clock of the agent, with their offset.
    """
    agents = {agent.id: agent for agent in centre.agents}
    rows = [
        _row(centre, agents[duty.agent_id], duty, number, segment)
        for duty in roster.duties
        for number, segment in enumerate(duty.segments, 1)
    ]
    frame = pd.DataFrame(rows, columns=list(ROSTER.names))
    texts = [name for name in ROSTER.names if name not in ("segment", "date", "paid", "hours")]
    frame = frame.astype(
        {"segment": "int64", "date": "datetime64[us]", "paid": "bool", "hours": "float64"} | dict.fromkeys(texts, "str")
    )
    return frame.sort_values(list(ROSTER.key), kind="stable", ignore_index=True)


def _row(centre: Centre, agent: Agent, duty: Duty, number: int, segment: Segment) -> tuple[object, ...]:
    zone = ZoneInfo(agent.zone)
    return (
        agent.site,
        week_label(first_day_of_week(duty.day, centre.week_start)),
        agent.id,
        duty.id,
        number,
        segment.activity.value,
        segment.queue,
        duty.mode.value,
        pd.Timestamp(duty.day),
        segment.start.astimezone(zone).isoformat(),
        segment.end.astimezone(zone).isoformat(),
        _utc_text(segment.start),
        _utc_text(segment.end),
        segment.paid,
        round(segment.hours, 4),
        cost_code(segment),
    )


def _utc_text(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def cost_code(segment: Segment) -> str:
    """What payroll books a segment on: regular, paid_break, unpaid, or the kind of absence."""
    if not segment.paid:
        return "unpaid"
    if segment.activity in _PAUSES:
        return "paid_break"
    return segment.activity.value if segment.activity in _AWAY else "regular"
