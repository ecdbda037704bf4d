"""The split of people over queues is the cheapest there is: against Hall's theorem, and against a linear programme."""

from __future__ import annotations

from itertools import combinations

import pulp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffplan.auditing.least_cost_split import least_cost_split

QUEUES = 4
GROUPS = st.lists(
    st.tuples(st.sets(st.integers(0, QUEUES - 1), min_size=1).map(sorted), st.integers(0, 40).map(lambda n: n / 4)),
    max_size=5,
)
NEEDS = st.lists(st.integers(0, 60).map(lambda n: n / 4), min_size=QUEUES, max_size=QUEUES)


def split(groups: list[tuple[list[int], float]], demands: list[tuple[int, float]]):
    return least_cost_split([queues for queues, _ in groups], [worth for _, worth in groups], demands, QUEUES)


@given(GROUPS, NEEDS, st.permutations(range(QUEUES)))
@settings(max_examples=200)
def test_at_equal_prices_the_shortfall_is_the_greatest_that_any_queues_together_must_have(groups, needs, order) -> None:
    served = split(groups, [(queue, needs[queue]) for queue in order]).served
    must_lack = max(
        sum(needs[q] for q in some) - sum(worth for queues, worth in groups if not set(queues).isdisjoint(some))
        for size in range(QUEUES + 1)
        for some in combinations(range(QUEUES), size)
    )
    assert sum(needs) - sum(served) == pytest.approx(must_lack, abs=1e-6)


@given(GROUPS, NEEDS)
@settings(max_examples=200)
def test_nobody_is_served_more_than_needed_and_nobody_works_twice(groups, needs) -> None:
    found = split(groups, list(enumerate(needs)))
    assert all(-1e-9 <= amount <= need + 1e-9 for amount, need in zip(found.served, needs, strict=True))
    assert all(spare >= -1e-9 for spare in found.spare)
    assert sum(found.served) + sum(found.spare) == pytest.approx(sum(worth for _, worth in groups))


@given(GROUPS, NEEDS, st.lists(st.integers(1, 9), min_size=QUEUES, max_size=QUEUES))
@settings(max_examples=60)
def test_at_unequal_prices_with_a_ladder_no_split_is_cheaper(groups, needs, prices) -> None:
    steps = [(queue, share * needs[queue], price * prices[queue]) for queue in range(QUEUES) for share, price in LADDER]
    dearest_first = sorted(steps, key=lambda step: -step[2])
    served = split(groups, [(queue, amount) for queue, amount, _ in dearest_first]).served
    assert _cost(needs, served, prices) == pytest.approx(_cheapest(groups, needs, prices), abs=1e-6)


LADDER = ((0.25, 1.0), (0.75, 3.0))
"""The first quarter of a need costs 1 to miss, the rest 3."""


def _cost(needs, served, prices) -> float:
    missing = [need - amount for need, amount in zip(needs, served, strict=True)]
    return sum(
        price * (min(lack, 0.25 * need) + 3 * max(lack - 0.25 * need, 0))
        for lack, need, price in zip(missing, needs, prices, strict=True)
    )


def _cheapest(groups, needs, prices) -> float:
    problem = pulp.LpProblem("split", pulp.LpMinimize)
    give = {(g, q): problem.add_variable(f"give_{g}_{q}", 0) for g, (queues, _) in enumerate(groups) for q in queues}
    lack = {
        (q, step): problem.add_variable(f"lack_{q}_{step}", 0, share * needs[q])
        for q in range(QUEUES)
        for step, (share, _) in enumerate(LADDER)
    }
    problem.setObjective(pulp.lpSum(LADDER[step][1] * prices[q] * amount for (q, step), amount in lack.items()))
    for q in range(QUEUES):
        to_queue = [amount for (_, queue), amount in give.items() if queue == q]
        problem += pulp.lpSum(to_queue) + lack[q, 0] + lack[q, 1] >= needs[q]
    for g, (queues, worth) in enumerate(groups):
        problem += pulp.lpSum(give[g, q] for q in queues) <= worth
    problem.solve(pulp.HiGHS(msg=False))
    return float(pulp.value(problem.objective) or 0.0)


def test_a_long_chain_of_groups_passes_help_along() -> None:
    groups = [([0, 1], 1.0), ([1, 2], 1.0), ([2, 3], 1.0)]
    found = split(groups, [(0, 1.0), (1, 1.0), (2, 1.0), (3, 1.0)])
    assert sorted(found.served) == [0.0, 1.0, 1.0, 1.0]
    last_first = split(groups, [(1, 1.0), (2, 1.0), (0, 1.0), (3, 1.0)])
    assert last_first.served == [1.0, 1.0, 1.0, 0.0]


def test_a_queue_that_nobody_serves_gets_nothing() -> None:
    assert split([([0], 5.0)], [(1, 3.0), (0, 3.0)]).served == [3.0, 0.0, 0.0, 0.0]
