from datetime import date

import numpy as np
import pytest
from synthetic_history import counts, history, rates

from staffplan.calendar.special_days import Event, Period, SpecialDays
from staffplan.forecasting import Outlook, weeks_ahead
from staffplan.forecasting.hierarchy import group_totals, is_small, shares
from staffplan.forecasting.stated_volume import StatedVolume
from staffplan.forecasting.wall_clock import run_of_days

MONDAY = date(2026, 1, 5)
WEEKS = 20
# a level that wanders, shared by all: a small queue alone cannot see it through its noise
_LEVEL = np.exp(np.cumsum(np.random.default_rng(3).normal(0, 0.05, 7 * (WEEKS + 1))))[:, None]
BIG = rates(MONDAY, 7 * (WEEKS + 1), volume=2000) * _LEVEL
SMALL = 0.02 * BIG
KNOWN = {"big": counts(BIG[:-7], 1), "small": counts(SMALL[:-7], 2)}
GROUPED = StatedVolume(groups={"telephone": ("big", "small")})


def _sums(outlook: Outlook) -> dict[str, float]:
    return outlook.frame.groupby("queue")["offered_mean"].sum().to_dict()


def test_a_small_queue_takes_its_share_of_the_group_where_that_was_better() -> None:
    alone, grouped = weeks_ahead(history(MONDAY, KNOWN)), weeks_ahead(history(MONDAY, KNOWN), stated=GROUPED)
    held, own = grouped.held_out["small"], alone.held_out["small"]
    assert held is not None
    assert own is not None
    assert held.error < own.error
    assert held.error < 1.02 * held.baseline_error
    assert any(note.startswith("small: a small queue") and "telephone" in note for note in grouped.notes)
    assert _sums(grouped)["small"] == pytest.approx(0.02 * _sums(grouped)["big"], rel=0.05)


def test_queues_of_some_size_keep_their_own_forecast() -> None:
    grouped = weeks_ahead(history(MONDAY, KNOWN), stated=GROUPED)
    assert _sums(grouped)["big"] == _sums(weeks_ahead(history(MONDAY, KNOWN)))["big"]


def test_a_small_queue_that_goes_its_own_way_keeps_its_own_forecast() -> None:
    other = {"big": KNOWN["big"], "small": counts(0.02 * BIG[:-7][::-1] * np.linspace(3, 0.3, 140)[:, None], 5)}
    grouped = weeks_ahead(history(MONDAY, other), stated=GROUPED)
    alone = weeks_ahead(history(MONDAY, other))
    held, own = grouped.held_out["small"], alone.held_out["small"]
    assert held is not None
    assert own is not None
    assert held.error <= own.error


def test_the_group_s_total_is_the_sum_of_its_parts() -> None:
    outlook = weeks_ahead(history(MONDAY, {**KNOWN, "other": KNOWN["big"]}), stated=GROUPED)
    totals = group_totals(outlook.frame, outlook.groups)
    assert list(totals.columns) == ["group", "start", "offered_mean"]
    assert outlook.groups == {"telephone": ("big", "small")}
    sums = _sums(outlook)
    assert totals["offered_mean"].sum() == pytest.approx(sums["big"] + sums["small"])
    assert totals["start"].is_unique


def test_a_group_of_which_one_queue_is_there_changes_nothing() -> None:
    grouped = weeks_ahead(history(MONDAY, {"small": KNOWN["small"]}), stated=GROUPED)
    assert _sums(grouped) == _sums(weeks_ahead(history(MONDAY, {"small": KNOWN["small"]})))


def test_an_event_of_one_member_lifts_no_other() -> None:
    first = date(2026, 5, 25)
    sale = SpecialDays(events=(Event(Period("sale", date(2026, 5, 11), first), queues=frozenset({"big"}), uplift=2.0),))
    louder = {"big": KNOWN["big"].copy(), "small": KNOWN["small"]}
    louder["big"][126:] *= 2
    plain = _sums(weeks_ahead(history(MONDAY, louder), special_days=sale, stated=GROUPED))["small"]
    assert plain == pytest.approx(float(SMALL[-14:-7].sum()), rel=0.25)


def test_shares_are_shrunken_towards_the_share_of_the_whole() -> None:
    days = run_of_days(np.datetime64(MONDAY, "D"), 28)
    group = np.full((28, 24), 100.0)
    member = np.zeros((28, 24))
    member[:, 12] = 24.0
    found = shares(member, group, days, days[-1] + 1)
    assert found[0, 12] > 2 * found[0, 3] > 0
    assert (found * 100).sum(axis=1) == pytest.approx(np.full(7, 24.0), rel=0.1)


@pytest.mark.parametrize(("contacts", "small"), [(9.0, True), (11.0, False), (np.nan, False)])
def test_small_is_less_than_ten_contacts_an_open_interval(contacts: float, small: bool) -> None:
    offered = np.full((56, 48), np.nan)
    offered[:, 16:40] = contacts
    assert is_small(offered) is small
