"""The page on a check that found nothing wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group
from rich.text import Text

from staffplan.report.layout import plain_table


def check_page(counts: Mapping[str, int], files: Sequence[str]) -> list[Text | Group]:
    """How much there is of what, and the files that it was read from."""
    table = plain_table("read", "number")
    for name, count in counts.items():
        table.add_row(name.replace("_", " "), f"{count:,}")
    listed = Text("\nFrom " + ", ".join(files), style="dim", overflow="fold")
    return [Text(f"No fault in {len(files)} files.\n", style="green"), Group(table, listed)]
