import signal
import subprocess
import sys

import numpy as np
import pulp
import pytest

from staffplan.scheduling.linear_model import LinearModel
from staffplan.solve.living_model import LivingModel
from staffplan.solve.outcome import Ending


def _knapsack(items: int = 3) -> LinearModel:
    """Least cost of carrying at least 7 with pieces of 2 and 3 at costs 2.0 and 3.5."""
    model = LinearModel("carry enough")
    pieces = model.columns("pieces", 2, cost=[2.0, 3.5], integer=True)
    model.put(model.rows("weight", 1, ">=", 7.0), pieces, [2.0, 3.0])
    return model


def test_a_linear_programme_gives_values_bound_and_prices():
    outcome = LivingModel(_knapsack().problem()).relax()
    assert outcome.ending is Ending.OPTIMAL
    assert outcome.objective == outcome.bound == pytest.approx(7.0)
    assert outcome.values == pytest.approx([3.5, 0.0])
    assert outcome.row_prices == pytest.approx([1.0])


def test_a_whole_numbered_search_gives_whole_numbers_and_a_bound_below():
    outcome = LivingModel(_knapsack().problem()).search(gap=0.0)
    assert outcome.values.tolist() == [2.0, 1.0]
    assert outcome.objective == pytest.approx(7.5)
    assert outcome.bound == pytest.approx(7.5)


def test_the_model_lives_on_under_other_bounds():
    living = LivingModel(_knapsack().problem())
    assert living.search(gap=0.0).objective == pytest.approx(7.5)
    living.bound_columns(np.array([0]), 0.0, 0.0)
    assert living.search(gap=0.0).objective == pytest.approx(10.5)
    assert living.relax().objective == pytest.approx(3.5 * 7 / 3)


def test_an_impossible_model_has_no_values():
    model = _knapsack()
    model.put(model.rows("too little", 1, "<=", 1.0), [0, 1])
    living = LivingModel(model.problem())
    for outcome in (living.relax(), living.search(gap=0.0)):
        assert outcome.ending is Ending.INFEASIBLE
        assert outcome.values is None


def test_a_linear_programme_stopped_by_the_clock_is_not_taken_for_solved():
    rng = np.random.RandomState(1)
    model = LinearModel("large")
    columns = model.columns("x", 400, cost=rng.rand(400))
    rows = model.rows("cover", 300, ">=", 1.0)
    model.put(rows[:, None], columns[None, :], rng.rand(300, 400))
    outcome = LivingModel(model.problem(), clock_s=1e-9).relax()
    assert outcome.ending is Ending.CLOCK
    assert outcome.values is None
    assert outcome.bound == -np.inf


def test_the_clock_runs_for_each_solve_anew():
    living = LivingModel(_knapsack().problem(), clock_s=5.0)
    assert all(living.search(gap=0.0).ending is Ending.OPTIMAL for _ in range(3))


def test_a_model_without_columns_is_solved_and_costs_nothing():
    nothing = pulp.LpProblem("nothing", pulp.LpMinimize)
    nothing.setObjective(pulp.lpSum([]))
    outcome = LivingModel(nothing).relax()
    assert (outcome.ending, outcome.objective) == (Ending.OPTIMAL, 0.0)


LONG_SEARCH = """
import signal, sys
import numpy as np
from staffplan.scheduling.linear_model import LinearModel
from staffplan.solve.living_model import LivingModel

class Called(BaseException):
    pass

def call(*_):
    raise Called

signal.signal(signal.SIGTERM, call)
signal.signal(signal.SIGINT, signal.default_int_handler)
weights = np.random.RandomState(0).randint(0, 100, (5, 40))
model = LinearModel("split in two halves alike")
halves = model.columns("half", 40, high=1.0, integer=True)
rows = model.rows("alike", 5, "==", weights.sum(axis=1) // 2)
model.put(rows[:, None], halves[None, :], weights)
model.put(rows[:, None], model.columns("off", (5, 2), cost=1.0), [[1.0, -1.0]])
living = LivingModel(model.problem())
print("ready", flush=True)
try:
    living.search(gap=0.0)
except Called:
    sys.exit(143)
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_whatever_calls_away_from_a_search_ends_it_in_silence(number, code):
    search = subprocess.Popen(
        [sys.executable, "-c", LONG_SEARCH], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert search.stdout is not None
    assert search.stdout.readline() == "ready\n"
    with pytest.raises(subprocess.TimeoutExpired):
        search.wait(0.5)
    search.send_signal(number)
    assert (*search.communicate(timeout=30), search.returncode) == ("", "", code)


def test_rows_added_to_a_living_model_hold_from_then_on():
    living = LivingModel(_knapsack().problem())
    assert living.relax().objective == pytest.approx(7.0)
    living.add_rows(np.array([1.0, 1.5]), np.array([0, 1]), np.array([1, 0, 1]), np.array([1.0, 1.0, 1.0]))
    assert living.relax().objective == pytest.approx(2.0 * 2 + 3.5)
    assert living.search(gap=0.0).objective == pytest.approx(7.5)


def test_a_search_improves_on_the_point_that_it_starts_from():
    living = LivingModel(_knapsack().problem())
    assert living.search(gap=0.0, nodes=0, start=np.array([4.0, 0.0])).objective <= 8.0
    assert living.search(gap=0.0, start=np.array([0.0, 0.0])).objective == pytest.approx(7.5), "passed over"


def test_the_clock_can_be_set_between_solves():
    living = LivingModel(_knapsack().problem())
    living.limit_clock(5.0)
    assert living.relax().ending is Ending.OPTIMAL
