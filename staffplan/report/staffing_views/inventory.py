"""The page on work that may wait: how much of it, by queue and kind."""

from __future__ import annotations

import pandas as pd
from rich.console import Group
from rich.text import Text

from staffplan.report.layout import amount, plain_table, titled


def inventory_page(frame: pd.DataFrame) -> list[Group | Text]:
    """Hours that may wait and the most of them at once, by queue and kind."""
    if frame.empty:
        return [Text("No work may wait: there is no deferred queue, and no after-call work is put off.")]
    table = plain_table("queue")
    table.add_column("work")
    for heading in ("hours", "most waiting h", "most agents"):
        table.add_column(heading, justify="right")
    for (queue, kind), rows in frame.groupby(["queue", "kind"], sort=True):
        waiting = (rows["arriving_h"].cumsum() - rows["due_h"].cumsum()).max()
        cells = (rows["arriving_h"].sum(), waiting, rows["laid_agents"].max())
        table.add_row(Text(str(queue)), Text(str(kind)), *(amount(float(cell)) for cell in cells))
    return [titled("Work that may wait", table)]
