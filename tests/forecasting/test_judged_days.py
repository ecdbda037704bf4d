from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from synthetic_history import counts, history, rates

from staffplan.calendar.special_days import SpecialDays
from staffplan.forecasting.accuracy import measures
from staffplan.forecasting.day_matrix import day_matrices
from staffplan.forecasting.judged_days import judged_days
from staffplan.forecasting.methods import METHODS
from staffplan.forecasting.methods.level_profile import LevelProfile
from staffplan.forecasting.rolling_origins import Rolled, roll
from staffplan.forecasting.settings import ForecastingSettings

MONDAY = date(2026, 1, 5)


def two_weeks(expected: float, actual: list[float]) -> Rolled:
    """A week to learn scatter from, and one in which so many contacts came in the slots of each day."""
    slots = len(actual)
    came = np.broadcast_to(np.array(actual), (2, 7, slots)).copy()
    shape = (1, 2, 7, slots)
    return Rolled(
        queue="calls",
        days=np.datetime64(MONDAY) + np.arange(14).astype("timedelta64[D]").reshape(2, 7),
        actual=came,
        holiday=np.zeros((2, 7), dtype=bool),
        ordinary=np.ones((2, 7), dtype=bool),
        is_open=np.ones(shape, dtype=bool),
        step=np.full((1, 2), 4.0),
        growth=np.zeros((1, 2)),
        expected={"steady": np.full(shape, expected)},
        forecast=np.ones((1, 2), dtype=bool),
        judged=1,
    )


def test_the_measures_of_a_week_by_hand() -> None:
    days = judged_days(two_weeks(10.0, [8.0, 12.0, 16.0, np.nan]))
    assert len(days) == 7
    (row,) = measures(days, ["queue", "method"]).itertuples()
    assert (row.origins, row.contacts) == (1, 7 * 36)
    assert row.wape == pytest.approx((2 + 2 + 6) / 36)
    assert row.bias == pytest.approx(30 / 36 - 1)
    assert row.mase == pytest.approx((2 + 2 + 6) / 3 / 4)
    # 2 exp(-10) 10**11 / 10! = 2.502
    assert row.noise_floor == pytest.approx(0.2502, abs=1e-4)
    assert row.coverage_interval == pytest.approx(1.0)


def test_hours_that_the_forecast_has_as_closed_count_where_somebody_came() -> None:
    rolled = two_weeks(0.0, [0.0, 5.0])
    rolled.is_open[:] = False
    (row,) = measures(judged_days(rolled), ["queue"]).itertuples()
    assert (row.wape, row.bias) == (1.0, -1.0)
    assert np.isnan(row.coverage_interval)
    assert np.isnan(row.coverage_day)
    assert np.isnan(row.noise_floor)


def test_weeks_without_a_step_to_scale_by_are_left_out_of_the_scaled_error() -> None:
    rolled = replace(two_weeks(10.0, [8.0, 13.0]), judged=2, step=np.array([[np.nan, 4.0]]))
    (row,) = measures(judged_days(rolled), ["queue"]).itertuples()
    assert row.mase == pytest.approx((2 + 3) / 2 / 4)
    assert row.origins == 2


def test_weekdays_and_leads_add_up_to_the_queue() -> None:
    matrix = day_matrices(history(date(2026, 1, 1), counts(rates(date(2026, 1, 1), 140, volume=500.0), 5)))[0]
    days = judged_days(roll(matrix, SpecialDays(), None, METHODS[:1], ForecastingSettings(), origins=5, lead_weeks=2))
    whole = measures(days, ["method"]).set_index("method")
    for column in ("weekday", "lead_week"):
        parts = measures(days, ["method", column])
        errors = (parts["wape"] * parts["contacts"]).groupby(parts["method"]).sum()
        came = parts.groupby("method")["contacts"].sum()
        assert (errors / came).to_numpy() == pytest.approx(whole["wape"].to_numpy())
        assert (whole["contacts"] == np.nansum(matrix.offered[-35:])).all()
    # the history ends on a Wednesday: its weeks begin on Thursday, and weekdays are those of the dates
    sundays = days[days["weekday"] == 6]
    assert set(sundays["day"].dt.day_name()) == {"Sunday"}


def test_steady_poisson_counts_are_missed_by_little_more_than_the_noise_floor() -> None:
    matrix = day_matrices(history(MONDAY, counts(rates(MONDAY, 210), 1)))[0]
    days = judged_days(
        roll(matrix, SpecialDays(), None, [LevelProfile()], ForecastingSettings(), origins=8, lead_weeks=1)
    )
    found = measures(days, ["method"]).set_index("method")
    ours, naive = found.loc["level_profile"], found.loc["last_week"]
    assert 0.97 < ours["wape"] / ours["noise_floor"] < 1.1
    # two independent counts differ by a factor of the square root of two more
    assert naive["wape"] / ours["wape"] == pytest.approx(np.sqrt(2), rel=0.1)
    assert naive["mase"] == pytest.approx(1.0, rel=0.1)
    assert ours["pinball"] < naive["pinball"]


def test_intervals_of_ninety_percent_hold_nine_times_in_ten_for_intervals_and_days() -> None:
    offered = counts(rates(MONDAY, 210), 2, cv2_day=0.01, cv2_alone=0.02)
    matrix = day_matrices(history(MONDAY, offered))[0]
    days = judged_days(
        roll(matrix, SpecialDays(), None, [LevelProfile()], ForecastingSettings(), origins=12, lead_weeks=1)
    )
    found = measures(days, ["method"]).set_index("method").loc["level_profile"]
    assert 0.87 < found["coverage_interval"] < 0.95
    assert 0.8 < found["coverage_day"] <= 0.99
