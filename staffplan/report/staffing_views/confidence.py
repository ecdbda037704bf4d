"""The page on confidence: agent-hours, and the price of each further point."""

from __future__ import annotations

import numpy as np
import pandas as pd
from rich.console import Group
from rich.table import Table
from rich.text import Text

from staffplan.report.layout import amount, plain_table, titled


def confidence_page(frame: pd.DataFrame) -> list[Group | Text]:
    """A table for each live queue, and one for all of them, each as sure."""
    if frame.empty:
        return [Text("No queue is live: nobody waits for an answer there and then.")]
    parts = [titled(str(queue), _table(rows)) for queue, rows in frame.groupby("queue", sort=True)]
    if frame["queue"].nunique() > 1:
        totals = frame.drop(columns="queue").groupby("confidence", as_index=False).sum(min_count=1)
        parts.append(titled("all, each as sure", _table(totals)))
    return [*parts, Text(_sentence(frame))]


def _table(rows: pd.DataFrame) -> Table:
    priced = rows["extra_money"].notna().any()
    money = ("money",) if priced else ()
    table = plain_table("sure", "net hours", "beyond the mean", *money, "a point: hours", *money)
    units = ("hours", "money") if priced else ("hours",)
    for _, row in rows.iterrows():
        extra = [_signed(float(row[f"extra_{unit}"])) for unit in units]
        point = [_cell(float(row[f"point_{unit}"])) for unit in units]
        table.add_row(f"{row['confidence']:.0%}", amount(float(row["agent_hours"])), *extra, *point)
    return table


def _signed(value: float) -> str:
    return f"+{amount(value)}" if value > 0 else amount(value)


def _cell(value: float) -> str:
    return "" if np.isnan(value) else amount(value)


def _sentence(frame: pd.DataFrame) -> str:
    totals = frame.groupby("confidence")["extra_hours"].sum()
    least, most = totals.index.min(), totals.index.max()
    more = amount(float(totals[most] - totals[least]))
    return (
        f"\nTo be {100 * most:.0f} % sure takes {more} net agent-hours more than to be {100 * least:.0f} % sure. "
        "Promise one in service.yaml:  goal: {confidence: 80 %}"
    )
