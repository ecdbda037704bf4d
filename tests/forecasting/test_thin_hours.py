from datetime import date

import numpy as np
import pytest
from synthetic_history import counts, history, rates

from staffplan import forecast

MONDAY = date(2026, 1, 5)
DAYS = 168
OPEN = np.tile(((np.arange(48) >= 16) & (np.arange(48) < 40))[None, :], (DAYS, 1)) & (np.arange(DAYS)[:, None] % 7 != 6)


def _week(volume: float, seed: int, rows_of: np.ndarray | None) -> tuple[float, float, set[str]]:
    """Contacts forecast and expected of the next week, and the clock times forecast."""
    expected = rates(MONDAY, DAYS, volume=volume)
    frame = forecast(history(MONDAY, counts(expected, seed), rows_of=rows_of))
    starts = set(frame["start"].dt.strftime("%H:%M"))
    return float(frame["offered_mean"].sum()), float(expected[:7].sum()), starts


@pytest.mark.parametrize("volume", [0.7, 1.5, 3.0])
def test_few_contacts_are_forecast_whole_where_rows_tell_the_hours(volume: float) -> None:
    found = [_week(volume, seed, OPEN) for seed in range(6)]
    forecast_in_all, truth = sum(one[0] for one in found), sum(one[1] for one in found)
    assert forecast_in_all == pytest.approx(truth, rel=0.2)  # hours of contacts alone lost half of it
    assert all((min(starts), max(starts)) == ("08:00", "19:30") for *_, starts in found)


@pytest.mark.parametrize("method", ["auto", "weekday_mean", "ewma", "holt_winters"])
def test_a_slot_s_only_contact_is_one_in_all_the_weeks(method: str) -> None:
    truth = rates(MONDAY, DAYS, volume=0.5)
    found = [
        forecast(history(MONDAY, counts(truth, seed), rows_of=OPEN), method=method)["offered_mean"].sum()
        for seed in range(10)
    ]
    assert np.mean(found) == pytest.approx(truth[:7].sum(), rel=0.25)  # it was twice that, or half


def test_rows_of_zero_all_day_and_night_are_no_hours() -> None:
    found, truth, starts = _week(2.0, 1, None)
    assert found == pytest.approx(truth, rel=0.35)
    assert (min(starts), max(starts)) >= ("08:00", "18:00")
    assert max(starts) <= "19:30"


def test_a_weekday_without_contacts_though_several_were_to_come_is_closed() -> None:
    frame = forecast(history(MONDAY, counts(rates(MONDAY, DAYS, volume=3.0), 2)))
    assert set(frame["start"].dt.day_of_week) == {0, 1, 2, 3, 4, 5}
