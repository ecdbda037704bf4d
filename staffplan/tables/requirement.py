"""REQUIREMENT: how many agents the forecast needs, and what of it a roster covers (COVERAGE)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from staffplan.domain.shrinkage import ShrinkageType
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
        _reason("movable", "agents", "Those of `agents` for work that may wait: where it is done is free.", 1e6),
        Column("binding_target", Kind.TEXT, "", "The target that decided the number.", required=False),
        _reason("service_level", "share", "Expected share served within the threshold, as the goal counts it.", high=1),
        _reason("asa_s", "s", "Expected average speed of answer; blank where nobody is answered."),
        _reason("occupancy", "share", "Expected share of time that agents are busy.", high=1),
        _reason("abandonment", "share", "Expected share of contacts that hang up.", high=1),
    ),
    key=("queue", "start"),
    measure="agents",
)


def _lost(name: str, meaning: str, low: float | None = 0) -> Column:
    return Column(f"lost_{name}", Kind.NUMBER, "agents", meaning, required=False, low=low)


PARTS_OF_LOSSES: Final = ("lost_unpaid", "lost_unplanned", "lost_out_of_office")
"""Columns of GROSS that tell which part of the losses is of a sort: no losses beside those of the types."""

GROSS = Table(
    "GROSS",
    "People rostered for a requirement at a stated mix of sites and modes, for information: plans do not use it. "
    "`gross` is the sum of `agents`, of what each type takes and of `lost_handle_time`.",
    (
        QUEUE,
        START,
        Column("agents", Kind.NUMBER, "agents", "Agents needed at work, net.", low=0),
        *(_lost(kind, f"Rostered and lost to {kind.replace('_', ' ')}.") for kind in ShrinkageType),
        _lost("handle_time", "Lost to handle times longer than the forecast's; negative where they are shorter.", None),
        _lost("unpaid", "Of what the types take, the part that is not paid."),
        _lost("unplanned", "Of what the types take, the part that is not known beforehand."),
        _lost("out_of_office", "Of what the types take, the part of people who are not at their place of work."),
        Column("gross", Kind.NUMBER, "agents", "Agents rostered.", low=0),
    ),
    key=("queue", "start"),
)


def losses(columns: Iterable[str]) -> list[str]:
    """The columns of a GROSS frame that add up, with `agents`, to `gross`."""
    return [name for name in columns if name.startswith("lost_") and name not in PARTS_OF_LOSSES]


COVERAGE = Table(
    "COVERAGE",
    "What a roster covers of the requirement, by queue and interval.",
    (
        QUEUE,
        START,
        Column(
            "required",
            Kind.NUMBER,
            "agents",
            "Agents needed; for work planned by its deadline, those who did it and what fell due undone.",
            low=0,
        ),
        Column("cover", Kind.NUMBER, "agents", "Net agents given to the queue.", low=0),
        Column("shortfall", Kind.NUMBER, "agents", "Needed and not covered.", low=0),
        Column("surplus", Kind.NUMBER, "agents", "Covered and not needed.", low=0),
        Column("on_site", Kind.NUMBER, "agents", "People at work on site who serve the queue.", low=0),
        Column("home", Kind.NUMBER, "agents", "People at work at home who serve the queue.", low=0),
        Column("reason", Kind.TEXT, "", "Why the interval is short.", required=False),
        Column(
            "price",
            Kind.NUMBER,
            "money",
            "What one more agent-hour needed would cost, by the linear relaxation; blank where nobody is needed.",
            required=False,
        ),
    ),
    key=("queue", "start"),
)

PRICES = Table(
    "PRICES",
    "What one more agent needed would cost, and one more seat would save, in each interval, by the linear relaxation.",
    (
        Column("kind", Kind.TEXT, "", "What there would be one more of.", choices=("need", "seat")),
        Column("of", Kind.TEXT, "", "The queue of a need, the site of a seat."),
        START,
        Column("level", Kind.NUMBER, "agents", "Agents needed, or seats.", low=0),
        Column("price", Kind.NUMBER, "money", "An hour: what another agent needed costs, what another seat saves."),
        Column(
            "holds_from",
            Kind.NUMBER,
            "agents",
            "Least level at which this price holds, all else the same; where it is the level, less has another price.",
            required=False,
        ),
        Column(
            "holds_to",
            Kind.NUMBER,
            "agents",
            "Greatest such level; where it is the level, more has another price; blank: there is none.",
            required=False,
        ),
    ),
    key=("kind", "of", "start"),
)
