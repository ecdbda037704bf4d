"""What comes of a history that is short, empty, constant, spiked or old: each line of the table in docs/forecast.md."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from synthetic_history import counts, history, rates

from staffplan import forecast
from staffplan.app.forecast import forecast_history
from staffplan.errors import DataError, Exit

MONDAY = date(2026, 1, 5)
TRUTH = rates(MONDAY, 7 * 12)
KNOWN = counts(TRUTH, 5, cv2_day=0.004)
WEEK = float(TRUTH[:7].sum())


def _said(frame: pd.DataFrame) -> str:
    return " ".join(frame.attrs["notes"])


def _width(frame: pd.DataFrame) -> float:
    """Width of the 90 % interval over the mean, in a busy hour."""
    busy = frame.loc[frame["offered_mean"].idxmax()]
    return float((busy["offered_p95"] - busy["offered_p05"]) / busy["offered_mean"])


@pytest.mark.parametrize(("days", "guess", "learnt", "off"), [(63, False, True, 0.04), (28, False, True, 0.06)])
def test_weeks_are_enough_to_learn_level_shape_and_scatter(days: int, guess: bool, learnt: bool, off: float) -> None:
    frame = forecast(history(MONDAY, KNOWN[:days]))
    assert frame["offered_mean"].sum() == pytest.approx(WEEK, rel=off)
    assert ("rough guess" in _said(frame)) is guess
    assert ("typical scatter" not in _said(frame)) is learnt


@pytest.mark.parametrize(("days", "span"), [(10, "10 days"), (1, "a day")])
def test_days_are_a_guess_with_the_scatter_of_other_queues(days: int, span: str) -> None:
    frame = forecast(history(MONDAY, KNOWN[:days]))
    assert 0.8 * WEEK < frame["offered_mean"].sum() < 1.8 * WEEK
    assert f"only {span} of history: the forecast is a rough guess" in _said(frame)
    assert "a typical scatter is assumed" in _said(frame)
    assert 0.3 < _width(frame) < 1.5


def test_zeros_are_forecast_as_zeros() -> None:
    frame = forecast(history(MONDAY, np.zeros((63, 48))))
    assert frame["offered_mean"].sum() == pytest.approx(0, abs=1)
    assert "the history has no contacts" in _said(frame)
    assert (frame["offered_p95"] <= 1).all()


def test_constants_are_forecast_as_the_constant() -> None:
    frame = forecast(history(MONDAY, np.full((63, 48), 7.0)))
    assert frame["offered_mean"].to_numpy() == pytest.approx(7.0, rel=0.01)
    assert len(frame) == 7 * 48


@pytest.mark.parametrize("days", [84, 28, 10, 3])
def test_a_thousandfold_interval_moves_nothing_and_is_listed(days: int) -> None:
    spiked = KNOWN[:days].copy()
    spiked[-2, 22] *= 1000
    plain, frame = forecast(history(MONDAY, KNOWN[:days])), forecast_history(history(MONDAY, spiked))
    assert frame.frame["offered_mean"].to_numpy() == pytest.approx(plain["offered_mean"].to_numpy(), rel=0.05)
    day = MONDAY + timedelta(days=days - 2)
    assert [(one.day, one.start, one.weight) for one in frame.outliers] == [(day, "11:00", 0.0)]
    assert any(f"{day} 11:00" in note for note in frame.notes)


def test_a_spiked_first_day_of_all_is_noticed_by_the_slots_beside() -> None:
    spiked = KNOWN[:1].copy()
    spiked[0, 22] *= 1000
    assert forecast(history(MONDAY, spiked))["offered_mean"].sum() < 2.0 * WEEK


def test_a_history_that_ended_months_ago_is_carried_on_with_a_warning() -> None:
    frame = forecast(history(MONDAY, KNOWN), start=MONDAY + timedelta(days=84 + 150))
    assert frame["offered_mean"].sum() == pytest.approx(WEEK, rel=0.06)
    assert "long before the first day forecast" in _said(frame)
    assert "too short" not in _said(frame)
    assert "ends 150 days before the weeks forecast" in _said(frame)


def test_a_history_without_rows_says_what_is_missing() -> None:
    with pytest.raises(DataError) as fault:
        forecast(history(MONDAY, KNOWN)[:0])
    assert fault.value.exit_code is Exit.DATA
    assert "at least a few days" in (fault.value.faults[0].hint or "")


@pytest.mark.parametrize("interval_min", [5, 10, 12, 15, 20, 30, 60])
def test_every_grid_from_5_to_60_minutes_is_forecast(interval_min: int) -> None:
    offered = counts(rates(MONDAY, 56, interval_min=interval_min), 3)
    frame = forecast(history(MONDAY, offered))
    assert len(frame) == 6 * 12 * 60 // interval_min
    assert frame["offered_mean"].sum() == pytest.approx(WEEK, rel=0.04)


@pytest.mark.parametrize(("first_day", "hours"), [(date(2026, 3, 23), 167), (date(2026, 10, 19), 169)])
@pytest.mark.parametrize("interval_min", [15, 60])
def test_both_days_of_the_clock_change_have_their_hours(first_day: date, hours: int, interval_min: int) -> None:
    around_the_clock = np.full((84, 1440 // interval_min), 12.0)
    frame = forecast(history(first_day - timedelta(days=84), around_the_clock, zone="Europe/Berlin"))
    assert len(frame) == hours * 60 // interval_min
    assert frame["offered_mean"].to_numpy() == pytest.approx(12.0, rel=0.02)


@pytest.mark.parametrize(("days", "width"), [(63, 0.40), (28, 0.40), (10, 0.64), (1, 0.63)])
def test_the_width_of_the_interval_is_that_of_the_table(days: int, width: float) -> None:
    assert _width(forecast(history(MONDAY, KNOWN[:days]))) == pytest.approx(width, abs=0.05)


@pytest.mark.parametrize(("gap_days", "width"), [(57, 0.53), (150, 0.69)])
def test_the_interval_widens_with_the_months_since_a_history_ended(gap_days: int, width: float) -> None:
    frame = forecast(history(MONDAY, KNOWN), start=MONDAY + timedelta(days=84 + gap_days))
    assert _width(frame) == pytest.approx(width, abs=0.05)


FEW = counts(rates(MONDAY, 84, volume=2.0), 5)


@pytest.mark.parametrize(
    ("known", "method"),
    [
        (KNOWN[:63], "day_process"),
        (KNOWN[:28], "day_process"),
        (KNOWN[:10], "day_process"),
        (KNOWN[:1], "day_process"),
        (np.full((63, 48), 7.0), "day_process"),
        (np.zeros((63, 48)), "level_profile"),
        (FEW, "level_profile"),
    ],
)
def test_the_method_that_is_taken_is_that_of_the_table(known: np.ndarray, method: str) -> None:
    pd.testing.assert_frame_equal(forecast(history(MONDAY, known)), forecast(history(MONDAY, known), method=method))


def test_a_single_interval_is_no_history_and_is_not_called_eight_hours_long() -> None:
    with pytest.raises(DataError) as caught:
        forecast(history(MONDAY, KNOWN[:1]).iloc[:1])
    (fault,) = caught.value.faults
    assert fault.code == "data.history_too_short"
    assert caught.value.exit_code == Exit.DATA
