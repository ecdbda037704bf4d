"""Level filling keeps between arrivals and deadlines, and base and work together are as level as can be."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffplan.staffing.waiting_work.level_filling import level_filling

Case = tuple[np.ndarray, np.ndarray, np.ndarray]
TINY = 1e-7
UNEVEN = st.sampled_from([0.0, 0.0, 1.0, 2.2, 3.0, 10.0])


@st.composite
def cases(draw: st.DrawFn, base: st.SearchStrategy[float] = UNEVEN) -> Case:
    """Cumulative arrivals, what of them is due when each has some patience, and a base."""
    arriving = np.array(draw(st.lists(st.sampled_from([0.0, 0.0, 1.0, 2.5, 7.0, 30.0]), min_size=1, max_size=25)))
    patience = draw(st.integers(0, 8))
    arrived = np.cumsum(arriving)
    due = np.concatenate((np.zeros(patience), arrived))[: arrived.size]
    due[-1] = arrived[-1]
    return arrived, due, np.array(draw(st.lists(base, min_size=arrived.size, max_size=arrived.size)))


@given(cases())
def test_nothing_is_done_before_it_arrives_or_after_it_is_due_and_all_is_done(case: Case) -> None:
    arrived, due, base = case
    done = level_filling(arrived, due, base)
    assert (done >= 0).all()
    assert np.cumsum(done) == pytest.approx(np.clip(np.cumsum(done), due, arrived))
    assert done.sum() == pytest.approx(arrived[-1])


@given(cases())
def test_no_work_could_move_to_a_quieter_interval(case: Case) -> None:
    # Where no single exchange between two intervals helps, nothing helps at all: the amounts form a base polytope.
    arrived, due, base = case
    done = level_filling(arrived, due, base)
    total, worked = base + done, np.cumsum(done)
    for first in range(done.size):
        for second in range(first + 1, done.size):
            between = slice(first, second)
            may_wait = done[first] > TINY and (worked[between] > due[between] + TINY).all()
            may_come_forward = done[second] > TINY and (worked[between] < arrived[between] - TINY).all()
            assert not (may_wait and total[first] > total[second] + 1e-6)
            assert not (may_come_forward and total[second] > total[first] + 1e-6)


@given(cases())
def test_the_peak_is_the_lowest_that_deadlines_allow(case: Case) -> None:
    arrived, due, base = case
    done = level_filling(arrived, due, base)

    def has_room(peak: float) -> bool:
        """Whether a peak suffices when everybody works as early as possible: an independent look."""
        worked = 0.0
        for can, must, ground in zip(arrived, due, base, strict=True):
            worked = min(can, worked + max(peak - ground, 0.0))
            if worked < must - 1e-6:
                return False
        return True

    peak = float((base + done)[done > TINY].max(initial=0.0))
    assert has_room(peak + 1e-6)
    assert peak <= TINY or not has_room(peak - 1e-3)


def test_the_sum_of_squares_is_the_least_of_all_whole_numbers() -> None:
    random = np.random.default_rng(5)
    for _ in range(30):
        arriving, base = random.integers(0, 4, 5), random.integers(0, 5, 5).astype(float)
        arrived = np.cumsum(arriving).astype(float)
        due = np.concatenate(([0.0, 0.0], arrived))[:5]
        due[-1] = arrived[-1]
        worked = np.array([steps for steps in product(range(int(arrived[-1]) + 1), repeat=4)], dtype=float)
        worked = np.column_stack((worked, np.full(len(worked), arrived[-1])))
        allowed = ((worked >= due) & (worked <= arrived)).all(axis=1) & (np.diff(worked, prepend=0.0) >= 0).all(axis=1)
        squares = ((base + np.diff(worked[allowed], prepend=0.0)) ** 2).sum(axis=1)
        found = ((base + level_filling(arrived, due, base)) ** 2).sum()
        # Parts of a unit can only be more level than whole ones, by less than a unit in each interval.
        assert squares.min() - 5 * 0.25 - 1e-9 <= found <= squares.min() + 1e-9


@given(cases(base=st.just(4.0)))
def test_on_a_flat_base_it_is_the_taut_string(case: Case) -> None:
    # Bending up, a string hangs on the upper curve; bending down, it lies on the lower one.
    arrived, due, base = case
    path = np.cumsum(level_filling(arrived, due, base))
    bend = np.diff(np.diff(path, prepend=0.0))
    assert path[:-1][bend > 1e-6] == pytest.approx(arrived[:-1][bend > 1e-6])
    assert path[:-1][bend < -1e-6] == pytest.approx(due[:-1][bend < -1e-6])


@given(cases(), st.floats(0.5, 4.0))
def test_a_higher_ground_everywhere_changes_nothing(case: Case, height: float) -> None:
    arrived, due, base = case
    assert level_filling(arrived, due, base + height) == pytest.approx(level_filling(arrived, due, base), abs=1e-7)


def test_a_valley_is_filled_up_to_a_level() -> None:
    base = np.array([10.0, 4.0, 2.0, 6.0, 10.0])
    arrived, due = np.full(5, 9.0), np.array([0.0, 0.0, 0.0, 0.0, 9.0])
    # Levels 7, 7, 7: 3 + 5 + 1.
    assert (level_filling(arrived, due, base) + base).tolist() == pytest.approx([10, 7, 7, 7, 10])


def test_a_year_of_short_and_long_deadlines_adds_up() -> None:
    random = np.random.default_rng(3)
    arrived = np.cumsum(random.poisson(5.0, 35_040)).astype(float)
    base = random.integers(0, 20, arrived.size).astype(float)
    for patience in (1, 2_880, 35_040):
        due = np.concatenate((np.zeros(patience), arrived))[: arrived.size]
        due[-1] = arrived[-1]
        done = level_filling(arrived, due, base)
        assert done.min() >= 0
        assert done.sum() == pytest.approx(arrived[-1], rel=1e-12)
