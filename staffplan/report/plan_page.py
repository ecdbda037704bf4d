"""The page on a planned week: cost, cover, how near the best, who works where, and what is left short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rich.console import Group
from rich.text import Text

from staffplan.domain.week_summary import Shortfall, WeekSummary
from staffplan.report.layout import day_text, plain_table, titled

_SHOWN_SHORTFALLS: Final = 20
_ENDINGS: Final = {
    "optimal": "with the best plan",
    "gap": "within the gap that was asked for",
    "work limit": "at its limit of nodes or iterations",
    "clock": "by the clock: another machine may end elsewhere",
}


def plan_page(summary: WeekSummary) -> list[Group | Text]:
    """Everything about the week but the picture."""
    return [
        _headline(summary),
        _cost_table(summary),
        _mix_table(summary),
        *shortfall_tables(summary.shortfalls),
    ]


def _headline(summary: WeekSummary) -> Text:
    text = Text(f"Week {summary.week}", style="bold")
    text.append(f"  {day_text(summary.first_day)} to {day_text(summary.last_day)} {summary.last_day.year}\n", "default")
    verdict = "audited, no breach" if not summary.breaches else f"{summary.breaches} breaches"
    text.append(f"{summary.agents} people, {sum(summary.duties_by_mode.values())} duties, {verdict}\n", "default")
    text.append(f"Cover {summary.cover:.1%}", style="green" if summary.cover >= 0.99 else "yellow")
    text.append(f" of {summary.required_hours:,.1f} agent-hours required\n", "default")
    text.append(f"Plan {summary.objective:,.2f} {summary.currency}, bound {summary.bound:,.2f}: ", "default")
    text.append(f"at most {summary.gap:.2%} from the best\n", "default")
    ending = _ENDINGS.get(summary.ended_by, f"by: {summary.ended_by}")
    text.append(f"The search ended {ending}.", "default")
    return text


def _cost_table(summary: WeekSummary) -> Group:
    table = plain_table("kind", summary.currency)
    for kind, money in summary.cost.items():
        table.add_row(kind.replace("_", " "), f"{money:,.2f}")
    table.add_section()
    table.add_row("total", Text(f"{summary.cost_total:,.2f}", style="bold"))
    return titled("Cost", table)


def _mix_table(summary: WeekSummary) -> Group:
    """Paid hours by mode and by contract, one below the other."""
    table = plain_table("", "duties", "paid h", "share")
    total = sum(summary.hours_by_mode.values())
    for mode, hours in summary.hours_by_mode.items():
        duties = f"{summary.duties_by_mode.get(mode, 0):,}"
        table.add_row({"on_site": "on site", "home": "at home"}.get(mode, mode), duties, *_hours(hours, total))
    table.add_section()
    total = sum(summary.hours_by_contract.values())
    for contract, hours in summary.hours_by_contract.items():
        table.add_row(Text(contract), "", *_hours(hours, total))
    return titled("Who works", table)


def _hours(hours: float, total: float) -> tuple[str, str]:
    return f"{hours:,.1f}", f"{hours / total:.1%}" if total else ""


def shortfall_tables(shortfalls: Sequence[Shortfall]) -> list[Group | Text]:
    """What is left short: first by queue and reason, then the runs that miss most."""
    if not shortfalls:
        return [Text("No interval is left short.", style="green")]
    return [_reason_table(shortfalls), _run_table(shortfalls)]


def _reason_table(shortfalls: Sequence[Shortfall]) -> Group:
    sums: dict[tuple[str, str], float] = {}
    for run in shortfalls:
        sums[run.queue, run.reason] = sums.get((run.queue, run.reason), 0.0) + run.agent_hours
    table = plain_table("queue")
    table.add_column("reason", overflow="fold")
    table.add_column("agent-hours", justify="right")
    for (queue, reason), hours in _largest(sums):
        table.add_row(Text(queue), Text(reason or "not stated"), f"{hours:,.1f}")
    return titled("Left short, by queue and reason", table)


def _largest(sums: Mapping[tuple[str, str], float]) -> list[tuple[tuple[str, str], float]]:
    return sorted(sums.items(), key=lambda entry: (-entry[1], entry[0]))


def _run_table(shortfalls: Sequence[Shortfall]) -> Group:
    worst = sorted(shortfalls, key=lambda run: (-run.agent_hours, run.start, run.queue))[:_SHOWN_SHORTFALLS]
    rest = len(shortfalls) - len(worst)
    title = "Where" if not rest else f"Where: the {len(worst)} largest of {len(shortfalls)} spells"
    table = plain_table("day")
    for name in ("from - to", "queue"):
        table.add_column(name, no_wrap=True)
    table.add_column("agents", justify="right")
    table.add_column("agent-hours", justify="right")
    table.add_column("reason", overflow="fold")
    for run in sorted(worst, key=lambda run: (run.start, run.queue)):
        span = f"{run.start:%H:%M} - {run.end:%H:%M}"
        row = (day_text(run.start.date()), span, Text(run.queue), f"{run.agents:,.1f}", f"{run.agent_hours:,.1f}")
        table.add_row(*row, Text(run.reason or "not stated"))
    return titled(title, table)
