"""A published worked example: a day's call arrivals, eight six-hour shifts, the cheapest cover.

Miller, Modeling Techniques in Predictive Analytics, chapter 6: eight shifts of six hours with their costs, and the
agents that Erlang C asks for with the night hours closed. The cheapest cover of all 24 hours costs 6336; the book's
own figures cover eight hours only.
"""

import csv
from datetime import date

import numpy as np
import pytest
from shared_folder import SHARED, needs_shared
from tiny_centre import queue

from staffplan.calendar.horizon import Horizon
from staffplan.domain.centre import CoverPrices
from staffplan.domain.shift import ShiftProfile
from staffplan.domain.site import Mode
from staffplan.scheduling.model.shift_counts import count_shifts
from staffplan.scheduling.need.demand import Demand
from staffplan.shifts.catalogue import catalogue

NEED = (0, 0, 0, 0, 0, 0, 1, 4, 8, 9, 10, 9, 8, 16, 10, 10, 6, 7, 8, 8, 6, 6, 5, 4)
NIGHT_NEED = (1, 1, 1, 0, 1, 1)
STARTS = (0, 6, 8, 10, 12, 14, 16, 18)
COSTS = (252, 288, 180, 180, 180, 288, 288, 288)
MUST_BE_MET = CoverPrices(((1.0, 10_000.0),), 0.0)
WEDNESDAY = Horizon(date(1999, 2, 24), 1, "Asia/Jerusalem", 60)


def _shifts():
    profiles = [
        ShiftProfile(f"shift {n}", frozenset({Mode.ON_SITE}), start * 60, start * 60, 60, (360,))
        for n, start in enumerate(STARTS, start=1)
    ]
    return catalogue(profiles)


def _cheapest(need):
    shifts = _shifts()
    wanted = Demand((queue("calls"),), np.array([need], dtype=float), MUST_BE_MET, 60)
    return count_shifts(wanted, shifts, dict(zip((s.name for s in shifts), COSTS, strict=True)), WEDNESDAY)


def test_cheapest_cover_of_the_whole_day_costs_6336():
    plan = _cheapest(NEED)
    assert plan.cost == pytest.approx(6336)
    assert plan.bound == pytest.approx(6336)


def test_the_night_hours_need_costs_one_night_shift_more():
    assert _cheapest(NIGHT_NEED + NEED[6:]).cost == pytest.approx(6588)


def test_counts_cover_every_hour():
    cover = np.zeros(24)
    for (_, start), count in _cheapest(NEED).counts.items():
        cover[start.slot : start.slot + 6] += count
    assert (cover >= NEED).all()


@needs_shared("benchmarks/anonymous_bank/shifts.csv")
def test_the_published_shift_table_says_the_same_as_the_profiles():
    text = (SHARED / "benchmarks/anonymous_bank/shifts.csv").read_text()
    rows = list(csv.DictReader(text.splitlines()))
    for shift, n in zip(_shifts(), range(1, 9), strict=True):
        hours = {int(row["Hour"]) - 1 for row in rows if row[f"Shift{n}"] == "1"}
        assert hours == set(range(shift.starts[0] // 60, shift.starts[0] // 60 + 6))
