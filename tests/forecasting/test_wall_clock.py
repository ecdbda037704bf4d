from datetime import date
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from staffplan.errors import DataError
from staffplan.forecasting.wall_clock import interval_length, wall_days_and_minutes, wall_intervals, weekdays

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(("day", "slots"), [("2026-03-29", 92), ("2026-03-30", 96), ("2026-10-25", 100)])
def test_a_berlin_day_has_as_many_quarter_hours_as_its_clock_shows(day: str, slots: int) -> None:
    assert len(wall_intervals(np.datetime64(day, "D"), 1, 15, BERLIN).starts) == slots


def test_the_hour_that_autumn_has_twice_has_the_same_slots_twice() -> None:
    intervals = wall_intervals(np.datetime64("2026-10-25", "D"), 1, 60, BERLIN)
    assert intervals.slot.tolist() == [0, 1, 2, 2, *range(3, 24)]


def test_the_hour_that_spring_skips_has_no_slot() -> None:
    assert 2 not in wall_intervals(np.datetime64("2026-03-29", "D"), 1, 60, BERLIN).slot


def test_naive_intervals_stay_naive() -> None:
    assert wall_intervals(np.datetime64("2026-03-29", "D"), 1, 15, None).starts.tz is None


def test_weekdays_count_from_monday() -> None:
    days = np.array(["2026-11-30", "2026-12-06"], dtype="datetime64[D]")
    assert weekdays(days).tolist() == [date(2026, 11, 30).weekday(), date(2026, 12, 6).weekday()]


def _length(*clocks: str) -> int:
    starts = pd.Series(pd.to_datetime([f"2026-11-02T{clock}" for clock in clocks]))
    days, minutes = wall_days_and_minutes(starts)
    return interval_length(minutes, days, np.zeros(len(starts), dtype=np.int64))


@pytest.mark.parametrize(
    ("clocks", "minutes"),
    [(("08:00", "08:15", "08:30"), 15), (("08:00", "09:00", "12:00"), 60), (("08:05", "08:20", "11:40"), 5)],
)
def test_the_interval_is_the_grid_that_all_rows_keep_gaps_or_not(clocks: tuple[str, ...], minutes: int) -> None:
    assert _length(*clocks) == minutes


def test_a_stray_row_off_the_grid_is_named() -> None:
    clocks = [f"{hour:02d}:{minute:02d}" for hour in range(6, 20) for minute in (0, 15, 30, 45)]
    with pytest.raises(DataError, match="12:07"):
        _length(*clocks, "12:07")


def test_a_daily_history_is_refused_with_what_to_export() -> None:
    days, minutes = wall_days_and_minutes(pd.Series(pd.to_datetime(["2026-11-02", "2026-11-03"])))
    with pytest.raises(DataError, match="15, 30 or 60"):
        interval_length(minutes, days, np.zeros(2, dtype=np.int64))


def test_a_single_row_tells_no_length() -> None:
    with pytest.raises(DataError, match="single interval"):
        _length("00:00")
