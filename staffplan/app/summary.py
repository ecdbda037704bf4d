"""What a plan and its audit come to, in the numbers of one summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import pandas as pd

from staffplan.app.period_targets import promises_told
from staffplan.calendar.weeks import DAYS_PER_WEEK, week_label, weeks_label
from staffplan.domain.centre import Centre
from staffplan.domain.roster import Roster
from staffplan.domain.site import Mode
from staffplan.domain.week_summary import Shortfall, WeekBound, WeekSummary

if TYPE_CHECKING:
    from staffplan.auditing import AuditReport
    from staffplan.scheduling.assembled_week import Plan

_NEGLIGIBLE_AGENTS: Final = 1e-6
_PRICE_DECIMALS: Final = 4


def summarised(plan: Plan, report: AuditReport, coverage: pd.DataFrame, centre: Centre) -> WeekSummary:
    """The numbers of a planned week: cover, cost and hours as the auditor counts them, bound and gap as planned."""
    totals = report.totals
    return WeekSummary(
        week=weeks_label(
            plan.roster.first_day, ((plan.roster.last_day - plan.roster.first_day).days + 1) // DAYS_PER_WEEK
        ),
        first_day=plan.roster.first_day,
        last_day=plan.roster.last_day,
        currency=centre.currency,
        cost=dict(report.cost),
        cost_total=report.cost.total,
        required_hours=totals.required_hours,
        covered_hours=totals.covered_hours,
        objective=plan.objective,
        bound=plan.bound,
        gap=plan.gap,
        ended_by=plan.ended_by,
        agents=totals.agents,
        duties_by_mode={mode.value: sum(duty.mode is mode for duty in plan.roster.duties) for mode in Mode},
        hours_by_mode={mode.value: hours for mode, hours in totals.paid_hours.items()},
        hours_by_contract=_hours_by_contract(plan.roster, centre),
        shortfalls=shortfall_runs(coverage, centre.interval_min),
        breaches=len(report.breaches),
        notes=(*plan.notes, *_nobody(plan.roster, centre), *promises_told(report.kept)),
        required_by_queue=_required_by_queue(coverage, centre.interval_min),
        absence_hours=_absence_hours(report.hours),
        cost_lines=report.cost.lines,
    )


def week_bounds(plans: Sequence[Plan]) -> tuple[WeekBound, ...]:
    """Cost and bound of each of several weeks; empty for one, whose summary says it all."""
    if len(plans) == 1:
        return ()
    return tuple(
        WeekBound(week_label(plan.roster.first_day), plan.objective, plan.bound, plan.gap, plan.ended_by)
        for plan in plans
    )


def _required_by_queue(coverage: pd.DataFrame, interval_min: int) -> dict[str, float]:
    sums = coverage.groupby("queue", sort=True)["required"].sum() * interval_min / 60
    return {str(queue): float(hours) for queue, hours in sums.items()}


def _absence_hours(hours: pd.DataFrame) -> float:
    """Paid hours that are none of a duty."""
    return float((hours["paid_hours"] - hours["regular_hours"] - hours["paid_break_hours"]).sum())


def _nobody(roster: Roster, centre: Centre) -> tuple[str, ...]:
    """A note where the roster is empty, and why."""
    if roster.duties:
        return ()
    return ("The roster is empty: " + ("no duty pays." if centre.agents else "the centre has no agents."),)


def _hours_by_contract(roster: Roster, centre: Centre) -> dict[str, float]:
    contract_of = {agent.id: agent.contract for agent in centre.agents}
    hours = {contract.name: 0.0 for contract in centre.contracts}
    for duty in roster.duties:
        hours[contract_of[duty.agent_id]] += duty.paid_hours
    return hours


def with_reasons(coverage: pd.DataFrame, reasons: Mapping[tuple[str, datetime], str]) -> pd.DataFrame:
    """COVERAGE with the planner's reason beside each shortfall; `reasons` by queue and UTC start."""
    starts = coverage["start"].dt.tz_convert("UTC")
    short = coverage["shortfall"] > _NEGLIGIBLE_AGENTS
    texts = [
        reasons.get((queue, start.to_pydatetime()), "") if is_short else ""
        for queue, start, is_short in zip(coverage["queue"], starts, short, strict=True)
    ]
    return coverage.assign(reason=pd.Series(texts, index=coverage.index, dtype="str"))


def with_prices(coverage: pd.DataFrame, prices: Mapping[tuple[str, datetime], float]) -> pd.DataFrame:
    """COVERAGE with the price of one more agent-hour needed in each interval; `prices` by queue and UTC start."""
    starts = coverage["start"].dt.tz_convert("UTC")
    found = [
        round(prices.get((queue, start.to_pydatetime()), float("nan")), _PRICE_DECIMALS) + 0.0
        for queue, start in zip(coverage["queue"], starts, strict=True)
    ]
    return coverage.assign(price=pd.Series(found, index=coverage.index, dtype="float64"))


def shortfall_runs(coverage: pd.DataFrame, interval_min: int) -> tuple[Shortfall, ...]:
    """Neighbouring short intervals of a queue with one reason, put together; sorted by start and queue."""
    step = timedelta(minutes=interval_min)
    runs: list[Shortfall] = []
    short = coverage[coverage["shortfall"] > _NEGLIGIBLE_AGENTS].sort_values(["queue", "start"], kind="stable")
    for queue, start, agents, reason in zip(
        short["queue"], short["start"], short["shortfall"], short["reason"], strict=True
    ):
        begin = start.to_pydatetime()
        end = (start + step).to_pydatetime()
        hours = agents * interval_min / 60
        last = runs[-1] if runs else None
        if last and (last.queue, last.reason) == (queue, reason) and last.end == begin:
            runs[-1] = Shortfall(queue, last.start, end, max(last.agents, agents), last.agent_hours + hours, reason)
        else:
            runs.append(Shortfall(queue, begin, end, float(agents), hours, reason))
    return tuple(sorted(runs, key=lambda run: (run.start, run.queue)))
