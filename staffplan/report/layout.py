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


def days_text(first: date, last: date) -> str:
    """``Mon 30 Nov to Sun 6 Dec 2026``, for a sentence: days are not padded to stand below each other.

    The first day has its year where it is another: ``Mon 28 Dec 2026 to Sun 3 Jan 2027``.
    """
    year = "" if first.year == last.year else f" {first.year}"
    return " ".join(f"{day_text(first)}{year} to {day_text(last)} {last.year}".split())


_RULES = box.Box("    \n    \n -- \n    \n -- \n -- \n    \n    \n", ascii=True)
"""Lines below the header and between sections, nothing else; the same on every terminal."""


def titled(title: str, table: Table) -> Group:
    """A table below its title, an empty line before."""
    return Group(Text("\n" + title, style="bold"), table)


def labelled(*lines: tuple[str, str | Text]) -> Table:
    """Sentences, each behind its label; what does not fit into a line goes on below its own beginning."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(ratio=1)
    for label, sentence in lines:
        table.add_row(label, sentence if isinstance(sentence, Text) else Text(sentence))
    return table


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


def counted(number: int, one: str, several: str) -> str:
    """``1 duty``, ``489 duties``."""
    return f"{number:,} {one if number == 1 else several}"
