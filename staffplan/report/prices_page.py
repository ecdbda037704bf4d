"""The page on a week's prices: what rules and people are worth, the dearest intervals, and what a seat saves."""

from __future__ import annotations

from math import isnan
from typing import Final

import pandas as pd
from rich.console import Group
from rich.table import Table
from rich.text import Text

from staffplan.domain.week_prices import Change, WeekPrices
from staffplan.report.faults import printable
from staffplan.report.layout import day_text, labelled, plain_table, titled

_SHOWN: Final = 12
_LESS_THAN_A_CENT: Final = 0.005


def prices_page(frame: pd.DataFrame, week: WeekPrices, interval_min: int) -> list[Group | Text | Table]:
    """Everything that `staffplan prices` tells; `frame` is a PRICES frame."""
    parts: list[Group | Text | Table] = [_headlines(week)]
    if week.changes:
        parts.append(_changes(week))
    needs = frame[frame["kind"] == "need"]
    if not needs.empty:
        parts.append(_dearest(needs, week.currency))
    seats = frame[frame["kind"] == "seat"]
    if not seats.empty:
        parts.append(_seats(seats, week.currency, interval_min))
    return parts


def _headlines(week: WeekPrices) -> Table:
    return labelled(
        (
            "Cost",
            f"No plan costs less than {week.cost:,.2f} {week.currency} (lower bound). All prices are of this bound.",
        ),
        ("Hours", f"{week.paid_hours:,.1f} paid, {week.missing_hours:,.1f} agent-hours missing."),
    )


def _changes(week: WeekPrices) -> Group:
    table = plain_table("with one thing changed", f"saves {week.currency}", "paid hours", "missing")
    for change in week.changes:
        table.add_row(Text(printable(change.what)), *_numbers(change))
    told = [Text(f"{printable(one.what)}: {printable(one.reason)}") for one in week.changes if one.reason]
    return Group(titled("What changes the bound", table), *told)


def _numbers(change: Change) -> tuple[str, str, str]:
    if isnan(change.saves):
        return "no week", "", ""
    return f"{change.saves:+,.2f}", f"{change.paid_hours:+,.1f}", f"{change.missing_hours:+,.1f}"


def _dearest(needs: pd.DataFrame, currency: str) -> Group:
    """The intervals in which one more agent would cost most."""
    table = plain_table("queue", "interval", "needed", f"{currency} an hour", "holds for")
    top = needs.sort_values(["price", "start", "of"], ascending=[False, True, True], kind="stable").head(_SHOWN)
    ranges = zip(top["holds_from"].tolist(), top["holds_to"].tolist(), strict=True)
    for row, (least, most) in zip(top.itertuples(index=False), ranges, strict=True):
        start = pd.Timestamp(str(row.start))
        when = f"{day_text(start.date())} {start:%H:%M}"
        table.add_row(
            Text(printable(str(row.of))),
            when,
            f"{row.level:,.2f}",
            f"{row.price:,.2f}",
            _range(least, most),
        )
    return titled("Where one more agent needed would cost most", table)


def _range(least: float, most: float) -> str:
    return f"{least:,.2f} up" if isnan(most) else f"{least:,.2f} to {most:,.2f}"


def _seats(seats: pd.DataFrame, currency: str, interval_min: int) -> Group:
    table = plain_table("one more seat", "hours", f"{currency} at most")
    for site, rows in seats.groupby("of", sort=True):
        wanted = rows[rows["price"] > _LESS_THAN_A_CENT]
        hours = len(wanted) * interval_min / 60
        saved = float(wanted["price"].sum()) * interval_min / 60
        table.add_row(Text(printable(str(site))), f"{hours:,.1f}", f"{saved:,.2f}")
    return titled("What a seat would save in the week", table)
