"""Whether opening hours, queues and prices make sense together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from staffplan.calendar.opening import Span
from staffplan.config.draft import Draft, Mistake
from staffplan.config.places import Path
from staffplan.config.queue_checks import queue_mistakes
from staffplan.units import MINUTES_PER_DAY, WEEKDAYS, weekday_set

Week = tuple[tuple[Span, ...], ...]


def service_mistakes(draft: Draft) -> Iterator[Mistake]:
    """Contradictions in hours, queues and prices."""
    hours = draft.get("opening_hours")
    centre_week: Week | None = None
    if hours is not None:
        yield from _weekday_mistakes(hours, ("opening_hours",))
        centre_week = week(hours)
    for name, queue in draft.items("queues"):
        yield from queue_mistakes(name, queue, draft)
        if queue.opening_hours is not None:
            path: Path = ("queues", name, "opening_hours")
            yield from _weekday_mistakes(queue.opening_hours, path)
            if centre_week is not None:
                yield from _outside_mistakes(queue.opening_hours, centre_week, path)
    yield from _price_mistakes(draft)


def week(hours: Mapping[str, tuple[Span, ...]]) -> Week:
    """Spans of each weekday, Monday first, of hours by weekdays; a day left out is closed."""
    spans: list[tuple[Span, ...]] = [()] * len(WEEKDAYS)
    for days, opened in hours.items():
        for day in weekday_set(days):
            spans[day] = opened
    return tuple(spans)


def _weekday_mistakes(hours: Mapping[str, tuple[Span, ...]], path: Path) -> Iterator[Mistake]:
    """Days that are named twice, and hours that run into those of the next day."""
    seen: dict[int, str] = {}
    for days in hours:
        twice = [WEEKDAYS[day] for day in sorted(weekday_set(days)) if day in seen]
        if twice:
            first = seen[WEEKDAYS.index(twice[0])]
            yield Mistake((*path, days), f"{', '.join(twice)} is in '{first}' already", "name each day once")
        seen.update(dict.fromkeys(weekday_set(days) - seen.keys(), days))
    spans = week(hours)
    for days in hours:
        late = [day for day in weekday_set(days) if _runs_into(spans[day], spans[(day + 1) % 7])]
        if late:
            yield Mistake((*path, days), f"the hours of {WEEKDAYS[min(late)]} run into those of the next day")


def _runs_into(today: tuple[Span, ...], tomorrow: tuple[Span, ...]) -> bool:
    return bool(today and tomorrow) and max(end for _, end in today) - MINUTES_PER_DAY > min(tomorrow)[0]


def _outside_mistakes(hours: Mapping[str, tuple[Span, ...]], centre: Week, path: Path) -> Iterator[Mistake]:
    """Hours of a queue in which nobody may work."""
    for days, spans in hours.items():
        outside = [day for day in sorted(weekday_set(days)) if common_spans(spans, centre[day]) != spans]
        if outside:
            names = ", ".join(WEEKDAYS[day] for day in outside)
            yield Mistake(
                (*path, days), f"on {names} the queue is open while the centre is closed", "widen opening_hours"
            )


def common_spans(some: tuple[Span, ...], others: tuple[Span, ...]) -> tuple[Span, ...]:
    """The time that lies in spans of both."""
    met = ((max(a, c), min(b, d)) for a, b in some for c, d in _joined(others))
    return tuple(sorted((start, end) for start, end in met if start < end))


def _joined(spans: tuple[Span, ...]) -> list[Span]:
    """Spans with those that touch made one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _price_mistakes(draft: Draft) -> Iterator[Mistake]:
    prices = draft.get("prices")
    steps = prices.shortfall if prices is not None else ()
    for number, (lower, upper) in enumerate(pairwise(steps), start=1):
        path: Path = ("prices", "shortfall", number)
        if upper.up_to <= lower.up_to:
            yield Mistake((*path, "up_to"), "the steps of the ladder must rise", "put the smallest share first")
        if upper.price < lower.price:
            yield Mistake((*path, "price"), "missing more agents must not be cheaper", "raise the price of this step")
    if steps and steps[-1].up_to != 1:
        yield Mistake(
            ("prices", "shortfall", len(steps) - 1, "up_to"), "the last step must reach 100 %", "up_to: 100 %"
        )
