"""A week's prices, for a program to read."""

from __future__ import annotations

from math import isnan
from typing import Any

from staffplan.domain.week_prices import Change, WeekPrices


def prices_document(week: WeekPrices) -> dict[str, Any]:
    """The relaxed cost, and what each change does to it: money to cents, hours to four decimals."""
    return {
        "currency": week.currency,
        "bound": round(week.cost, 2),
        "paid_hours": round(week.paid_hours, 4),
        "missing_hours": round(week.missing_hours, 4),
        "changes": [_change(change) for change in week.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    numbers = {"saves": change.saves, "paid_hours": change.paid_hours, "missing_hours": change.missing_hours}
    digits = {"saves": 2}
    told = {name: None if isnan(value) else round(value, digits.get(name, 4)) for name, value in numbers.items()}
    return {"what": change.what} | told | {"reason": change.reason or None}
