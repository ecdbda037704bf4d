from datetime import date

import numpy as np
import pandas as pd
import pytest
from synthetic_history import counts, history, rates
from volumes_ahead import volume

from staffplan.forecasting import weeks_ahead
from staffplan.forecasting.dispersion import Dispersion
from staffplan.forecasting.forecast_rows import day_rows, interval_rows
from staffplan.forecasting.shown import Shown

MONDAY = date(2026, 1, 5)
SCATTER = Dispersion(cv2_interval=0.06, cv2_day=0.02, learnt=True, growth=2e-4, clumping=0.1)


def test_a_day_is_the_sum_of_its_intervals_with_less_to_be_off_by_than_each() -> None:
    expected = volume(np.full((3, 24), 10.0), SCATTER)
    days, intervals = day_rows(expected, (5, 50, 95)), interval_rows(expected, (5, 50, 95))
    assert days["offered_mean"].tolist() == [240.0] * 3
    assert days["start"].tolist() == [pd.Timestamp(f"2026-01-0{day}") for day in (5, 6, 7)]
    assert days["aht_s"].tolist() == pytest.approx([300.0] * 3)
    alone = 1.06 / 1.02 - 1
    cv2 = intervals["cv2_day"].iloc[0]
    assert days["cv2_total"].iloc[0] == pytest.approx(cv2 + (alone * (1 + cv2) * 24 * 100 + 0.1 * 240) / 240**2)
    assert days["offered_p95"].iloc[0] < intervals["offered_p95"].iloc[:24].sum()


def test_quantiles_never_cross_and_widen_with_the_days_ahead() -> None:
    expected = volume(np.full((448, 8), 30.0), SCATTER)
    for frame in (interval_rows(expected, (1, 5, 50, 95, 99)), day_rows(expected, (1, 5, 50, 95, 99))):
        levels = frame.filter(like="offered_p").to_numpy()
        assert (np.diff(levels, axis=1) >= 0).all()
        width = frame["offered_p95"] - frame["offered_p05"]
        assert (width.diff().dropna() >= -2).all()
        assert width.iloc[-1] > 1.15 * width.iloc[0]


def test_a_day_without_contacts_has_no_handle_time() -> None:
    frame = day_rows(volume(np.zeros((1, 4)), SCATTER), (50,))
    assert frame["offered_p50"].tolist() == [0.0]
    assert np.isnan(frame["aht_s"]).all()


def test_a_queue_that_is_never_open_has_no_rows() -> None:
    for rows in (day_rows, interval_rows):
        assert rows(volume(np.zeros((0, 4)), SCATTER), (50,)).empty


def test_days_of_64_weeks_start_with_the_day_also_where_the_clock_changes() -> None:
    known = history(MONDAY, counts(rates(MONDAY, 140), 1, cv2_day=0.01), zone="Europe/Berlin")
    frame = weeks_ahead(known, weeks=64, shown=Shown(daily=True)).frame
    assert len(frame) == 64 * 6
    starts = frame["start"].dt
    assert set(zip(starts.hour, starts.minute, strict=True)) == {(0, 0)}
    far, near = frame.iloc[-6], frame.iloc[0]
    assert far["offered_p95"] / far["offered_mean"] > near["offered_p95"] / near["offered_mean"]


@pytest.mark.parametrize("lead", [0, 8])
def test_nine_in_ten_day_totals_lie_between_p05_and_p95(lead: int) -> None:
    expected = rates(MONDAY, 78 * 7, volume=1200.0)
    draw = np.random.default_rng(11)
    wandering = np.exp(np.cumsum(np.sqrt(1e-4) * draw.standard_normal(len(expected))))
    actual = counts(expected * wandering[:, None], 12, cv2_day=0.01, cv2_alone=0.03)
    inside, total = 0, 0
    for weeks in range(40, 78 - lead, 4):
        frame = weeks_ahead(history(MONDAY, actual[: 7 * weeks]), weeks=lead + 1, shown=Shown(daily=True)).frame
        number = (frame["start"].to_numpy() - np.datetime64(MONDAY, "us")) // np.timedelta64(1, "D")
        last = number >= 7 * (weeks + lead)
        came = actual.sum(axis=1)[number[last]]
        inside += int(((came >= frame["offered_p05"][last]) & (came <= frame["offered_p95"][last])).sum())
        total += int(last.sum())
    assert 0.78 < inside / total <= 1.0
