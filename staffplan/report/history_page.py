"""The page on a history that was taken in: what there is of each queue."""

from __future__ import annotations

import pandas as pd
from rich.console import Group
from rich.text import Text

from staffplan.report.layout import plain_table, titled


def history_page(history: pd.DataFrame, interval_min: int) -> list[Group | Text]:
    """First and last day, rows, contacts, the share given up and the mean handle time of each queue."""
    if history.empty:
        return [Text("The history is empty.")]
    table = plain_table("queue")
    for name in ("first day", "last day"):
        table.add_column(name, no_wrap=True)
    for name in ("rows", "offered", "given up", "AHT s"):
        table.add_column(name, justify="right", no_wrap=True)
    for queue, rows in history.groupby("queue", sort=True):
        first, last = rows["start"].min(), rows["start"].max()
        counts = (f"{len(rows):,}", f"{rows['offered'].sum():,.0f}", _given_up(rows), _handle_time(rows))
        table.add_row(Text(str(queue)), f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}", *counts)
    return [titled(f"History in intervals of {interval_min} min", table)]


def _given_up(rows: pd.DataFrame) -> str:
    if "abandoned" not in rows or rows["abandoned"].isna().all() or not rows["offered"].sum():
        return ""
    return f"{rows['abandoned'].sum() / rows['offered'].sum():.1%}"


def _handle_time(rows: pd.DataFrame) -> str:
    """AHT weighted by the contacts handled, by those offered where handled is not known."""
    if "aht_s" not in rows:
        return ""
    contacts = rows["handled"] if "handled" in rows else rows["offered"]
    known = rows["aht_s"].notna() & (contacts > 0)
    if not known.any():
        return ""
    return f"{(rows['aht_s'] * contacts)[known].sum() / contacts[known].sum():,.0f}"
