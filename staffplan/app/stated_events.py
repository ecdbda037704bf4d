"""Events and overrides as a caller from Python states them: mappings with the keys of the YAML, or the nouns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from staffplan.calendar.special_days import Event, Override
from staffplan.errors import Fault, UsageError

if TYPE_CHECKING:
    from pydantic import ValidationError

EventsStated = Iterable[Event | Mapping[str, Any]]
OverridesStated = Iterable[Override | Mapping[str, Any]]

_KEYS = "the keys are those of the YAML: name, dates, expected; queue, dates, contacts or change."


def stated_events(events: EventsStated) -> tuple[Event, ...]:
    """Events from mappings such as ``{"name": "sale", "dates": "2026-12-01", "expected": "+30 %"}``.

    Raises UsageError for what cannot be read.
    """
    return tuple(one if isinstance(one, Event) else _event(one) for one in _one_by_one(events, "events"))


def _event(stated: Any) -> Event:
    from staffplan.config.build import event_of
    from staffplan.config.calendar_settings import EventSettings

    entry = _read(EventSettings, stated, "events")
    if entry.give_or_take is not None and entry.expected is None:
        message = f"The event {entry.name!r} states give_or_take, and nothing to give or take from."
        hint = "state expected, or leave give_or_take out: what is learnt has an uncertainty of its own."
        raise UsageError(Fault("usage.event", message, hint, path="events"))
    return event_of(entry)


def stated_overrides(overrides: OverridesStated) -> tuple[Override, ...]:
    """Overrides from mappings such as ``{"queue": "sales", "dates": "2026-12-01", "contacts": 400}``.

    Raises UsageError for what cannot be read, says neither or both of contacts and change, or overlaps.
    """
    found = tuple(one if isinstance(one, Override) else _override(one) for one in _one_by_one(overrides, "overrides"))
    for place, one in enumerate(found):
        if (one.contacts is None) == (one.factor is None):
            message = (
                f"The override of {one.queue!r} from {one.first} on states neither or both of contacts and change."
            )
            raise UsageError(Fault("usage.event", message, "one of them.", path="overrides"))
        if any(one.meets(other) for other in found[:place]):
            message = f"Two overrides of {one.queue!r} overlap, the later one from {one.first} to {one.last}."
            hint = "keep one of them, or change its dates or hours."
            raise UsageError(Fault("usage.event", message, hint, path="overrides"))
    return found


def _override(stated: Any) -> Override:
    from staffplan.config.build import override_of
    from staffplan.config.calendar_settings import OverrideSettings

    return override_of(_read(OverrideSettings, stated, "overrides"))


def _one_by_one(stated: Any, argument: str) -> tuple[Any, ...]:
    """What is stated, in order; UsageError where it is no list of things."""
    if isinstance(stated, (str, bytes, Mapping)) or not isinstance(stated, Iterable):
        raise UsageError(Fault("usage.event", f"{argument}={stated!r} is no list.", "[{...}, {...}].", path=argument))
    return tuple(stated)


def _read(model: Any, stated: Any, argument: str) -> Any:
    from pydantic import ValidationError

    try:
        written = json.dumps(dict(stated), default=_plain)
    except (TypeError, ValueError):
        raise UsageError(Fault("usage.event", f"{argument}: {stated!r} is none.", _KEYS, path=argument)) from None
    try:
        return model.model_validate_json(written)
    except ValidationError as error:
        raise UsageError(*_faults(error, argument)) from None


def _plain(value: Any) -> Any:
    """A number of numpy's as Python's; dates and the like as text."""
    return value.item() if hasattr(value, "item") else str(value)


def _faults(error: ValidationError, argument: str) -> list[Fault]:
    return [
        Fault(
            "usage.event",
            f"{argument}: {'.'.join(str(step) for step in detail['loc'])}: {detail['msg']}.",
            _KEYS,
            path=argument,
        )
        for detail in error.errors(include_url=False)
    ]
