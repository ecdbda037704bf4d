"""The page on an audit: the breaches by rule, with their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from rich.console import Group
from rich.table import Table
from rich.text import Text

from staffplan.domain.breach import Breach
from staffplan.domain.cost_line import CostLine
from staffplan.report.coverage_picture import CoveragePicture
from staffplan.report.faults import printable
from staffplan.report.layout import counted, day_text, labelled, plain_table, titled
from staffplan.report.money import lines_table, money_table

_SHOWN_PER_RULE = 12


@dataclass(frozen=True, slots=True)
class Audited:
    """What was audited, and against how much.

    Attributes
    ----------
    paid_hours : of duties.
    required_hours, covered_hours : agent-hours; required is 0 where cover was not judged.
    """

    agents: int
    duties: int
    paid_hours: float
    rules: int
    required_hours: float
    covered_hours: float


def audit_page(
    breaches: Sequence[Breach],
    cost: Mapping[str, float],
    currency: str,
    audited: Audited,
    coverage: pd.DataFrame | None = None,
    lines: Sequence[CostLine] = (),
) -> list[Group | Text | Table | CoveragePicture]:
    """Verdict, breaches by rule with the most frequent first, then cover and cost by the auditor's own count."""
    judged = coverage is not None and not coverage.empty
    parts: list[Group | Text | Table | CoveragePicture] = [_headlines(breaches, audited, judged)]
    parts += breach_tables(breaches)
    if coverage is not None and judged:
        parts.append(CoveragePicture(coverage))
    return [*parts, Group("", money_table(cost, currency, priced=judged)), *lines_table(lines, currency)]


def _headlines(breaches: Sequence[Breach], audited: Audited, judged: bool) -> Table:
    cover = "Not judged: no requirement was given (-r REQUIREMENT.csv)."
    if judged:
        share = audited.covered_hours / audited.required_hours if audited.required_hours else 1.0
        cover = f"{share:.1%} of {audited.required_hours:,.1f} agent-hours required."
    return labelled(
        ("Audit", _verdict(breaches, audited.rules)),
        (
            "Roster",
            f"{counted(audited.agents, 'person', 'people')}, {counted(audited.duties, 'duty', 'duties')}, "
            f"{audited.paid_hours:,.1f} paid hours on duty.",
        ),
        ("Cover", cover),
    )


def _verdict(breaches: Sequence[Breach], rules: int) -> Text:
    if not breaches:
        return Text(f"No breach: all {rules} rules hold.", style="green")
    broken = len({breach.rule for breach in breaches})
    found = counted(len(breaches), "breach", "breaches")
    return Text(f"{found} of {counted(broken, 'rule', 'rules')}; {rules} were checked.", style="bold red")


def breach_tables(breaches: Sequence[Breach]) -> list[Group]:
    """One table a rule."""
    by_rule: dict[str, list[Breach]] = {}
    for breach in breaches:
        by_rule.setdefault(breach.rule, []).append(breach)
    ordered = sorted(by_rule.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    return [_rule_table(rule, found) for rule, found in ordered]


def _rule_table(rule: str, breaches: Sequence[Breach]) -> Group:
    rest = len(breaches) - _SHOWN_PER_RULE
    table = plain_table("agent")
    table.add_column("day", no_wrap=True)
    table.add_column("excess", justify="right", no_wrap=True)
    table.add_column("what", overflow="fold", ratio=1)
    ordered = sorted(breaches, key=lambda breach: (-breach.excess, breach.agent_id, str(breach.day)))
    for breach in ordered[:_SHOWN_PER_RULE]:
        day = day_text(breach.day) if breach.day else ""
        excess = _excess(breach) if breach.excess else ""
        table.add_row(Text(breach.agent_id or "centre"), day, excess, Text(printable(breach.message)))
    if rest > 0:
        table.add_row("", "", "", f"... and {rest:,} more")
    return titled(f"{rule}: {len(breaches):,}", table)


def _excess(breach: Breach) -> str:
    """``1.25 h``, ``2 days``."""
    return f"{f'{breach.excess:,.2f}'.rstrip('0').rstrip('.')} {breach.unit}".strip()
