"""What the planner reckons a duty costs is what the auditor, who shares no arithmetic with it, counts."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_centre import BERLIN, HOME, HYBRID, MONDAY, ON_SITE, agent, centre, open_hours, queue

from staffplan.auditing import AuditReport, examine
from staffplan.auditing.premiums import earned
from staffplan.calendar.horizon import Horizon
from staffplan.calendar.special_days import SpecialDays
from staffplan.domain.centre import Centre, CoverPrices
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.pay import Premium, PremiumBook, Stacking
from staffplan.domain.shift import Activity, BreakPlan, ShiftProfile
from staffplan.domain.site import Mode, Site
from staffplan.rules.book import whole_book
from staffplan.scheduling.assembled_week import Plan
from staffplan.scheduling.people.crew_pay import crew_pay
from staffplan.scheduling.plan import plan_week
from staffplan.scheduling.settings import SchedulingSettings

EXACT = SchedulingSettings(gap=1e-6, node_limit=1000)
ALL_WEEK = frozenset(range(7))
AUTUMN, SPRING = date(2026, 10, 19), date(2027, 3, 22)
"""Mondays of the weeks whose Sunday morning has the hour twice, and not at all."""

clock = st.integers(0, 47).map(lambda half: half * 30)
premiums = st.builds(
    lambda start, length, days, holidays, share, amount: Premium(
        "p", (start, start + length), frozenset(days), holidays, share, amount
    ),
    clock,
    st.integers(1, 48).map(lambda half: half * 30),
    st.sets(st.integers(0, 6)),
    st.booleans(),
    st.sampled_from((0.0, 0.25, 1.25)),
    st.sampled_from((0.0, 2.5)),
)


@given(
    st.lists(premiums, min_size=1, max_size=3),
    st.sampled_from(Stacking),
    st.sampled_from((AUTUMN, SPRING)),
    st.sampled_from((BERLIN, "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")),
    st.integers(0, 7 * 48),
    st.integers(1, 40),
)
def test_both_halves_count_the_same_premiums_of_any_span_in_any_zone(book, stacking, monday, zone, first, length):
    named = tuple(replace(one, name=f"p{number}") for number, one in enumerate(book))
    days = SpecialDays(holidays={monday + timedelta(days=2): "midweek", monday + timedelta(days=6): "Sunday"})
    where = centre(agent("a", "any", zone=zone), premiums=PremiumBook(named, stacking), special_days=days)
    horizon = Horizon(monday, 7, BERLIN, 30)
    planned = crew_pay(where, where.agents[0], horizon).premiums(first, 0, length * 30)
    start = horizon.instant(first)
    found = earned(start, start + timedelta(minutes=30 * length), zone, days.holidays, named, stacking, 24.0)
    assert planned == pytest.approx(sum(money for _, _, money in found), abs=1e-6)


MEAL = BreakPlan(Activity.MEAL, 60, paid=False, earliest=60, latest=180)
SHORT = ShiftProfile("short", HYBRID, 8 * 60, 20 * 60, 60, (300,), (MEAL,))
NIGHTS = ShiftProfile("nights", ON_SITE, 20 * 60, 22 * 60, 60, (480,), (replace(MEAL, earliest=120, latest=300),))
MICRO = ShiftProfile(
    "micro", HOME, 8 * 60, 20 * 60, 60, (120, 240), (BreakPlan(Activity.BREAK, 60, False, 60, 120, 240),), gap=(60, 240)
)
CONTRACTS = (
    Contract("once", Employment.EMPLOYED, (4.0, 4.0), (1, 1), 10.0, ("short",), home_stipend=1.0),
    Contract("twice", Employment.EMPLOYED, (8.0, 8.0), (2, 2), 11.0, ("short",)),
    Contract("night", Employment.EMPLOYED, (7.0, 7.0), (1, 1), 12.0, ("nights",)),
    Contract("free", Employment.CONTRACTOR, (0.0, 12.0), (0, 4), 13.0, ("micro",)),
)
EVENING = Premium("evening", (18 * 60, 22 * 60), ALL_WEEK, share=0.5)
NIGHT = Premium("night", (22 * 60, 30 * 60), ALL_WEEK, share=1.0)
WEEKEND = Premium("weekend", weekdays=frozenset({5, 6}), amount=6.0, contracts=frozenset({"twice", "free"}))


def priced(*people, **changes) -> Centre:
    settings = {
        "opening": open_hours((0, 24)),
        "contracts": CONTRACTS,
        "profiles": (SHORT, NIGHTS, MICRO),
        "queues": (queue("calls"),),
        "interval_min": 60,
        "prices": CoverPrices(((1.0, 100.0),), 1.0),
        "sites": (Site("hall", 5, 1.5, 4.0),),
        "premiums": PremiumBook((EVENING, NIGHT, WEEKEND), Stacking.HIGHEST),
    }
    return centre(*people, **(settings | changes))


def need(calls, day, days=1, start_h=8) -> pd.DataFrame:
    first = [pd.Timestamp(day + timedelta(days=offset), tz=BERLIN) for offset in range(days)]
    hours = [(pd.Timedelta(hours=start_h + hour), float(agents)) for hour, agents in enumerate(calls)]
    rows = [("calls", midnight + hour, agents) for midnight in first for hour, agents in hours]
    return pd.DataFrame(rows, columns=["queue", "start", "agents"])


def made(where: Centre, wanted: pd.DataFrame, monday=MONDAY) -> tuple[Plan, AuditReport]:
    plan = plan_week(where, whole_book(), wanted, monday, EXACT)
    return plan, examine(plan.roster, where, whole_book(), wanted)


def test_the_plan_puts_the_start_and_the_unpaid_pause_where_wage_premium_and_cover_cost_least() -> None:
    """Brute force over every start and pause of one person, on site, against a flat need from 14:00 to 24:00."""
    where = priced(agent("a", "once", modes=ON_SITE), prices=CoverPrices(((1.0, 8.0),), 0.0))
    plan, report = made(where, need((1,) * 10, MONDAY, start_h=14))

    def evening_pay(hour: int) -> float:
        return 10.0 * (0.5 if 18 <= hour < 22 else 1.0 if hour >= 22 else 0.0)

    cheapest = np.inf
    for start in range(8, 21):
        for pause in (1, 2, 3):
            hours = [start + n for n in range(5) if n != pause]
            pay = 40.0 + sum(map(evening_pay, hours)) + 5 * 1.5 + 4.0
            cheapest = min(cheapest, pay + 8.0 * (10 - sum(hour >= 14 for hour in hours)))
    assert plan.objective == pytest.approx(cheapest)
    assert plan.bound == pytest.approx(cheapest)
    assert report.cost.total == pytest.approx(cheapest)


@pytest.mark.parametrize(("monday", "stacking"), [(AUTUMN, Stacking.ADD), (SPRING, Stacking.HIGHEST)])
def test_a_week_with_nights_splits_and_pauses_costs_the_same_on_both_sides(monday: date, stacking: Stacking) -> None:
    people = [agent("a", "once", modes=HYBRID), agent("b", "twice", modes=ON_SITE), agent("n", "night", modes=ON_SITE)]
    people += [agent(f"c{n}", "free", modes=HOME) for n in range(2)]
    where = priced(*people, premiums=PremiumBook((EVENING, NIGHT, WEEKEND), stacking))
    sunday = need((2, 2, 0, 0, 1, 1, 2, 2, 1, 1, 3, 3), monday + timedelta(days=6), start_h=10)
    saturday = need((1,) * 10, monday + timedelta(days=5), start_h=20)
    wanted = pd.concat([need((1, 1, 2, 2), monday, 3, 17), saturday, sunday])
    plan, report = made(where, wanted.drop_duplicates(["queue", "start"]), monday)
    assert report.breaches == ()
    assert report.cost.total == pytest.approx(plan.objective, abs=1e-6)
    assert plan.bound <= plan.objective + 1e-6
    assert min(report.cost[kind] for kind in ("premiums", "seats", "wages")) > 0
    for kind in report.cost:
        assert report.cost[kind] == pytest.approx(sum(line.money for line in report.cost.lines if line.kind == kind))
    night = [duty for duty in plan.roster.duties if duty.agent_id == "n"]
    assert {duty.mode for duty in night} == {Mode.ON_SITE}


def test_an_auditor_with_other_premiums_finds_another_cost() -> None:
    where = priced(agent("a", "once", modes=ON_SITE))
    plan, _ = made(where, need((1,) * 4, MONDAY, start_h=20))
    other = replace(where, premiums=PremiumBook((replace(EVENING, between=(18 * 60, 22 * 60 - 30)), NIGHT, WEEKEND)))
    again = examine(plan.roster, other, whole_book(), need((1,) * 4, MONDAY, start_h=20))
    assert abs(again.cost.total - plan.objective) > 1
