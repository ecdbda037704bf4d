"""AGENTS and TIME_OFF: who works, and when they are away."""

from __future__ import annotations

from staffplan.domain.agent import Absence
from staffplan.tables.contract import Column, Kind, Table

AGENT_ID = Column("agent_id", Kind.TEXT, "", "The person, as HR writes it; never reformatted.")

AGENTS = Table(
    "AGENTS",
    "The people who can be rostered, one row each.",
    (
        AGENT_ID,
        Column("contract", Kind.TEXT, "", "Name of the contract."),
        Column("site", Kind.TEXT, "", "Name of the site; for people at home, their team's."),
        Column("mode", Kind.TEXT, "", "Where the person works.", choices=("on_site", "hybrid", "home")),
        Column("skills", Kind.TEXT, "a|b", "Queues that the person serves."),
        Column(
            "proficiency",
            Kind.NUMBER,
            "",
            "Contacts handled an hour against a fully trained colleague, once settled in; empty for 1.",
            required=False,
            low=0.05,
            high=5,
        ),
        Column("time_zone", Kind.TEXT, "IANA", "The person's wall clock; empty for the centre's.", required=False),
        Column(
            "availability",
            Kind.TEXT,
            "Mon-Fri 08:30-14:30; Sat 09:00-13:00",
            "When the person can work, on their own clock; empty or `always` for whenever the centre is open.",
            required=False,
        ),
        Column(
            "school_holiday_availability",
            Kind.TEXT,
            "Mon-Fri 08:30-14:30",
            "What replaces it in school holidays; empty for no change, `never` for not at all.",
            required=False,
        ),
        Column("days_off_wanted", Kind.TEXT, "Wed|Sat", "Weekdays the person would rather not work.", required=False),
        Column("team", Kind.TEXT, "", "Name of the team.", required=False),
        Column(
            "hired",
            Kind.DAY,
            "",
            "First day of work, from which `tenure` counts; empty for people settled in long ago.",
            required=False,
        ),
    ),
    key=("agent_id",),
    may_be_empty=True,
)

TIME_OFF = Table(
    "TIME_OFF",
    "Whole days on which people do not work.",
    (
        AGENT_ID,
        Column("first_day", Kind.DAY, "", "First day away."),
        Column("last_day", Kind.DAY, "", "Last day away."),
        Column("kind", Kind.TEXT, "", "Why.", choices=tuple(absence.value for absence in Absence)),
    ),
    key=("agent_id", "first_day"),
    may_be_empty=True,
)
