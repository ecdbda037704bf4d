"""When the centre is open and when a person offers to work, as stretches of the time line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from staffplan.calendar.horizon import wall_instant
from staffplan.calendar.opening import Span
from staffplan.domain.agent import Agent
from staffplan.domain.centre import Centre
from staffplan.units import MINUTES_PER_DAY

Stretch = tuple[datetime, datetime]
"""From one UTC instant to another."""

WHOLE_DAY: tuple[Span, ...] = ((0, MINUTES_PER_DAY),)


def offered_spans(agent: Agent, centre: Centre, day: date) -> tuple[Span, ...]:
    """Wall-clock minutes, in the agent's zone, that the agent offers on an agent-local date.

    Without any windows the whole day is offered; in school holidays their own windows replace the others.
    """
    windows = agent.availability
    if agent.school_holiday_availability is not None and centre.special_days.in_school_holidays(day):
        windows = agent.school_holiday_availability
    if not windows:
        return WHOLE_DAY
    return tuple((window.start, window.end) for window in windows if day.weekday() in window.weekdays)


def stretches(spans_by_day: Iterable[tuple[date, Sequence[Span]]], zone: str) -> tuple[Stretch, ...]:
    """The wall-clock spans of some dates on the time line, in order; those that touch or overlap are one."""
    pieces = sorted(
        (wall_instant(day, start, zone), wall_instant(day, end, zone))
        for day, spans in spans_by_day
        for start, end in spans
    )
    merged: list[Stretch] = []
    for start, end in pieces:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def common(first: Iterable[Stretch], second: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """What two lists of stretches have in common."""
    pairs = ((max(a, c), min(b, d)) for a, b in first for c, d in second)
    return tuple((start, end) for start, end in pairs if start < end)


def holds(free: Iterable[Stretch], block: Stretch) -> bool:
    """Whether a block lies inside one of the stretches."""
    return any(start <= block[0] and block[1] <= end for start, end in free)
