"""Whether what is stated about volume makes sense together: whose past is whose, groups, and seasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from staffplan.config.draft import Draft, Mistake
from staffplan.config.places import Path
from staffplan.config.volume_settings import MONTHS, month_set
from staffplan.domain.queue import Channel
from staffplan.units import MINUTES_PER_DAY, WEEKDAYS, clock_span, clock_text, weekday_set

_ALL = 1.0 + 1e-9


def volume_mistakes(draft: Draft) -> Iterator[Mistake]:
    """Contradictions in `history_from`, `groups` and `seasonality`."""
    yield from _inheritance_mistakes(draft)
    yield from _group_mistakes(draft)
    for name, season in draft.items("seasonality"):
        yield from draft.unknown("queues", "queue", ("seasonality", name), name)
        queue = dict(draft.items("queues")).get(name)
        if queue is not None and queue.channel is Channel.OUTBOUND:
            message = "an outbound queue makes its daily_quota, whatever is expected"
            yield Mistake(("seasonality", name), message, "remove it")
        path: Path = ("seasonality", name)
        yield from _twice(season.weekdays, (*path, "weekdays"), weekday_set, WEEKDAYS.__getitem__)
        yield from _twice(season.months, (*path, "months"), month_set, MONTHS.__getitem__)
        yield from _twice(season.day, (*path, "day"), _minutes, clock_text)


def _inheritance_mistakes(draft: Draft) -> Iterator[Mistake]:
    """Pasts that are given away twice, or taken by a queue from itself without an end."""
    given: defaultdict[str, float] = defaultdict(float)
    for name, queue in draft.items("queues"):
        path: Path = ("queues", name, "history_from")
        if queue.history_until is not None and not queue.history_from:
            message = "there is no history of others that could end"
            yield Mistake(("queues", name, "history_until"), message, "history_from: {old_queue: 60 %}")
        if name in queue.history_from and queue.history_until is None:
            message = "a share of a queue's own history ends on a day, after which all of it counts"
            yield Mistake((*path, name), message, "history_until: 2026-03-01")
        for source, share in queue.history_from.items():
            before = given[source]
            given[source] += share
            if before <= _ALL < given[source]:
                message = f"queues take over {100 * given[source]:g} % of the history of {source} in all"
                yield Mistake((*path, source), message, "shares of 100 % at most together")


def _group_mistakes(draft: Draft) -> Iterator[Mistake]:
    seen: dict[str, str] = {}
    for name, members in draft.items("groups"):
        for place, queue in enumerate(members):
            path: Path = ("groups", name, place)
            yield from draft.unknown("queues", "queue", path, queue)
            if queue in seen:
                where = "this group" if seen[queue] == name else f"the group {seen[queue]}"
                yield Mistake(path, f"{queue} is in {where} already", "name each queue once")
            seen.setdefault(queue, name)
        if len(set(members)) < 2:
            yield Mistake(("groups", name), "a group of one queue has nothing to share", "two queues or more")


def _minutes(text: str) -> frozenset[int]:
    start, end = clock_span(text)
    return frozenset(minute % MINUTES_PER_DAY for minute in range(start, end))


def _twice(
    written: Mapping[str, float], path: Path, read: Callable[[str], frozenset[int]], name: Callable[[int], str]
) -> Iterator[Mistake]:
    """A mistake where two keys state a factor of the same time."""
    taken: dict[int, str] = {}
    for key in written:
        both = sorted(part for part in read(key) if part in taken)
        if both:
            yield Mistake((*path, key), f"{name(both[0])} is in '{taken[both[0]]}' already", "name each time once")
        taken.update(dict.fromkeys(read(key), key))
