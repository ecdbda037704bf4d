"""The page on drift: the verdict, what to do, and how each queue's recent days lay against their forecast."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from rich.console import Group
from rich.table import Table
from rich.text import Text

from staffplan.errors import Fault
from staffplan.report.faults import printable
from staffplan.report.layout import amount, counted, labelled, plain_table, titled


def drift_page(frame: pd.DataFrame, alarms: Sequence[Fault]) -> list[Group | Text | Table]:
    """Alarms with what to do, then a table of all queues."""
    if frame.empty:
        return [Text("No interval with a forecast has actuals.")]
    verdict = Text("No drift: chance explains how the actuals lie.", style="green")
    if alarms:
        verdict = Text(f"{counted(len(alarms), 'alarm', 'alarms')}.", style="bold red")
    lines: list[tuple[str, str | Text]] = [("Drift", verdict)]
    lines += [("", printable(alarm.message)) for alarm in alarms]
    lines += [("Try", hint) for hint in dict.fromkeys(alarm.hint or "" for alarm in alarms)]
    legend = (
        "outside, days out: share of intervals and of day totals outside their 90 % interval, 10 % being right; bias "
        "give or take its standard error; level: chance of so plain a shift if all forecasts are right."
    )
    return [labelled(*lines), _table(frame), Text(legend, style="dim")]


def _table(frame: pd.DataFrame) -> Group:
    table = plain_table("queue", "days", "forecast", "came", "outside", "days out", "bias", "+-", "level", "alarm")
    for row in frame.to_dict("records"):
        table.add_row(
            Text(str(row["queue"])),
            str(row["days"]),
            amount(row["expected"]),
            amount(row["came"]),
            f"{row['intervals_outside']:.0%}",
            f"{row['days_outside']:.0%}",
            f"{row['bias']:+.1%}",
            f"{row['bias_se']:.1%}",
            "" if pd.isna(row["level_chance"]) else f"{row['level_chance']:.0%}",
            Text(str(row["alarm"]), style="red"),
        )
    first, last = frame["first_day"].min(), frame["last_day"].max()
    return titled(f"Actuals against forecast, {first:%Y-%m-%d} to {last:%Y-%m-%d}", table)
