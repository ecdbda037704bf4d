"""A week at a glance: what is required and what is covered, half-hour by half-hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from staffplan.report.layout import day_text, interval_hours, local_dates

_HALF_HOURS: Final = 48
_BLOCKS: Final = " ▁▂▃▄▅▆▇█"
_ASCII: Final = " .:-=+*#@"
_MARKED_AGENTS: Final = 0.5
"""Shortfalls below half an agent are left unmarked: no one person would mend them."""


@dataclass(frozen=True, slots=True)
class _Day:
    """Agents by half-hour of the wall clock, averaged over the intervals in it; shape (48,)."""

    day: date
    required: NDArray[np.float64]
    covered: NDArray[np.float64]
    short: NDArray[np.float64]
    required_hours: float
    short_hours: float


class CoveragePicture:
    """Two lines of bars a day (required above, covered below) and a line of marks where cover is short.

    All queues together; bars share one scale over the week, so that days compare. 79 columns at most.
    """

    def __init__(self, coverage: pd.DataFrame) -> None:
        self._days = _days(coverage)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw with block characters, or with ASCII where the terminal has no others."""
        if not self._days:
            yield Text("Nothing is required in this week.")
            return
        blocks, mark = (_ASCII, "!") if options.ascii_only else (_BLOCKS, "▾")
        busy = np.any([(day.required > 0) | (day.covered > 0) for day in self._days], axis=0)
        hours = np.flatnonzero(busy) if busy.any() else np.arange(_HALF_HOURS)
        first, last = int(hours[0]) // 2 * 2, int(hours[-1]) + 1
        scale = max(max(day.required.max(), day.covered.max()) for day in self._days) or 1.0
        yield Text(
            f"\nAll queues by half-hour: agents required (above), covered (below); full bar {scale:,.0f}", "bold"
        )
        yield Text(" " * 11 + _clock(first, last), style="dim")
        for day in self._days:
            yield from _day_lines(day, slice(first, last), scale, blocks, mark)
        yield Text(f"{mark} short by half an agent or more", style="dim")


def _days(coverage: pd.DataFrame) -> list[_Day]:
    if coverage.empty:
        return []
    columns = ["required", "cover", "shortfall"]
    frame = coverage.assign(
        day=local_dates(coverage),
        half=[start.hour * 2 + start.minute // 30 for start in coverage["start"]],
    )
    hours = interval_hours(coverage)
    instants = frame.groupby(["day", "half", "start"])[columns].sum()
    means = instants.groupby(["day", "half"]).mean()
    first, last = frame["day"].min(), frame["day"].max()
    days = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        bars = {column: np.zeros(_HALF_HOURS) for column in columns}
        for (_, half), row in means[means.index.get_level_values("day") == day].iterrows():
            for column in columns:
                bars[column][int(half)] = row[column]
        rows = frame[frame["day"] == day]
        required_hours, short_hours = rows["required"].sum() * hours, rows["shortfall"].sum() * hours
        served = bars["cover"]
        days.append(_Day(day, bars["required"], served, bars["shortfall"], required_hours, short_hours))
    return days


def _clock(first: int, last: int) -> str:
    """Hours above the bars, every two hours."""
    return "".join(f"{half // 2:02d}".ljust(4) for half in range(first, last, 4))


def _day_lines(day: _Day, window: slice, scale: float, blocks: str, mark: str) -> RenderResult:
    required, covered, short = day.required[window], day.covered[window], day.short[window]
    marked = short >= _MARKED_AGENTS
    if not (required.any() or covered.any()):
        yield Text(f"{day_text(day.day):11}closed", style="dim")
        return
    upper = Text(f"{day_text(day.day):11}").append(_bars(required, scale, blocks), style="cyan")
    upper.append(f"  need {day.required_hours:7,.1f} h")
    lower = Text(" " * 11)
    for bar, is_short in zip(_bars(covered, scale, blocks), marked, strict=True):
        lower.append(bar, style="red" if is_short else "green")
    share = 1 - day.short_hours / day.required_hours if day.required_hours else 1.0
    lower.append(f"  cover {share:7.1%}")
    yield upper
    yield lower
    if marked.any():
        marks = "".join(mark if is_short else " " for is_short in marked)
        yield Text(" " * 11 + marks, style="red").append(f"  short {day.short_hours:6,.1f} h", style="default")


def _bars(heights: NDArray[np.float64], scale: float, blocks: str) -> str:
    """One character a half-hour; anything above zero shows."""
    steps = np.ceil(heights / scale * (len(blocks) - 1) - 1e-9).astype(int)
    return "".join(blocks[min(max(step, 0), len(blocks) - 1)] for step in steps)
