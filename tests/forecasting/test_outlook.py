from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from synthetic_history import counts, history, rates

from staffplan.calendar.opening import OpeningHours
from staffplan.calendar.special_days import Event, Period, SpecialDays
from staffplan.errors import DataError
from staffplan.forecasting import Outlook, weeks_ahead
from staffplan.forecasting.methods import Past
from staffplan.forecasting.methods.weekday_mean import WeekdayMean
from staffplan.forecasting.settings import ForecastingSettings, MethodName
from staffplan.tables.forecast import FORECAST
from staffplan.tables.frames import check_frame

MONDAY = date(2026, 1, 5)
WEEKS = 26
TRUTH = rates(MONDAY, 7 * (WEEKS + 4))
KNOWN = counts(TRUTH[: 7 * WEEKS], 11, cv2_day=0.004)


def _sum(outlook: Outlook) -> float:
    return float(outlook.frame["offered_mean"].sum())


def test_the_forecast_keeps_its_table_s_contract() -> None:
    frame = weeks_ahead(history(MONDAY, {"b": KNOWN, "a": KNOWN}, aht_s=200.0), weeks=2).frame
    pd.testing.assert_frame_equal(check_frame(frame, FORECAST), frame, check_dtype=False)
    assert list(frame) == [name for name in FORECAST.names if name != "override"]


def test_every_open_interval_of_the_weeks_has_a_row_and_no_closed_one() -> None:
    frame = weeks_ahead(history(MONDAY, KNOWN), weeks=2).frame
    assert len(frame) == 2 * 6 * 24
    assert frame["start"].min() == pd.Timestamp(MONDAY + timedelta(weeks=WEEKS)) + pd.Timedelta(hours=8)


def test_the_truth_is_met_within_a_few_percent() -> None:
    outlook = weeks_ahead(history(MONDAY, KNOWN), weeks=2)
    assert _sum(outlook) == pytest.approx(TRUTH[7 * WEEKS : 7 * WEEKS + 14].sum(), rel=0.04)


def test_weeks_may_lie_between_the_history_and_the_forecast() -> None:
    start = MONDAY + timedelta(weeks=WEEKS + 2)
    outlook = weeks_ahead(history(MONDAY, KNOWN), start)
    assert outlook.frame["start"].min().date() == start
    assert _sum(outlook) == pytest.approx(TRUTH[-7:].sum(), rel=0.05)


@pytest.mark.parametrize("years", [1, 3, 100])
def test_a_wait_of_years_neither_shrinks_the_forecast_nor_breaks_it(years: int) -> None:
    past = history(MONDAY, KNOWN, aht_s=200.0)
    outlook = weeks_ahead(past, MONDAY + timedelta(weeks=WEEKS + 52 * years))
    assert any("long before" in note for note in outlook.notes)
    assert _sum(outlook) == pytest.approx(_sum(weeks_ahead(past)), rel=0.05)
    assert outlook.frame["aht_s"].to_numpy() == pytest.approx(200.0)


def test_rows_of_the_weeks_to_forecast_are_not_looked_at() -> None:
    start = MONDAY + timedelta(weeks=WEEKS - 2)
    all_rows, early = weeks_ahead(history(MONDAY, KNOWN), start), weeks_ahead(history(MONDAY, KNOWN[:-14]), start)
    pd.testing.assert_frame_equal(all_rows.frame, early.frame)


def test_the_order_of_rows_changes_nothing() -> None:
    rows = history(MONDAY, {"a": KNOWN, "b": KNOWN // 3}, aht_s=200.0)
    shuffled = rows.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(weeks_ahead(rows).frame, weeks_ahead(shuffled).frame, check_exact=True)


def test_ten_times_the_contacts_are_forecast_as_ten_times_as_many() -> None:
    once, tenfold = weeks_ahead(history(MONDAY, KNOWN)), weeks_ahead(history(MONDAY, 10 * KNOWN))
    assert _sum(tenfold) == pytest.approx(10 * _sum(once), rel=0.02)


def test_one_queue_does_not_change_another() -> None:
    alone = weeks_ahead(history(MONDAY, {"a": KNOWN}))
    both = weeks_ahead(history(MONDAY, {"a": KNOWN, "b": KNOWN[::-1]}))
    mine = both.frame[both.frame["queue"] == "a"].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone.frame, mine)


def test_absent_intervals_do_not_lower_the_forecast() -> None:
    holes = KNOWN.copy()
    holes[np.random.default_rng(2).random(KNOWN.shape) < 0.08] = np.nan
    assert _sum(weeks_ahead(history(MONDAY, holes))) == pytest.approx(
        _sum(weeks_ahead(history(MONDAY, KNOWN))), rel=0.02
    )


def test_an_outage_day_hardly_moves_the_forecast_and_is_named() -> None:
    outage = KNOWN.copy()
    outage[-5] = 0.0
    broken = weeks_ahead(history(MONDAY, outage))
    assert _sum(broken) == pytest.approx(_sum(weeks_ahead(history(MONDAY, KNOWN))), rel=0.015)
    assert any("2026-07-01 (0 %)" in note for note in broken.notes)


def test_a_step_two_weeks_ago_is_believed() -> None:
    stepped = KNOWN.copy()
    stepped[-14:] *= 2
    assert _sum(weeks_ahead(history(MONDAY, stepped))) > 1.53 * _sum(weeks_ahead(history(MONDAY, KNOWN)))


def test_an_event_lifts_the_days_it_names_and_its_past_days_teach_nothing() -> None:
    first = MONDAY + timedelta(weeks=WEEKS)
    past = Event(Period("sale", first - timedelta(days=7), first - timedelta(days=4)), uplift=1.0)
    sale = Event(Period("sale", first, first), uplift=1.5)
    louder = KNOWN.copy()
    louder[-7:-3] *= 3
    plain = weeks_ahead(history(MONDAY, KNOWN), special_days=SpecialDays(events=(past,)))
    lifted = weeks_ahead(history(MONDAY, louder), special_days=SpecialDays(events=(past, sale)))
    day = plain.frame["start"].dt.date == first
    assert lifted.frame["offered_mean"][day].sum() == pytest.approx(1.5 * plain.frame["offered_mean"][day].sum())
    assert lifted.frame["offered_mean"][~day].sum() == pytest.approx(plain.frame["offered_mean"][~day].sum())


def test_a_holiday_on_which_the_queue_used_to_be_closed_has_no_rows() -> None:
    closed = KNOWN.copy()
    closed[[30, 60]] = np.nan
    days = {MONDAY + timedelta(days=number): "feast" for number in (30, 60, 7 * WEEKS + 1)}
    outlook = weeks_ahead(history(MONDAY, closed), special_days=SpecialDays(holidays=days))
    assert MONDAY + timedelta(days=7 * WEEKS + 1) not in set(outlook.frame["start"].dt.date)
    assert any("taken as closed" in note for note in outlook.notes)


def test_stated_hours_win_over_learnt_ones() -> None:
    hours = OpeningHours(weekly=(((600, 720),),) + ((),) * 6)
    outlook = weeks_ahead(history(MONDAY, KNOWN), opening={"calls": hours})
    assert outlook.frame["start"].dt.strftime("%a %H:%M").tolist() == [
        "Mon 10:00",
        "Mon 10:30",
        "Mon 11:00",
        "Mon 11:30",
    ]


@pytest.mark.parametrize(("first_day", "hours"), [(date(2026, 3, 23), 167), (date(2026, 10, 19), 169)])
def test_weeks_in_which_the_clock_changes_have_the_hours_they_have(first_day: date, hours: int) -> None:
    around_the_clock = np.random.default_rng(1).poisson(6.0, (84, 48)).astype(float)
    began = first_day - timedelta(days=84)
    frame = weeks_ahead(history(began, around_the_clock, zone="Europe/Berlin")).frame
    assert len(frame) == 2 * hours
    assert str(frame["start"].dt.tz) == "Europe/Berlin"
    assert frame["start"].is_unique
    assert (frame["start"].diff().dropna() == pd.Timedelta(minutes=30)).all()


def test_profiles_live_on_the_wall_clock_across_the_change() -> None:
    first_day = date(2026, 3, 30)
    offered = counts(rates(first_day - timedelta(days=84), 84), 3)
    frame = weeks_ahead(history(first_day - timedelta(days=84), offered, zone="Europe/Berlin")).frame
    assert frame["start"].dt.strftime("%H:%M").min() == "08:00"
    assert frame["start"].dt.strftime("%H:%M").max() == "19:30"


@pytest.mark.parametrize("days", [1, 3, 7, 14])
def test_a_short_history_gives_a_forecast_that_says_what_it_is(days: int) -> None:
    outlook = weeks_ahead(history(MONDAY, KNOWN[:days]))
    assert 0.4 < _sum(outlook) / TRUTH[:7].sum() < 1.7
    assert any("rough guess" in note for note in outlook.notes)
    assert any("typical scatter" in note for note in outlook.notes)
    assert outlook.frame.drop(columns="aht_s").notna().all().all()


def test_a_queue_of_zeros_is_expected_to_stay_empty() -> None:
    outlook = weeks_ahead(history(MONDAY, np.zeros((60, 48))))
    assert len(outlook.frame) == 7 * 48
    assert _sum(outlook) == pytest.approx(0, abs=1)
    assert any("no contacts" in note for note in outlook.notes)


def test_a_queue_that_ended_is_left_out_with_a_note() -> None:
    ended = KNOWN.copy()
    ended[-40:] = np.nan
    outlook = weeks_ahead(history(MONDAY, {"alive": KNOWN, "ended": ended}))
    assert set(outlook.frame["queue"]) == {"alive"}
    assert any(note.startswith("ended: no rows") for note in outlook.notes)


def test_a_queue_that_began_of_late_is_forecast_from_what_it_has() -> None:
    young = KNOWN.copy()
    young[:-21] = np.nan
    frame = weeks_ahead(history(MONDAY, {"old": KNOWN, "young": young})).frame
    sums = frame.groupby("queue")["offered_mean"].sum()
    assert sums["young"] == pytest.approx(sums["old"], rel=0.05)


def test_unknown_handle_times_stay_blank_and_are_said_to_be() -> None:
    outlook = weeks_ahead(history(MONDAY, KNOWN))
    assert outlook.frame["aht_s"].isna().all()
    assert any("handle times" in note for note in outlook.notes)


def test_a_coarser_interval_sums_to_the_same() -> None:
    outlook = weeks_ahead(history(MONDAY, KNOWN), interval_min=60)
    assert _sum(outlook) == pytest.approx(_sum(weeks_ahead(history(MONDAY, KNOWN))), rel=0.01)
    assert len(outlook.frame) == 6 * 12


def test_the_settings_half_life_is_the_one_used() -> None:
    grown = KNOWN * np.linspace(1, 2, len(KNOWN))[:, None]
    by_level = {"method": MethodName.LEVEL_PROFILE}
    slow = weeks_ahead(history(MONDAY, grown), settings=ForecastingSettings(level_half_life_weeks=52.0, **by_level))
    assert _sum(slow) < 0.965 * _sum(weeks_ahead(history(MONDAY, grown), settings=ForecastingSettings(**by_level)))


def test_nothing_before_the_first_day_is_refused() -> None:
    with pytest.raises(DataError, match="nothing is known before"):
        weeks_ahead(history(MONDAY, KNOWN), MONDAY)


def test_an_event_of_one_queue_lifts_no_other() -> None:
    first = MONDAY + timedelta(weeks=WEEKS)
    sale = Event(Period("sale", first, first + timedelta(days=6)), queues=frozenset({"b"}), uplift=2.0)
    outlook = weeks_ahead(history(MONDAY, {"a": KNOWN, "b": KNOWN}), special_days=SpecialDays(events=(sale,)))
    sums = outlook.frame.groupby("queue")["offered_mean"].sum()
    assert sums["b"] == pytest.approx(2 * sums["a"])


class TwiceTooHigh:
    """A method that deserves no trust."""

    name = "twice_too_high"

    def rates(self, past: Past, target: np.ndarray) -> np.ndarray:
        return 2 * WeekdayMean().rates(past, target)


def test_a_method_that_did_worse_than_the_mean_of_four_is_met_halfway() -> None:
    outlook = weeks_ahead(history(MONDAY, KNOWN), method=TwiceTooHigh())
    plain = weeks_ahead(history(MONDAY, KNOWN), method=WeekdayMean())
    assert _sum(outlook) == pytest.approx(1.5 * _sum(plain), rel=0.02)
    assert any("halfway" in note for note in outlook.notes)
    assert not any("halfway" in note for note in plain.notes)
