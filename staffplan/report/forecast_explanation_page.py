"""The page that takes one day of a forecast apart."""

from __future__ import annotations

from rich.console import Group
from rich.text import Text

from staffplan.domain.explanation import ForecastExplanation, IntervalForecast
from staffplan.report.layout import plain_table, titled


def forecast_explanation_page(explanation: ForecastExplanation) -> list[Group | Text]:
    """The sentence, a line for each step to the day's contacts, and the interval's share of them."""
    parts: list[Group | Text] = [Text(explanation.sentence)]
    if explanation.steps:
        table = plain_table("step")
        for heading in ("contacts", "change"):
            table.add_column(heading, justify="right", no_wrap=True)
        table.add_column("why", ratio=1)
        for step in explanation.steps:
            table.add_row(Text(step.name), f"{step.level:,.1f}", f"{step.change:+,.1f}", Text(step.why))
        parts.append(Group(Text(""), table))
    if explanation.interval is not None:
        parts.append(_interval(explanation.interval))
    return parts


def _interval(interval: IntervalForecast) -> Group:
    table = plain_table("interval", "share of the day", "contacts", *interval.quantiles)
    table.add_column("AHT s", justify="right")
    table.add_row(
        Text(f"{interval.start:%H:%M}"),
        f"{100 * interval.share:.2f} %",
        f"{interval.contacts:.2f}",
        *(f"{count:.0f}" for count in interval.quantiles.values()),
        "" if interval.aht_s is None else f"{interval.aht_s:.0f}",
    )
    return titled("Its share of the day, by the day's shape (p95: exceeded with a chance of 5 %)", table)
