"""The page on telephone lines: each queue's greatest peak hour, and what the centre needs in all."""

from __future__ import annotations

import pandas as pd
from rich.console import Group
from rich.text import Text

from staffplan.report.layout import amount, day_text, plain_table, titled


def lines_page(frame: pd.DataFrame) -> list[Group | Text]:
    """The peak hour with most lines, by queue and for all together."""
    if frame.empty:
        return [Text("No telephone queue has calls: no lines are needed.")]
    table = plain_table("queue", "peak hour", "calls", "erlangs", "lines", "agents", "with agents", "blocked")
    for queue, rows in frame.groupby("queue", sort=False):
        peak = rows.iloc[int(rows["trunks"].to_numpy().argmax())]
        start = peak["start"]
        table.add_row(
            Text("all" if str(queue).startswith("(") else str(queue)),
            f"{day_text(start.date())} {start:%H:%M}",
            amount(float(peak["calls"])),
            f"{peak['line_erlangs']:.1f}",
            _whole(peak["trunks"]),
            _whole(peak["agents"]),
            _whole(peak["lines_with_agents"]),
            f"{peak['max_blocking']:.1%}",
        )
    parts: list[Group | Text] = [titled("Telephone lines in the busiest hour", table)]
    parts.append(
        Text("lines: for callers who talk and wait (Erlang B); with agents: so that as few find no line (M/M/n/K).")
    )
    installed = frame["blocked_as_installed"].max()
    if installed == installed:
        parts.append(
            Text(f"The lines installed turn away {100 * installed:.2f} % of the calls in the worst of these hours.")
        )
    return parts


def _whole(value: float) -> str:
    """Lines are whole, and so are agents unless rounding leaves fractions."""
    if value != value:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else amount(float(value))
