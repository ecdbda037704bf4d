"""What an audit found, for a program to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from staffplan.domain.breach import Breach
from staffplan.domain.cost_line import CostLine
from staffplan.export.summary_json import cost_lines


def audit_document(
    breaches: Sequence[Breach],
    cost: Mapping[str, float],
    currency: str,
    coverage: pd.DataFrame,
    interval_min: int,
    lines: Iterable[CostLine] = (),
) -> dict[str, Any]:
    """Breaches with their numbers, cost by kind and its lines, and cover where a requirement was given."""
    required = float(coverage["required"].sum()) * interval_min / 60
    short = float(coverage["shortfall"].sum()) * interval_min / 60
    cover = {"required_hours": round(required, 4), "covered_hours": round(required - short, 4)}
    return {
        "breaches": [_breach(breach) for breach in breaches],
        "currency": currency,
        "cost": {kind: round(money, 2) for kind, money in cost.items()},
        "cost_lines": cost_lines(lines),
        "cover": None if coverage.empty else cover,
    }


def _breach(breach: Breach) -> dict[str, Any]:
    return {
        "rule": breach.rule,
        "message": breach.message,
        "agent_id": breach.agent_id or None,
        "day": breach.day.isoformat() if breach.day else None,
        "excess": round(breach.excess, 4),
        "unit": breach.unit,
    }
