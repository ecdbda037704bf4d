"""What each diagnostic code means and what to do about it: the pages of ``staffplan explain``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rich.console import Group
from rich.text import Text

from staffplan.report.diagnostics import in_the_configuration, in_the_run, in_the_tables, on_the_command_line
from staffplan.report.layout import plain_table, titled


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What went wrong, and the way out."""

    meaning: str
    remedy: str


DIAGNOSTICS: Final[dict[str, Diagnostic]] = {
    code: Diagnostic(*texts)
    for code, texts in (
        in_the_configuration.TEXTS | in_the_tables.TEXTS | in_the_run.TEXTS | on_the_command_line.TEXTS
    ).items()
}
"""By code; a code never changes its meaning."""


def diagnostic_text(code: str) -> Text:
    """One code's page."""
    entry = DIAGNOSTICS[code]
    text = Text(code + "\n", style="bold").append(entry.meaning, style="default")
    return text.append("\nTry: ", style="green").append(entry.remedy, style="default")


def diagnostics_list() -> Group:
    """All codes with their meaning."""
    table = plain_table("code")
    table.add_column("meaning", overflow="fold", ratio=1)
    for code in sorted(DIAGNOSTICS):
        table.add_row(code, DIAGNOSTICS[code].meaning)
    return titled("Diagnostics", table)
