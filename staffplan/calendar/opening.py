"""When a queue is open: weekly hours, holidays, and single days that differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from staffplan.calendar.horizon import Horizon, wall_instant
from staffplan.units import MINUTES_PER_DAY

Span = tuple[int, int]
"""Start and end in wall-clock minutes after midnight; an end beyond 1440 lies on the next day."""


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Opening spans by weekday, overruled on holidays and then by date.

    Attributes
    ----------
    weekly : spans of each weekday, Monday first.
    holidays : dates on which `on_holiday` applies.
    on_holiday : spans on those dates; empty for closed; None for the weekday's own spans.
    special : spans of single dates, which win over everything.
    """

    weekly: tuple[tuple[Span, ...], ...]
    holidays: frozenset[date] = frozenset()
    on_holiday: tuple[Span, ...] | None = ()
    special: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)

    def spans(self, day: date) -> tuple[Span, ...]:
        """The opening spans that start on `day`."""
        if day in self.special:
            return self.special[day]
        if day in self.holidays and self.on_holiday is not None:
            return self.on_holiday
        return self.weekly[day.weekday()]

    def mask(self, horizon: Horizon) -> NDArray[np.bool_]:
        """True for each interval of the horizon that starts while open; shape (slots,)."""
        is_open = np.zeros(horizon.slots, dtype=bool)
        for offset in range(-1, horizon.days):
            day = horizon.first_day + timedelta(days=offset)
            for start, end in self.spans(day):
                first = horizon.slot(wall_instant(day, start, horizon.zone))
                last = horizon.slot(wall_instant(day, end, horizon.zone))
                is_open[max(first, 0) : max(last, 0)] = True
        return is_open


ALWAYS_OPEN = OpeningHours(weekly=(((0, MINUTES_PER_DAY),),) * 7, on_holiday=None)
