"""The page on queues that share agents: how much sharing saves, and where too few can serve a group."""

from __future__ import annotations

import pandas as pd
from rich.console import Group
from rich.text import Text

from staffplan.report.layout import amount, interval_hours, plain_table, titled


def groups_page(frame: pd.DataFrame) -> list[Group | Text]:
    """Each group of queues at its busiest, and over the whole time beside what its queues would need alone."""
    if frame.empty:
        return [Text("No live queue has contacts.")]
    hours = interval_hours(frame)
    table = plain_table("queues", "most agents", "alone", "able", "agent-h", "alone h", "saved")
    for queues, rows in frame.groupby("queues", sort=False):
        busiest = rows.iloc[int(rows["agents"].to_numpy().argmax())]
        pooled, alone = rows["agents"].sum() * hours, rows["alone"].sum() * hours
        table.add_row(
            Text(str(queues).replace("|", ", ")),
            amount(float(busiest["agents"])),
            amount(float(busiest["alone"])),
            amount(float(busiest["able"])),
            amount(float(pooled)),
            amount(float(alone)),
            f"{1 - pooled / alone:.0%}" if alone else "",
        )
    return [titled("Agents who can serve at least one of the queues, at least", table)]
