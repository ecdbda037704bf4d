"""The page on an audit: the breaches by rule, with their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from rich.console import Group
from rich.text import Text

from staffplan.domain.breach import Breach
from staffplan.report.coverage_picture import CoveragePicture
from staffplan.report.faults import printable
from staffplan.report.layout import day_text, plain_table, titled

_SHOWN_PER_RULE = 12


def audit_page(
    breaches: Sequence[Breach], cost: Mapping[str, float], currency: str, coverage: pd.DataFrame | None = None
) -> list[Group | Text | CoveragePicture]:
    """Breaches grouped by rule, the most frequent first; then cost and, if any, cover by the auditor's own count."""
    parts: list[Group | Text | CoveragePicture] = [_verdict(breaches), *breach_tables(breaches)]
    if coverage is not None and not coverage.empty:
        parts.append(CoveragePicture(coverage))
    if cost:
        table = plain_table("kind", currency)
        for kind, money in cost.items():
            table.add_row(kind.replace("_", " "), f"{money:,.2f}")
        parts.append(titled("Cost, as the auditor counts it", table))
    return parts


def _verdict(breaches: Sequence[Breach]) -> Text:
    if not breaches:
        return Text("No breach: every hard rule holds.", style="green")
    rules = len({breach.rule for breach in breaches})
    return Text(f"{len(breaches):,} breaches of {rules} rules", style="bold red")


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
        excess = f"{breach.excess:,.2f} {breach.unit}".strip() if breach.excess else ""
        table.add_row(Text(breach.agent_id or "centre"), day, excess, Text(printable(breach.message)))
    if rest > 0:
        table.add_row("", "", "", f"... and {rest:,} more")
    return titled(f"{rule}: {len(breaches):,}", table)
