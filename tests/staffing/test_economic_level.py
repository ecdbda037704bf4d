"""The number of agents with whom the next one stops paying."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from staffing.workloads import queue, staff, workload
from tiny_centre import agent, centre

from staffplan.domain.queue import CallBack, Channel, ContactValue
from staffplan.domain.service_goal import ServiceGoal
from staffplan.domain.shrinkage import ShrinkageEntry, ShrinkageLedger, ShrinkageType
from staffplan.domain.site import Mode
from staffplan.errors import UsageError
from staffplan.staffing.economic_level import economic_agents, outcome
from staffplan.staffing.interval_grid import IntervalGrid
from staffplan.staffing.live.served_live import live_line
from staffplan.staffing.loaded_wage import loaded_wage
from staffplan.staffing.settings import StaffingSettings
from staffplan.staffing.staffed import Staffing
from staffplan.staffing.views.value import look
from staffplan.staffing.views.view import Setting

WAGE = 30.0
LATE = ContactValue(10.0, lost_if_late=0.3)
BOTH = ContactValue(8.0, lost_if_abandoned=0.9, lost_if_late=0.2)


def costs(line, work, most: int, wage: float = WAGE) -> np.ndarray:
    """Wages and losses of the only interval with 0, 1 ... agents, straight from the model."""
    model, _ = live_line(line, work)
    agents = np.arange(float(most))
    one = replace(model, load=np.repeat(model.load, most), aht_s=np.repeat(model.aht_s, most))
    found = one.measures(agents * model.slots_per_agent, line.goal.threshold_s)
    attempts = 1 / (1 - line.retry_share * found.abandonment)
    gone = attempts * found.abandonment * (1 - line.retry_share)
    late = attempts * (1 - found.abandonment - found.served_of_offered)
    lost = work.offered[0] * line.value.contact * (
        line.value.lost_if_abandoned * gone + line.value.lost_if_late * late
    )  # fmt: skip
    return lost + wage * agents * work.interval_s / 3600


@pytest.mark.parametrize("contacts", [0.5, 7, 60, 300])
@pytest.mark.parametrize("patience_s", [None, 60.0, 600.0])
def test_no_other_number_costs_less(contacts: float, patience_s: float | None) -> None:
    line, work = (
        queue(value=BOTH, patience_s=patience_s, retry_share=0.4 if patience_s == 60 else 0.0),
        workload([contacts]),
    )
    _, agents = economic_agents(line, work, WAGE)
    every = costs(line, work, 200)
    if patience_s is None:
        every[: int(work.load[0]) + 1] = np.inf
    assert agents[0] == np.argmin(every)


def test_the_first_agent_that_does_not_pay_is_not_the_end_where_more_of_them_do() -> None:
    value = ContactValue(1.0, lost_if_abandoned=0.5, lost_if_late=1.0)
    line = queue(goal=ServiceGoal(service_level=0.8, threshold_s=0), value=value, patience_s=3600.0)
    work = workload([600.0], aht_s=180.0)
    _, agents = economic_agents(line, work, 6.0)
    every = costs(line, work, 120, 6.0)
    steps = np.diff(every)
    assert agents[0] == np.argmin(every) > 60
    assert (steps[: int(agents[0])] > 0).any()  # an agent on the way costs more than it saves


def test_a_dearer_hour_never_pays_for_more_agents_and_a_dearer_contact_never_for_fewer() -> None:
    line, work = queue(value=BOTH, patience_s=180.0), workload([5.0, 40, 120])
    by_wage = np.array([economic_agents(line, work, wage)[1] for wage in (5, 20, 40, 80, 500)])
    assert (np.diff(by_wage, axis=0) <= 0).all()
    assert by_wage[0].sum() > by_wage[-1].sum()
    dearer = replace(line, value=replace(BOTH, contact=30.0))
    assert (economic_agents(dearer, work, 40.0)[1] >= economic_agents(line, work, 40.0)[1]).all()


def test_contacts_that_are_worth_nothing_pay_for_nobody_who_is_not_needed_to_keep_up() -> None:
    work = workload([60.0])
    free = ContactValue(0.0, 1.0, 1.0)
    assert economic_agents(queue(value=free), work, WAGE)[1].tolist() == [11]  # 10 erlangs
    assert economic_agents(queue(value=free, patience_s=60.0), work, WAGE)[1].tolist() == [0]


def test_a_chat_agent_pays_with_all_slots() -> None:
    line = queue(Channel.CHAT, value=LATE, concurrency=2, concurrency_stretch=1.2)
    work = workload([40.0], aht_s=600.0)
    every = costs(line, work, 100)
    every[: int(40 * 720 / 1800 / 2) + 1] = np.inf
    assert economic_agents(line, work, WAGE)[1][0] == np.argmin(every)


def test_an_outcome_counts_money_that_goes_with_contacts() -> None:
    line, work = queue(value=BOTH, patience_s=120.0), workload([60.0])
    found = outcome(line, work, np.array([0]), np.array([0.0]))
    assert found.abandonment.tolist() == [1.0]
    assert found.lost == pytest.approx([60 * 8 * 0.9])
    many = outcome(line, work, np.array([0]), np.array([60.0]))
    assert many.lost == pytest.approx([0.0], abs=1e-6)
    assert many.service_level == pytest.approx([1.0])


def seen(*lines, wage: float | None = WAGE, settled=None):
    found = tuple(staff(line, workload(np.tile([0.0, 20.0, 45.0], 16))) for line in lines)
    grid = IntervalGrid.around(pd.Series([pd.Timestamp("2026-11-30")]), 30)
    return look(Staffing(grid, found, ()), Setting(settled, StaffingSettings(loaded_wage=wage)))


def test_the_view_sets_both_levels_side_by_side() -> None:
    view = seen(queue(value=LATE), replace(queue(), name="other"))
    rows = view.frame
    assert len(rows) == 32
    assert set(rows["queue"]) == {"line"}
    by_hand = rows["wages_economic"] + rows["lost_economic"] <= rows["wages_contractual"] + rows["lost_contractual"]
    assert by_hand.all()
    assert rows["wages_economic"].tolist() == (rows["agents_economic"] * 0.5 * WAGE).tolist()
    assert any(note.startswith("other: no value") for note in view.notes)


def test_where_only_hanging_up_costs_and_nobody_hangs_up_it_says_so() -> None:
    assert any("nobody hangs up" in note for note in seen(queue(value=ContactValue(10, 1.0))).notes)
    assert not any("nobody hangs up" in note for note in seen(queue(value=LATE)).notes)


def test_hanging_up_that_costs_less_than_lateness_is_doubted() -> None:
    odd = queue(value=LATE, patience_s=120.0)
    assert any("check lost_if_abandoned" in note for note in seen(odd).notes)
    assert not any("check lost_if_abandoned" in note for note in seen(queue(value=BOTH, patience_s=120.0)).notes)


def test_a_queue_that_offers_call_backs_is_left_out_and_named() -> None:
    offering = replace(queue(value=LATE, call_back=CallBack(60.0, 0.5, 7200.0)), name="offering")
    view = seen(queue(value=LATE), offering)
    assert set(view.frame["queue"]) == {"line"}
    assert any(note.startswith("offering: offers call-backs") for note in view.notes)


def test_without_a_value_or_a_wage_it_says_what_to_write() -> None:
    with pytest.raises(UsageError) as missing:
        seen(queue())
    assert [fault.code for fault in missing.value.faults] == ["usage.no_value"]
    with pytest.raises(UsageError) as unpaid:
        seen(queue(value=LATE), wage=None)
    assert [fault.code for fault in unpaid.value.faults] == ["usage.no_wage"]


def test_an_hour_at_work_costs_the_wages_of_the_hours_paid_for_it() -> None:
    lost = ShrinkageLedger.by_mode({Mode.ON_SITE: 0.2, Mode.HOME: 0.2})
    people = centre(agent("a", "full"), agent("b", "part"), shrinkage=lost)
    note = seen(queue(value=LATE), wage=None, settled=people).notes[0]
    wage = (40 * 20 + 18 * 18) / 58
    assert f"cost {wage / 0.8:.2f}: wages of {wage:.2f} on average, and 1.25 hours" in note
    derived = seen(queue(value=LATE), wage=None, settled=people).frame
    assert derived["wages_economic"].to_numpy() == pytest.approx(derived["agents_economic"] * 0.5 * wage / 0.8)
    stated = seen(queue(value=LATE), wage=41.5, settled=people)
    assert "41.50, as stated" in stated.notes[0]


def test_hours_paid_for_an_hour_at_work_are_those_of_the_forecast_s_own_days() -> None:
    grid = IntervalGrid.around(pd.Series([pd.Timestamp("2026-11-30"), pd.Timestamp("2026-12-01")]), 30)
    lost = ShrinkageEntry(ShrinkageType.OTHER, 0.5, weekdays=frozenset({1}))  # on Tuesdays half of the hours
    people = centre(agent("a", "full"), shrinkage=ShrinkageLedger((lost,)))
    days = grid.horizon.days
    wage, _ = loaded_wage(people, StaffingSettings(), grid)
    tuesdays = sum((grid.horizon.first_day + timedelta(days=day)).weekday() == 1 for day in range(days))
    assert wage == pytest.approx(20 * (days + tuesdays) / days)


def test_where_contracts_pay_nothing_no_wage_is_known() -> None:
    people = centre(agent("a", "full"))
    unpaid = replace(people, contracts=tuple(replace(contract, wage=0.0) for contract in people.contracts))
    grid = IntervalGrid.around(pd.Series([pd.Timestamp("2026-11-30")]), 30)
    assert loaded_wage(unpaid, StaffingSettings(), grid)[0] is None
    assert loaded_wage(None, StaffingSettings(), grid)[0] is None
