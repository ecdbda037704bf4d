from dataclasses import replace
from functools import partial
from itertools import product

import numpy as np
import pytest

from staffplan.domain.shift import ShiftProfile
from staffplan.domain.shift_design import DesignedShift, DesignPrices, DesignTask, ShiftDesign
from staffplan.domain.site import Mode
from staffplan.scheduling.shift_design.boundary_cuts import Point, violated_cuts
from staffplan.scheduling.shift_design.design import DesignLimits, design_shifts
from staffplan.scheduling.shift_design.neighbourhood import neighbours
from staffplan.scheduling.shift_design.price_step import next_cost, price_step
from staffplan.scheduling.shift_design.root_bound import root_bound
from staffplan.scheduling.shift_design.scope import scope_of
from staffplan.scheduling.shift_design.templates import templates_of

MOST = 3
"""Demand of the small tasks goes so far, and more workers of one template than that are never of use."""


def task_of(demand, families, *, interval=240, prices=(1.0, 1.0, 240.0), cyclic=True) -> DesignTask:
    """Families are (first start, last start, shortest, longest) in intervals."""
    profiles = tuple(
        ShiftProfile(
            f"family {number}",
            frozenset({Mode.ON_SITE}),
            first * interval,
            last * interval,
            interval,
            tuple(range(short * interval, long * interval + 1, interval)),
        )
        for number, (first, last, short, long) in enumerate(families)
    )
    return DesignTask(interval, tuple(demand), profiles, DesignPrices(*prices), cyclic)


def counted(task: DesignTask, shifts) -> float:
    """The objective, worker by worker and interval by interval."""
    there = [0] * len(task.demand)
    for start, length, workers in shifts:
        for day, count in enumerate(workers):
            for slot in range(day * task.slots_a_day + start, day * task.slots_a_day + start + length):
                if task.cyclic or slot < len(there):
                    there[slot % len(there)] += count
    surplus = [have - want for have, want in zip(there, task.demand, strict=True)]
    over = sum(max(0, number) for number in surplus) * task.interval_min
    under = sum(max(0, -number) for number in surplus) * task.interval_min
    used = sum(any(workers) for _, _, workers in shifts)
    return task.prices.over * over + task.prices.under * under + task.prices.shift * used


def counted_design(task: DesignTask, design: ShiftDesign) -> float:
    grid = task.interval_min
    return counted(task, [(s.start_min // grid, s.length_min // grid, s.workers) for s in design.shifts])


def every_design(task: DesignTask):
    """Every choice of workers up to MOST for every template and day."""
    templates = templates_of(task)
    for flat in product(range(MOST + 1), repeat=len(templates) * task.days):
        yield np.array(flat).reshape(len(templates), task.days)


def least_cost(task: DesignTask) -> float:
    """The optimum, by looking at every design with array arithmetic of its own."""
    templates = templates_of(task)
    slots, each = len(task.demand), len(templates) * task.days
    cover = np.zeros((each, slots))
    for place, (template, day) in enumerate(product(range(len(templates)), range(task.days))):
        begin = day * task.slots_a_day + int(templates.start[template])
        for slot in range(begin, begin + int(templates.length[template])):
            if task.cyclic or slot < slots:
                cover[place, slot % slots] += 1
    designs = np.array(list(product(range(MOST + 1), repeat=each)))
    surplus = designs @ cover - np.array(task.demand)
    misfit = task.prices.over * surplus.clip(min=0) + task.prices.under * (-surplus).clip(min=0)
    used = designs.reshape(len(designs), len(templates), task.days).any(axis=2).sum(axis=1)
    return float((misfit.sum(axis=1) * task.interval_min + task.prices.shift * used).min())


def small_tasks():
    """Tasks of six intervals a day and up to six template-days, of many prices, cyclic and open."""
    random = np.random.default_rng(7)
    every_price = [(1.0, 1.0, 240.0), (1.0, 2.0, 700.0), (0.5, 1.0, 100.0), (0.0, 1.0, 240.0), (1.0, 1.0, 0.0)]
    for number in range(20):
        days = 1 + number % 2
        families = [(0, 0, 2, 3), (3, 3, 2, 2)] if days == 2 else [(0, 1, 2, 3), (4, 4, 2, 3)]
        demand = random.integers(0, MOST + 1, 6 * days)
        yield task_of(demand, families, prices=every_price[number % 5], cyclic=number % 3 > 0)


@pytest.mark.parametrize("task", tuple(small_tasks()))
def test_a_small_design_costs_as_little_as_the_best_of_all(task):
    design = design_shifts(task)
    assert design.objective == pytest.approx(least_cost(task))
    assert design.objective == pytest.approx(counted_design(task, design))
    assert design.proved
    assert design.ended_by == "proof"


@pytest.mark.parametrize(
    "limits", [DesignLimits(1, 1, 0, 1, nodes=1), DesignLimits(1, 1, 1, 1, nodes=1), DesignLimits(2, 2, 1, 1, nodes=1)]
)
def test_a_bound_never_lies_above_the_best_design_and_a_design_never_below(limits):
    for task in small_tasks():
        best, design = least_cost(task), design_shifts(task, limits)
        assert design.bound <= best + 1e-9 <= design.objective + 2e-9


def test_every_design_keeps_every_cut():
    task = task_of([2, 3, 3, 1, 0, 2], [(0, 1, 2, 3), (4, 4, 2, 2)])
    templates = templates_of(task)
    most = np.full((len(templates), 1), MOST)
    random = np.random.default_rng(1)
    cuts = []
    for _ in range(20):
        staffing, choice = random.random((len(templates), 1)), random.random(len(templates))
        cuts += violated_cuts(templates, most, Point(staffing, choice, np.zeros(6), np.zeros(6)))
    assert len(cuts) > 10
    for workers in every_design(task):
        surplus = templates.surplus(workers)
        short, spare, chosen = (-surplus).clip(min=0), surplus.clip(min=0), workers.any(axis=1)
        for cut in cuts:
            left = workers[cut.staffing].sum() + cut.choice @ chosen + short[cut.short].sum() + spare[cut.spare].sum()
            assert left >= cut.low - 1e-9


def test_cuts_raise_the_bound_of_the_relaxation():
    task = week_task()
    templates = templates_of(task)
    relax = partial(root_bound, templates, scope_of(templates, 1200.0), enough=np.inf, time_left=lambda: 60.0)
    assert relax(rounds=1).value + 10 < relax(rounds=10).value <= design_shifts(task).objective


def week_task() -> DesignTask:
    """A week of two-hour intervals that six shifts follow but for a few workers."""
    random = np.random.default_rng(3)
    demand = np.zeros(84, dtype=int)
    for start, length in [(2, 4), (3, 4), (4, 3), (6, 4), (10, 4), (11, 3)]:
        for day, workers in enumerate(random.integers(1, 5, 7)):
            demand[(day * 12 + start + np.arange(length)) % 84] += workers
    demand[random.integers(0, 84, 5)] += 1
    return task_of(demand, [(2, 4, 3, 4), (5, 7, 3, 4), (10, 11, 3, 4)], interval=120, prices=(1.0, 1.0, 120.0))


def test_a_week_is_designed_with_proof_and_the_same_each_time():
    first, again = (design_shifts(week_task()) for _ in range(2))
    assert first == again
    assert first.proved
    assert first.objective == counted_design(week_task(), first)


def test_a_shift_over_the_last_midnight_begins_the_week_anew():
    demand = [2, 0, 0, 0, 0, 2] * 2
    cyclic = design_shifts(task_of(demand, [(5, 5, 2, 2)]))
    assert cyclic.shifts == (DesignedShift(1200, 480, (2, 2)),)
    assert cyclic.objective == 240
    opened = design_shifts(task_of(demand, [(5, 5, 2, 2)], cyclic=False))
    assert opened.shifts == (DesignedShift(1200, 480, (2, 2)),)
    assert opened.objective == 240 + 2 * 240, "nobody comes on the eve of an open week"


def test_a_shift_that_two_profiles_allow_is_paid_for_once():
    design = design_shifts(task_of([0, 2, 2, 0, 0, 0], [(1, 1, 2, 2), (1, 2, 2, 2)]))
    assert [(shift.start_min, shift.workers) for shift in design.shifts] == [(240, (2,))]
    assert design.objective == 240


def test_no_demand_needs_no_shift():
    design = design_shifts(task_of([0] * 6, [(1, 1, 2, 2)]))
    assert (design.shifts, design.objective, design.bound) == ((), 0.0, 0.0)


def test_without_time_the_answer_is_nobody_and_claims_no_proof():
    design = design_shifts(week_task(), time_left=lambda: 0.0)
    assert design.ended_by == "clock"
    assert not design.proved
    assert design.objective == counted_design(week_task(), design)


def test_costs_come_in_steps_of_the_prices_common_divisor():
    assert price_step(task_of([0] * 6, [], prices=(1.0, 0.5, 300.0))) == 60
    assert price_step(task_of([0] * 6, [], prices=(0.1, 0.0, 0.7))) == pytest.approx(0.1)
    assert price_step(task_of([0] * 6, [], prices=(0.0, 0.0, 0.0))) == 0
    assert next_cost(285.1, 15.0) == 300
    assert next_cost(285.0000001, 15.0) == 285


def test_a_look_around_a_template_takes_those_that_start_and_end_near_it_over_midnight_too():
    task = task_of([1] * 96, [(0, 95, 32, 32)], interval=15)
    near = neighbours(templates_of(task), 0, np.zeros(96))
    assert near.sum() == 50
    assert near[[0, 1, 24, 95, 72]].all()
    assert not near[48]


def test_far_from_its_bound_a_design_is_improved_near_the_templates_in_use():
    limits = DesignLimits(1, 1, 1, 1, nodes=1)
    looked = design_shifts(week_task(), limits)
    assert looked.objective <= design_shifts(week_task(), replace(limits, looks=0)).objective
    assert looked == design_shifts(week_task(), limits)
