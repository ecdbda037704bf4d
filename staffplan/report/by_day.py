"""How much of something there is, by queue and day: the pages on a forecast and on a requirement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import numpy as np
import pandas as pd
from rich.console import Group
from rich.text import Text

from staffplan.calendar.weeks import DAYS_PER_WEEK
from staffplan.report.by_week import by_week
from staffplan.report.layout import amount, days_text, interval_hours, plain_table, titled
from staffplan.units import WEEKDAYS

_MOST_TABLES = 4
"""Weeks that have a table of days each; more have a line each."""

LastColumn = tuple[str, dict[str, str]]
"""Heading of a table's last column, and its text by queue."""


def forecast_page(forecast: pd.DataFrame) -> list[Group | Text]:
    """Contacts expected by queue and day, a table a week, with the mean handle time of each queue's week.

    More than four weeks have a line each.
    """
    return list(_weeks(forecast, "offered_mean", 1.0, "Contacts expected", _handle_times))


def requirement_page(requirement: pd.DataFrame) -> list[Group | Text]:
    """Agent-hours required by queue and day, a table a week, with each queue's greatest number of agents at once."""
    hours = interval_hours(requirement)
    return list(_weeks(requirement, "agents", hours, "Agent-hours required (peak: most agents at once)", _peaks))


def _weeks(
    frame: pd.DataFrame, column: str, factor: float, title: str, last: Callable[[pd.DataFrame], LastColumn]
) -> Iterator[Group | Text]:
    """A table a week; `factor` turns an interval's value into what is summed, `last` adds a column for the week."""
    if frame.empty:
        yield Text(f"{title}: none, the table is empty.")
        return
    days = frame["start"].dt.tz_localize(None).to_numpy().astype("datetime64[D]")
    first: date = days.min().item()
    day = (days - days.min()).astype(np.int64)
    counted = pd.DataFrame({"queue": frame["queue"], "day": day, "amount": frame[column] * factor})
    weeks = int(day.max()) // DAYS_PER_WEEK + 1
    if weeks > _MOST_TABLES:
        yield from by_week(counted, first, title)
        return
    for week in range(weeks):
        chosen = np.flatnonzero(day // DAYS_PER_WEEK == week)
        heading, values = last(frame.iloc[chosen])
        yield _week_table(counted.iloc[chosen], first, week, title, heading, values)


def _week_table(
    counted: pd.DataFrame, first: date, week: int, title: str, heading: str, values: dict[str, str]
) -> Group:
    """The table of one week; `counted` counts its days from `first`, the first of the table."""
    numbers = range(week * DAYS_PER_WEEK, (week + 1) * DAYS_PER_WEEK)
    days = [first + timedelta(days=number) for number in numbers]
    sums = counted.groupby(["queue", "day"])["amount"].sum().to_dict()
    table = plain_table("queue", *(WEEKDAYS[day.weekday()] for day in days))
    table.add_column("week", justify="right", style="bold", no_wrap=True)
    table.add_column(heading, justify="right", no_wrap=True)
    queues = sorted(counted["queue"].unique())
    for queue in queues:
        row = [float(sums.get((queue, number), 0.0)) for number in numbers]
        table.add_row(Text(queue), *map(amount, row), amount(sum(row)), values.get(queue, ""))
    if len(queues) > 1:
        by_day = counted.groupby("day")["amount"].sum().to_dict()
        row = [float(by_day.get(number, 0.0)) for number in numbers]
        table.add_section()
        table.add_row("all", *map(amount, row), amount(sum(row)), "")
    return titled(f"{title}, {days_text(days[0], days[-1])}", table)


def _handle_times(forecast: pd.DataFrame) -> LastColumn:
    """AHT of each queue, weighted by contacts."""
    if "aht_s" not in forecast:
        return "AHT s", {}
    known = forecast[forecast["aht_s"].notna() & (forecast["offered_mean"] > 0)]
    work = (known["aht_s"] * known["offered_mean"]).groupby(known["queue"]).sum()
    contacts = known.groupby("queue")["offered_mean"].sum()
    return "AHT s", {str(queue): f"{seconds:,.0f}" for queue, seconds in (work / contacts).items()}


def _peaks(requirement: pd.DataFrame) -> LastColumn:
    """Most agents required at once, by queue."""
    peaks = requirement.groupby("queue")["agents"].max()
    return "peak", {str(queue): amount(float(peak)) for queue, peak in peaks.items()}
