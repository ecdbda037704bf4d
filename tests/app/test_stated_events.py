"""Events and overrides stated from Python."""

from datetime import date, timedelta

import numpy as np
import pytest
from synthetic_history import counts, history, rates

from staffplan import forecast
from staffplan.app.stated_events import stated_events, stated_overrides
from staffplan.calendar.special_days import Event, Override, Period
from staffplan.errors import UsageError

MONDAY = date(2026, 1, 5)
FIRST = MONDAY + timedelta(weeks=6)
HISTORY = history(MONDAY, counts(rates(MONDAY, 42), 3))


def test_mappings_have_the_keys_of_the_yaml() -> None:
    stated = {"name": "sale", "dates": FIRST, "queues": ["calls"], "expected": "+30 %", "hours": "10:00-12:00"}
    assert stated_events([stated]) == (Event(Period("sale", FIRST, FIRST), frozenset({"calls"}), 1.3, 0.0, (600, 720)),)
    override = Override("calls", FIRST, FIRST, contacts=400.0)
    assert stated_overrides([{"queue": "calls", "dates": "2026-02-16", "contacts": 400}]) == (override,)
    assert stated_overrides([override]) == (override,)


def test_a_forecast_takes_them() -> None:
    plain = forecast(HISTORY)
    sale = {"name": "sale", "dates": str(FIRST), "expected": "+50 %"}
    board = {"queue": "calls", "dates": str(FIRST + timedelta(days=1)), "contacts": 123, "note": "board"}
    found = forecast(HISTORY, events=[sale], overrides=[board])
    by_day = [frame.groupby(frame["start"].dt.date)["offered_mean"].sum() for frame in (plain, found)]
    assert by_day[1].iloc[0] == pytest.approx(1.5 * by_day[0].iloc[0])
    assert by_day[1].iloc[1] == pytest.approx(123)
    assert any("board" in note for note in found.attrs["notes"])


@pytest.mark.parametrize(
    "stated", [{"queue": "calls", "dates": "soon", "contacts": 4}, {"queue": "calls", "dates": "2026-02-16"}]
)
def test_what_cannot_be_read_is_refused(stated) -> None:
    with pytest.raises(UsageError) as caught:
        forecast(HISTORY, overrides=[stated])
    assert caught.value.faults[0].code == "usage.event"


SALE = {"name": "sale", "dates": str(FIRST), "expected": "+50 %"}
BOARD = {"queue": "calls", "dates": f"{FIRST} to {FIRST + timedelta(days=2)}", "contacts": 400}


@pytest.mark.parametrize(
    "stated",
    [
        {"events": SALE},
        {"events": "sale"},
        {"events": 5},
        {"events": [5]},
        {"events": [{"name": "sale", "dates": str(FIRST), "give_or_take": "10 %"}]},
        {"events": [SALE | {"expected": "-200 %"}]},
        {"overrides": BOARD},
        {"overrides": [{("queue",): "calls"}]},
        {"overrides": [BOARD, BOARD]},
        {"overrides": [BOARD, Override("calls", FIRST + timedelta(days=2), FIRST + timedelta(days=9), factor=1.1)]},
    ],
)
def test_what_is_no_list_of_events_or_overlaps_is_refused_in_words(stated) -> None:
    with pytest.raises(UsageError) as caught:
        forecast(HISTORY, **stated)
    assert caught.value.faults[0].code == "usage.event"


@pytest.mark.parametrize(
    "stated",
    [
        {"events": [SALE | {"queues": ["calls", "cals"]}]},
        {"overrides": [BOARD | {"queue": "cals"}]},
        {"opening": {"cals": "08:00-20:00"}},
    ],
)
def test_a_queue_that_the_history_does_not_have_is_not_left_out_in_silence(stated) -> None:
    with pytest.raises(UsageError) as caught:
        forecast(HISTORY, **stated)
    assert [fault.code for fault in caught.value.faults] == ["usage.unknown_queue"]
    assert "calls" in str(caught.value.faults[0].hint)


def test_overrides_of_different_hours_or_queues_do_not_overlap() -> None:
    morning, evening = (BOARD | {"hours": hours} for hours in ("08:00-12:00", "22:00-02:00"))
    night = Override("calls", FIRST + timedelta(days=3), FIRST + timedelta(days=3), (60, 120), factor=2.0)
    assert len(stated_overrides([morning, BOARD | {"queue": "mail"}, BOARD | {"hours": "12:00-13:00"}])) == 3
    with pytest.raises(UsageError):  # the evening of the last day runs into that night
        stated_overrides([evening, night])


def test_numbers_of_a_frame_are_numbers() -> None:
    assert stated_overrides([BOARD | {"contacts": np.int64(400)}]) == stated_overrides([BOARD])
