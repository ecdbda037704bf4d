"""Which events of other queues a queue has in its past because it takes that past over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from staffplan.calendar.special_days import Event, SpecialDays
from staffplan.forecasting.stated_volume import Inheritance, StatedVolume


def with_inherited_events(
    special_days: SpecialDays, stated: StatedVolume, history: pd.DataFrame, first_day: date
) -> SpecialDays:
    """The calendar, with events of a queue said of its heirs, too, on the days whose contacts they take over.

    Parameters
    ----------
    history : HISTORY frame; an heir of which no `until` is stated takes over until its own first row.
    first_day : the first day to forecast; nothing is taken over from then on.
    """
    if not stated.inherited or not any(event.queues for event in special_days.events):
        return special_days
    own = {str(queue): start.date() for queue, start in history.groupby("queue")["start"].min().items()}
    moved = [
        event
        for name, heir in sorted(stated.inherited.items())
        for event in _moved(special_days.events, name, heir, _until(heir, own.get(name), first_day))
    ]
    return replace(special_days, events=(*special_days.events, *moved))


def _until(heir: Inheritance, own: date | None, first_day: date) -> date:
    """The first day that is not taken over."""
    return min(heir.until or own or first_day, first_day)


def _moved(events: tuple[Event, ...], name: str, heir: Inheritance, until: date) -> Iterator[Event]:
    sources = {source for source, _ in heir.shares}
    for event in events:
        if name not in event.queues and event.queues & sources and event.period.first < until:
            last = min(event.period.last, until - timedelta(days=1))
            yield replace(event, period=replace(event.period, last=last), queues=frozenset({name}))
