"""Events: the hours they take out of the history, what past ones teach, and what stands of it in the forecast."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from synthetic_history import counts, history, rates

from staffplan.calendar.special_days import Event, Period, SpecialDays
from staffplan.forecasting import weeks_ahead
from staffplan.forecasting.events import PastVolume, event_effects, event_hours
from staffplan.forecasting.wall_clock import run_of_days

MONDAY = date(2026, 1, 5)
WEEKS = 20
FIRST = MONDAY + timedelta(weeks=WEEKS)
TRUTH = rates(MONDAY, 7 * WEEKS)
KNOWN = counts(TRUTH, 5, cv2_day=0.002)
RUNS = (8, 36, 64, 92, 120)
"""Days of past bill runs, Tuesdays."""


def _event(day: date, **more) -> Event:
    return Event(Period("bill run", day, day), **more)


def _past(**more) -> tuple[Event, ...]:
    return tuple(_event(MONDAY + timedelta(days=number), **more) for number in RUNS)


def _with_runs(factor: float, slots: slice = slice(None)) -> np.ndarray:
    louder = KNOWN.copy()
    louder[list(RUNS), slots] *= factor
    return louder


def _day(frame: pd.DataFrame, day: date) -> float:
    return float(frame["offered_mean"][frame["start"].dt.date == day].sum())


PLAIN = weeks_ahead(history(MONDAY, KNOWN), special_days=SpecialDays(events=_past())).frame
TUESDAY = FIRST + timedelta(days=1)


def test_what_past_events_of_the_name_did_is_expected_of_the_next() -> None:
    found = weeks_ahead(history(MONDAY, _with_runs(1.6)), special_days=SpecialDays(events=(*_past(), _event(TUESDAY))))
    assert _day(found.frame, TUESDAY) / _day(PLAIN, TUESDAY) == pytest.approx(1.6, rel=0.04)
    assert _day(found.frame, FIRST) == pytest.approx(_day(PLAIN, FIRST), rel=1e-6)
    assert any("bill run" in note and "learnt from 5 past times" in note for note in found.notes)


def test_an_event_of_some_hours_moves_and_teaches_only_these() -> None:
    louder = _with_runs(3.0, slice(20, 24))
    events = (*_past(span=(600, 720)), _event(TUESDAY, span=(600, 720)))
    found = weeks_ahead(history(MONDAY, louder), special_days=SpecialDays(events=events)).frame
    ratio = found["offered_mean"].to_numpy() / PLAIN["offered_mean"].to_numpy()
    inside = (found["start"].dt.date == TUESDAY) & found["start"].dt.hour.isin([10, 11])
    assert ratio[inside.to_numpy()] == pytest.approx(3.0, rel=0.1)
    assert ratio[~inside.to_numpy()] == pytest.approx(1.0, abs=0.03)


def test_an_event_of_which_nothing_is_known_changes_nothing_and_says_so() -> None:
    found = weeks_ahead(history(MONDAY, KNOWN), special_days=SpecialDays(events=(_event(TUESDAY),)))
    assert _day(found.frame, TUESDAY) == pytest.approx(_day(weeks_ahead(history(MONDAY, KNOWN)).frame, TUESDAY))
    assert any("no effect is stated and none was learnt" in note for note in found.notes)


def _volume(ratios: list[float], scatter: float = 0.02) -> PastVolume:
    days = run_of_days(np.datetime64(MONDAY, "D"), 70)
    offered = np.full((70, 4), 250.0)
    for week, ratio in enumerate(ratios):
        offered[7 * week + 2] *= ratio
    return PastVolume(days, offered, np.full(70, 1000.0), scatter)


def _effect(ratios: list[float], **stated):
    past = [Event(Period("run", day, day)) for day in (MONDAY + timedelta(days=7 * k + 2) for k in range(len(ratios)))]
    target = run_of_days(np.datetime64(MONDAY, "D"), 7, after=70)
    coming = MONDAY + timedelta(days=72)
    events = (*past, Event(Period("run", coming, coming), **stated))
    nowhere, always = np.zeros(70, dtype=bool), np.ones((7, 4), dtype=bool)
    return event_effects(events, "q", _volume(ratios), target, nowhere, always)


def test_a_certain_statement_wins_over_the_past() -> None:
    found = _effect([1.5, 1.5, 1.5], uplift=1.2)
    assert found.stages[0].factor[2] == pytest.approx(1.2)
    assert not found.extra_cv2.any()


def test_an_uncertain_statement_and_the_past_meet_by_their_precision() -> None:
    found = {spread: _effect([1.5] * 5, uplift=1.2, spread=spread) for spread in (0.01, 0.1, 1.0)}
    factor = [found[spread].stages[0].factor[2, 0] for spread in (0.01, 0.1, 1.0)]
    assert 1.2 < factor[0] < factor[1] < factor[2] < 1.5
    assert found[0.01].extra_cv2[2, 0] < found[0.1].extra_cv2[2, 0] < found[1.0].extra_cv2[2, 0]


def test_one_statement_alone_is_as_uncertain_as_it_says() -> None:
    found = _effect([], uplift=1.3, spread=0.1)
    assert found.stages[0].factor[2] == pytest.approx(1.3)
    assert found.extra_cv2[2] == pytest.approx(0.01)
    assert not found.extra_cv2[[0, 1, 3, 4, 5, 6]].any()


def test_events_that_differ_from_each_other_leave_the_next_uncertain() -> None:
    alike, unlike = _effect([1.5, 1.5, 1.5, 1.5]), _effect([1.1, 1.9, 1.2, 1.8])
    assert alike.extra_cv2[2, 0] < 0.02 < unlike.extra_cv2[2, 0]


def test_the_uncertainty_of_an_event_widens_the_quantiles_of_its_day() -> None:
    narrow, wide = (
        weeks_ahead(
            history(MONDAY, KNOWN), special_days=SpecialDays(events=(_event(TUESDAY, uplift=1.5, spread=spread),))
        ).frame
        for spread in (0.0, 0.5)
    )
    there = (narrow["start"].dt.date == TUESDAY).to_numpy()
    gap = (wide["offered_p95"] - wide["offered_p05"]).to_numpy() / (narrow["offered_p95"] - narrow["offered_p05"])
    assert gap[there].min() > 1.3
    assert gap[~there].to_numpy() == pytest.approx(1.0, abs=0.2)


def test_hours_over_midnight_lie_on_both_days() -> None:
    days = run_of_days(np.datetime64(MONDAY, "D"), 3)
    touched = event_hours((_event(MONDAY, span=(1380, 1500)),), "q", days, 24)
    assert np.argwhere(touched).tolist() == [[0, 23], [1, 0]]


def test_an_event_while_the_queue_is_closed_is_said_to_change_nothing() -> None:
    sunday = FIRST + timedelta(days=6)
    found = weeks_ahead(
        history(MONDAY, KNOWN), special_days=SpecialDays(events=(Event(Period("run", sunday, sunday), uplift=2.0),))
    )
    assert f"calls: event run ({sunday}): the queue is closed then; nothing changes." in found.notes
    assert not any("as stated" in note for note in found.notes)


def test_a_queue_that_knows_nothing_but_an_event_is_forecast_from_it_and_says_so() -> None:
    campaign = SpecialDays(events=(Event(Period("campaign", MONDAY - timedelta(days=9), FIRST + timedelta(days=9))),))
    plain, found = (weeks_ahead(history(MONDAY, KNOWN), special_days=special) for special in (SpecialDays(), campaign))
    assert found.frame["offered_mean"].sum() == pytest.approx(plain.frame["offered_mean"].sum(), rel=0.02)
    assert any("every day of the history is an event's" in note for note in found.notes)
    assert not any("every day of the history" in note for note in plain.notes)
