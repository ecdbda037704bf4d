from datetime import date, timedelta

import numpy as np
import pytest
from synthetic_history import counts, history, rates

from staffplan.calendar.opening import OpeningHours
from staffplan.forecasting import Outlook, weeks_ahead

MONDAY = date(2026, 1, 5)
WEEKS = 20
LONG = counts(rates(MONDAY, 7 * WEEKS, volume=2000), 6)
"""Open from 8 to 20, but for Sundays."""


def _hours(outlook: Outlook, weekday: str) -> tuple[str, str]:
    starts = outlook.frame["start"]
    mine = starts[starts.dt.strftime("%a") == weekday].dt.strftime("%H:%M")
    return mine.min(), mine.max()


def _open(weekdays: int, *span: int) -> OpeningHours:
    return OpeningHours(weekly=((span,),) * weekdays + ((),) * (7 - weekdays))


def _rate(outlook: Outlook, weekday: str, clock: str) -> float:
    starts = outlook.frame["start"]
    return float(outlook.frame["offered_mean"][(starts.dt.strftime("%a %H:%M") == f"{weekday} {clock}")].sum())


@pytest.mark.parametrize("left", [np.nan, 0.0], ids=["no rows", "rows of 0"])
def test_hours_given_up_three_weeks_ago_are_closed(left: float) -> None:
    shorter = LONG.copy()
    shorter[-21:, 34:] = left
    assert _hours(weeks_ahead(history(MONDAY, shorter)), "Mon") == ("08:00", "16:30")


def test_a_weekday_given_up_alone_closes_alone() -> None:
    shorter = LONG.copy()
    shorter[np.arange(len(LONG)) % 7 == 2, 30:] *= np.where(np.arange(WEEKS) < WEEKS - 3, 1, 0)[:, None]
    outlook = weeks_ahead(history(MONDAY, shorter))
    assert _hours(outlook, "Wed")[1] == "14:30"
    assert _hours(outlook, "Tue")[1] == "19:30"


def test_an_outage_of_a_week_closes_nothing() -> None:
    outage = LONG.copy()
    outage[-7:, 34:] = 0.0
    assert _hours(weeks_ahead(history(MONDAY, outage)), "Mon") == ("08:00", "19:30")


@pytest.mark.parametrize("before", [np.nan, 0.0], ids=["no rows", "rows of 0"])
def test_hours_opened_two_weeks_ago_have_the_volume_of_these_weeks(before: float) -> None:
    longer = LONG.copy()
    longer[:-14, 36:] = before
    outlook = weeks_ahead(history(MONDAY, longer))
    assert _hours(outlook, "Mon") == ("08:00", "19:30")
    assert _rate(outlook, "Tue", "18:30") == pytest.approx(float(rates(MONDAY, 7, volume=2000)[1, 37]), rel=0.35)


@pytest.mark.parametrize("before", [np.nan, 0.0], ids=["no rows", "rows of 0"])
def test_hours_that_open_next_week_have_the_volume_of_the_hour_beside(before: float) -> None:
    shorter = LONG.copy()
    shorter[:, 36:] = before
    outlook = weeks_ahead(history(MONDAY, shorter), opening={"calls": _open(6, 480, 1200)})
    beside = (_rate(outlook, "Tue", "17:30") + _rate(outlook, "Tue", "17:00")) / 2
    assert _rate(outlook, "Tue", "19:00") == pytest.approx(beside)
    assert any("Tue" in note and "18:00-20:00" in note and "guess" in note for note in outlook.notes)


def test_special_hours_of_a_single_day_are_honoured_and_filled() -> None:
    day = MONDAY + timedelta(days=7 * WEEKS + 1)
    hours = OpeningHours(weekly=(((480, 1200),),) * 6 + ((),), special={day: ((480, 1320),)})
    outlook = weeks_ahead(history(MONDAY, LONG), opening={"calls": hours})
    assert _hours(outlook, "Tue") == ("08:00", "21:30")
    assert _hours(outlook, "Wed") == ("08:00", "19:30")
    assert _rate(outlook, "Tue", "21:00") > 0


def test_what_a_newly_opened_weekday_has_is_said_to_be_unknown() -> None:
    outlook = weeks_ahead(history(MONDAY, LONG), opening={"calls": _open(7, 480, 1200)})
    assert any("Sun 2026-05-31; what is expected there is unknown" in note for note in outlook.notes)


def test_hours_without_a_call_at_night_stay_what_they_are() -> None:
    quiet = np.zeros((140, 48))
    quiet[:, 16:40] = np.random.default_rng(2).poisson(0.2, (140, 24))
    outlook = weeks_ahead(history(MONDAY, quiet), opening={"calls": _open(7, 0, 1440)})
    assert _rate(outlook, "Tue", "03:00") < 0.05
    assert not any("guess" in note for note in outlook.notes)
