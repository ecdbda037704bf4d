"""The page on a check that found nothing wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group
from rich.text import Text

from staffplan.domain.site import Mode
from staffplan.report.layout import plain_table


def check_page(
    counts: Mapping[str, int], shrinkage: Mapping[Mode, tuple[float, float]], files: Sequence[str]
) -> list[Text | Group]:
    """How much there is of what, the share of rostered work lost in each mode, and the files it was all read from."""
    table = plain_table("read", "number")
    for name, count in counts.items():
        table.add_row(name.replace("_", " "), f"{count:,}")
    lost = ", ".join(f"{_extent(*shares)} {_where(mode)}" for mode, shares in shrinkage.items())
    listed = Text("\nFrom " + ", ".join(files), style="dim", overflow="fold")
    return [Text(f"No fault in {len(files)} files.\n", style="green"), Group(table, f"\nShrinkage: {lost}.", listed)]


def _extent(least: float, most: float) -> str:
    return f"{least * 100:g} %" if least == most else f"{least * 100:g} to {most * 100:g} %"


def _where(mode: Mode) -> str:
    return "at home" if mode is Mode.HOME else "on site"
