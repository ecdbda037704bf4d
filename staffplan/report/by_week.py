"""How much of something there is in each of many weeks, by queue: a line a week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import pandas as pd
from rich.console import Group
from rich.text import Text

from staffplan.calendar.weeks import DAYS_PER_WEEK
from staffplan.report.layout import MONTHS, amount, days_text, plain_table, titled

_PAGE = 80
_WEEK_WIDTH, _LEAST_WIDTH = len("30 Nov 2026") + 1, 9
_ALL = "all"


def by_week(counted: pd.DataFrame, first: date, title: str) -> Iterator[Group | Text]:
    """Tables with a line a week and a column a queue, as many queues in each as 80 columns hold.

    Parameters
    ----------
    counted : queue, day (counted from `first`), amount.
    """
    sums = counted.assign(week=counted["day"] // DAYS_PER_WEEK).groupby(["week", "queue"])["amount"].sum().unstack()
    sums = sums.reindex(range(int(sums.index.max()) + 1)).fillna(0.0)
    queues = [str(name) for name in sums.columns]
    if len(queues) > 1:
        sums[_ALL] = sums.sum(axis=1)
    last = first + timedelta(days=DAYS_PER_WEEK * len(sums) - 1)
    heading = f"{title} by week, {days_text(first, last)}"
    for names in _abreast([*queues, _ALL] if len(queues) > 1 else queues):
        table = plain_table("week of", *names)
        for week, row in sums[names].iterrows():
            start = first + timedelta(days=DAYS_PER_WEEK * int(str(week)))
            cells = [amount(float(value)) for value in row]
            table.add_row(f"{start.day:2d} {MONTHS[start.month - 1]} {start.year}", *cells)
        yield titled(heading, table)


def _abreast(names: Sequence[str]) -> Iterator[list[str]]:
    """The names in groups whose columns stand side by side on a page."""
    group: list[str] = []
    width = _WEEK_WIDTH
    for name in names:
        own = max(len(name), _LEAST_WIDTH) + 1
        if group and width + own > _PAGE:
            yield group
            group, width = [], _WEEK_WIDTH
        group.append(name)
        width += own
    yield group
