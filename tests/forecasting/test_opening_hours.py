from datetime import date

import numpy as np
import pytest
from synthetic_history import counts, rates, shape

from staffplan.calendar.horizon import Horizon
from staffplan.calendar.opening import OpeningHours
from staffplan.forecasting.day_matrix import DayMatrix
from staffplan.forecasting.opening_hours import close_on_holidays, learn_opening, open_slots, opening_text
from staffplan.forecasting.wall_clock import run_of_days

MONDAY = date(2026, 3, 2)


def _matrix(offered: np.ndarray) -> DayMatrix:
    days = run_of_days(np.datetime64(MONDAY, "D"), len(offered))
    return DayMatrix("q", 1440 // offered.shape[1], days, offered, offered * 0, offered * 0)


def _learnt(offered: np.ndarray) -> str:
    return opening_text(learn_opening(_matrix(offered)))


def test_business_hours_are_learnt_to_the_slot() -> None:
    assert _learnt(counts(rates(MONDAY, 84), 1)) == "Mon-Sat 08:00-20:00; Sun closed"


def test_hours_are_learnt_where_closed_slots_have_no_rows() -> None:
    offered = counts(rates(MONDAY, 84), 1)
    offered[:, shape(30) == 0] = np.nan
    assert _learnt(offered) == "Mon-Sat 08:00-20:00; Sun closed"


def test_strays_after_closing_do_not_open_a_slot() -> None:
    offered = counts(rates(MONDAY, 84), 1)
    offered[[3, 24, 52], [45, 44, 3]] += 1
    offered[27, 20:24] = 2  # one Sunday
    assert _learnt(offered) == "Mon-Sat 08:00-20:00; Sun closed"


def test_a_queue_with_few_contacts_at_night_is_open_around_the_clock() -> None:
    expected = np.full((84, 48), 0.25)
    expected[:, 16:40] = 8.0
    assert _learnt(counts(expected, 4)) == "Mon-Sun 00:00-24:00"


def test_a_break_at_noon_is_closed() -> None:
    expected = rates(MONDAY, 84)
    expected[:, 24:26] = 0
    assert _learnt(counts(expected, 1)) == "Mon-Sat 08:00-12:00, 13:00-20:00; Sun closed"


def test_hours_that_changed_follow_the_last_weeks() -> None:
    expected = rates(MONDAY, 140)
    expected[-84:, 34:] = 0
    assert _learnt(counts(expected, 1)) == "Mon-Sat 08:00-17:00; Sun closed"


def test_a_queue_without_contacts_is_open_where_it_has_rows() -> None:
    offered = np.full((21, 48), np.nan)
    offered[:, 18:20] = 0.0
    assert _learnt(offered) == "Mon-Sun 09:00-10:00"


def test_a_weekday_that_a_short_history_never_reaches_is_taken_as_open() -> None:
    assert _learnt(counts(rates(MONDAY, 3), 1)) == "Mon-Sun 08:00-20:00"


@pytest.mark.parametrize(("closed", "spans"), [(True, ()), (False, ((480, 1200),))])
def test_a_holiday_is_closed_when_past_ones_were(closed: bool, spans: tuple[tuple[int, int], ...]) -> None:
    offered = counts(rates(MONDAY, 84), 1)
    names = np.full(84, "", dtype="<U8")
    names[[10, 30]] = "May Day", "Easter"
    if closed:
        offered[[10, 30]] = np.nan
    matrix = _matrix(offered)
    to_come = run_of_days(matrix.days[-1], 7, after=1)
    future = np.array(["", "", "Other", "", "", "", ""])
    hours = close_on_holidays(learn_opening(matrix), matrix, names, to_come, future)
    assert hours.spans(to_come[2].item()) == spans


def test_the_same_holiday_decides_before_the_others_do() -> None:
    offered = counts(rates(MONDAY, 84), 1)
    names = np.full(84, "", dtype="<U8")
    names[[10, 30, 44]] = "Easter", "May Day", "Easter"
    offered[[10, 44]] = np.nan
    matrix = _matrix(offered)
    to_come = run_of_days(matrix.days[-1], 7, after=1)
    future = np.array(["May Day", "Easter", "", "", "", "", ""])
    hours = close_on_holidays(learn_opening(matrix), matrix, names, to_come, future)
    assert hours.spans(to_come[0].item())
    assert not hours.spans(to_come[1].item())


def test_open_slots_agree_with_the_calendar_past_midnight_too() -> None:
    hours = OpeningHours(weekly=((), ((1320, 1800),), (), (), ((480, 1215),), (), ()), on_holiday=None)
    days = run_of_days(np.datetime64(MONDAY, "D"), 7)
    mask = hours.mask(Horizon(MONDAY, 7, "UTC", 30))
    assert (open_slots(hours, days, 30).ravel() == mask).all()
