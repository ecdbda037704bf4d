"""Whether school holidays, events and the planner's own numbers make sense together, and beside the opening hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from staffplan.calendar.opening import OpeningHours
from staffplan.config.build import centre_opening, override_of, queue_opening
from staffplan.config.calendar_settings import EventSettings, OverrideSettings
from staffplan.config.draft import Draft, Mistake
from staffplan.config.public_holidays import holiday_mistakes, public_holidays
from staffplan.config.sections import Sections
from staffplan.config.service_checks import common_spans, week
from staffplan.units import MINUTES_PER_DAY

_LONGEST_LOOK_DAYS = 400
_WHOLE_DAY = (0, MINUTES_PER_DAY)
_HOURS = ("opening_hours", "public_holidays", "special_hours")


def calendar_mistakes(draft: Draft) -> Iterator[Mistake]:
    """What stands twice, says nothing, or lies where nobody is."""
    yield from _twice(draft)
    for number, event in draft.numbered("events"):
        if event.give_or_take is not None and event.expected is None:
            hint = "state expected, or leave give_or_take out: what is learnt has an uncertainty of its own"
            yield Mistake(("events", number, "give_or_take"), "there is nothing to give or take from", hint)
    yield from _override_mistakes(draft)


def _twice(draft: Draft) -> Iterator[Mistake]:
    """School holidays and events that stand twice."""
    for section in ("school_holidays", "events"):
        seen: set[Any] = set()
        for number, entry in draft.numbered(section):
            more = (frozenset(entry.queues), entry.hours) if isinstance(entry, EventSettings) else None
            if (entry.name, entry.dates, more) in seen:
                yield Mistake((section, number), f"'{entry.name}' stands here a second time", "remove one of the two")
            seen.add((entry.name, entry.dates, more))


def _override_mistakes(draft: Draft) -> Iterator[Mistake]:
    stated = list(draft.numbered("overrides"))
    for place, (number, one) in enumerate(stated):
        yield from draft.unknown("queues", "queue", ("overrides", number, "queue"), one.queue)
        if (one.contacts is None) == (one.change is None):
            what = (
                "neither contacts nor change is stated"
                if one.contacts is None
                else "contacts and change exclude each other"
            )
            yield Mistake(("overrides", number), what, "state one of them: contacts: 400, or change: +20 %")
        for earlier, other in islice(stated, place):
            if override_of(one).meets(override_of(other)):
                mark = draft.places.mark(("overrides", earlier))
                message = f"this overlaps the override of '{one.queue}' in {mark.file}:{mark.line}"
                yield Mistake(("overrides", number), message, "keep one of them, or change its dates or hours")
        hours = _opening_of(draft, one.queue)
        if hours is not None and not _open_at_all(hours, one):
            message = f"'{one.queue}' is closed then, and nobody would be there"
            yield Mistake(("overrides", number, "dates"), message, "change the dates or hours, or the opening hours")


def _open_at_all(opening: OpeningHours, one: OverrideSettings) -> bool:
    days = min((one.dates[1] - one.dates[0]).days + 1, _LONGEST_LOOK_DAYS)
    wanted = ((one.hours or _WHOLE_DAY),)
    for day in (one.dates[0] + timedelta(days=number) for number in range(days)):
        before = tuple((a - MINUTES_PER_DAY, b - MINUTES_PER_DAY) for a, b in opening.spans(day - timedelta(days=1)))
        after = tuple((a + MINUTES_PER_DAY, b + MINUTES_PER_DAY) for a, b in opening.spans(day + timedelta(days=1)))
        if any(common_spans(wanted, (span,)) for span in (*before, *opening.spans(day), *after)):
            return True
    return False


def _opening_of(draft: Draft, queue: str) -> OpeningHours | None:
    """The hours in which a queue's contacts come; None where they are not stated or cannot be read."""
    settings = dict(draft.items("queues")).get(queue)
    if settings is None or settings.goal.deadline is not None or any(draft.get(name) is None for name in _HOURS):
        return None
    holidays = draft.get("public_holidays")
    if any(holiday_mistakes(holidays)):
        return None
    centre = centre_opening(Sections.model_construct(**draft.values), public_holidays(holidays))
    return centre if settings.opening_hours is None else queue_opening(week(settings.opening_hours), centre)
