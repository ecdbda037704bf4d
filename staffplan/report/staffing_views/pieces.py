"""The page on concave pieces: between which agent-hours they move each queue's service level."""

from __future__ import annotations

import pandas as pd
from rich.console import Group
from rich.text import Text

from staffplan.report.layout import amount, interval_hours, plain_table, titled


def pieces_page(frame: pd.DataFrame) -> list[Group | Text]:
    """By queue: agent-hours and share served in time with the fewest agents and with all pieces."""
    if frame.empty:
        return [Text("No contacts are expected in a live queue.")]
    table = plain_table("queue", "intervals", "fewest h", "in time", "most h", "in time", "pieces")
    hours = interval_hours(frame)
    for queue, rows in frame.groupby("queue", sort=True):
        fewest = rows[rows["gain"].isna()]
        most = rows.drop_duplicates("start", keep="last")
        cells = [f"{len(fewest):,}"]
        for part in (fewest, most):
            in_time = part["served_in_time"].sum() / part["offered"].sum()
            cells += [amount(float(part["agents"].sum()) * hours), f"{in_time:.1%}"]
        table.add_row(Text(str(queue)), *cells, f"{len(rows) - len(fewest):,}")
    return [titled("Service level in pieces of one agent", table)]
