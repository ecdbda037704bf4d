"""Which load is staffed while the rate moves: the rules reach the agents, also right after an opening."""

from __future__ import annotations

import numpy as np
import pytest
from staffing.workloads import queue, staff, workload

from staffplan.domain.queue import LoadRule
from staffplan.staffing.live.moving_load import moved

RULES = [LoadRule.LAG_AVERAGE, LoadRule.LAG_MAXIMUM, LoadRule.MODIFIED_OFFERED_LOAD]


@pytest.mark.parametrize("rule", RULES)
def test_a_steady_rate_is_its_own_load(rule: LoadRule) -> None:
    load = moved(rule, np.full(40, 60.0), np.full(40, 300.0), 1800.0)
    assert load == pytest.approx(np.full(40, 10.0))


@pytest.mark.parametrize("rule", RULES)
def test_work_stays_after_the_calls_have_gone(rule: LoadRule) -> None:
    contacts = np.array([0.0] * 4 + [60.0] * 4 + [6.0] * 4)
    load = moved(rule, contacts, np.full(12, 300.0), 1800.0)
    assert load[8] > 1.0  # the interval's own rate is one erlang
    agents = staff(queue(load_rule=rule), workload(contacts)).agents
    assert agents[8] > staff(queue(), workload(contacts)).agents[8]


@pytest.mark.parametrize("rule", RULES)
def test_long_contacts_find_somebody_right_after_the_opening(rule: LoadRule) -> None:
    is_open = [False] * 4 + [True] * 4
    contacts = workload([0.0] * 4 + [30.0] * 4, aht_s=3600.0, is_open=is_open)
    assert (staff(queue(load_rule=rule), contacts).agents[4:] > 0).all()


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("aht_s", [300.0, 2400.0])
def test_the_last_calls_end_and_nobody_is_kept_for_them_all_night(rule: LoadRule, aht_s: float) -> None:
    work = workload([20.0] * 4 + [0.0] * 20, aht_s=aht_s)
    agents = staff(queue(load_rule=rule), work).agents
    assert agents[4] > 0
    assert (agents[16:] == 0).all()


def test_it_is_a_step_of_its_own() -> None:
    work = workload([0.0, 60.0, 30.0])
    steps = {step.name: step.level for step in staff(queue(load_rule=LoadRule.LAG_MAXIMUM), work).steps}
    assert steps["moving rates"][2] == pytest.approx(10.0)
