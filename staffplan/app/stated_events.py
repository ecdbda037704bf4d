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


def stated_events(events: EventsStated) -> tuple[Event, ...]:
    """Events from mappings such as ``{"name": "sale", "dates": "2026-12-01", "expected": "+30 %"}``.

    Raises UsageError for what cannot be read.
    """
    from staffplan.config.build import event_of
    from staffplan.config.calendar_settings import EventSettings

    return tuple(one if isinstance(one, Event) else event_of(_read(EventSettings, one, "events")) for one in events)


def stated_overrides(overrides: OverridesStated) -> tuple[Override, ...]:
    """Overrides from mappings such as ``{"queue": "sales", "dates": "2026-12-01", "contacts": 400}``.

    Raises UsageError for what cannot be read, or says neither or both of contacts and change.
    """
    from staffplan.config.build import override_of
    from staffplan.config.calendar_settings import OverrideSettings

    found = tuple(
        one if isinstance(one, Override) else override_of(_read(OverrideSettings, one, "overrides"))
        for one in overrides
    )
    for one in found:
        if (one.contacts is None) == (one.factor is None):
            message = (
                f"The override of {one.queue!r} from {one.first} on states neither or both of contacts and change."
            )
            raise UsageError(Fault("usage.event", message, "one of them.", path="overrides"))
    return found


def _read(model: Any, stated: Mapping[str, Any], argument: str) -> Any:
    from pydantic import ValidationError

    try:
        return model.model_validate_json(json.dumps(dict(stated), default=str))
    except ValidationError as error:
        raise UsageError(*_faults(error, argument)) from None


def _faults(error: ValidationError, argument: str) -> list[Fault]:
    return [
        Fault(
            "usage.event",
            f"{argument}: {'.'.join(str(step) for step in detail['loc'])}: {detail['msg']}.",
            "the keys are those of the YAML: name, dates, expected; queue, dates, contacts or change.",
            path=argument,
        )
        for detail in error.errors(include_url=False)
    ]
