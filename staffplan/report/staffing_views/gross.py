"""The page on people rostered: hours at work, hours lost by type, and hours rostered."""

from __future__ import annotations

import pandas as pd
from rich.console import Group
from rich.text import Text

from staffplan.report.layout import amount, interval_hours, plain_table, titled
from staffplan.tables.requirement import losses


def gross_page(frame: pd.DataFrame) -> list[Group | Text]:
    """Hours at work and rostered by queue, then what is lost to what."""
    if frame.empty:
        return [Text("Nobody is required.")]
    hours = interval_hours(frame)
    queues = plain_table("queue", "hours at work", "hours rostered", "most at once")
    for queue, rows in frame.groupby("queue", sort=True):
        cells = (rows["agents"].sum() * hours, rows["gross"].sum() * hours, rows["gross"].max())
        queues.add_row(Text(str(queue)), *(amount(float(cell)) for cell in cells))
    lost = plain_table("lost to", "hours", "share of rostered")
    rostered = float(frame["gross"].sum())
    for name in losses(frame.columns):
        total = float(frame[name].sum())
        if total:
            lost.add_row(name.removeprefix("lost_").replace("_", " "), amount(total * hours), f"{total / rostered:.1%}")
    return [titled("At work and rostered, at the mix of sites and modes", queues), titled("What is lost", lost)]
