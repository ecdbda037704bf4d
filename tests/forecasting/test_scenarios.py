from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from volumes_ahead import volume

from staffplan.errors import UsageError
from staffplan.forecasting.dispersion import Dispersion
from staffplan.forecasting.scenarios import draw, scenarios

STEADY = Dispersion(cv2_interval=0.05, cv2_day=0.03, learnt=True, growth=0.0, memory=0.6)
MEAN = np.full((14, 24), 20.0)
WANDERING = replace(STEADY, growth=1e-3, memory=0.0)


@pytest.mark.parametrize("clumping", [0.0, 0.5])
def test_means_and_variances_are_those_of_the_forecast(clumping: float) -> None:
    expected = volume(MEAN * np.linspace(0.1, 2, 24), replace(STEADY, clumping=clumping))
    drawn = draw(expected, 4000, seed=1)
    variance = expected.mean + expected.cv2_interval * expected.mean**2
    assert drawn.mean(axis=0) == pytest.approx(expected.mean, rel=0.05, abs=0.05)
    assert (drawn.var(axis=0) / variance).mean() == pytest.approx(1.0, abs=0.03)
    total = drawn.reshape(4000, 14, 24).sum(axis=2)
    cv2 = expected.scatter.total_at(expected.mean, expected.cv2_day, expected.day, expected.days)
    day = expected.by_day(expected.mean)
    assert (total.var(axis=0) / (day + cv2 * day**2)).mean() == pytest.approx(1.0, abs=0.06)


def test_intervals_of_a_day_go_together_and_those_of_far_days_do_not() -> None:
    drawn = draw(volume(MEAN, STEADY), 4000, seed=2).reshape(4000, 14, 24)
    share = 400 * 0.03 / (20 + 400 * 0.05)
    assert np.corrcoef(drawn[:, 0, 0], drawn[:, 0, 20])[0, 1] == pytest.approx(share, abs=0.05)
    assert np.corrcoef(drawn[:, 0, 0], drawn[:, 13, 0])[0, 1] == pytest.approx(0.0, abs=0.05)


def test_a_day_remembers_the_day_before() -> None:
    total = draw(volume(MEAN * 50, STEADY), 3000, seed=3, daily=True)
    found = [np.corrcoef(total[:, day], total[:, day + 1])[0, 1] for day in range(13)]
    assert np.mean(found) == pytest.approx(0.6, abs=0.06)


def test_a_wandering_level_is_still_there_weeks_later_and_widens() -> None:
    total = draw(volume(np.full((56, 4), 500.0), WANDERING), 2000, seed=4, daily=True)
    relative = total / 2000.0
    assert relative[:, 55].var() == pytest.approx(0.03 + 1e-3 * 182 * (np.log1p(56 / 182) - np.log1p(4 / 182)), rel=0.2)
    assert relative[:, 55].var() > 1.5 * relative[:, 0].var()
    assert np.corrcoef(relative[:, 50], relative[:, 55])[0, 1] > 0.3


@pytest.mark.parametrize("common", [0.0, 0.5, 0.9])
def test_queues_share_days_as_far_as_they_are_said_to(common: float) -> None:
    some, other = volume(MEAN * 50, STEADY, "a"), volume(MEAN[:, :12] * 90, STEADY, "b")
    first, second = (draw(one, 3000, seed=5, common=common, daily=True) for one in (some, other))
    found = [np.corrcoef(first[:, day], second[:, day])[0, 1] for day in range(14)]
    assert np.mean(found) == pytest.approx(common, abs=0.06)


def test_a_seed_draws_the_same_whatever_the_order_and_another_seed_does_not() -> None:
    queues = [volume(MEAN[:3], STEADY, name) for name in ("b", "a", "c")]
    one, two = scenarios(queues, 5, seed=7, common=0.3), scenarios(queues[::-1], 5, seed=7, common=0.3)
    pd.testing.assert_frame_equal(one, two, check_exact=True)
    assert not one["offered"].equals(scenarios(queues, 5, seed=8, common=0.3)["offered"])
    alone = scenarios(queues[:1], 5, seed=7, common=0.3)
    assert one.loc[one["queue"] == "b", "offered"].tolist() == alone["offered"].tolist()


def test_rows_are_sorted_by_queue_scenario_and_start() -> None:
    frame = scenarios([volume(MEAN[:2], STEADY, name) for name in ("b", "a")], 3)
    key = ["queue", "scenario", "start"]
    pd.testing.assert_frame_equal(frame, frame.sort_values(key, ignore_index=True))
    assert not frame.duplicated(key).any()


def test_totals_of_days_are_those_of_the_intervals() -> None:
    expected = volume(MEAN, STEADY)
    by_interval, by_day = (draw(expected, 4, seed=9, daily=daily) for daily in (False, True))
    assert by_day.tolist() == by_interval.reshape(4, 14, 24).sum(axis=2).tolist()


def test_what_befalls_an_event_befalls_all_its_intervals() -> None:
    drawn = draw(volume(MEAN * 20, replace(STEADY, cv2_interval=0.001, cv2_day=0.0005), extra=0.04), 3000, seed=6)
    assert np.corrcoef(drawn[:, 0], drawn[:, 23])[0, 1] > 0.9
    assert (drawn[:, 0] / 400).var() == pytest.approx(0.041 + 1 / 400, rel=0.1)


def test_nothing_expected_is_nothing_drawn() -> None:
    assert not draw(volume(np.zeros((3, 4)), STEADY), 3).any()


def test_more_rows_than_fit_are_refused() -> None:
    with pytest.raises(UsageError) as raised:
        scenarios([volume(MEAN, STEADY)], 1_000_000)
    assert raised.value.faults[0].code == "usage.scenarios"
