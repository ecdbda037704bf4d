"""Very many rows are answered as the walk answers each of them, in numbers and in binding targets."""

from __future__ import annotations

import math

import numpy as np
import pytest

from staffplan.queueing import required, threshold_table
from staffplan.queueing.cells import UNDECIDED
from staffplan.queueing.kinds import MOST_KINDS, kinds, sample
from staffplan.queueing.required import required_agents
from staffplan.queueing.targets import stated
from staffplan.queueing.walk import walked

ROWS = 60_000


def loads(seed: int, rows: int = ROWS) -> np.ndarray:
    return np.exp(np.random.default_rng(seed).normal(math.log(12), 1.2, rows))


def assert_as_walked(load: np.ndarray, aht_s: object, at_most_walked: float = 1.0, **targets: object) -> None:
    """The same as the walk in every row, with no more than a share of the rows left to it."""
    given = {"threshold_s": 20.0, "service_level": None, "asa_s": None, "max_occupancy": None, "max_waiting": None}
    all_targets = stated(load, aht_s, **given | targets)
    shape = np.broadcast_shapes(load.shape, *(array.shape for array in all_targets.given().values()))
    flat = np.broadcast_to(load, shape).ravel()
    agents, binding = walked(flat, all_targets.flat(shape))
    found = required_agents(load, aht_s, **targets)
    np.testing.assert_array_equal(found.agents.ravel(), agents)
    np.testing.assert_array_equal(found.binding_number.ravel(), binding)
    left = threshold_table.tabulated(flat, all_targets, shape) == UNDECIDED
    assert left[flat > 0].mean() <= at_most_walked


TARGETS: list[dict[str, float]] = [
    {"service_level": 0.8},
    {"service_level": 0.95, "threshold_s": 10.0},
    {"service_level": 0.8, "asa_s": 30.0, "max_occupancy": 0.88, "max_waiting": 0.4},
    {"asa_s": 5.0, "max_waiting": 0.2},
    {"max_occupancy": 0.85},
    {"max_waiting": 0.05},
    {"service_level": 0.9, "threshold_s": 0.0},
    {"service_level": 0.2, "threshold_s": 14_400.0},
    {"service_level": 0.5, "threshold_s": math.inf},
    {"service_level": 0.0},
    {"max_occupancy": 1.0, "max_waiting": 1.0},
    {},
]


@pytest.mark.parametrize("targets", TARGETS)
def test_with_one_handle_time_a_queue(targets: dict[str, float]) -> None:
    queue = np.arange(ROWS) % 4
    assert_as_walked(loads(1), np.array([180.0, 231.7, 300.0, 420.0])[queue], at_most_walked=0.25, **targets)


@pytest.mark.parametrize("targets", TARGETS)
def test_with_a_handle_time_in_each_row(targets: dict[str, float]) -> None:
    aht_s = np.random.default_rng(2).uniform(180, 420, ROWS)
    assert_as_walked(loads(3), aht_s, at_most_walked=0.25, **targets)


def test_with_targets_queue_by_queue_in_rows_and_in_a_dimension_of_their_own() -> None:
    levels, occupancies, aht = np.array([0.7, 0.8, 0.9]), np.array([0.8, 0.9, 1.0]), np.array([200.0, 300.0, 400.0])
    load = loads(4).reshape(3, -1)
    targets = {"service_level": levels[:, None], "max_occupancy": occupancies[:, None], "asa_s": 20.0}
    assert_as_walked(load, aht[:, None], at_most_walked=0.25, **targets)
    assert required_agents(load, aht[:, None], **targets).agents.shape == load.shape
    queue = np.arange(ROWS) % 3
    mixed = {"service_level": levels[queue], "max_occupancy": occupancies[queue], "asa_s": 20.0}
    assert_as_walked(loads(5), aht[queue], at_most_walked=0.25, **mixed)
    own = np.random.default_rng(6).lognormal(math.log(300), 0.5, ROWS)
    assert_as_walked(loads(5), own, at_most_walked=0.5, **mixed)


def test_with_days_that_have_a_night_and_a_peak() -> None:
    quarter = np.arange(ROWS) % 96
    shape = np.where((quarter < 28) | (quarter > 84), 0.0, np.sin(np.pi * (quarter - 28) / 56) ** 2)
    load = 60 * shape * np.random.default_rng(7).gamma(100, 0.01, ROWS)
    aht_s = np.where(load > 0, np.random.default_rng(8).uniform(240, 360, ROWS), 0.0)
    assert (load == 0).any()
    assert_as_walked(load, aht_s, at_most_walked=0.25, service_level=0.8, max_occupancy=0.9)
    assert not required_agents(load, aht_s, service_level=0.8).agents[load == 0].any()
    assert not required_agents(load, aht_s, service_level=0.8).binding_number[load == 0].any()


@pytest.mark.parametrize("cap", [0.85, 0.9, 0.7, 1 / 3])
def test_ties_of_whole_calls_are_decided_as_by_the_walk(cap: float) -> None:
    calls = np.random.default_rng(9).integers(0, 200, ROWS)
    for load in (calls * 300 / 900, calls * cap, np.nextafter(calls * cap, 0), np.nextafter(calls * cap, 1e9)):
        assert_as_walked(load, 300.0, max_occupancy=cap, service_level=0.5)
        assert_as_walked(load, 300.0, max_occupancy=cap, max_waiting=0.9)
    assert_as_walked(calls / 3, 300.0, service_level=0.8, threshold_s=14_400.0)


def test_with_loads_next_to_thresholds() -> None:
    # Thresholds of one agent are known: the chance of waiting is the load, the mean wait AHT a / (1 - a).
    load = np.concatenate(
        [0.2 * (1 + np.linspace(-1e-12, 1e-12, ROWS // 2)), 0.5 * np.linspace(1 - 1e-9, 1 + 1e-9, ROWS // 2)]
    )
    for targets in ({"max_waiting": 0.2}, {"asa_s": 300.0}, {"service_level": 0.8, "threshold_s": 0.0}):
        assert_as_walked(load, 300.0, **targets)


@pytest.mark.parametrize(
    "targets",
    [
        {"service_level": 1 - 1e-15},
        {"service_level": 0.99995, "threshold_s": 0.0},
        {"service_level": 1e-12},
        {"service_level": 1e-300},
        {"asa_s": 1e-200},
        {"asa_s": 1e-90},
        {"max_waiting": 1e-300},
        {"max_waiting": 1 - 1e-15},
        {"max_occupancy": 0.002},
        {"max_occupancy": 1e-9},
        {"max_occupancy": 1 - 1e-15},
    ],
)
def test_extreme_targets(targets: dict[str, float]) -> None:
    rows = 20_000
    load = np.random.default_rng(10).uniform(0, 3, rows)
    assert_as_walked(load, 300.0, **targets)
    assert_as_walked(load, np.random.default_rng(11).uniform(180, 420, rows), **targets)


def test_extreme_loads_and_handle_times() -> None:
    rng = np.random.default_rng(12)
    rows = required._MANY_ROWS + 1000
    tiny_to_huge = 10.0 ** rng.uniform(-300, 4.5, rows)
    tiny_to_huge[:5] = [5e-324, 1e-310, 0.0, 4095.9999, 4096.0]
    assert_as_walked(tiny_to_huge, 300.0, service_level=0.8)
    assert_as_walked(loads(13, rows), 10.0 ** rng.uniform(-120, 120, rows), service_level=0.8, asa_s=30.0)
    nearly_one = np.where(rng.random(rows) < 0.0005, rng.uniform(1, 9000, rows), 300.0)
    nearly_one[:600] = rng.uniform(100, 500, 600)
    assert_as_walked(loads(14, rows), nearly_one, at_most_walked=0.5, service_level=0.8)


def test_few_rows_do_not_pay_for_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(required, "tabulated", None)
    assert required_agents(loads(15, 1000), 300.0, service_level=0.8).agents.size == 1000


def test_kinds_are_the_combinations_that_occur() -> None:
    levels, times = np.array([0.8, 0.9, 0.8, 0.7] * 5000), np.array([200.0, 300.0, 200.0, 300.0] * 5000)
    times[77] = 999.0  # too rare for a sample
    found = kinds({"level": levels, "time": times, "same": np.array(3.0)})
    assert found is not None
    assert found.count == 4  # (0.8, 200), (0.9, 300), (0.7, 300) and the rare one
    for name, array in {"level": levels, "time": times, "same": np.full(20_000, 3.0)}.items():
        np.testing.assert_array_equal(found.values[name][found.of], array)
    in_runs = {
        "level": np.repeat([0.8, 0.7, 0.8], 4000).reshape(2, -1),
        "time": np.repeat([5.0, 6.0], 6000).reshape(2, -1),
    }
    found = kinds(in_runs | {"same": np.array([[3.0]])})
    assert found is not None
    assert found.count == 4
    assert found.of.shape == (2, 6000)
    for name, array in in_runs.items():
        np.testing.assert_array_equal(found.values[name][found.of], array)
    column = kinds({"level": np.array([[0.7], [0.8]]), "time": np.array([[1.0, 2.0, 3.0]])})
    assert column is not None
    assert column.of.shape == (2, 3)
    assert kinds({"own": np.arange(MOST_KINDS + 1.0)}) is None
    assert kinds({"a": np.repeat(np.arange(100.0), 100), "b": np.tile(np.arange(100.0), 100)}) is None


def test_a_sample_sees_queues_that_take_turns() -> None:
    for queues in (2, 20, 96, 170):
        assert set(sample(np.arange(700_000.0) % queues)) == set(range(queues))
