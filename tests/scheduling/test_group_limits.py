"""No more people of a contract at once, and no more hours together, than was agreed: planned and audited alike."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import numpy as np
import pandas as pd
import pytest
from small_rosters import DAYS, duties, shape
from tiny_centre import BERLIN, HOME, MONDAY, ON_SITE, agent, centre, open_hours, queue

from staffplan.auditing import examine
from staffplan.domain.centre import CoverPrices
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.roster import Roster
from staffplan.domain.shift import ShiftProfile
from staffplan.errors import InfeasibleError
from staffplan.rules.base import CentreRule
from staffplan.rules.book import parse, whole_book
from staffplan.rules.resource import HeadLimit, HoursLimit
from staffplan.scheduling.plan import plan_week
from staffplan.scheduling.settings import SchedulingSettings

EXACT = SchedulingSettings(gap=1e-6, node_limit=1000)
SHORT = ShiftProfile("short", ON_SITE, 8 * 60, 12 * 60, 60, (240,))
MICRO = ShiftProfile("micro", HOME, 8 * 60, 14 * 60, 60, (120, 240), gap=(60, 240), gap_step=60)
FREE = Contract("free", Employment.CONTRACTOR, (0.0, 25.0), (0, 6), 12.0, ("micro",))
ONCE = Contract("once", Employment.EMPLOYED, (4.0, 4.0), (1, 1), 10.0, ("short",))


def house(free: int = 0, once: int = 0, contracts=(FREE, ONCE)):
    people = [agent(f"c{n}", "free", modes=HOME) for n in range(free)]
    people += [agent(f"o{n}", "once", modes=ON_SITE) for n in range(once)]
    return centre(
        *people,
        opening=open_hours((8, 16), days=range(5)),
        contracts=contracts,
        profiles=(SHORT, MICRO),
        queues=(queue("calls"),),
        interval_min=60,
        prices=CoverPrices(((1.0, 50.0),), 1.0),
    )


def need(calls, days=5) -> pd.DataFrame:
    rows = [
        ("calls", pd.Timestamp(MONDAY + timedelta(days=day), tz=BERLIN) + pd.Timedelta(hours=8 + hour), float(agents))
        for day in range(days)
        for hour, agents in enumerate(calls)
    ]
    return pd.DataFrame(rows, columns=["queue", "start", "agents"])


def rule(name: str, contract: str = "free", **numbers) -> CentreRule:
    (found,) = parse([{"rule": name, "applies_to": {"contract": [contract]}, **numbers}])
    assert isinstance(found, CentreRule)
    return found


def made(where, wanted, *more):
    rules = (*whole_book(), *more)
    plan = plan_week(where, rules, wanted, MONDAY, EXACT)
    report = examine(plan.roster, where, rules, wanted)
    assert report.breaches == ()
    assert report.cost.total == pytest.approx(plan.objective, abs=1e-6)
    return plan


def busy(plan, day: int) -> list[int]:
    """People on duty in each hour from 8 to 16 of a day."""
    first = pd.Timestamp(MONDAY + timedelta(days=day), tz=BERLIN) + pd.Timedelta(hours=8)
    hours = np.zeros(8, dtype=int)
    for duty in plan.roster.duties:
        for start, end in duty.blocks:
            begin, finish = (int((moment - first) / pd.Timedelta(hours=1)) for moment in (start, end))
            hours[max(begin, 0) : max(finish, 0)] += 1
    return hours.tolist()


def test_open_intervals_cap_contractors_by_the_hour_and_close_the_rest() -> None:
    morning = rule("headcount", people=2, weekdays="Mon-Thu", between="8:00-12:00")
    shut = rule("headcount", people=0, between="12:00-14:00")
    closed = rule("headcount", people=0, weekdays="Fri", between="0:00-24:00")
    plan = made(house(free=5), need((3,) * 8), morning, shut, closed)
    assert busy(plan, 0) == [2, 2, 2, 2, 0, 0, 3, 3]
    assert busy(plan, 4) == [0] * 8
    assert busy(made(house(free=5), need((3,) * 8)), 0) == [3] * 8


def test_hours_together_cap_what_all_contractors_work_in_the_week() -> None:
    plan = made(house(free=5), need((3,) * 8), rule("hours_together", hours=21))
    assert sum(duty.paid_hours for duty in plan.roster.duties) == 20


def test_contracts_with_hours_of_their_own_are_capped_too() -> None:
    plan = made(house(once=3), need((1, 1, 1, 1, 0, 0, 0, 0), 1), rule("headcount", "once", people=1))
    assert max(max(busy(plan, day)) for day in range(5)) == 1
    assert len(plan.roster.duties) == 3


@pytest.mark.parametrize("limit", [rule("headcount", "once", people=0), rule("hours_together", "once", hours=7)])
def test_a_limit_below_what_contracts_ask_for_is_told(limit: CentreRule) -> None:
    with pytest.raises(InfeasibleError) as caught:
        plan_week(house(once=2), (*whole_book(), limit), need((1,) * 8), MONDAY, EXACT)
    assert [fault.code for fault in caught.value.faults] == ["plan.group_limit_conflict"]


def test_guaranteed_hours_of_contractors_with_a_limit_are_refused() -> None:
    where = house(free=2, contracts=(replace(FREE, weekly_hours=(4.0, 25.0)), ONCE))
    with pytest.raises(InfeasibleError) as caught:
        plan_week(where, (*whole_book(), rule("headcount", people=1)), need((1,) * 8), MONDAY, EXACT)
    assert [fault.code for fault in caught.value.faults] == ["plan.limited_guarantee"]


def test_the_audit_finds_a_roster_beyond_the_limits() -> None:
    plan = made(house(free=5), need((3,) * 8))
    beyond = (rule("headcount", people=2, between="8:00-9:00"), rule("hours_together", hours=100))
    report = examine(plan.roster, house(free=5), (*whole_book(), *beyond))
    assert [breach.rule for breach in report.breaches].count("headcount") == 5
    assert [breach.rule for breach in report.breaches].count("hours_together") == 1


@pytest.mark.parametrize(
    ("people", "weekdays", "between"),
    [(0, "Mon", "8:00-12:00"), (1, "Mon-Sun", "0:00-24:00"), (1, "Tue", "12:00-14:00"), (0, "Mon", "22:00-6:00")],
)
def test_both_halves_of_the_headcount_agree_on_every_roster_of_two_agents(people, weekdays, between) -> None:
    where = centre(agent("a1"), agent("a2"))
    limit_rule = rule("headcount", "any", people=people, weekdays=weekdays, between=between)
    (limit,) = limit_rule.limits(where)
    assert isinstance(limit, HeadLimit)
    days = (MONDAY, MONDAY + timedelta(days=1))
    horizon = where.horizon(MONDAY, 3)
    held = [horizon.instant(slot) for slot in range(horizon.slots) if limit.holds(horizon.instant(slot))]
    seen = set()
    for choice in product(DAYS, repeat=4):
        tours = [(f"a{1 + n // 2}", plan, days[n % 2]) for n in range(4) for plan in choice[n]]
        blocks = [(who, block) for who, plan, day in tours for block in shape(plan, day, BERLIN).blocks]
        step = timedelta(minutes=30)
        there = [{who for who, (a, b) in blocks if a < moment + step and moment < b} for moment in held]
        planned = all(len(who) <= limit.high for who in there)
        named = [replace(duties(plan, day, BERLIN, n)[0], agent_id=who) for n, (who, plan, day) in enumerate(tours)]
        audited = not list(limit_rule.check(where, Roster(days[0], days[1], tuple(named))))
        assert planned == audited, [duty.id for duty in named]
        seen.add(planned)
    assert seen == {True, False}


@pytest.mark.parametrize("hours", [7.9, 8.0, 13.0])
def test_both_halves_of_hours_together_agree_on_every_roster_of_two_agents(hours: float) -> None:
    where = centre(agent("a1"), agent("a2"))
    limit_rule = rule("hours_together", "any", hours=hours)
    (limit,) = limit_rule.limits(where)
    assert isinstance(limit, HoursLimit)
    seen = set()
    for choice in product(DAYS, repeat=2):
        tours = [(f"a{1 + n}", plan) for n in range(2) for plan in choice[n]]
        planned = sum(shape(plan, MONDAY, BERLIN).paid_min for _, plan in tours) / 60 <= limit.high
        named = [replace(duties(plan, MONDAY, BERLIN)[0], agent_id=who) for who, plan in tours]
        audited = not list(limit_rule.check(where, Roster(MONDAY, MONDAY, tuple(named))))
        assert planned == audited
        seen.add(planned)
    assert seen == {True, False}


@pytest.mark.parametrize(
    "written",
    [{"people": 1, "weekdays": "Caturday"}, {"people": 1, "between": "8-12"}, {"applies_to": {"agent": ["a1"]}}],
)
def test_a_headcount_that_means_nothing_is_refused(written) -> None:
    with pytest.raises(ValueError, match=r"weekday|clock|agents"):
        parse([{"rule": "headcount", **written}])
