from datetime import date

import numpy as np
import pytest
from synthetic_history import day_volumes

from staffplan.calendar.special_days import Event, Period, SpecialDays
from staffplan.forecasting.calendar_effects import CalendarEffects, calendar_effects
from staffplan.forecasting.day_facts import DayFacts, day_facts
from staffplan.forecasting.wall_clock import run_of_days

MONDAY = date(2025, 1, 6)
FACTORS = np.array([1.2, 1.0, 1.0, 1.0, 0.9, 0.7, 0.6])


def _facts(days: int, holidays: dict[date, str], events: tuple[Event, ...] = ()) -> tuple[DayFacts, DayFacts]:
    line = run_of_days(np.datetime64(MONDAY, "D"), days + 7)
    facts = day_facts(line, SpecialDays(holidays=holidays, events=events), "q")
    return facts.part(0, days), facts.part(days, days + 7)


def _totals(days: int, seed: int = 3) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(0, 0.04, days)
    return day_volumes(MONDAY, days, 1000, FACTORS) * np.exp(noise)


def _day(number: int) -> date:
    return run_of_days(np.datetime64(MONDAY, "D"), 1, after=number)[0].item()


def _effects(totals: np.ndarray, holidays: dict[date, str] | None = None) -> CalendarEffects:
    return calendar_effects(totals, *_facts(len(totals), holidays or {}))


def test_a_holiday_to_come_gets_most_of_what_past_holidays_had() -> None:
    holidays = {_day(number): f"feast {number}" for number in (30, 72, 115, 160, 233, 366)}
    totals = _totals(364)
    totals[[30, 72, 115, 160, 233]] *= 0.3
    future = _effects(totals, holidays).future
    assert 0.27 < np.exp(future[2]) < 0.45
    assert np.exp(future[5]) == pytest.approx(1, abs=0.05)


def test_a_holiday_that_was_unlike_the_others_is_known_by_its_name() -> None:
    names = {16: "quiet", 65: "loud", 114: "quiet", 163: "loud", 212: "quiet", 261: "loud", 310: "quiet"}
    holidays = {_day(number): name for number, name in names.items()}
    totals = _totals(364)
    for number, name in names.items():
        totals[number] *= 0.4 if name == "quiet" else 1.6
    loud = _effects(totals, holidays | {_day(366): "loud"}).future[2]
    quiet = _effects(totals, holidays | {_day(366): "quiet"}).future[2]
    assert np.exp(loud) > 1.15
    assert np.exp(quiet) < 0.65


def test_the_working_day_before_a_holiday_is_learnt_across_the_weekend() -> None:
    mondays = (28, 63, 98, 133, 168, 203, 238)
    line = run_of_days(np.datetime64(MONDAY, "D"), 371)
    quiet_weekend = np.array([1.2, 1.0, 1.0, 1.0, 0.9, 0.1, 0.1])
    totals = day_volumes(MONDAY, 364, 1000, quiet_weekend) * np.exp(np.random.default_rng(1).normal(0, 0.03, 364))
    totals[[number - 3 for number in mondays]] *= 1.5
    facts = day_facts(line, SpecialDays(holidays={_day(number): "feast" for number in (*mondays, 371)}), "q")
    future = calendar_effects(totals, facts.part(0, 364), facts.part(364, 371)).future
    assert np.exp(future[4]) > 1.12
    assert np.exp(future[3]) < 1.03


def test_a_working_day_between_a_holiday_and_the_weekend_is_a_bridge() -> None:
    thursdays = (31, 66, 101, 136, 171, 206, 241, 276, 311)
    tuesdays = (15, 50, 85, 120, 155, 190, 225)
    line = run_of_days(np.datetime64(MONDAY, "D"), 371)
    quiet_weekend = np.array([1.0, 1.0, 1.0, 1.0, 1.0, 0.1, 0.1])
    totals = day_volumes(MONDAY, 364, 1000, quiet_weekend) * np.exp(np.random.default_rng(1).normal(0, 0.03, 364))
    totals[[number + 1 for number in thursdays]] *= 0.5
    totals[[number - 1 for number in tuesdays]] *= 0.5
    holidays = {_day(number): "feast" for number in (*thursdays, *tuesdays, 367)}
    facts = day_facts(line, SpecialDays(holidays=holidays), "q")
    parts = dict(calendar_effects(totals, facts.part(0, 364), facts.part(364, 371)).parts)
    assert np.flatnonzero(parts["bridge day"]).tolist() == [4]
    assert np.exp(sum(parts.values()))[4] == pytest.approx(0.55, abs=0.08)
    # Wednesday is before a holiday and no bridge, and never was off
    assert np.exp(sum(parts.values()))[2] > 0.85


def test_the_parts_add_up_to_the_effect() -> None:
    holidays = {_day(number): f"feast {number}" for number in (30, 72, 115, 160, 233, 366)}
    found = _effects(_totals(364), holidays)
    assert sum(part for _, part in found.parts) == pytest.approx(found.future)


def test_an_outage_is_odd_and_no_other_day_is() -> None:
    totals = _totals(140)
    totals[100] *= 0.05
    effects = _effects(totals)
    assert np.flatnonzero(effects.odd).tolist() == [100]
    assert effects.ratio[100] < 0.2


def test_a_lasting_change_of_level_is_not_odd() -> None:
    totals = _totals(140)
    totals[-8:] *= 1.7
    assert not _effects(totals).odd.any()


def test_weekends_of_a_short_history_are_not_odd() -> None:
    totals = day_volumes(MONDAY, 14, 450, np.array([1.0, 1.0, 1.0, 1.0, 1.0, 0.25, 0.07])).round()
    assert not _effects(totals).odd.any()


def test_an_event_day_teaches_nothing() -> None:
    totals = _totals(140)
    event = Event(Period("campaign", _day(98), _day(111)), uplift=1.0)
    louder = totals.copy()
    louder[98:112] *= 3
    facts = _facts(140, {}, (event,))
    assert calendar_effects(louder, *facts).future == pytest.approx(calendar_effects(totals, *facts).future)


def test_an_event_of_another_queue_is_none_of_ours() -> None:
    event = Event(Period("campaign", MONDAY, _day(3)), queues=frozenset({"other"}), uplift=2.0)
    past, _future = _facts(7, {}, (event,))
    assert not past.event.any()


def test_a_past_without_contacts_has_no_effects() -> None:
    effects = _effects(np.zeros(60))
    assert not effects.future.any()
    assert not effects.odd.any()
