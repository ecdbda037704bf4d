"""``summary.json``: what a planned week comes to, for a program to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from staffplan.domain.cost_line import CostLine
from staffplan.domain.week_summary import Shortfall, WeekSummary
from staffplan.export.json_text import json_text

SUMMARY_VERSION: Final = 1


def summary_document(summary: WeekSummary) -> dict[str, Any]:
    """The summary as plain values: money to cents, hours to four decimals, shares to six."""
    return {
        "schema_version": SUMMARY_VERSION,
        "week": summary.week,
        "first_day": summary.first_day.isoformat(),
        "last_day": summary.last_day.isoformat(),
        "currency": summary.currency,
        "cost": _rounded(summary.cost, 2) | {"total": round(summary.cost_total, 2)},
        "cost_lines": cost_lines(summary.cost_lines),
        "cover": {
            "required_hours": round(summary.required_hours, 4),
            "covered_hours": round(summary.covered_hours, 4),
            "share": round(summary.cover, 6),
            "required_hours_by_queue": _rounded(summary.required_by_queue, 4),
        },
        "solve": {
            "objective": round(summary.objective, 2),
            "bound": round(summary.bound, 2),
            "gap": round(summary.gap, 6),
            "ended_by": summary.ended_by,
        },
        **_weeks(summary),
        "agents": summary.agents,
        "duties_by_mode": dict(summary.duties_by_mode),
        "paid_hours_by_mode": _rounded(summary.hours_by_mode, 4),
        "paid_hours_by_contract": _rounded(summary.hours_by_contract, 4),
        "paid_absence_hours": round(summary.absence_hours, 4),
        "shortfalls": [_shortfall(run) for run in summary.shortfalls],
        "breaches": summary.breaches,
        "notes": list(summary.notes),
    }


def summary_text(summary: WeekSummary) -> str:
    """The document as JSON text."""
    return json_text(summary_document(summary))


def cost_lines(lines: Iterable[CostLine]) -> list[dict[str, Any]]:
    """What the cost is made of: kind, whose it is, mode, hours and money."""
    return [
        {
            "kind": line.kind,
            "of": line.of or None,
            "mode": line.mode or None,
            "hours": round(line.hours, 4),
            "money": round(line.money, 2),
        }
        for line in lines
    ]


def _rounded(values: Mapping[str, float], digits: int) -> dict[str, float]:
    return {name: round(value, digits) for name, value in values.items()}


def _weeks(summary: WeekSummary) -> dict[str, Any]:
    """Each of several weeks; nothing for one."""
    weeks = [
        {
            "week": week.week,
            "objective": round(week.objective, 2),
            "bound": round(week.bound, 2),
            "gap": round(week.gap, 6),
            "ended_by": week.ended_by,
        }
        for week in summary.weeks
    ]
    return {"weeks": weeks} if weeks else {}


def _shortfall(run: Shortfall) -> dict[str, Any]:
    return {
        "queue": run.queue,
        "start": run.start.isoformat(),
        "end": run.end.isoformat(),
        "agents": round(run.agents, 4),
        "agent_hours": round(run.agent_hours, 4),
        "reason": run.reason,
    }
