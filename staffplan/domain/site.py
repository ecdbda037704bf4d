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
    """A building, with its `seats`: the most people working on site at once (None: no limit).

    `seat_per_hour` and `seat_per_duty` are what somebody on site costs beside the pay; hours run from coming to
    leaving, pauses included, the gap of a split shift left out.
    """

    name: str
    seats: int | None = None
    seat_per_hour: float = 0.0
    seat_per_duty: float = 0.0
