"""BACKTEST: how far forecasts of past weeks were off, by method."""

from __future__ import annotations

from staffplan.tables.contract import Column, Kind, Table
from staffplan.units import WEEKDAYS


def _number(name: str, unit: str, meaning: str, *, low: float | None = 0, high: float | None = None) -> Column:
    return Column(name, Kind.NUMBER, unit, meaning, low=low, high=high, blank=True)


BACKTEST = Table(
    "BACKTEST",
    "How far forecasts of the last weeks were off, each made from the days before it only, by method and baseline.",
    (
        Column(
            "level",
            Kind.TEXT,
            "",
            "What the row sums up: everything, or a queue, weekday or lead week.",
            choices=("all", "queue", "weekday", "lead_week"),
        ),
        Column("queue", Kind.TEXT, "", "Name of the queue, or (all queues)."),
        Column("weekday", Kind.TEXT, "", "Day of the week, where the row is for one.", blank=True, choices=WEEKDAYS),
        _number("lead_week", "", "How many weeks ahead, where the row is for one; 1: the origin's own week.", low=1),
        Column("method", Kind.TEXT, "", "The method, inside the calendar, or the baseline: last_week, mean_of_4 or 8."),
        Column("origins", Kind.INTEGER, "", "How many weeks were judged.", low=0),
        _number("contacts", "contacts", "That came in these weeks."),
        _number("wape", "share", "Sum of absolute errors of the intervals over the contacts that came."),
        _number("mase", "", "Mean absolute error over that of the seasonal naive forecast in sample."),
        _number("bias", "share", "Contacts forecast over those that came, less 1; above 0: too many.", low=-1),
        _number("coverage_interval", "share", "Open intervals whose count lay within the interval of 90 %.", high=1),
        _number("coverage_day", "share", "Days whose total lay within the interval of 90 %.", high=1),
        _number("pinball", "contacts", "Pinball loss an interval: mean of the 10, 50 and 90 % quantiles."),
        _number("noise_floor", "share", "WAPE that Poisson counts leave to whoever knows the rate."),
    ),
    key=("level", "queue", "weekday", "lead_week", "method"),
)
