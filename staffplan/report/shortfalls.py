"""What a plan leaves short: how much by queue and day, why, and where it is enough to act on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from rich.console import Group
from rich.text import Text

from staffplan.domain.week_summary import Shortfall, WeekSummary
from staffplan.report.layout import amount, counted, day_text, plain_table, titled
from staffplan.units import WEEKDAYS

WORTH_ACTING: Final = 0.5
"""Net agents. Where fewer are missing, no one person would mend it."""
_SHOWN: Final = 12
_SHOWN_SPELLS: Final = 4
_MEANINGS: Final = {
    "no one available": "nobody with the skill is free and may work then",
    "seats full": "those free may come on site only, where every seat is taken",
    "too dear": "people are free; bringing them costs more than the lack is priced at",
}


def shortfall_tables(summary: WeekSummary) -> list[Group | Text]:
    """Agent-hours short by queue and day, by reason, and the queues' days on which half an agent or more is missing."""
    shortfalls = summary.shortfalls
    if not shortfalls:
        return [Text("\nNo interval is left short.", style="green")]
    return [_by_queue_and_day(summary), _by_reason(shortfalls), *_worth_acting(shortfalls)]


def _by_queue_and_day(summary: WeekSummary) -> Group:
    """The queue that misses most comes first; the last column is the part of its requirement that is served."""
    hours = _sums((run.queue, run.start.date(), run.agent_hours) for run in summary.shortfalls)
    days = [summary.first_day + timedelta(days=offset) for offset in range(7)]
    table = plain_table("queue", *(WEEKDAYS[day.weekday()] for day in days))
    table.add_column("week", justify="right", style="bold", no_wrap=True)
    table.add_column("cover", justify="right", no_wrap=True)
    totals = {queue: sum(by_day.values()) for queue, by_day in hours.items()}
    for queue in sorted(totals, key=lambda name: (-totals[name], name)):
        row = [amount(hours[queue].get(day, 0.0)) for day in days]
        table.add_row(Text(queue), *row, amount(totals[queue]), _served(totals[queue], summary, queue))
    if len(totals) > 1:
        table.add_section()
        row = [amount(sum(by_day.get(day, 0.0) for by_day in hours.values())) for day in days]
        table.add_row("all", *row, amount(sum(totals.values())), f"{summary.cover:.1%}")
    return titled("Agent-hours left short, by queue and day", table)


def _served(short: float, summary: WeekSummary, queue: str) -> str:
    required = summary.required_by_queue.get(queue, 0.0)
    return f"{1 - short / required:.1%}" if required else ""


def _sums[Row, Place](cells: Iterable[tuple[Row, Place, float]]) -> Mapping[Row, Mapping[Place, float]]:
    sums: defaultdict[Row, defaultdict[Place, float]] = defaultdict(lambda: defaultdict(float))
    for row, place, value in cells:
        sums[row][place] += value
    return sums


def _by_reason(shortfalls: Sequence[Shortfall]) -> Group:
    hours = _sums((run.reason, run.queue, run.agent_hours) for run in shortfalls)
    table = plain_table("reason")
    table.add_column("agent-hours", justify="right", no_wrap=True)
    table.add_column("what it means, and for which queues", overflow="fold", ratio=1)
    for reason in sorted(hours, key=lambda name: (-sum(hours[name].values()), name)):
        queues = sorted(hours[reason].items(), key=lambda entry: (-entry[1], entry[0]))
        listed = ", ".join(f"{queue} {amount(value)}" for queue, value in queues)
        meaning = f"{_MEANINGS[reason]}: {listed}" if reason in _MEANINGS else listed
        table.add_row(Text(reason or "not stated"), amount(sum(hours[reason].values())), Text(meaning))
    return titled("Why", table)


def _worth_acting(shortfalls: Sequence[Shortfall]) -> list[Group | Text]:
    """The queues' days with a spell of half an agent or more, the largest first, and a count of what is not shown."""
    by_day: defaultdict[tuple[date, str, str], list[Shortfall]] = defaultdict(list)
    small = 0.0
    for run in shortfalls:
        if run.agents >= WORTH_ACTING:
            by_day[run.start.date(), run.queue, run.reason].append(run)
        else:
            small += run.agent_hours
    ranked = sorted(by_day.items(), key=lambda entry: (-_hours(entry[1]), entry[0]))
    few = sum(run.agents < WORTH_ACTING for run in shortfalls)
    shown: list[Group | Text] = [_day_table(ranked[:_SHOWN])] if ranked else []
    return [*shown, *_rest(ranked, few, small)]


def _day_table(ranked: Sequence[tuple[tuple[date, str, str], list[Shortfall]]]) -> Group:
    table = plain_table("day")
    table.add_column("queue", overflow="fold")
    table.add_column("from - to", overflow="fold", ratio=1)
    table.add_column("missing", justify="right", no_wrap=True)
    table.add_column("agent-h", justify="right", no_wrap=True)
    table.add_column("reason", overflow="fold")
    for (day, queue, reason), runs in ranked:
        most = max(run.agents for run in runs)
        cells = (_spells(runs), f"{most:,.1f}", f"{_hours(runs):,.1f}", Text(reason or "not stated"))
        table.add_row(day_text(day), Text(queue), *cells)
    return titled(f"Where {WORTH_ACTING:g} agents or more are missing, the most agent-hours first", table)


def _spells(runs: Sequence[Shortfall]) -> str:
    largest = sorted(runs, key=lambda run: (-run.agent_hours, run.start))[:_SHOWN_SPELLS]
    listed = [f"{run.start:%H:%M}-{run.end:%H:%M}" for run in sorted(largest, key=lambda run: run.start)]
    rest = len(runs) - len(largest)
    return ", ".join(listed) + (f" and {rest} more" if rest else "")


def _hours(runs: Iterable[Shortfall]) -> float:
    return sum(run.agent_hours for run in runs)


def _rest(ranked: Sequence[tuple[object, list[Shortfall]]], small_spells: int, small_hours: float) -> list[Text]:
    """What the table leaves out, so that nobody takes it for all."""
    hidden = ranked[_SHOWN:]
    hidden_hours = _hours(run for _, runs in hidden for run in runs)
    more = f"{counted(len(hidden), 'more line', 'more lines')}, {hidden_hours:,.1f} agent-hours"
    few = f"{counted(small_spells, 'spell', 'spells')} with fewer agents missing, {small_hours:,.1f} agent-hours"
    parts = [more] * bool(hidden) + [few] * bool(small_spells)
    if not ranked:
        return [Text(f"\nNowhere are {WORTH_ACTING:g} agents or more missing: {few}.", style="green")]
    return [Text(f"Not shown: {'; '.join(parts)}.", style="dim")] if parts else []
