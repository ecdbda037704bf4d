"""Which pauses a block of a shift needs by law, and windows in which they may lie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from staffplan.domain.shift import Activity, BreakPlan

_WIDEST_MIN = 60
"""How far a pause may be moved from the middle of its window, at most."""

_MOST_PAUSES = 6


@dataclass(frozen=True, slots=True)
class PauseLaw:
    """What the law asks for, in minutes.

    Attributes
    ----------
    steps : (work, pauses): more work than this needs so much of pauses; the least work first.
    unbroken : longest work between two pauses.
    shortest : what is shorter is no pause.
    """

    steps: tuple[tuple[int, int], ...]
    unbroken: int
    shortest: int


def lawful_pauses(block: int, law: PauseLaw, interval: int) -> tuple[BreakPlan, ...] | None:
    """Unpaid meals for a block of `block` minutes on duty, as few as the law allows; None where none are enough.

    The pauses cut the work into even parts. Each window is as wide as can be, up to an hour to either side, so that
    nobody works too long without a pause wherever the pauses end up, and no two windows touch.

    Parameters
    ----------
    interval : planning interval in minutes, to whose multiples pauses and windows are rounded.
    """
    for count in range(_MOST_PAUSES + 1):
        minutes = _lengths(block, law, interval, count)
        if minutes is not None:
            plans = _windows(block, minutes, law, interval)
            if plans is not None:
                return tuple(plans)
    return None


def _lengths(block: int, law: PauseLaw, interval: int, count: int) -> list[int] | None:
    """Lengths of `count` pauses that together are due; None where so many are too few."""
    shortest = _up(law.shortest, interval)
    for total in range(count * shortest, block if count else 1, interval):
        due = max((pauses for work, pauses in law.steps if block - total > work), default=0)
        if total >= due:
            parts, over = divmod(total // interval, count) if count else (0, 0)
            return [(parts + (number < over)) * interval for number in range(count)]
    return None


def _windows(block: int, minutes: list[int], law: PauseLaw, interval: int) -> list[BreakPlan] | None:
    """The widest windows around evenly spread pauses; None where even fixed pauses leave somebody working too long."""
    stint = (block - sum(minutes)) / (len(minutes) + 1)
    middles, at = [], 0.0
    for length in minutes:
        at += stint
        middles.append(round(at / interval) * interval)
        at += length
    for reach in range(_WIDEST_MIN // interval * interval, -1, -interval):
        windows = [(middle - reach, middle + reach) for middle in middles]
        if _are_lawful(block, minutes, windows, law):
            return list(_plans(block, minutes, windows))
    return None


def _are_lawful(block: int, minutes: list[int], windows: list[tuple[int, int]], law: PauseLaw) -> bool:
    free_from, earliest_end = 0, 0
    for (earliest, latest), length in zip(windows, minutes, strict=True):
        if earliest < max(free_from, 1) or latest - earliest_end > law.unbroken:
            return False
        free_from, earliest_end = latest + length, earliest + length
    return free_from < block + (not minutes) and block - earliest_end <= law.unbroken


def _plans(block: int, minutes: list[int], windows: list[tuple[int, int]]) -> Iterator[BreakPlan]:
    for (earliest, latest), length in zip(windows, minutes, strict=True):
        yield BreakPlan(Activity.MEAL, length, False, earliest, latest, from_min=block, to_min=block)


def _up(minutes: int, interval: int) -> int:
    return -(-minutes // interval) * interval
