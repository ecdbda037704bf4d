"""Overtime, extra hours and time off are planned where they pay, to whom they are offered, and cost what was said."""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from tiny_centre import BERLIN, MONDAY, ON_SITE, agent, centre, open_hours, queue

from staffplan.auditing import AuditReport, examine
from staffplan.domain.agent import Absence, TimeOff
from staffplan.domain.centre import Centre, CoverPrices
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.offer import Offer
from staffplan.domain.shift import ShiftProfile
from staffplan.rules.book import whole_book
from staffplan.scheduling.assembled_week import Plan
from staffplan.scheduling.plan import plan_week
from staffplan.scheduling.settings import SchedulingSettings

EXACT = SchedulingSettings(gap=1e-6, node_limit=1000)
SHORT = ShiftProfile("short", ON_SITE, 8 * 60, 12 * 60, 60, (240,))
WAGE, MISSING, IDLE = 10.0, 18.0, 1.0


def house(*people, **offers) -> Centre:
    terms = Contract("part", Employment.EMPLOYED, (8.0, 8.0), (2, 2), WAGE, ("short",), **offers)
    return centre(
        *(people or (agent("a", "part", modes=ON_SITE),)),
        opening=open_hours((8, 16), days=range(5)),
        contracts=(terms,),
        profiles=(SHORT,),
        queues=(queue("calls"),),
        interval_min=60,
        prices=CoverPrices(((1.0, MISSING),), IDLE),
    )


def need(calls: dict[int, tuple[int, ...]]) -> pd.DataFrame:
    rows = [
        ("calls", pd.Timestamp(MONDAY + timedelta(days=day), tz=BERLIN) + pd.Timedelta(hours=8 + hour), float(agents))
        for day, hours in calls.items()
        for hour, agents in enumerate(hours)
    ]
    return pd.DataFrame(rows, columns=["queue", "start", "agents"])


def made(where: Centre, wanted: pd.DataFrame) -> tuple[Plan, AuditReport]:
    plan = plan_week(where, whole_book(), wanted, MONDAY, EXACT)
    report = examine(plan.roster, where, whole_book(), wanted)
    assert report.breaches == ()
    assert report.cost.total == pytest.approx(plan.objective, abs=1e-6)
    return plan, report


def cheapest(calls: dict[int, tuple[int, ...]], lawful_days: range, week_price) -> float:
    """The best of all weeks of one person: days, a start on each, and what the week costs beside wages."""
    best = np.inf
    for count in lawful_days:
        for days in combinations(range(5), count):
            for starts in product(range(5), repeat=count):
                money = WAGE * 4 * count + week_price(4 * count)
                for day in range(5):
                    agents = np.array(calls.get(day, (0,) * 8), dtype=float)
                    there = np.zeros(8)
                    if day in days:
                        start = starts[days.index(day)]
                        there[start : start + 4] = 1
                    money += MISSING * np.clip(agents - there, 0, None).sum()
                    money += IDLE * np.clip(there - agents, 0, None).sum()
                best = min(best, money)
    return best


BUSY = {0: (1,) * 8, 1: (0, 1, 1, 1, 1, 0, 0, 0), 3: (0, 0, 0, 1, 1, 1, 1, 1), 4: (1, 1, 0, 0, 0, 0, 0, 1)}
QUIET = {0: (1, 1, 1, 1, 0, 0, 0, 0), 2: (0, 1, 0, 0, 0, 0, 0, 0)}


@pytest.mark.parametrize("premium", [0.25, 0.75, 1.0])
def test_overtime_is_planned_exactly_where_it_pays(premium: float) -> None:
    where = house(overtime=Offer(8.0, 2, premium))
    plan, report = made(where, need(BUSY))
    best = cheapest(BUSY, range(2, 5), lambda hours: max(0, hours - 8) * premium * WAGE)
    assert plan.objective == pytest.approx(best)
    over = sum(duty.paid_hours for duty in plan.roster.duties) - 8
    assert report.cost["overtime"] == pytest.approx(over * premium * WAGE)
    assert (over > 0) == (premium < 1)


def test_extra_hours_at_the_wage_come_before_overtime() -> None:
    where = house(extra_hours=Offer(4.0, 1), overtime=Offer(4.0, 1, 0.5))
    busy = {**BUSY, 4: (1,) * 8}
    plan, report = made(where, need(busy))
    assert plan.objective == pytest.approx(cheapest(busy, range(2, 5), lambda hours: max(0, hours - 12) * 0.5 * WAGE))
    assert report.totals.paid_hours[next(iter(ON_SITE))] == 16
    assert report.cost["overtime"] == pytest.approx(4 * 0.5 * WAGE)


@pytest.mark.parametrize(("paid", "duties"), [(0.0, 1), (0.6, 1), (1.0, 2)])
def test_time_off_is_given_where_the_work_is_worth_less_than_it_saves(paid: float, duties: int) -> None:
    where = house(time_off=Offer(4.0, 1, paid))
    plan, report = made(where, need(QUIET))
    assert plan.objective == pytest.approx(cheapest(QUIET, range(1, 3), lambda hours: max(0, 8 - hours) * paid * WAGE))
    assert len(plan.roster.duties) == duties
    assert report.cost["time_off"] == pytest.approx((8 - 4 * duties) * paid * WAGE)


def test_only_those_get_overtime_to_whom_it_is_offered() -> None:
    people = [agent(name, "part", modes=ON_SITE) for name in ("a", "b", "c")]
    where = house(*people, overtime=Offer(12.0, 3, 0.1, frozenset({"b"})))
    plan, _ = made(where, need({day: (4,) * 8 for day in range(5)}))
    worked = {name: sum(duty.agent_id == name for duty in plan.roster.duties) for name in ("a", "b", "c")}
    assert worked == {"a": 2, "b": 5, "c": 2}


def test_a_week_with_leave_has_no_overtime() -> None:
    away = TimeOff("a", MONDAY, MONDAY, Absence.LEAVE)
    where = replace(house(overtime=Offer(12.0, 3, 0.1)), time_off=(away,))
    plan, _ = made(where, need({day: (4,) * 8 for day in range(5)}))
    assert len(plan.roster.duties) == 1


def test_the_audit_finds_hours_that_nobody_offered_and_prices_those_that_were() -> None:
    where = house(overtime=Offer(8.0, 2, 0.25))
    plan, _ = made(where, need(BUSY))
    assert len(plan.roster.duties) > 2
    without = examine(plan.roster, house(), whole_book(), need(BUSY))
    assert {breach.rule for breach in without.breaches} == {"contract_hours", "contract_days"}
    others = house(overtime=Offer(8.0, 2, 0.25, frozenset({"z"})))
    assert {breach.rule for breach in examine(plan.roster, others, whole_book()).breaches} == {
        "contract_hours",
        "contract_days",
    }
    dearer = examine(plan.roster, house(overtime=Offer(8.0, 2, 0.5)), whole_book(), need(BUSY))
    assert dearer.cost.total > plan.objective + 1


def test_a_contract_that_needs_mixed_lengths_keeps_them_beside_overtime() -> None:
    profile = replace(SHORT, lengths=(180, 240))
    terms = Contract("part", Employment.EMPLOYED, (7.0, 7.0), (2, 2), WAGE, ("short",), overtime=Offer(1.0, 0, 0.5))
    where = replace(house(), profiles=(profile,), contracts=(terms,))
    plan, _ = made(where, need({0: (1, 1, 1, 1, 0, 0, 0, 0), 1: (1, 1, 1, 0, 0, 0, 0, 0)}))
    assert plan.objective == pytest.approx(70.0)
