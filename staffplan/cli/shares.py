"""How shares are written on the command line."""

from __future__ import annotations

import typer

from staffplan.units import share


def parse_share(text: str | float) -> float:
    """0.8 of ``0.8`` or ``80%``; raises a usage fault otherwise."""
    try:
        return share(str(text))
    except ValueError as reason:
        raise typer.BadParameter(f"{reason}.") from None
