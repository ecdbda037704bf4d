"""What the pages share: how days, numbers and tables look."""

from __future__ import annotations

from datetime import date

import pandas as pd
from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from staffplan.units import WEEKDAYS

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_text(day: date) -> str:
    """``Mon 30 Nov``, whatever the machine's language."""
    return f"{WEEKDAYS[day.weekday()]} {day.day:2d} {MONTHS[day.month - 1]}"


_RULES = box.Box("    \n    \n -- \n    \n -- \n -- \n    \n    \n", ascii=True)
"""Lines below the header and between sections, nothing else; the same on every terminal."""


def titled(title: str, table: Table) -> Group:
    """A table below its title, an empty line before."""
    return Group(Text("\n" + title, style="bold"), table)


def plain_table(first: str, *numbers: str) -> Table:
    """A table without frames: one column of names, the others numbers."""
    table = Table(box=_RULES, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    table.add_column(first, overflow="fold", min_width=min(8, max(len(first), 1) + 6))
    for name in numbers:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def local_dates(frame: pd.DataFrame) -> pd.Series[date]:
    """The wall-clock date of each row's `start`."""
    return pd.Series([start.date() for start in frame["start"]], index=frame.index, dtype=object)


def interval_hours(frame: pd.DataFrame) -> float:
    """Length of an interval in hours: the smallest distance between two starts of a queue; 0.25 where unknown."""
    starts = frame["start"].drop_duplicates().sort_values()
    steps = starts.diff().dropna()
    return float(steps.min().total_seconds() / 3600) if len(steps) else 0.25


def amount(value: float) -> str:
    """A quantity in few characters: 0, 0.4, 12, 1,234."""
    if value and abs(value) < 10:
        return f"{value:.1f}"
    return f"{value:,.0f}"
