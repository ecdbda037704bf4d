"""Guaranteed hours in whole blocks: every lawful week holds a least set, and no row cuts a lawful week off."""

from itertools import combinations_with_replacement, product

import numpy as np
import pandas as pd
import pytest
from tiny_centre import BERLIN, HOME, MONDAY, agent, centre, open_hours, queue

from staffplan.auditing import examine
from staffplan.domain.centre import CoverPrices
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.shift import ShiftProfile
from staffplan.rules.book import whole_book
from staffplan.scheduling.assembled_week import assembled_week
from staffplan.scheduling.model import guaranteed_blocks, paired_blocks
from staffplan.scheduling.model.guaranteed_blocks import least_sets
from staffplan.scheduling.plan import plan_week
from staffplan.scheduling.settings import SchedulingSettings
from staffplan.solve.living_model import LivingModel

EXACT = SchedulingSettings(gap=1e-6, node_limit=1000)
MENUS = [
    ((120, 180, 240), 300),
    ((120, 150, 180, 240), 300),
    ((60, 90), 240),
    ((180, 240), 300),
    ((240,), 600),
    ((120, 210), 60),
]


def stands_in(blocks, needed):
    """Whether the blocks can be laid upon the needed ones, each at least as long; tried the long way round."""
    left = sorted(blocks)
    for length in sorted(needed):
        fitting = [block for block in left if block >= length]
        if not fitting:
            return False
        left.remove(fitting[0])
    return True


def handfuls(lengths, most):
    return (blocks for count in range(most + 1) for blocks in combinations_with_replacement(lengths, count))


@pytest.mark.parametrize(("lengths", "least"), MENUS)
def test_every_week_of_enough_hours_holds_a_least_set_and_no_other_week_does(lengths, least):
    sets = least_sets(lengths, least)
    for blocks in handfuls(lengths, 6):
        assert any(stands_in(blocks, needed) for needed in sets) == (sum(blocks) >= least), blocks


@pytest.mark.parametrize(("lengths", "least"), MENUS)
def test_no_block_of_a_least_set_could_be_shorter_or_left_out(lengths, least):
    sets = least_sets(lengths, least)
    assert len(set(sets)) == len(sets)
    for one in sets:
        for place, block in enumerate(one):
            shorter = max((length for length in lengths if length < block), default=0)
            assert sum(one[:place]) + shorter + sum(one[place + 1 :]) < least


def test_the_least_sets_of_five_hours_are_those_that_a_planner_would_name():
    assert set(least_sets((120, 150, 180, 240), 300)) == {(180, 120), (150, 150), (120, 120, 120)}


def test_too_many_sets_are_not_listed():
    assert least_sets(range(60, 240, 5), 40 * 60) == ()


def of_two(lengths, hours, allowance=0.0):
    """Two contractors with guaranteed hours, blocks from nine o'clock, open on three days."""
    micro = ShiftProfile("micro", HOME, 540, 540, 60, lengths, allowance=allowance)
    free = Contract("free", Employment.CONTRACTOR, (hours, 12.0), (0, 6), 12.0, ("micro",))
    return centre(
        agent("a", "free", modes=HOME),
        agent("b", "free", modes=HOME),
        opening=open_hours((9, 14), days=range(3)),
        contracts=(free,),
        profiles=(micro,),
        queues=(queue("calls"),),
        interval_min=60,
        prices=CoverPrices(((1.0, 30.0),), 1.0),
    )


def wanted(calls):
    """REQUIREMENT of calls[day][hour] agents from nine."""
    rows = [
        ("calls", pd.Timestamp(MONDAY, tz=BERLIN) + pd.Timedelta(days=day, hours=9 + hour), float(agents))
        for day, hours in enumerate(calls)
        for hour, agents in enumerate(hours)
    ]
    return pd.DataFrame(rows, columns=["queue", "start", "agents"])


def best_of_all_weeks(calls, lengths, hours, allowance):
    """Least cost of every pair of lawful named weeks."""
    weeks = [week for week in product((0, *lengths), repeat=3) if hours * 60 <= sum(week) <= 12 * 60]
    costs = []
    for pair in product(weeks, repeat=2):
        cover = np.array([[sum(week[day] > 60 * hour for week in pair) for hour in range(5)] for day in range(3)])
        missing, idle = np.clip(calls - cover, 0, None).sum(), np.clip(cover - calls, 0, None).sum()
        duties = sum(length > 0 for week in pair for length in week)
        costs.append(12.0 * sum(map(sum, pair)) / 60 + allowance * duties + 30.0 * missing + idle)
    return min(costs)


@pytest.mark.parametrize(
    ("lengths", "hours", "allowance"), [((120, 180, 240), 5.0, 6.0), ((180, 240), 5.0, 0.0), ((120, 240), 7.0, 3.0)]
)
@pytest.mark.parametrize("seed", range(2))
def test_no_lawful_week_costs_less_than_the_bound_and_the_plan_is_lawful(lengths, hours, allowance, seed):
    calls = np.random.default_rng(seed).integers(0, 3, (3, 5))
    where, need = of_two(lengths, hours, allowance), wanted(calls)
    made = plan_week(where, whole_book(), need, MONDAY, EXACT)
    best = best_of_all_weeks(calls, lengths, hours, allowance)
    assert made.bound <= best + 1e-6
    assert made.objective >= best - 1e-6
    report = examine(made.roster, where, whole_book(), need)
    assert report.breaches == ()
    assert report.cost.total == pytest.approx(made.objective)


def bound(where, need):
    model = assembled_week(where, whole_book(), need, MONDAY).model
    return LivingModel(model.linear.problem()).relax().objective


def test_the_bound_in_whole_blocks_is_higher_than_that_of_hours_summed_up(monkeypatch):
    calls = np.zeros((3, 5))
    where, need = of_two((180, 240), 5.0), wanted(calls)
    in_blocks = bound(where, need)
    monkeypatch.setattr(paired_blocks, "guarantee_blocks", lambda *_: None)
    summed_up = bound(where, need)
    assert in_blocks == pytest.approx(best_of_all_weeks(calls, (180, 240), 5.0, 0.0))
    assert in_blocks == pytest.approx(12 * 13.0)  # twice 3 + 3 h
    assert summed_up == pytest.approx(10 * 13.0)


def test_where_sets_are_too_many_the_hours_summed_up_still_bind(monkeypatch):
    where, need = of_two((180, 240), 5.0), wanted(np.zeros((3, 5)))
    monkeypatch.setattr(guaranteed_blocks, "least_sets", lambda *_: ())
    assert bound(where, need) == pytest.approx(10 * 13.0)
