"""The page on what agents are worth: contractual and economic level side by side, by queue and day."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from rich.console import Group
from rich.table import Table
from rich.text import Text

from staffplan.report.layout import amount, day_text, interval_hours, local_dates, plain_table, titled

_LEVELS = ("contractual", "economic")
_SIDES = ("targets", "value")
_FIGURES = ("hours", "in time", "hang up", "lost")


def value_page(frame: pd.DataFrame) -> list[Group | Text]:
    """A table a queue, its days in the rows; below it, which level costs less."""
    if frame.empty:
        return [Text("No contacts are expected in a live queue with a value.")]
    hours = interval_hours(frame)
    return [part for queue, rows in frame.groupby("queue", sort=True) for part in _queue(str(queue), rows, hours)]


def _queue(name: str, rows: pd.DataFrame, hours: float) -> Iterator[Group | Text]:
    headings = [f"{side if figure == 'hours' else ''}\n{figure}" for side in _SIDES for figure in _FIGURES]
    table = plain_table("", *headings)
    table.columns[0].no_wrap = True
    for day, part in rows.groupby(local_dates(rows), sort=True):
        _add(table, day_text(day), part, hours)
    table.add_section()
    _add(table, "all", rows, hours)
    yield titled(f"{name}: agents that the targets ask for, and agents that pay for themselves", table)
    yield Text(_sentence(rows, hours))


def _add(table: Table, label: str, rows: pd.DataFrame, hours: float) -> None:
    cells = []
    for level in _LEVELS:
        cells += [
            amount(float(rows[f"agents_{level}"].sum()) * hours),
            f"{_share(rows, f'service_level_{level}'):.1%}",
            f"{_share(rows, f'abandonment_{level}'):.1%}",
            amount(float(rows[f"lost_{level}"].sum())),
        ]
    table.add_row(label, *cells)


def _share(rows: pd.DataFrame, name: str) -> float:
    """Of all contacts."""
    return float((rows[name] * rows["offered"]).sum() / rows["offered"].sum())


def _sentence(rows: pd.DataFrame, hours: float) -> str:
    more = float((rows["agents_contractual"] - rows["agents_economic"]).sum()) * hours
    contractual, economic = (float((rows[f"wages_{level}"] + rows[f"lost_{level}"]).sum()) for level in _LEVELS)
    what = "as many agent-hours as" if abs(more) < hours else f"{amount(abs(more))} agent-hours more than"
    if more <= -hours:
        what = what.replace("more", "fewer")
    return (
        f"The targets ask for {what} pay for themselves. Wages and lost contacts together come to "
        f"{amount(contractual)} by contract and to {amount(economic)} by value: {amount(contractual - economic)} less."
    )
