from datetime import date

import numpy as np
import pandas as pd
import pytest
from followed_forecast import actuals, forecast

from staffplan.errors import DataError
from staffplan.forecasting.intraday_update import Updated, update_forecast
from staffplan.forecasting.matched import match, with_variation


def updated(planned: pd.DataFrame, came: pd.DataFrame, now: str, **more: object) -> Updated:
    moment = pd.Timestamp(now, tz=planned["start"].dt.tz)
    return update_forecast(planned, match(planned, 30, came, more.pop("actual_min", 30)), moment, 30, **more)


def test_the_rest_of_the_day_follows_and_what_is_over_stays():
    planned = forecast()
    found = updated(planned, actuals(planned, "2026-03-02T13:00", 1.3), "2026-03-02T13:00")
    over, rest = found.frame.iloc[:10], found.frame.iloc[10:20]
    assert (over["offered_mean"] == 20).all()
    assert (over["factor"] == 1).all()
    assert over["actual"].to_numpy() == pytest.approx(26)
    # half the day: F = 200, A = 260, k = 1 + 0.04 * 40 an hour
    factor = (1 / 0.02 + 260 / 2.6) / (1 / 0.02 + 200 / 2.6)
    assert rest["factor"].to_numpy() == pytest.approx(factor)
    assert rest["offered_mean"].to_numpy() == pytest.approx(20 * factor)
    assert rest["actual"].isna().all()
    (day,) = found.queues
    assert (day.day, day.came, day.rest_before) == (date(2026, 3, 2), pytest.approx(260), pytest.approx(200))
    assert day.rest_after == pytest.approx(200 * factor)


def test_days_after_keep_half_of_it_each_and_the_far_ones_nothing():
    planned = forecast(12)
    found = updated(planned, actuals(planned, "2026-03-03", 1.1), "2026-03-02T18:00")
    by_day = found.frame["factor"].to_numpy().reshape(12, 20)[:, 0] - 1
    assert by_day[0] == 0
    assert by_day[2] == pytest.approx(by_day[1] / 2)
    assert 0.01 < by_day[1] < 0.06
    assert (by_day[7:] == 0).all()
    unchanged = found.frame.iloc[-20:].drop(columns=["factor", "actual"])
    pd.testing.assert_frame_equal(unchanged, planned.iloc[-20:])


def test_ranges_narrow_where_the_day_is_known_better():
    planned = forecast(mean=200.0)
    found = updated(planned, actuals(planned, "2026-03-02T13:00", 1.0), "2026-03-02T13:00").frame
    width = found["offered_p95"] - found["offered_p05"]
    assert width.iloc[15] < 0.9 * width.iloc[0]
    assert found["cv2_day"].iloc[15] < 0.5 * found["cv2_day"].iloc[0]
    assert width.iloc[15] <= width.iloc[25] <= width.iloc[0]


def test_corrected_ranges_hold_what_they_promise():
    draw, alone = np.random.default_rng(3), 1.06 / 1.04 - 1
    planned = pd.concat([forecast(1, queue=f"q{number:03}", mean=40.0, cv2=(0.06, 0.04)) for number in range(100)])
    day = np.repeat(draw.gamma(25, 1 / 25, 100), 20)
    came = planned[["queue", "start"]].assign(
        offered=draw.poisson(40 * day * draw.gamma(1 / alone, alone, 2000)).astype(float)
    )
    over = (planned["start"] < pd.Timestamp("2026-03-02T13:00")).to_numpy()
    planned = planned.reset_index(drop=True)
    rest = updated(planned, came[over], "2026-03-02T13:00").frame[~over]
    counts = came.loc[~over, "offered"].to_numpy()
    inside = (counts >= rest["offered_p05"]) & (counts <= rest["offered_p95"])
    assert 0.88 < inside.mean() < 0.96


def test_an_interval_without_a_row_is_unknown_and_a_row_of_zero_is_none():
    planned = forecast(1)
    came = actuals(planned, "2026-03-02T13:00", 1.0)
    gap = updated(planned, came.drop(index=[3, 4, 5]), "2026-03-02T13:00")
    zero = updated(
        planned, came.assign(offered=came["offered"].where(~came.index.isin([3, 4, 5]), 0.0)), "2026-03-02T13:00"
    )
    assert gap.queues[0].factor == pytest.approx(1.0)
    assert gap.queues[0].expected == pytest.approx(140)
    assert zero.queues[0].factor < 0.9


def test_a_planner_s_own_number_is_neither_changed_nor_learnt_from():
    planned = forecast(1).assign(override="")
    planned.loc[[2, 3, 15], "override"] = "campaign"
    came = actuals(planned, "2026-03-02T13:00", 1.0)
    came.loc[[2, 3], "offered"] = 500.0
    found = updated(planned, came, "2026-03-02T13:00")
    assert found.queues[0].factor == pytest.approx(1.0)
    moved = updated(planned, came.assign(offered=26.0), "2026-03-02T13:00")
    assert moved.frame["factor"].iloc[15] == 1
    assert moved.frame["factor"].iloc[14] > 1.1
    assert any("1 intervals have a planner's own number" in note for note in moved.notes)


def test_queues_are_corrected_each_by_its_own_and_one_without_actuals_not_at_all():
    planned = pd.concat([forecast(2, queue=name) for name in "abc"], ignore_index=True)
    came = actuals(planned, "2026-03-02T13:00", 1.2)
    came.loc[came["queue"] == "b", "offered"] *= 0.5
    matched = match(planned, 30, came[came["queue"] != "c"], 30)
    found = update_forecast(planned, matched, pd.Timestamp("2026-03-02T13:00"), 30)
    factor = {queue: rows["factor"].iloc[15] for queue, rows in found.frame.groupby("queue")}
    assert factor["a"] > 1 > factor["b"]
    assert factor["c"] == 1
    assert "no actuals of c" in " ".join(matched.notes)


def test_a_holiday_says_nothing_about_the_days_after_it():
    planned = forecast(2)
    came = actuals(planned, "2026-03-03", 0.4)
    found = updated(planned, came, "2026-03-02T18:00", special=[date(2026, 3, 2)])
    assert (found.frame["factor"] == 1).all()
    assert "nothing was changed" in found.notes[0]


def test_a_day_on_which_the_clock_is_put_back_is_one_day():
    planned = forecast(3, zone="Europe/Berlin", first="2026-10-24")
    came = actuals(planned, "2026-10-25T13:00", 1.2)
    found = updated(planned, came, "2026-10-25T13:00")
    assert found.queues[0].day == date(2026, 10, 25)
    assert (found.frame["factor"].iloc[:30] == 1).all()
    assert (found.frame["factor"].iloc[30:] > 1).all()


def test_hourly_actuals_correct_a_forecast_of_half_hours():
    planned = forecast(1)
    came = actuals(planned, "2026-03-02T13:00", 1.3)
    hourly = came.assign(start=came["start"].dt.floor("h")).groupby(["queue", "start"], as_index=False)["offered"].sum()
    fine = updated(planned, came, "2026-03-02T13:00").queues[0]
    coarse = updated(planned, hourly, "2026-03-02T13:00", actual_min=60).queues[0]
    assert (coarse.expected, coarse.came) == (fine.expected, fine.came)
    assert coarse.factor == pytest.approx(fine.factor)


def test_an_interval_that_runs_is_to_come():
    planned = forecast(1)
    came = actuals(planned, "2026-03-02T13:00", 1.3)
    found = updated(planned, came, "2026-03-02T13:10")
    assert found.frame["factor"].iloc[10] > 1
    assert found.frame["factor"].iloc[9] == 1


def test_other_days_and_lengths_that_do_not_fit_are_faults():
    planned = forecast(1)
    other = actuals(forecast(1, first="2026-05-04"), "2026-05-05", 1.0)
    with pytest.raises(DataError) as raised:
        match(planned, 30, other, 30)
    assert raised.value.faults[0].code == "data.no_overlap"
    with pytest.raises(DataError) as raised:
        match(planned, 15, other, 10)
    assert raised.value.faults[0].code == "data.interval_length"


def test_contacts_in_closed_hours_and_unknown_queues_are_told():
    planned = forecast(1)
    came = actuals(planned, "2026-03-02T13:00", 1.0)
    early = came.iloc[:1].assign(start=pd.Timestamp("2026-03-02T06:00"), offered=7.0)
    other = came.iloc[:1].assign(queue="fax")
    notes = " ".join(match(planned, 30, pd.concat([came, early, other]), 30).notes)
    assert "7 contacts came in 1 intervals that have no forecast" in notes
    assert "no forecast of fax" in notes


def test_a_typical_scatter_is_assumed_where_the_forecast_has_none():
    known, notes = with_variation(forecast(1).drop(columns=["cv2_day", "cv2_interval"]))
    assert (known["cv2_day"] > 0).all()
    assert "typical scatter is assumed" in notes[0]
    assert with_variation(forecast(1))[1] == ()
