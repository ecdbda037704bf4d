"""A planner's own numbers: exactly put in place, above everything else, and seen."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from synthetic_history import counts, history, rates

from staffplan.calendar.opening import OpeningHours
from staffplan.calendar.special_days import Event, Override, Period, SpecialDays
from staffplan.forecasting import Outlook, weeks_ahead
from staffplan.tables.forecast import FORECAST
from staffplan.tables.frames import check_frame

MONDAY = date(2026, 1, 5)
FIRST = MONDAY + timedelta(weeks=12)
KNOWN = counts(rates(MONDAY, 84), 5, cv2_day=0.002)
PLAIN = weeks_ahead(history(MONDAY, KNOWN)).frame


def _with(*overrides: Override, zone: str | None = None, known: np.ndarray = KNOWN, **more) -> Outlook:
    return weeks_ahead(
        history(MONDAY, known, zone=zone), special_days=SpecialDays(overrides=overrides, **more.pop("days", {})), **more
    )


def _sum(frame: pd.DataFrame, day: date, hours: range = range(24)) -> float:
    return float(frame["offered_mean"][(frame["start"].dt.date == day) & frame["start"].dt.hour.isin(hours)].sum())


def test_a_day_s_contacts_are_the_planner_s_in_the_forecast_s_shape() -> None:
    found = _with(Override("calls", FIRST, FIRST, contacts=400.0, note="board")).frame
    mine = found["start"].dt.date == FIRST
    assert found["offered_mean"][mine].sum() == pytest.approx(400)
    share = PLAIN["offered_mean"][mine] / PLAIN["offered_mean"][mine].sum()
    assert found["offered_mean"][mine].to_numpy() == pytest.approx(400 * share.to_numpy())
    assert found["offered_mean"][~mine].to_numpy() == pytest.approx(PLAIN["offered_mean"][~mine].to_numpy())
    assert set(found["override"][mine]) == {"board"}
    assert set(found["override"][~mine]) == {""}
    assert (found["offered_p50"][mine] < PLAIN["offered_p50"][mine]).mean() > 0.9


def test_some_hours_are_the_planner_s_and_the_others_stay() -> None:
    found = _with(Override("calls", FIRST, FIRST, (600, 735), contacts=100.0)).frame
    # 12:00 to 12:30 is half the planner's
    half = PLAIN["offered_mean"][(PLAIN["start"].dt.date == FIRST) & (PLAIN["start"].dt.strftime("%H:%M") == "12:00")]
    assert _sum(found, FIRST, range(10, 12)) < 100
    inside = (found["start"].dt.date == FIRST) & found["start"].dt.strftime("%H:%M").between("10:00", "12:00")
    assert found["offered_mean"][inside].sum() == pytest.approx(100 + half.sum() / 2)
    assert set(found["override"][inside]) == {"yes"}


def test_a_change_multiplies_what_was_forecast() -> None:
    found = _with(Override("calls", FIRST, FIRST + timedelta(days=1), factor=1.2)).frame
    assert _sum(found, FIRST) == pytest.approx(1.2 * _sum(PLAIN, FIRST))
    assert _sum(found, FIRST + timedelta(days=2)) == pytest.approx(_sum(PLAIN, FIRST + timedelta(days=2)))


def test_the_planner_s_number_is_put_over_events_and_holidays() -> None:
    sale = Event(Period("sale", FIRST, FIRST), uplift=3.0)
    days = {"events": (sale,), "holidays": {FIRST: "feast", MONDAY + timedelta(days=21): "feast"}}
    found = _with(Override("calls", FIRST, FIRST, contacts=77.0), days=days)
    assert _sum(found.frame, FIRST) == pytest.approx(77)
    assert any("override" in note and "77 contacts" in note for note in found.notes)


def test_learnt_hours_give_way_and_stated_ones_do_not() -> None:
    sunday = FIRST + timedelta(days=6)
    override = Override("calls", sunday, sunday, (600, 720), contacts=50.0)
    assert _sum(_with(override).frame, sunday) == pytest.approx(50)
    hours = OpeningHours(weekly=(((480, 1200),),) * 5 + ((), ()))
    stated = _with(override, opening={"calls": hours})
    assert _sum(stated.frame, sunday) == 0
    assert any("not put in place where the queue is closed" in note for note in stated.notes)


def test_contacts_where_nothing_was_forecast_are_spread_evenly() -> None:
    found = _with(Override("calls", FIRST, FIRST, (600, 720), contacts=40.0), known=np.zeros((84, 48))).frame
    mine = (found["start"].dt.date == FIRST) & found["start"].dt.hour.isin([10, 11])
    assert found["offered_mean"][mine].to_numpy() == pytest.approx(10)


@pytest.mark.parametrize("began", [date(2026, 1, 5), date(2026, 8, 3)])
def test_a_day_with_a_clock_change_has_the_planner_s_number_all_the_same(began: date) -> None:
    always = np.random.default_rng(1).poisson(6.0, (84, 48)).astype(float)
    sunday = began + timedelta(days=90)
    frame = weeks_ahead(
        history(began, always, zone="Europe/Berlin"),
        special_days=SpecialDays(overrides=(Override("calls", sunday, sunday, contacts=500.0),)),
    ).frame
    assert _sum(frame, sunday) == pytest.approx(500)


def test_an_override_of_another_queue_or_week_leaves_no_trace() -> None:
    frame = _with(Override("calls", FIRST - timedelta(days=7), FIRST - timedelta(days=1), contacts=1.0)).frame
    assert "override" not in frame
    pd.testing.assert_frame_equal(frame, PLAIN)
    other = _with(Override("other", FIRST, FIRST, contacts=1.0)).frame
    pd.testing.assert_frame_equal(other.drop(columns="override"), PLAIN)


def test_a_forecast_with_overrides_keeps_its_table_s_contract() -> None:
    frame = _with(Override("calls", FIRST, FIRST, contacts=400.0)).frame
    pd.testing.assert_frame_equal(check_frame(frame, FORECAST), frame, check_dtype=False)


def test_an_override_of_a_queue_that_is_not_forecast_is_said_to_change_nothing() -> None:
    found = _with(Override("others", FIRST, FIRST, contacts=40.0), Override("others", MONDAY, MONDAY, contacts=40.0))
    told = [note for note in found.notes if note.startswith("others")]
    assert told == [f"others: override {FIRST}: not put in place, since the queue is not forecast."]
