"""REQUIREMENT: how many agents the forecast needs, and what of it a roster covers (COVERAGE)."""

from __future__ import annotations

from staffplan.tables.contract import Column, Kind, Table
from staffplan.tables.history import MOST_EXPECTED, MOST_SECONDS, QUEUE, START


def _reason(name: str, unit: str, meaning: str, high: float | None = None) -> Column:
    return Column(name, Kind.NUMBER, unit, meaning, required=False, low=0, high=high)


REQUIREMENT = Table(
    "REQUIREMENT",
    "Agents needed, by queue and interval. What stands beside `agents` explains it and may be left out.",
    (
        QUEUE,
        START,
        _reason("offered_mean", "contacts", "Expected number of contacts.", MOST_EXPECTED),
        _reason("aht_s", "s", "Expected mean handle time.", MOST_SECONDS),
        _reason("load_erlangs", "erlangs", "Work that arrives: contacts an hour times hours each."),
        Column(
            "agents",
            Kind.NUMBER,
            "agents",
            "Agents needed at work, before shrinkage; may be a fraction for deferred work.",
            low=0,
            high=1e6,
        ),
        Column("binding_target", Kind.TEXT, "", "The target that decided the number.", required=False),
        _reason("service_level", "share", "Expected share served within the threshold.", high=1),
        _reason("asa_s", "s", "Expected average speed of answer."),
        _reason("occupancy", "share", "Expected share of time that agents are busy.", high=1),
    ),
    key=("queue", "start"),
    measure="agents",
)

COVERAGE = Table(
    "COVERAGE",
    "What a roster covers of the requirement, by queue and interval.",
    (
        QUEUE,
        START,
        Column("required", Kind.NUMBER, "agents", "Agents needed.", low=0),
        Column("cover", Kind.NUMBER, "agents", "Net agents given to the queue.", low=0),
        Column("shortfall", Kind.NUMBER, "agents", "Needed and not covered.", low=0),
        Column("surplus", Kind.NUMBER, "agents", "Covered and not needed.", low=0),
        Column("on_site", Kind.NUMBER, "agents", "People at work on site who serve the queue.", low=0),
        Column("home", Kind.NUMBER, "agents", "People at work at home who serve the queue.", low=0),
        Column("reason", Kind.TEXT, "", "Why the interval is short.", required=False),
    ),
    key=("queue", "start"),
)
