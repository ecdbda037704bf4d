"""The page on a planned week: cost, cover, how near the best, who works where, and what is left short."""

from __future__ import annotations

from typing import Final

from rich.console import Group
from rich.table import Table
from rich.text import Text

from staffplan.domain.week_summary import WeekSummary
from staffplan.report.layout import days_text, labelled, plain_table, titled
from staffplan.report.money import lines_table, money_table, pay
from staffplan.report.shortfalls import shortfall_tables

_ENDINGS: Final = {
    "optimal": "with the best plan.",
    "gap": "with each day, or the whole week, within the gap that was asked for.",
    "work limit": "at its limit of nodes or iterations; a higher limit may find a better plan.",
    "clock": "by the clock: on another machine it may end with another plan.",
}
_PLACES: Final = {"on_site": "on site", "home": "at home"}
_GOOD_COVER: Final = 0.99


def plan_page(summary: WeekSummary) -> list[Group | Text | Table]:
    """Everything about the week but the picture."""
    return [
        Text(f"Week {summary.week}, {days_text(summary.first_day, summary.last_day)}\n", style="bold"),
        _headlines(summary),
        *_weeks(summary),
        *_cost(summary),
        _mix_table(summary),
        *shortfall_tables(summary),
    ]


def _headlines(summary: WeekSummary) -> Table:
    verdict = "audited, no breach" if not summary.breaches else f"{summary.breaches:,} breaches"
    duties = sum(summary.duties_by_mode.values())
    short = summary.required_hours - summary.covered_hours
    cover = Text(f"{summary.cover:.1%}", style="green" if summary.cover >= _GOOD_COVER else "yellow")
    cover.append(f" of {summary.required_hours:,.1f} agent-hours required; {short:,.1f} left short.", "default")
    priced = summary.cost_total - pay(summary.cost)
    return labelled(
        ("People", f"{summary.agents:,} people, {duties:,} duties; {verdict}."),
        ("Cover", cover),
        (
            "Cost",
            f"{summary.cost_total:,.2f} {summary.currency}: {pay(summary.cost):,.2f} of pay, {priced:,.2f} "
            "for agents missing or to spare, at the centre's prices.",
        ),
        ("Best", _nearness(summary)),
        ("Search", f"Ended {_ENDINGS.get(summary.ended_by, f'by: {summary.ended_by}.')}"),
    )


def _nearness(summary: WeekSummary) -> str:
    """The lower bound and the gap, in words."""
    bound = f"{summary.bound:,.2f} {summary.currency}"
    if summary.objective <= summary.bound:
        return f"No plan costs less than {bound} (lower bound): this is a best plan."
    above = summary.objective - summary.bound
    return (
        f"No plan costs less than {bound} (lower bound): this one is at most {above:,.2f} above the best, "
        f"a gap of {summary.gap:.2%}."
    )


def _weeks(summary: WeekSummary) -> list[Group]:
    """The bound and the gap of each of several weeks."""
    if not summary.weeks:
        return []
    table = plain_table("week", "cost", "lower bound", "gap")
    for week in summary.weeks:
        table.add_row(Text(week.week), f"{week.objective:,.2f}", f"{week.bound:,.2f}", f"{week.gap:.2%}")
    return [titled("Week by week, each after those before it", table)]


def _cost(summary: WeekSummary) -> list[Group | Text]:
    parts: list[Group | Text] = [Group("", money_table(summary.cost, summary.currency))]
    if summary.absence_hours:
        absence = f"{summary.absence_hours:,.1f} paid hours of leave, sickness and training"
        parts.append(Text(f"Not in it: {absence}, which no plan changes.", style="dim"))
    return [*parts, *lines_table(summary.cost_lines, summary.currency)]


def _mix_table(summary: WeekSummary) -> Group:
    """Paid hours by place and by contract, one below the other."""
    table = plain_table("worked", "duties", "paid hours", "share")
    total = sum(summary.hours_by_mode.values())
    for mode, hours in summary.hours_by_mode.items():
        duties = f"{summary.duties_by_mode.get(mode, 0):,}"
        table.add_row(_PLACES.get(mode, mode), duties, *_hours(hours, total))
    table.add_section()
    total = sum(summary.hours_by_contract.values())
    for contract, hours in summary.hours_by_contract.items():
        table.add_row(Text(contract), "", *_hours(hours, total))
    return titled("Who works: by place and by contract", table)


def _hours(hours: float, total: float) -> tuple[str, str]:
    return f"{hours:,.1f}", f"{hours / total:.1%}" if total else ""
