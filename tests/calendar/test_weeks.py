from datetime import date, timedelta

import pytest

from staffplan.calendar.weeks import first_day_named, first_day_of_week, next_week_with_notice, week_label


@pytest.mark.parametrize("week_start", range(7))
def test_every_day_of_a_week_has_the_same_first_day(week_start: int) -> None:
    days = [date(2026, 12, 28) + timedelta(days=offset) for offset in range(14)]
    for day in days:
        first = first_day_of_week(day, week_start)
        assert first.weekday() == week_start
        assert timedelta(0) <= day - first < timedelta(days=7)


def test_the_week_of_new_year_is_counted_as_the_iso_calendar_counts_it() -> None:
    assert week_label(date(2026, 12, 28)) == "2026-W53"
    assert week_label(date(2027, 1, 4)) == "2027-W01"


def test_a_week_that_starts_on_sunday_is_called_after_the_days_that_follow() -> None:
    assert week_label(date(1999, 2, 21)) == "1999-W08"
    assert first_day_named("1999-W08", 6) == date(1999, 2, 21)


@pytest.mark.parametrize("week_start", range(7))
def test_a_label_names_the_week_with_most_days_in_that_iso_week(week_start: int) -> None:
    first = first_day_named("2026-W49", week_start)
    assert sum(date(2026, 11, 30) <= first + timedelta(days=n) <= date(2026, 12, 6) for n in range(7)) >= 4


@pytest.mark.parametrize("week_start", range(7))
def test_a_weeks_label_names_its_first_day_again(week_start: int) -> None:
    first = first_day_of_week(date(2026, 12, 30), week_start)
    for offset in range(0, 70, 7):
        day = first + timedelta(days=offset)
        assert first_day_named(week_label(day), week_start) == day


def test_notice_counts_whole_days() -> None:
    assert next_week_with_notice(date(2026, 11, 23), 0) == date(2026, 11, 30)
    assert next_week_with_notice(date(2026, 11, 24), 0) == date(2026, 12, 7)
    assert next_week_with_notice(date(2026, 11, 24), 0, notice_days=0) == date(2026, 11, 30)
