from datetime import date

import numpy as np
import pytest
from synthetic_history import counts, rates

from staffplan.calendar.special_days import SpecialDays
from staffplan.forecasting.calendar_wrap import expect
from staffplan.forecasting.day_facts import DayFacts, day_facts
from staffplan.forecasting.expectation import Expectation
from staffplan.forecasting.methods.auto import Auto
from staffplan.forecasting.methods.day_process import DayProcess
from staffplan.forecasting.methods.level_profile import LevelProfile
from staffplan.forecasting.methods.method import Past
from staffplan.forecasting.methods.robust_process import _inverse_root
from staffplan.forecasting.methods.weekday_mean import WeekdayMean
from staffplan.forecasting.stage import after_all
from staffplan.forecasting.wall_clock import run_of_days

MONDAY = date(2025, 1, 6)
FIRST = np.datetime64(MONDAY, "D")


def _facts(days: int, holidays: dict[int, str]) -> DayFacts:
    """Facts of a run of days from MONDAY on, of which some numbers are holidays."""
    line = run_of_days(FIRST, days)
    return day_facts(line, SpecialDays(holidays={line[number].item(): name for number, name in holidays.items()}), "q")


def _week_after(offered: np.ndarray, holidays: dict[int, str] | None = None, method: object = None) -> Expectation:
    known = len(offered)
    facts = _facts(known + 7, holidays or {})
    return expect(offered, facts.part(0, known), facts.part(known, known + 7), method or DayProcess())


def test_the_inverse_by_halves_is_the_inverse() -> None:
    draw = np.random.default_rng(1).normal(size=(150, 150))
    covariance = draw @ draw.T + 150 * np.eye(150)
    root = _inverse_root(covariance)
    assert np.allclose(root.T @ root, np.linalg.inv(covariance), atol=1e-12)
    assert not np.triu(root, 1).any()


def test_a_holiday_to_come_gets_what_past_ones_of_its_name_had() -> None:
    expected = rates(MONDAY, 371)
    quiet = {100: "spring day", 191: "summer day", 370 - 6 + 2: "spring day"}
    truth = expected.copy()
    truth[[100, 191]] *= 0.25
    found = _week_after(counts(truth[:-7], 1), quiet)
    assert found.rates[2].sum() / expected[-5].sum() == pytest.approx(0.25, abs=0.1)
    assert found.rates[3].sum() / expected[-4].sum() == pytest.approx(1.0, abs=0.1)


def test_the_day_after_a_holiday_monday_is_somewhat_like_a_monday() -> None:
    expected = rates(MONDAY, 203)
    with_holiday = _week_after(counts(expected[:-7], 1), {196: "feast"}).rates.sum(axis=1)
    without = _week_after(counts(expected[:-7], 1)).rates.sum(axis=1)
    assert 1.05 * without[1] < with_holiday[1] < 1.2 * without[1]
    assert with_holiday[3] == pytest.approx(without[3], rel=1e-3)


def test_a_holiday_in_the_past_does_not_bend_the_level() -> None:
    truth = rates(MONDAY, 203)
    expected = truth[-7:].sum()
    truth[[192, 193]] *= 0.1
    found = _week_after(counts(truth[:-7], 1), {192: "one", 193: "other"})
    assert found.rates.sum() == pytest.approx(expected, rel=0.03)


def test_an_odd_day_is_named_and_hardly_moves_the_forecast() -> None:
    offered = counts(rates(MONDAY, 196), 1)
    wild = offered.copy()
    wild[190] *= 5
    found, plain = _week_after(wild), _week_after(offered)
    assert np.flatnonzero(found.odd).tolist() == [190]
    assert found.ratio[190] == pytest.approx(5, rel=0.15)
    assert found.rates.sum() == pytest.approx(plain.rates.sum(), rel=0.03)


def test_a_counter_that_jumped_a_thousandfold_stays_sane() -> None:
    offered = counts(rates(MONDAY, 196), 1)
    offered[150] *= 1000
    found = _week_after(offered)
    assert found.rates.sum() == pytest.approx(rates(MONDAY, 7).sum(), rel=0.05)


def test_a_lasting_step_is_followed_within_three_weeks() -> None:
    truth = rates(MONDAY, 224)
    truth[-28:] *= 1.5
    found = _week_after(counts(truth[:-7], 1, cv2_day=0.002))
    assert found.rates.sum() / truth[-7:].sum() == pytest.approx(1.0, abs=0.08)
    assert not found.odd.any()


def test_the_mean_of_sparse_counts_is_not_their_median() -> None:
    truth = rates(MONDAY, 371, volume=8.0)
    ratios = [_week_after(counts(truth[:-7], seed)).rates.sum() / truth[-7:].sum() for seed in range(8)]
    assert np.mean(ratios) == pytest.approx(1.0, abs=0.05)


def test_the_stages_end_in_the_rates() -> None:
    found = _week_after(counts(rates(MONDAY, 371 - 7), 1), {100: "feast", 366: "feast"})
    assert (after_all(found.stages) == found.rates).all()
    names = [stage.name for stage in found.stages]
    assert {"time of the month", "public holiday", "day before a holiday", "day after a holiday"} <= set(names)


def test_what_was_usual_is_known_of_days_that_are_not() -> None:
    offered = counts(rates(MONDAY, 196), 1)
    offered[150] = np.nan
    usual = _week_after(offered).usual
    assert usual[150] == pytest.approx(rates(MONDAY, 196)[150].sum(), rel=0.08)
    assert usual[6] == 0


def test_a_weekday_that_never_had_a_number_is_closed() -> None:
    offered = counts(rates(MONDAY, 70), 1)
    offered[5::7] = np.nan
    assert _week_after(offered).rates[5].sum() == 0


def test_a_weekday_not_reached_yet_is_like_the_others() -> None:
    assert _week_after(counts(rates(MONDAY, 5), 1)).rates[2].sum() > 500


def test_three_years_have_their_season_taken_out() -> None:
    days = 3 * 365 + 7
    season = 1 + 0.3 * np.sin(2 * np.pi * np.arange(days) / 365.2425)
    truth = rates(MONDAY, days) * season[:, None]
    offered = counts(truth[:-7], 1)
    facts = _facts(days, {})
    part = facts.part(0, days - 7), facts.part(days - 7, days)
    seasonal = DayProcess().expect(offered, *part)
    assert "season of the year" in [stage.name for stage in seasonal.stages]
    assert seasonal.rates.sum() == pytest.approx(truth[-7:].sum(), rel=0.04)
    plain = DayProcess().expect(offered, *part, yearly=False, trend=False)
    assert "season of the year" not in [stage.name for stage in plain.stages]


def test_auto_leaves_queues_without_footing_to_plainer_methods() -> None:
    def chosen(offered: np.ndarray) -> list[type]:
        return [type(method) for method in Auto().chosen(Past(run_of_days(FIRST, len(offered)), offered))]

    assert chosen(counts(rates(MONDAY, 70), 1)) == [DayProcess]
    assert chosen(counts(rates(MONDAY, 70, volume=1.0), 1)) == [LevelProfile]
    assert chosen(np.full((8, 48), np.nan)) == [WeekdayMean]


def test_a_further_voice_is_heard_by_half() -> None:
    offered = counts(rates(MONDAY, 196), 1)
    both = _week_after(offered, method=Auto(voices=(WeekdayMean(),)))
    ours, theirs = _week_after(offered), _week_after(offered, method=WeekdayMean())
    assert both.rates == pytest.approx((ours.rates + theirs.rates) / 2)
    assert both.stages[-1].name == "mean of methods"


def test_further_voices_are_silent_below_half_a_year() -> None:
    offered = counts(rates(MONDAY, 140), 1)
    assert (_week_after(offered, method=Auto(voices=(WeekdayMean(),))).rates == _week_after(offered).rates).all()
