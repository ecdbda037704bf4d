"""Events of a queue that was split or renamed, in the past that its heirs take over."""

from datetime import date, timedelta

import numpy as np
import pytest
from synthetic_history import counts, history, rates

from staffplan.calendar.special_days import Event, Period, SpecialDays
from staffplan.forecasting import weeks_ahead
from staffplan.forecasting.inherited_events import with_inherited_events
from staffplan.forecasting.stated_volume import Inheritance, StatedVolume

MONDAY = date(2026, 1, 5)
WEEKS = 16
SPLIT = MONDAY + timedelta(weeks=12)
RENAMED = StatedVolume(inherited={"new": Inheritance((("old", 1.0),))}, queues=frozenset({"new"}))


def _event(first: date, days: int = 1, queues: str = "old") -> Event:
    return Event(Period("sale", first, first + timedelta(days=days - 1)), frozenset({queues}))


def _old_and_new() -> dict[str, np.ndarray]:
    known = counts(rates(MONDAY, 7 * WEEKS), 8)
    old, new = known.copy(), known.copy()
    old[84:], new[:84] = np.nan, np.nan
    return {"old": old, "new": new}


def test_an_event_of_the_old_queue_teaches_the_new_one_what_its_next_brings() -> None:
    queues = _old_and_new()
    past = [MONDAY + timedelta(days=days) for days in (22, 43, 64)]
    for day in past:
        queues["old"][(day - MONDAY).days] *= 1.5
    next_one = MONDAY + timedelta(days=7 * WEEKS + 1)
    events = (*(_event(day) for day in past), _event(next_one, queues="new"))
    outlook = weeks_ahead(history(MONDAY, queues), special_days=SpecialDays(events=events), stated=RENAMED)
    [note] = [note for note in outlook.notes if "event sale" in note]
    assert "learnt from 3" in note
    plain = weeks_ahead(history(MONDAY, queues), special_days=SpecialDays(events=events[:3]), stated=RENAMED)
    both = [out.frame[out.frame["start"].dt.date == next_one]["offered_mean"].sum() for out in (outlook, plain)]
    assert both[0] / both[1] == pytest.approx(1.5, abs=0.1)


@pytest.mark.parametrize(
    ("stated", "last"), [(None, SPLIT - timedelta(days=1)), (MONDAY + timedelta(days=70), MONDAY + timedelta(days=69))]
)
def test_an_event_is_taken_over_up_to_the_day_from_which_own_rows_count(stated: date | None, last: date) -> None:
    volume = StatedVolume(inherited={"new": Inheritance((("old", 0.6),), stated)}, queues=frozenset({"new", "old"}))
    calendar = SpecialDays(events=(_event(SPLIT - timedelta(days=20), 30), _event(SPLIT, 3)))
    found = with_inherited_events(calendar, volume, history(MONDAY, _old_and_new()), MONDAY + timedelta(weeks=WEEKS))
    assert found.events[:2] == calendar.events
    [moved] = found.events[2:]
    assert (moved.queues, moved.period.first, moved.period.last) == ({"new"}, SPLIT - timedelta(days=20), last)


def test_nothing_is_taken_over_twice_nor_where_nothing_is_stated() -> None:
    known = history(MONDAY, _old_and_new())
    of_both = Event(Period("sale", MONDAY, MONDAY), frozenset({"old", "new"}))
    for calendar, volume in (
        (SpecialDays(events=(of_both,)), RENAMED),
        (SpecialDays(events=(Event(Period("sale", MONDAY, MONDAY)),)), RENAMED),
        (SpecialDays(events=(_event(MONDAY),)), StatedVolume()),
    ):
        assert with_inherited_events(calendar, volume, known, SPLIT) == calendar
