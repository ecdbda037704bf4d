"""Who takes which place: people alike stand in one row, and it costs nothing."""

from itertools import permutations

import numpy as np
import pytest

from staffplan.scheduling.naming.transport import assign


def cheapest(cost, places):
    """Least cost of all ways to seat the people, infinite where there is none."""
    seats = [kind for kind, count in enumerate(places) for _ in range(count)]
    return min(sum(cost[person, kind] for person, kind in enumerate(way)) for way in set(permutations(seats)))


def test_people_take_the_cheapest_places():
    cost = np.array([[1.0, 5.0], [2.0, 9.0], [np.inf, 1.0]])
    assert assign(cost, [2, 1]).tolist() == [0, 0, 1]


def test_a_place_that_nobody_may_take_leaves_no_assignment():
    assert assign(np.array([[np.inf, 0.0], [np.inf, 0.0]]), [1, 1]) is None


def test_nobody_needs_no_place():
    assert assign(np.empty((0, 0)), []).tolist() == []


def test_somebody_without_any_place_is_told():
    assert assign(np.empty((2, 0)), []) is None


@pytest.mark.parametrize("seed", range(12))
def test_people_alike_cost_as_much_together_as_one_by_one(seed):
    luck = np.random.default_rng(seed)
    kinds = luck.integers(0, 9, (3, 3)).astype(float)
    kinds[luck.random((3, 3)) < 0.25] = np.inf
    cost = kinds[luck.integers(0, 3, 6)]
    places = np.bincount(luck.integers(0, 3, 6), minlength=3)
    taken, least = assign(cost, places), cheapest(cost, places)
    if not np.isfinite(least):
        assert taken is None
        return
    assert np.bincount(taken, minlength=3).tolist() == places.tolist()
    assert cost[np.arange(6), taken].sum() == pytest.approx(least)
