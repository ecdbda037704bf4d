"""The page on waits: each day's worst interval of each live queue, what to say there, and how offers lower the peak."""

from __future__ import annotations

from typing import Final

import pandas as pd
from rich.console import Group
from rich.text import Text

from staffplan.report.layout import amount, day_text, local_dates, plain_table, titled

_LEGEND: Final = (
    "wait: chance of having to. expect, 90 % in: of those who wait, in min:s. offer from: callers ahead from which on "
    "a call-back is offered. peak, without: the day's most live agents, and those without offers."
)


def waits_page(frame: pd.DataFrame) -> list[Group | Text]:
    """By queue and day: the interval with the longest mean wait, then the day's peak without and with offers."""
    if frame.empty:
        return [Text("Nobody waits: no live queue has contacts.")]
    parts: list[Group | Text] = []
    for queue, rows in frame.groupby("queue", sort=True):
        offers = bool(rows["agents_without"].notna().any())
        moved = ("without", "called back") if offers else ()
        table = plain_table("worst interval", "wait", "expect", "90 % in", "offer from", "peak", *moved)
        for _, of_day in rows.groupby(local_dates(rows), sort=True):
            cells = [*_worst(of_day), _agents(of_day["agents"])]
            if offers:
                cells += [_agents(of_day["agents_without"]), amount(float(of_day["called_back"].sum()))]
            table.add_row(*cells)
        parts.append(titled(f"{queue}: waits to announce", table))
    parts.append(Text("\n" + _LEGEND))
    return parts


def _worst(of_day: pd.DataFrame) -> list[str]:
    """When it is, and what is to be said then."""
    row = of_day.iloc[int(of_day["mean_wait_s"].fillna(float("inf")).to_numpy().argmax())]
    return [
        f"{day_text(row['start'].date())} {row['start']:%H:%M}",
        f"{row['waiting']:.0%}",
        _minutes(float(row["announce_s"])),
        _minutes(float(row["announce_90_s"])),
        "never" if row["offer_from"] != row["offer_from"] else f"{row['offer_from']:.0f}",
    ]


def _agents(live: pd.Series[float]) -> str:
    return f"{live.max():.1f}".removesuffix(".0")


def _minutes(seconds: float) -> str:
    if seconds != seconds:
        return "endless"
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"
