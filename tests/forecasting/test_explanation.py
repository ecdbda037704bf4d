"""A forecast taken apart: the steps lead to the day's number and the interval's, whatever made it."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from synthetic_history import counts, history, rates

from staffplan.calendar.special_days import Event, Override, Period, SpecialDays
from staffplan.errors import DataError
from staffplan.forecasting import Outlook, weeks_ahead
from staffplan.forecasting.explanation import explain
from staffplan.forecasting.methods.level_profile import LevelProfile
from staffplan.forecasting.methods.method import Method

MONDAY = date(2026, 1, 5)
WEEKS = 26
FIRST = MONDAY + timedelta(weeks=WEEKS)
KNOWN = counts(rates(MONDAY, 7 * WEEKS), 5, cv2_day=0.002)
PAST_FEASTS = (31, 59, 101, 129)
for _number in PAST_FEASTS:
    KNOWN[_number] = np.round(KNOWN[_number] * 0.5)
FEASTS = {MONDAY + timedelta(days=number): "feast" for number in (*PAST_FEASTS, 7 * WEEKS + 3)}
SALE = Event(Period("sale", FIRST + timedelta(days=1), FIRST + timedelta(days=1)), uplift=1.5)
HOURS = Event(Period("mailing", FIRST, FIRST), uplift=2.0, span=(600, 700))
BOARD = Override(
    "calls", FIRST + timedelta(days=2), FIRST + timedelta(days=2), (480, 720), contacts=321.0, note="board"
)


def _outlook(method: Method | None = None) -> Outlook:
    days = SpecialDays(holidays=FEASTS, events=(SALE, HOURS), overrides=(BOARD,))
    return weeks_ahead(history(MONDAY, KNOWN), special_days=days, method=method, weeks=2)


WRAPPED, SHIPPED = _outlook(LevelProfile()), _outlook()


@pytest.mark.parametrize("outlook", [WRAPPED, SHIPPED], ids=["in the calendar", "shipped"])
@pytest.mark.parametrize("offset", [*range(6), 8, 11])
def test_the_steps_add_up_to_the_day_exactly(outlook: Outlook, offset: int) -> None:
    day = FIRST + timedelta(days=offset)
    told = explain(outlook, "calls", day)
    rows = outlook.frame[outlook.frame["start"].dt.date == day]
    assert told.contacts == pytest.approx(rows["offered_mean"].sum(), rel=1e-12)
    assert told.steps[-1].level == pytest.approx(told.contacts, rel=1e-9)
    assert sum(step.change for step in told.steps) == pytest.approx(told.contacts, rel=1e-9)
    assert [step.name for step in told.steps[:2]] == ["level", "weekday"]


def test_each_interval_is_its_share_of_the_day() -> None:
    day = FIRST + timedelta(days=2)
    rows = SHIPPED.frame[SHIPPED.frame["start"].dt.date == day]
    for row in rows.itertuples():
        interval = explain(SHIPPED, "calls", day, row.start.to_pydatetime()).interval
        assert interval.contacts == row.offered_mean
        assert interval.share * rows["offered_mean"].sum() == pytest.approx(row.offered_mean, rel=1e-12)
        assert interval.quantiles["p95"] == row.offered_p95


def test_what_the_calendar_and_the_planner_did_stands_by_name() -> None:
    steps = {offset: explain(WRAPPED, "calls", FIRST + timedelta(days=offset)).steps for offset in range(5)}
    named = {offset: {step.name: step for step in found} for offset, found in steps.items()}
    assert "event mailing" in named[0]
    assert named[1]["event sale"].why.startswith("+50 %, as stated")
    assert named[1]["event sale"].level == pytest.approx(
        1.5 * (named[1]["event sale"].level - named[1]["event sale"].change)
    )
    assert named[2]["override"].why.startswith("board")
    assert "feast" in named[3]["public holiday"].why
    assert named[3]["public holiday"].change < 0
    assert {"day before a holiday"} <= set(named[2])
    assert {"day after a holiday"} <= set(named[4])
    assert explain(WRAPPED, "calls", FIRST + timedelta(days=2)).overrides == ("board",)


def test_a_closed_day_is_said_to_be_closed() -> None:
    told = explain(SHIPPED, "calls", FIRST + timedelta(days=6))
    assert told.steps == ()
    assert "closed" in told.sentence


@pytest.mark.parametrize(
    ("queue", "day", "start", "code"),
    [
        ("cals", FIRST, None, "data.unknown_queue"),
        ("calls", FIRST - timedelta(days=1), None, "data.outside_horizon"),
        ("calls", FIRST + timedelta(days=14), None, "data.outside_horizon"),
        ("calls", FIRST, datetime.fromisoformat(f"{FIRST}T07:00"), "data.outside_horizon"),
    ],
)
def test_what_is_not_forecast_cannot_be_explained(queue: str, day: date, start: datetime | None, code: str) -> None:
    with pytest.raises(DataError) as caught:
        explain(SHIPPED, queue, day, start)
    assert caught.value.faults[0].code == code
