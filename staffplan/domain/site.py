"""Where people work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """Where an agent works on one day."""

    ON_SITE = "on_site"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Site:
    """A building, with its `seats`: the most people working on site at once (None: no limit)."""

    name: str
    seats: int | None = None
