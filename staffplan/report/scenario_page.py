"""What courses drawn at random come to: the page on scenarios."""

from __future__ import annotations

import pandas as pd
from rich.console import Group
from rich.table import Table
from rich.text import Text

from staffplan.report.layout import amount, days_text, plain_table, titled

_LEVELS = (0.1, 0.5, 0.9)


def scenario_page(scenarios: pd.DataFrame) -> list[Group | Text]:
    """Contacts of all days together, by queue, over the scenarios: mean, and what is met in 10, 50 and 90 % of them."""
    if scenarios.empty:
        return [Text("Scenarios: none, the table is empty.")]
    totals = scenarios.groupby(["queue", "scenario"])["offered"].sum()
    table = plain_table("queue", "mean", *(f"p{100 * level:.0f}" for level in _LEVELS), "least", "most")
    for queue, drawn in totals.groupby(level="queue"):
        _add(table, str(queue), drawn)
    if totals.index.get_level_values("queue").nunique() > 1:
        table.add_section()
        _add(table, "all", totals.groupby(level="scenario").sum())
    first, last = (scenarios["start"].agg(end).date() for end in ("min", "max"))
    number = int(scenarios["scenario"].max())
    return [titled(f"Contacts in {number:,} scenarios, {days_text(first, last)}", table)]


def _add(table: Table, name: str, drawn: pd.Series) -> None:
    values = [drawn.mean(), *(drawn.quantile(level) for level in _LEVELS), drawn.min(), drawn.max()]
    table.add_row(Text(name), *(amount(float(value)) for value in values))
