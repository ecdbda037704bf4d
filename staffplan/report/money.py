"""What a week costs, kind by kind: what is paid, and what is only priced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rich.table import Table
from rich.text import Text

from staffplan.report.layout import plain_table

PRICED: Final = ("shortfall", "surplus")
"""Kinds that nobody is paid: the centre's prices for imperfect cover."""
_NAMES: Final = {
    "stipends": "stipends for work at home",
    "allowances": "shift allowances",
    "shortfall": "agents missing, as priced",
    "surplus": "agents to spare, as priced",
}
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


def _add(table: Table, kind: str, money: float, style: str = "") -> None:
    table.add_row(Text(_NAMES.get(kind, kind.replace("_", " ")), style), Text(f"{money:,.2f}", style))
