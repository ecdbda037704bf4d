"""Contacts that are handed on are contacts once more."""

from __future__ import annotations

import numpy as np
import pytest
from staffing.workloads import workload

from staffplan.staffing.transfers import transferred


def offered(shares: dict[str, dict[str, float]], **own: list[float]) -> dict[str, np.ndarray]:
    found = transferred({name: workload(contacts) for name, contacts in own.items()}, shares)
    return {name: work.offered for name, work in found.items()}


def test_a_share_goes_on_to_another_queue_in_the_same_interval() -> None:
    found = offered({"a": {"b": 0.1}, "b": {}}, a=[100.0, 0.0, 50.0], b=[10.0, 20.0, 30.0])
    assert found["a"].tolist() == [100, 0, 50]
    assert found["b"].tolist() == pytest.approx([20, 20, 35])


def test_what_is_handed_on_may_be_handed_on_again_and_back() -> None:
    found = offered({"a": {"b": 0.5}, "b": {"a": 0.5}}, a=[60.0], b=[0.0])
    # a = 60 + b / 2 and b = a / 2
    assert (found["a"][0], found["b"][0]) == pytest.approx((80, 40))


def test_closed_queues_hand_nothing_on() -> None:
    is_open = [True, False]
    works = {"a": workload([10.0, 10.0], is_open=is_open), "b": workload([0.0, 0.0])}
    found = transferred(works, {"a": {"b": 0.5}})
    assert found["b"].offered.tolist() == [5, 0]


def test_what_reaches_a_closed_queue_ends_there() -> None:
    works = {"a": workload([8.0, 8.0]), "b": workload([0.0, 0.0], is_open=[True, False]), "c": workload([0.0, 0.0])}
    found = transferred(works, {"a": {"b": 0.5}, "b": {"c": 0.5}})
    assert found["b"].offered.tolist() == [4, 4]
    assert found["c"].offered.tolist() == [2, 0]


def test_it_is_a_step_of_the_queue_that_receives() -> None:
    found = transferred({"a": workload([60.0]), "b": workload([60.0])}, {"a": {"b": 0.5}})
    assert [step.name for step in found["b"].steps] == ["transfers"]
    assert found["b"].steps[0].level[0] == pytest.approx(15)
    assert found["a"].steps == ()
    assert found["b"].expected[0] == pytest.approx(90)
