"""How a use case tells where it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str], None]
"""Takes the name of the stage at work."""


def silent(_stage: str) -> None:
    """Tell nobody."""
