"""ROSTER: who does what, when and where, one row a piece of a shift; HOURS_SUMMARY: what it adds up to."""

from __future__ import annotations

from staffplan.domain.shift import Activity
from staffplan.domain.site import Mode
from staffplan.tables.contract import Column, Kind, Table
from staffplan.tables.people import AGENT_ID

SITE = Column("site", Kind.TEXT, "", "Name of the agent's site.")
WEEK = Column("week", Kind.TEXT, "2026-W49", "The schedule week, called after the ISO week with most of its days.")

ROSTER = Table(
    "ROSTER",
    "One row a segment of a duty.",
    (
        SITE,
        WEEK,
        AGENT_ID,
        Column("shift_id", Kind.TEXT, "", "The duty; the same plan gives the same id."),
        Column("segment", Kind.INTEGER, "", "Number of the segment inside the duty, from 1.", low=1),
        Column("activity", Kind.TEXT, "", "What is done.", choices=tuple(activity.value for activity in Activity)),
        Column("queue", Kind.TEXT, "a|b", "Queues served, while at work.", blank=True),
        Column("mode", Kind.TEXT, "", "Where.", choices=tuple(mode.value for mode in Mode)),
        Column("date", Kind.DAY, "", "The date, in the centre's zone, on which the duty starts."),
        Column("start_local", Kind.TEXT, "2026-11-30T08:00:00+01:00", "Start on the agent's own clock."),
        Column("end_local", Kind.TEXT, "2026-11-30T10:00:00+01:00", "End on the agent's own clock."),
        Column("start_utc", Kind.TEXT, "2026-11-30T07:00:00Z", "Start in UTC.", blank=True),
        Column("end_utc", Kind.TEXT, "2026-11-30T09:00:00Z", "End in UTC.", blank=True),
        Column("paid", Kind.FLAG, "", "Whether the segment is paid."),
        Column("hours", Kind.NUMBER, "h", "Elapsed hours, from the UTC difference; four decimals.", low=0),
        Column("cost_code", Kind.TEXT, "", "What payroll books it on.", required=False),
    ),
    key=("agent_id", "shift_id", "segment"),
    may_be_empty=True,
)


def _hours(name: str, meaning: str) -> Column:
    return Column(name, Kind.NUMBER, "h", meaning, low=0)


def _count(name: str, meaning: str) -> Column:
    return Column(name, Kind.INTEGER, "", meaning, low=0)


HOURS_SUMMARY = Table(
    "HOURS_SUMMARY",
    "What each agent's week adds up to, for HR.",
    (
        AGENT_ID,
        Column("contract", Kind.TEXT, "", "Name of the contract."),
        SITE,
        WEEK,
        _count("duties", "Duties worked."),
        _hours("regular_hours", "Paid hours on duty, paid breaks apart."),
        _hours("paid_break_hours", "Paid breaks."),
        _hours("leave_hours", "Hours credited for leave, sickness and training days."),
        _hours("paid_hours", "All hours paid."),
        _hours("unpaid_hours", "Unpaid breaks and meals."),
        _hours("night_hours", "Hours on duty at night."),
        _hours("sunday_hours", "Hours on duty on a Sunday."),
        _hours("holiday_hours", "Hours on duty on a public holiday."),
        _count("home_days", "Duties at home."),
        _count("office_days", "Duties on site."),
        _count("split_days", "Duties in two blocks."),
    ),
    key=("agent_id", "week"),
    may_be_empty=True,
)
