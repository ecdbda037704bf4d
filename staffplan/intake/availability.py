"""When a person says they can work, as planners write it."""

from __future__ import annotations

from typing import Final

from staffplan.domain.agent import AvailabilityWindow
from staffplan.tables.cells import CellError, shown
from staffplan.units import clock_span, weekday_set

EXAMPLE: Final = "Mon-Fri 08:30-14:30; Sat 09:00-13:00"

NEVER: Final = (AvailabilityWindow(frozenset(), 0, 0),)
"""One window on no weekday: a person who cannot work at all, other than one who said nothing."""


def availability(text: str) -> tuple[AvailabilityWindow, ...]:
    """Windows of ``Mon-Fri 08:30-14:30; Sat 09:00-13:00``; CellError with the reason for anything else.

    Empty text and ``always`` give no window (whenever the centre is open), ``never`` gives one on no weekday. A part
    without weekdays holds on every day, one without a clock span for the whole day.
    """
    stripped = text.strip()
    if stripped.lower() in {"", "always"}:
        return ()
    if stripped.lower() == "never":
        return NEVER
    return tuple(_window(part) for part in stripped.split(";") if part.strip())


def _window(text: str) -> AvailabilityWindow:
    words = text.replace("–", "-").split()  # noqa: RUF001 - planners paste en dashes
    clocks = [word for word in words if word[0].isdigit()]
    days = [word for word in words if not word[0].isdigit()]
    try:
        if len(clocks) > 1:
            raise ValueError(f"{text.strip()!r} has more than one span; separate them with a semicolon")
        weekdays = weekday_set(" ".join(days)) if days else frozenset(range(7))
        start, end = clock_span(clocks[0]) if clocks else (0, 1440)
    except ValueError as error:
        raise CellError("data.availability", f"{error}.", f"write {EXAMPLE}.") from None
    return AvailabilityWindow(weekdays, start, end)


def weekdays_wanted(text: str) -> frozenset[int]:
    """Weekdays (Monday is 0) of ``Wed|Sat``; none for empty text; CellError for anything else."""
    if not text.strip():
        return frozenset()
    try:
        return weekday_set(text)
    except ValueError:
        raise CellError("data.weekday", f"{shown(text)} does not name weekdays.", "write Wed|Sat.") from None
