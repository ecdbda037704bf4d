"""Events and overrides stated from Python."""

from datetime import date, timedelta

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
    assert stated_overrides([{"queue": "calls", "dates": "2026-02-16", "contacts": 400}, override]) == (override,) * 2


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
