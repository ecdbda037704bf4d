"""How long the longest duty is that a person could work on a day, by contract, opening hours and availability."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import product
from zoneinfo import ZoneInfo

from staffplan.calendar.opening import Span
from staffplan.domain.agent import Agent
from staffplan.domain.centre import Centre
from staffplan.domain.shift import ShiftProfile
from staffplan.domain.site import Mode
from staffplan.rules.free_time import common, offered_spans, stretches
from staffplan.units import MINUTES_PER_DAY

Spans = tuple[Span, ...]


def longest_paid_hours(agent: Agent, profiles: tuple[ShiftProfile, ...], centre: Centre, day: date) -> float:
    """Paid hours of the longest shift of `profiles` that fits on `day`; 0.0 where none does.

    Fits means: starts where its profile allows, and lies with every block inside the opening hours and the person's
    availability. Time off and other duties are not looked at.
    """
    around = tuple(day + timedelta(days=offset) for offset in (-1, 0, 1))
    opening = tuple(centre.opening.spans(near) for near in around)
    offered = tuple(offered_spans(agent, centre, near) for near in around)
    return _longest_min(profiles, agent.modes, around, opening, offered, (centre.zone, agent.zone)) / 60


@lru_cache(maxsize=4096)
def _longest_min(
    profiles: tuple[ShiftProfile, ...],
    modes: frozenset[Mode],
    around: tuple[date, ...],
    opening: tuple[Spans, ...],
    offered: tuple[Spans, ...],
    zones: tuple[str, str],
) -> int:
    """Most paid minutes; remembered, since most people of a centre offer one of a few sets of windows."""
    centre_zone, agent_zone = zones
    is_open = stretches(zip(around, opening, strict=True), centre_zone)
    is_free = stretches(zip(around, offered, strict=True), agent_zone)
    free = tuple(
        (_minute(start, around[1], centre_zone), _minute(end, around[1], centre_zone))
        for start, end in common(is_open, is_free)
    )
    workable = (profile for profile in profiles if profile.modes & modes)
    return max((paid for profile in workable for paid in _fitting(profile, free)), default=0)


def _minute(instant: datetime, day: date, zone: str) -> int:
    """Wall-clock minutes after the midnight that begins `day`."""
    local = instant.astimezone(ZoneInfo(zone))
    return (local.date() - day).days * MINUTES_PER_DAY + local.hour * 60 + local.minute


def _fitting(profile: ShiftProfile, free: Spans) -> Iterator[int]:
    """Paid minutes of every shift of a profile that fits into the free spans."""
    starts = range(profile.first_start, profile.last_start + 1, profile.start_step)
    for blocks in _shapes(profile):
        if any(all(_inside(start + a, start + b, free) for a, b in blocks) for start in starts):
            yield sum(_paid_min(profile, b - a) for a, b in blocks)


def _shapes(profile: ShiftProfile) -> Iterator[Spans]:
    if not profile.split_only:
        yield from (((0, length),) for length in profile.lengths)
    if profile.gap is not None:
        gaps = range(profile.gap[0], profile.gap[1] + 1, profile.gap_step)
        for first, second, gap in product(profile.lengths, profile.lengths, gaps):
            if first + gap + second <= profile.spread:
                yield ((0, first), (first + gap, first + gap + second))


def _inside(start: int, end: int, free: Spans) -> bool:
    return any(low <= start and end <= high for low, high in free)


def _paid_min(profile: ShiftProfile, length: int) -> int:
    due = (pause for pause in profile.breaks if pause.from_min <= length <= pause.to_min)
    return length - sum(pause.minutes for pause in due if not pause.paid)
