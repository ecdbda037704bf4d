"""Load under a moving rate: closed forms, a fine integration, starts, closed intervals."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from staffplan.queueing.moving_rates import lagged_average, lagged_maximum, modified_offered_load

Rule = Callable[..., np.ndarray]
RULES: list[Rule] = [lagged_average, lagged_maximum, modified_offered_load]
HALF_HOUR = 1800.0
DAY = np.array([0.0, 0, 30, 80, 120, 110, 60, 90, 130, 70, 20, 0, 0])


@pytest.mark.parametrize("rule", RULES)
def test_a_constant_rate_is_its_own_load(rule: Rule) -> None:
    load = rule(np.full((2, 9), [[60.0], [5.0]]), 300.0, HALF_HOUR)
    np.testing.assert_allclose(load, np.full((2, 9), [[10.0], [5 / 6]]), rtol=1e-14)


@pytest.mark.parametrize("aht", [120.0, 360.0, 1800.0, 4000.0])
def test_the_modified_load_agrees_with_a_fine_integration(aht: float) -> None:
    steps = 4000
    busy, average, highest = 0.0, [], []
    for rate in DAY / HALF_HOUR:
        path = [busy]
        for _ in range(steps):  # Heun's method
            slope = rate - busy / aht
            trial = busy + slope * HALF_HOUR / steps
            busy += (slope + rate - trial / aht) / 2 * HALF_HOUR / steps
            path.append(busy)
        average.append(np.mean((np.array(path[1:]) + path[:-1]) / 2))
        highest.append(max(path))
    found = modified_offered_load(DAY, aht, HALF_HOUR, start="empty", of="average")
    np.testing.assert_allclose(found, average, rtol=1e-5, atol=1e-7)
    found = modified_offered_load(DAY, aht, HALF_HOUR, start="empty", of="maximum")
    np.testing.assert_allclose(found, highest, rtol=1e-5, atol=1e-7)


def test_a_step_builds_up_and_dies_away_with_the_handle_time() -> None:
    rates = np.array([0.0, 100.0, 100.0, 0.0, 0.0])
    busy = modified_offered_load(rates, 900.0, HALF_HOUR, start="empty")
    whole, kept = 50.0, math.exp(-2)
    built = [whole * (1 - kept), whole * (1 - kept**2)]
    np.testing.assert_allclose(busy, [0, *built, built[1], built[1] * kept], rtol=1e-13)
    # A lag of half an interval.
    np.testing.assert_allclose(lagged_average(rates, 900.0, HALF_HOUR), [0, 25, 50, 25, 0])
    np.testing.assert_allclose(lagged_maximum(rates, 900.0, HALF_HOUR), [0, 50, 50, 50, 0])


def test_a_lag_of_whole_intervals_moves_the_series() -> None:
    rates = np.array([10.0, 20.0, 40.0, 30.0])
    for rule in (lagged_average, lagged_maximum):
        assert rule(rates, 1800.0, HALF_HOUR).tolist() == [10, 10, 20, 40]
        assert rule(rates, 1800.0, HALF_HOUR, start="empty").tolist() == [0, 10, 20, 40]
        assert rule(rates, 36_000.0, HALF_HOUR, start="empty").tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("rule", RULES)
def test_short_handle_times_leave_each_interval_its_own_load(rule: Rule) -> None:
    own = DAY * 1e-3 / HALF_HOUR
    load = rule(DAY, 1e-3, HALF_HOUR, start="empty")
    if rule is lagged_average:
        np.testing.assert_allclose(load, own, atol=1e-9)
    else:
        np.testing.assert_allclose(load, np.maximum(own, np.concatenate([[0], own[:-1]])), atol=1e-9)


def test_no_work_is_lost_or_made() -> None:
    rates, aht = np.concatenate([DAY, np.zeros(40)]), 700.0
    offered = DAY.sum() * aht / HALF_HOUR
    assert lagged_average(rates, aht, HALF_HOUR, start="empty").sum() == pytest.approx(offered)
    average = modified_offered_load(rates, aht, HALF_HOUR, start="empty", of="average")
    assert average.sum() == pytest.approx(offered)


def test_the_maximum_is_never_below_the_average() -> None:
    aht = np.linspace(60, 5000, DAY.size)
    assert (lagged_maximum(DAY, aht, HALF_HOUR) >= lagged_average(DAY, aht, HALF_HOUR)).all()
    average = modified_offered_load(DAY, aht, HALF_HOUR, of="average")
    assert (modified_offered_load(DAY, aht, HALF_HOUR) >= average - 1e-12).all()


@pytest.mark.parametrize("rule", RULES)
def test_steady_and_empty_starts_differ_only_for_a_while(rule: Rule) -> None:
    rates = np.full(60, 60.0)
    steady, empty = (rule(rates, 2700.0, HALF_HOUR, start=start) for start in ("steady", "empty"))
    assert empty[0] < steady[0]
    np.testing.assert_allclose(empty[45:], steady[45:], rtol=1e-12)


def test_a_closed_interval_without_a_handle_time_finishes_what_is_left() -> None:
    rates, aht = np.array([0.0, 60.0, 0.0, 0.0]), np.array([0.0, 600.0, 0.0, 0.0])
    filled = np.full(4, 600.0)
    for rule in RULES:
        np.testing.assert_array_equal(rule(rates, aht, HALF_HOUR), rule(rates, filled, HALF_HOUR))
        assert rule(rates, aht, HALF_HOUR)[2] > 0
        assert rule(np.zeros(3), 0.0, HALF_HOUR).tolist() == [0, 0, 0]


def test_handle_times_of_each_interval_count_for_what_arrives_in_it() -> None:
    rates, aht = np.array([60.0, 60.0, 60.0]), np.array([300.0, 900.0, 900.0])
    np.testing.assert_allclose(lagged_average(rates, aht, HALF_HOUR), [10, 20, 30])
    np.testing.assert_allclose(lagged_maximum(rates, aht, HALF_HOUR), [10, 30, 30])


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    ("given", "named"),
    [
        (([5.0, -1.0], 300, 1800), "rates -1 at position 1"), (([5.0, 1.0], [300, 0], 1800), "aht_s 0 at position 1"),
        (([5.0], 300, 0), "interval_s"), (([5.0], math.nan, 1800), "aht_s"), (([math.inf], 300, 1800), "rates"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(rule: Rule, given: tuple[object, ...], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        rule(*given)


def test_unknown_words_are_refused() -> None:
    with pytest.raises(ValueError, match="start 'full'"):
        lagged_average([1.0], 300, 1800, start="full")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="of 'median'"):
        modified_offered_load([1.0], 300, 1800, of="median")  # type: ignore[arg-type]
