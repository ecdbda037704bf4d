"""What must not change a plan, or change it one way only; and tiny weeks of which every plan is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, product
from random import Random

import numpy as np
import pandas as pd
import pytest
from tiny_centre import BERLIN, HOME, HYBRID, MONDAY, ON_SITE, agent, centre, open_hours, queue

from staffplan.auditing import examine
from staffplan.domain.centre import Centre, CoverPrices
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.shift import Activity, BreakPlan, ShiftProfile
from staffplan.domain.site import Site
from staffplan.rules.base import AgentRule, CentreRule
from staffplan.rules.book import whole_book
from staffplan.scheduling.assembled_week import Plan, assembled_week
from staffplan.scheduling.plan import plan_week
from staffplan.scheduling.settings import SchedulingSettings
from staffplan.solve.living_model import LivingModel

EXACT = SchedulingSettings(gap=1e-6, node_limit=1000)
PAUSE = BreakPlan(Activity.BREAK, 30, paid=True, earliest=60, latest=120, from_min=240)
SHORT = ShiftProfile("short", HYBRID, 8 * 60, 12 * 60, 60, (240,), (PAUSE,), allowance=1.5)
LONG = ShiftProfile("long", ON_SITE, 8 * 60, 11 * 60, 60, (300,), (PAUSE,))
MICRO = ShiftProfile("micro", HOME, 8 * 60, 14 * 60, 60, (120,), gap=(60, 120), gap_step=60)
FULL = Contract("full", Employment.EMPLOYED, (16.0, 20.0), (4, 5), 10.0, ("short", "long"), min_office_days=1)
FREE = Contract("free", Employment.CONTRACTOR, (0.0, 12.0), (0, 4), 12.0, ("micro",), home_stipend=1.0)


def house(**changes: object) -> Centre:
    """Four hybrid people, two who serve both queues, and two contractors; three seats, five days."""
    both = frozenset({"calls", "chat"})
    people = [agent(f"a{n}", "full", skills=both if n < 2 else frozenset({"calls"})) for n in range(4)]
    people += [agent(f"c{n}", "free", modes=HOME) for n in range(2)]
    settings: dict[str, object] = {
        "contracts": (FULL, FREE),
        "profiles": (SHORT, LONG, MICRO),
        "queues": (queue("calls"), queue("chat", shortfall_weight=1.5)),
        "sites": (Site("hall", 2),),
        "interval_min": 30,
        "opening": open_hours((8, 16), days=range(5)),
        "prices": CoverPrices(((0.3, 20.0), (1.0, 60.0)), 0.5),
    }
    return centre(*people, **(settings | changes))


def wanted(scale: float = 1.0) -> pd.DataFrame:
    rows = []
    for day, half in product(range(5), range(16)):
        start = pd.Timestamp(MONDAY, tz=BERLIN) + pd.DateOffset(days=day, hours=8, minutes=30 * half)
        rows.append(("calls", start, scale * (2 + (half // 3 + day) % 3)))
        rows.append(("chat", start, scale * (0.5 + half % 2)))
    return pd.DataFrame(rows, columns=["queue", "start", "agents"])


def planned(where: Centre) -> Plan:
    return plan_week(where, whole_book(), wanted(), MONDAY, EXACT)


def bound(where: Centre, rules: Sequence[AgentRule | CentreRule] | None = None) -> float:
    """The optimum of the week's linear programme: what no plan can cost less than."""
    book = whole_book() if rules is None else rules
    model = assembled_week(where, book, wanted(), MONDAY).model
    relaxed = LivingModel(model.linear.problem()).relax()
    assert relaxed.values is not None
    return relaxed.objective


@pytest.fixture(scope="module")
def plain() -> Plan:
    made = planned(house())
    assert made.objective > made.bound > 0, "a week that is solved at once tells nothing"
    return made


def test_all_money_times_three_is_three_times_the_cost_and_the_bound(plain: Plan) -> None:
    contracts = tuple(replace(c, wage=3 * c.wage, home_stipend=3 * c.home_stipend) for c in (FULL, FREE))
    profiles = (replace(SHORT, allowance=4.5), LONG, MICRO)
    prices = CoverPrices(((0.3, 60.0), (1.0, 180.0)), 1.5)
    dear = planned(house(contracts=contracts, profiles=profiles, prices=prices))
    assert dear.bound == pytest.approx(3 * plain.bound)
    assert dear.objective == pytest.approx(3 * plain.objective, rel=0.02)


@pytest.mark.parametrize("what", ["agents", "contracts", "profiles"])
def test_the_order_in_which_things_are_written_changes_nothing(plain: Plan, what: str) -> None:
    assert planned(turned(what)) == plain


@pytest.mark.parametrize("what", ["agents", "contracts", "profiles", "queues", "sites"])
def test_no_order_changes_the_bound(plain: Plan, what: str) -> None:
    assert bound(turned(what)) == pytest.approx(plain.bound)


def turned(what: str) -> Centre:
    """The centre with one of its lists written the other way round."""
    where = house(sites=(Site("hall", 2), Site("annex", 5)))
    return replace(where, **{what: tuple(reversed(getattr(where, what)))})


@pytest.mark.parametrize("number", range(len(whole_book())))
def test_a_rule_less_never_raises_the_bound(plain: Plan, number: int) -> None:
    rules = [rule for place, rule in enumerate(whole_book()) if place != number]
    assert bound(house(), rules) <= plain.bound + 1e-6


def test_a_rule_that_binds_costs_money(plain: Plan) -> None:
    rules = [rule for rule in whole_book() if rule.rule != "contract_hours"]
    assert bound(house(), rules) < plain.bound - 1


def test_a_seat_more_never_raises_the_bound_and_one_less_never_lowers_it(plain: Plan) -> None:
    by_seats = [bound(house(sites=(Site("hall", seats),))) for seats in (1, 2, 3)]
    assert by_seats[0] >= by_seats[1] - 1e-6 >= by_seats[2] - 2e-6
    assert by_seats[1] == pytest.approx(plain.bound)
    assert by_seats[0] > by_seats[2] + 1


def test_alike_people_under_two_names_have_the_same_bound(plain: Plan) -> None:
    twin = replace(FULL, name="twin")
    people = tuple(replace(a, contract="twin") if a.id in {"a1", "a3"} else a for a in house().agents)
    assert bound(replace(house(contracts=(FULL, twin, FREE)), agents=people)) == pytest.approx(plain.bound)


def cost_of(starts: list[tuple[int, int]], calls: np.ndarray, wage: float, dear: float) -> float:
    """Pay and priced cover of duties (start hour, length), by counting hours."""
    cover = np.zeros(len(calls))
    for start, length in starts:
        cover[start : start + length] += 1
    missing, idle = np.clip(calls - cover, 0, None).sum(), np.clip(cover - calls, 0, None).sum()
    return wage * sum(length for _, length in starts) + dear * missing + idle


@pytest.mark.parametrize("seed", range(6))
def test_two_days_of_three_people_are_planned_within_the_gap_of_the_best_of_all_plans(seed: int) -> None:
    """Two employed who work one of two days each, and a contractor who may work both, by all choices there are."""
    chance = Random(seed)
    once = Contract("once", Employment.EMPLOYED, (3.0, 3.0), (1, 1), 10.0, ("three",))
    free = Contract("free", Employment.CONTRACTOR, (0.0, 4.0), (0, 2), 10.0, ("two",))
    three = ShiftProfile("three", ON_SITE, 8 * 60, 10 * 60, 60, (180,))
    two = ShiftProfile("two", ON_SITE, 8 * 60, 11 * 60, 60, (120,))
    seats = chance.choice((1, 2, 3))
    where = centre(
        agent("a", "once", modes=ON_SITE),
        agent("b", "once", modes=ON_SITE),
        agent("c", "free", modes=ON_SITE),
        contracts=(once, free),
        profiles=(three, two),
        interval_min=60,
        opening=open_hours((8, 13), days=range(2)),
        sites=(Site("hall", seats),),
        prices=CoverPrices(((1.0, 30.0),), 1.0),
    )
    calls = np.array([[chance.choice((0.0, 0.7, 1.0, 1.5, 2.0)) for _ in range(5)] for _ in range(2)])
    starts = [
        pd.Timestamp(MONDAY, tz=BERLIN) + pd.DateOffset(days=day, hours=8 + hour)
        for day in range(2)
        for hour in range(5)
    ]
    need = pd.DataFrame({"queue": "calls", "start": starts, "agents": calls.ravel()})
    made = plan_week(where, whole_book(), need, MONDAY, EXACT)
    assert examine(made.roster, where, whole_book(), need).breaches == ()

    def lawful(duties: list[tuple[int, int]]) -> bool:
        return all(sum(start <= hour < start + length for start, length in duties) <= seats for hour in range(5))

    own = list(product(range(2), range(3)))
    extra = [None, *range(4)]
    costs = []
    for a, b, *blocks in product(own, own, extra, extra):
        by_day = [[(start, 3) for day, start in (a, b) if day == today] for today in range(2)]
        for today, start in enumerate(blocks):
            by_day[today] += [(start, 2)] if start is not None else []
        if all(lawful(duties) for duties in by_day):
            costs.append(sum(cost_of(by_day[day], calls[day], 10.0, 30.0) for day in range(2)))
    best = min(costs)
    assert made.bound <= best + 1e-6
    assert best <= made.objective + 1e-6
    assert made.objective <= best + made.gap * made.bound + 1e-6
    assert made.objective <= 1.02 * best


@pytest.mark.parametrize("days", [1, 2])
def test_hybrid_days_and_tours_are_the_best_of_all_choices(days: int) -> None:
    """Three people, each so many days of three, at home or on site, one seat."""
    contract = Contract("some", Employment.EMPLOYED, (3.0 * days, 3.0 * days), (days, days), 10.0, ("three",))
    three = ShiftProfile("three", HYBRID, 8 * 60, 10 * 60, 60, (180,))
    where = centre(
        *(agent(name, "some", modes=ON_SITE if name == "a" else HYBRID) for name in "ab"),
        contracts=(contract,),
        profiles=(three,),
        interval_min=60,
        opening=open_hours((8, 13), days=range(3)),
        sites=(Site("hall", 1),),
        prices=CoverPrices(((1.0, 30.0),), 1.0),
    )
    calls = np.array([[1.0, 2.0, 1.0, 0.0, 1.0], [0.0, 0.0, 1.0, 2.0, 2.0], [1.0, 1.0, 1.0, 1.0, 0.0]])
    starts = [
        pd.Timestamp(MONDAY, tz=BERLIN) + pd.DateOffset(days=day, hours=8 + hour)
        for day in range(3)
        for hour in range(5)
    ]
    need = pd.DataFrame({"queue": "calls", "start": starts, "agents": calls.ravel()})
    made = plan_week(where, whole_book(), need, MONDAY, EXACT)
    weeks = [
        dict(zip(chosen, times, strict=True))
        for chosen in combinations(range(3), days)
        for times in product(range(3), repeat=days)
    ]
    best = min(
        sum(cost_of([(week[day], 3) for week in (a, b) if day in week], calls[day], 10.0, 30.0) for day in range(3))
        for a, b in product(weeks, repeat=2)
    )
    assert made.bound <= best + 1e-6 <= made.objective + 2e-6
    assert made.objective <= 1.02 * best
