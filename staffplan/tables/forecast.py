"""FORECAST: what is expected to reach the centre, with its uncertainty."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from staffplan.tables.contract import Column, Kind, Table
from staffplan.tables.history import MOST_EXPECTED, MOST_SECONDS, QUEUE, START

_USUAL = (5.0, 10.0, 50.0, 90.0, 95.0)
_QUANTILE = "offered_p"
_QUANTILE_NAME = re.compile(r"offered_p(\d\d(?:_\d{1,2})?)", re.ASCII)


def quantile_name(percent: float) -> str:
    """The column of a quantile: ``offered_p05`` of 5 %, ``offered_p97_5`` of 97.5 %."""
    whole, _, part = f"{percent:.2f}".partition(".")
    part = part.rstrip("0")
    return f"{_QUANTILE}{int(whole):02d}" + (f"_{part}" if part else "")


def quantile_column(name: str) -> Column | None:
    """The column of that name where it is one of a quantile: ``offered_p97_5``; None otherwise."""
    match = _QUANTILE_NAME.fullmatch(name)
    column = None if match is None else _quantile(float(match[1].replace("_", ".")))
    return column if column is not None and column.name == name else None


def with_quantiles(table: Table, percents: Sequence[float]) -> Table:
    """FORECAST or FORECAST_DAYS with the columns of these quantiles in place of the usual ones."""
    place = next(n for n, column in enumerate(table.columns) if column.name.startswith(_QUANTILE))
    others = [column for column in table.columns if not column.name.startswith(_QUANTILE)]
    columns = (*others[:place], *(_quantile(percent) for percent in percents), *others[place:])
    return replace(table, columns=columns)


def _quantile(percent: float) -> Column:
    return Column(
        quantile_name(percent),
        Kind.NUMBER,
        "contacts",
        f"Number that is exceeded with a chance of {100 - percent:.6g} %.",
        required=False,
        low=0,
        high=MOST_EXPECTED,
    )


FORECAST = Table(
    "FORECAST",
    "Contacts expected, by queue and interval.",
    (
        QUEUE,
        START,
        Column("offered_mean", Kind.NUMBER, "contacts", "Expected number of contacts.", low=0, high=MOST_EXPECTED),
        *(_quantile(percent) for percent in _USUAL),
        Column(
            "cv2_interval",
            Kind.NUMBER,
            "",
            "Squared coefficient of variation of the rate, interval by interval.",
            required=False,
            low=0,
            high=1e6,
        ),
        Column(
            "cv2_day",
            Kind.NUMBER,
            "",
            "Squared coefficient of variation of the factor that a whole day shares.",
            required=False,
            low=0,
            high=1e6,
        ),
        Column("aht_s", Kind.NUMBER, "s", "Expected mean handle time.", required=False, low=0, high=MOST_SECONDS),
        Column(
            "override",
            Kind.TEXT,
            "",
            "The planner's reason where the number is the planner's own, `yes` where none is given; empty elsewhere.",
            required=False,
        ),
    ),
    key=("queue", "start"),
    measure="offered_mean",
    family=quantile_column,
)

FORECAST_DAYS = Table(
    "FORECAST_DAYS",
    "Contacts expected, by queue and day on which it is open; the quantiles are those of the day's total.",
    (
        QUEUE,
        replace(START, meaning="First instant of the day."),
        Column("offered_mean", Kind.NUMBER, "contacts", "Expected number of contacts.", low=0, high=MOST_EXPECTED),
        *(_quantile(percent) for percent in _USUAL),
        Column(
            "cv2_total",
            Kind.NUMBER,
            "",
            "Squared coefficient of variation of the rate of the whole day.",
            required=False,
            low=0,
            high=1e6,
        ),
        Column("aht_s", Kind.NUMBER, "s", "Expected mean handle time.", required=False, low=0, high=MOST_SECONDS),
    ),
    key=("queue", "start"),
    measure="offered_mean",
    family=quantile_column,
)

SCENARIOS = Table(
    "SCENARIOS",
    "Contacts as they may come, drawn at random: each scenario is one course of all days of all queues, by interval or "
    "by day. Days, neighbouring days and queues run high or low together as they did in the past.",
    (
        QUEUE,
        Column("scenario", Kind.INTEGER, "", "Number of the course, from 1.", low=1),
        START,
        Column("offered", Kind.NUMBER, "contacts", "Contacts drawn.", low=0, high=MOST_EXPECTED),
    ),
    key=("queue", "scenario", "start"),
    measure="offered",
)
