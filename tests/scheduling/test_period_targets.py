"""Service levels over a day or a week in the plan, beside the auditor's own count of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import numpy as np
import pandas as pd
import pytest
from tiny_centre import BERLIN, HOME, MONDAY, ON_SITE, agent, centre, open_hours, queue

from staffplan.auditing import AuditReport, examine
from staffplan.auditing.promised_split import Terms, promised_split
from staffplan.auditing.promises import promises
from staffplan.auditing.sharing_out import ladder_steps
from staffplan.domain.centre import Centre, CoverPrices
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.service_goal import Over, ServiceGoal
from staffplan.domain.shift import ShiftProfile
from staffplan.rules.book import whole_book
from staffplan.scheduling.assembled_week import Plan
from staffplan.scheduling.linear_model import LinearModel
from staffplan.scheduling.need.cover import Cover
from staffplan.scheduling.need.demand import demand
from staffplan.scheduling.plan import plan_week
from staffplan.scheduling.settings import SchedulingSettings
from staffplan.solve.living_model import LivingModel

EXACT = SchedulingSettings(gap=1e-6, node_limit=1000)
DAYTIME = open_hours((8, 16), days=range(5))
SHORT = ShiftProfile("short", ON_SITE | HOME, 8 * 60, 12 * 60, 60, (240,))
ONCE = Contract("once", Employment.EMPLOYED, (4.0, 4.0), (1, 1), 10.0, ("short",))
LADDER = ((0.2, 30.0), (1.0, 100.0))
PRICES = CoverPrices(LADDER, 1.0, late_contact=7.0)
BY_DAY = ServiceGoal(0.8, 20.0, over=Over.DAY)
BOTH = frozenset({"calls", "chat"})


def house(*people, **changes) -> Centre:
    settings = {
        "opening": DAYTIME,
        "contracts": (ONCE,),
        "profiles": (SHORT,),
        "queues": (replace(queue("calls"), goal=BY_DAY), queue("chat")),
        "interval_min": 60,
        "prices": PRICES,
    }
    return centre(*people, **(settings | changes))


def start(hour: int) -> pd.Timestamp:
    return pd.Timestamp(MONDAY, tz=BERLIN) + timedelta(hours=hour)


def pieces(hour: int, fewest: float, offered: float, *in_time: float, name: str = "calls") -> pd.DataFrame:
    """An interval in which the fewest serve the first number of contacts in time, one agent more the next, ..."""
    gains = [np.nan, *np.diff(in_time)]
    rows = [(name, start(hour), fewest + n, offered, s, g) for n, (s, g) in enumerate(zip(in_time, gains, strict=True))]
    return pd.DataFrame(rows, columns=["queue", "start", "agents", "offered", "served_in_time", "gain"])


def need(*rows: tuple[str, int, float]) -> pd.DataFrame:
    return pd.DataFrame(
        [(name, start(hour), agents) for name, hour, agents in rows], columns=["queue", "start", "agents"]
    )


def planned(where: Centre, wanted: pd.DataFrame, parts: pd.DataFrame) -> tuple[Plan, AuditReport]:
    made = plan_week(where, whole_book(), wanted, MONDAY, EXACT, pieces=parts)
    return made, examine(made.roster, where, whole_book(), wanted, pieces=parts)


def test_a_day_is_kept_by_being_stronger_where_shifts_are_anyhow() -> None:
    people = [agent(f"a{n}", "once", modes=ON_SITE) for n in range(2)]
    # 8 of 10 in time take two agents in every hour; four hours with 9.5 make up for four hours with 6.5
    hours = [pieces(hour, 1.0, 10.0, 6.5, 9.5, 9.9) for hour in range(8, 12)]
    wanted = need(*(("calls", hour, 2.0) for hour in range(8, 12)))
    made, report = planned(house(*people), wanted, pd.concat(hours))
    assert report.breaches == ()
    assert report.cost["shortfall"] == 0
    assert report.cost.total == pytest.approx(made.objective) == pytest.approx(80.0)
    assert [(kept.queue, kept.first_day) for kept in report.kept] == [("calls", MONDAY)]
    assert report.kept[0].in_time == pytest.approx(4 * 9.5)
    assert report.kept[0].wanted == pytest.approx(32.0)


def test_contacts_that_a_promise_lacks_are_priced_and_told() -> None:
    made, report = planned(
        house(agent("a", "once", modes=ON_SITE)), need(("calls", 8, 2.0)), pieces(8, 1.0, 10.0, 6.5, 9.5)
    )
    assert report.kept[0].late == pytest.approx(1.5)
    assert report.cost["shortfall"] == pytest.approx(1.5 * 7.0)
    assert report.cost.total == pytest.approx(made.objective)


def test_who_is_missing_of_the_fewest_costs_the_ladder_and_the_contacts() -> None:
    made, report = planned(house(), need(("calls", 8, 2.0)), pieces(8, 2.0, 10.0, 7.0, 9.0))
    # two of two are missing: 0.4 at 30, 1.6 at 100; with each of them 3.5 contacts are lost, more than the 2 of a third
    assert report.kept[0].in_time == pytest.approx(7.0 - 2 * 3.5)
    assert report.cost.total == pytest.approx(made.objective) == pytest.approx(12.0 + 160.0 + 7.0 * 8.0)


def test_a_week_may_make_up_on_one_day_for_another() -> None:
    by_week = replace(queue("calls"), goal=replace(BY_DAY, over=Over.WEEK))
    people = [agent(f"a{n}", "once", modes=ON_SITE) for n in range(3)]
    parts = pd.concat([pieces(8, 1.0, 10.0, 7.0, 9.0, 9.5), pieces(32, 1.0, 10.0, 7.0, 9.0, 9.5)])
    wanted = need(("calls", 8, 2.0), ("calls", 32, 2.0))
    daily = planned(house(*people), wanted, parts)[1]
    weekly = planned(house(*people, queues=(by_week, queue("chat"))), wanted, parts)[1]
    assert [kept.late for kept in daily.kept] == pytest.approx([1.0, 0.0])
    assert [kept.late for kept in weekly.kept] == pytest.approx([0.0])


def random_day(
    draw: np.random.Generator, over: Over
) -> tuple[Centre, pd.DataFrame, pd.DataFrame, dict[frozenset[str], np.ndarray]]:
    """Two promising queues and one that does not, and people of all kinds at work at random."""
    goals = (
        replace(BY_DAY, over=over, service_level=float(draw.choice([0.3, 0.45, 0.6]))),
        replace(BY_DAY, service_level=float(draw.choice([0.3, 0.45, 0.6]))),
    )
    where = house(
        queues=(
            replace(queue("calls"), goal=goals[0]),
            replace(queue("chat", shortfall_weight=0.6), goal=goals[1]),
            queue("sales", shortfall_weight=1.5),
        )
    )
    hours = [24 * day + hour for day in range(2) for hour in range(8, 13)]
    parts = []
    for name, hour in product(("calls", "chat"), hours):
        offered = float(draw.integers(5, 30))
        gains = np.sort(draw.random(4) * 0.12 * offered)[::-1]
        in_time = np.concatenate([[0.45 * offered], 0.45 * offered + np.cumsum(gains)])
        parts.append(pieces(hour, float(draw.integers(0, 3)), offered, *in_time, name=name))
    wanted = need(*(("sales", hour, round(2 * draw.random(), 3)) for hour in hours))
    sets = [{"calls"}, {"chat"}, {"calls", "chat"}, {"chat", "sales"}, {"calls", "chat", "sales"}]
    present = {}
    for skills in sets:
        present[frozenset(skills)] = np.zeros(where.horizon(MONDAY).slots)
        present[frozenset(skills)][hours] = np.round(4 * draw.random(10) * (draw.random(10) < 0.6), 3)
    return where, wanted, pd.concat(parts), present


@pytest.mark.parametrize("seed", range(16))
@pytest.mark.parametrize("over", [Over.DAY, Over.WEEK])
def test_the_auditors_mixture_costs_what_the_planners_programme_costs(seed: int, over: Over) -> None:
    where, wanted, parts, present = random_day(np.random.default_rng(seed), over)
    horizon = where.horizon(MONDAY)
    needed = demand(wanted, where.queues, where.prices, horizon, pieces=parts)
    model = LinearModel("cover")
    cover = Cover(model, needed, present)
    for skills, share in present.items():
        model.put(cover.balance[skills], model.columns("present", needed.slots, low=share, high=share), -1.0)
    programme = LivingModel(model.problem()).relax()

    names = tuple(q.name for q in where.queues)
    sets = sorted(present, key=sorted)
    supply = np.array([present[skills] for skills in sets])
    weights = [q.shortfall_weight for q in where.queues]
    ladder = [[(share, price * of) for share, price in reversed(tuple(ladder_steps(LADDER)))] for of in weights]
    promised = promises(parts, where, names, horizon)
    serves = [[names.index(name) for name in sorted(skills)] for skills in sets]
    terms = Terms(serves, supply, needed.agents, ladder, PRICES.surplus, [7.0 * of for of in weights])
    served, spare = promised_split(terms, promised)

    assert served.sum() + spare.sum() == pytest.approx(supply.sum())
    money = PRICES.surplus * spare.sum()
    short, beyond = np.clip(needed.agents - served, 0, None), np.clip(served - needed.agents, 0, None)
    for row, of in enumerate(weights):
        first = np.minimum(short[row], 0.2 * needed.agents[row])
        money += of * (30.0 * first.sum() + 100.0 * (short[row] - first).sum())
    for promise in promised:
        in_time = sum(
            step.served_in_time(short[promise.queue, slot], beyond[promise.queue, slot])
            for slot, step in promise.steps.items()
        )
        money += 7.0 * weights[promise.queue] * max(promise.wanted - in_time, 0.0)
    assert money == pytest.approx(programme.objective, abs=1e-5)
