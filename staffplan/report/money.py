"""What a week costs, kind by kind: what is paid, and what is only priced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rich.console import Group
from rich.table import Table
from rich.text import Text

from staffplan.domain.cost_line import CostLine
from staffplan.report.faults import printable
from staffplan.report.layout import plain_table, titled

PRICED: Final = ("shortfall", "surplus")
"""Kinds that nobody is paid: the centre's prices for imperfect cover."""
_NAMES: Final = {
    "stipends": "stipends for work at home",
    "allowances": "shift allowances",
    "premiums": "premiums by the clock",
    "overtime": "premiums of overtime",
    "time_off": "pay of voluntary time off",
    "seats": "seats on site",
    "shortfall": "agents missing, as priced",
    "surplus": "agents to spare, as priced",
}
_PLACES: Final = {"on_site": "on site", "home": "at home"}
_LESS_THAN_A_CENT: Final = 0.005


def pay(cost: Mapping[str, float]) -> float:
    """The part of the cost that is paid to people."""
    return sum(money for kind, money in cost.items() if kind not in PRICED)


def money_table(cost: Mapping[str, float], currency: str, *, priced: bool = True) -> Table:
    """A line a kind that costs anything, the pay, and the total; `priced` False leaves out what is only priced."""
    table = plain_table("Cost", currency)
    kinds = {kind: money for kind, money in cost.items() if abs(money) >= _LESS_THAN_A_CENT}
    for kind, money in kinds.items():
        if kind not in PRICED:
            _add(table, kind, money)
    table.add_section()
    _add(table, "pay", pay(cost), "bold")
    if priced:
        for kind in PRICED:
            if kind in kinds:
                _add(table, kind, kinds[kind])
        table.add_section()
        _add(table, "total", sum(cost.values()), "bold")
    return table


def lines_table(lines: Sequence[CostLine], currency: str) -> list[Group]:
    """What each kind is made of; nothing where no kind has a part of its own."""
    told = [line for line in lines if line.of and abs(line.money) >= _LESS_THAN_A_CENT]
    if not told:
        return []
    table = plain_table("kind", "hours", "an hour", currency)
    table.columns[0].overflow = "fold"
    for line in told:
        where = f", {_PLACES[line.mode]}" if line.mode else ""
        rate = f"{line.money / line.hours:,.2f}" if line.hours else ""
        hours = f"{line.hours:,.1f}" if line.hours else ""
        table.add_row(Text(f"{line.kind}: {printable(line.of)}{where}"), hours, rate, f"{line.money:,.2f}")
    return [titled("What the cost is made of", table)]


def _add(table: Table, kind: str, money: float, style: str = "") -> None:
    table.add_row(Text(_NAMES.get(kind, kind.replace("_", " ")), style), Text(f"{money:,.2f}", style))
