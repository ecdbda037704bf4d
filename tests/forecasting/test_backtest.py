from datetime import date

import numpy as np
from synthetic_history import counts, rates

from staffplan.calendar.special_days import SpecialDays
from staffplan.forecasting.backtest import HeldOut, hold_out
from staffplan.forecasting.day_facts import day_facts
from staffplan.forecasting.methods import METHODS
from staffplan.forecasting.methods.weekday_mean import WeekdayMean
from staffplan.forecasting.wall_clock import run_of_days

MONDAY = date(2026, 1, 5)


def _held_out(offered: np.ndarray, lead_days: int = 0) -> HeldOut | None:
    facts = day_facts(run_of_days(np.datetime64(MONDAY, "D"), len(offered)), SpecialDays(), "q")
    return hold_out(offered, facts, METHODS[0], WeekdayMean(), weeks=6, lead_days=lead_days)


def test_each_held_out_week_is_forecast_from_the_days_before_it_only() -> None:
    offered = counts(rates(MONDAY, 84), 1)
    changed = offered.copy()
    changed[-7:] = 0
    before, after = _held_out(offered), _held_out(changed)
    assert before is not None
    assert after is not None
    assert (before.expected == after.expected).all()


def test_days_within_the_lead_are_not_known() -> None:
    offered = counts(rates(MONDAY, 84), 1)
    changed = offered.copy()
    changed[-17:-7] = 0
    before, after = _held_out(offered, lead_days=10), _held_out(changed, lead_days=10)
    assert before is not None
    assert after is not None
    assert (before.expected[-7:] == after.expected[-7:]).all()


def test_the_error_of_steady_counts_is_their_noise() -> None:
    found = _held_out(counts(rates(MONDAY, 140), 1))
    assert found is not None
    assert found.weeks == 6
    assert 0.08 < found.error < 0.13
    assert found.error < found.baseline_error


def test_too_short_a_history_has_no_back_test() -> None:
    assert _held_out(counts(rates(MONDAY, 17), 1)) is None
