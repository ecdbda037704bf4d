"""Queues that are counted together, in the plan and in the auditor's own count."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import numpy as np
import pandas as pd
import pytest
from tiny_centre import BERLIN, HOME, MONDAY, ON_SITE, agent, centre, open_hours, queue

from staffplan.auditing import AuditReport, examine
from staffplan.auditing.group_cover import group_split, groups
from staffplan.auditing.sharing_out import ladder_steps
from staffplan.auditing.small_programme import least_cost
from staffplan.domain.centre import Centre, CoverPrices
from staffplan.domain.contract import Contract, Employment
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
ONCE = Contract("once", Employment.EMPLOYED, (0.0, 4.0), (0, 1), 10.0, ("short",))
LADDER = ((0.2, 30.0), (1.0, 100.0))
BOTH = frozenset({"calls", "chat"})


def house(*people, **changes) -> Centre:
    settings = {
        "opening": DAYTIME,
        "contracts": (ONCE,),
        "profiles": (SHORT,),
        "queues": (queue("calls"), queue("chat"), queue("mail")),
        "interval_min": 60,
        "prices": CoverPrices(LADDER, 1.0),
    }
    return centre(*people, **(settings | changes))


def start(hour: int) -> pd.Timestamp:
    return pd.Timestamp(MONDAY, tz=BERLIN) + timedelta(hours=hour)


def need(*rows: tuple[str, int, float]) -> pd.DataFrame:
    table = [(name, start(hour), agents, 0.0) for name, hour, agents in rows]
    return pd.DataFrame(table, columns=["queue", "start", "agents", "movable"])


def bounds(*rows: tuple[str, int, float]) -> pd.DataFrame:
    return pd.DataFrame([(n, start(h), a) for n, h, a in rows], columns=["queues", "start", "agents"])


def planned(where: Centre, wanted: pd.DataFrame, together: pd.DataFrame | None) -> tuple[Plan, AuditReport]:
    made = plan_week(where, whole_book(), wanted, MONDAY, EXACT, together=together)
    report = examine(made.roster, where, whole_book(), wanted, groups=together)
    assert report.cost.total == pytest.approx(made.objective)
    return made, report


def test_people_with_both_skills_do_with_what_the_pool_needs() -> None:
    people = [agent(f"a{n}", "once", modes=ON_SITE, skills=BOTH) for n in range(5)]
    wanted = need(*((name, hour, 2.0) for name in ("calls", "chat") for hour in range(8, 12)))
    together = bounds(*(row for hour in range(8, 12) for row in (("calls|chat", hour, 3.0),)))
    alone, _ = planned(house(*people), wanted, None)
    pooled, report = planned(house(*people), wanted, together)
    assert (len(alone.roster.duties), len(pooled.roster.duties)) == (4, 3)
    assert report.totals.shortfall_hours == pytest.approx(0.0)
    assert report.totals.required_hours == pytest.approx(12.0)


def test_people_with_one_skill_keep_each_bound_of_their_own() -> None:
    people = [agent(f"a{n}", "once", modes=ON_SITE) for n in range(4)]
    people += [agent("c", "once", modes=ON_SITE, skills=frozenset({"chat"}))]
    wanted = need(*((name, hour, 2.0) for name in ("calls", "chat") for hour in range(8, 12)))
    rows = (("calls", 2.0), ("chat", 2.0), ("calls|chat", 3.0))
    together = bounds(*((names, hour, agents) for hour in range(8, 12) for names, agents in rows))
    pooled, report = planned(house(*people), wanted, together)
    assert sorted(duty.agent_id[0] for duty in pooled.roster.duties) == ["a", "a", "c"]
    assert report.totals.shortfall_hours == pytest.approx(4.0)  # one for chat in every hour


def test_a_floor_of_one_queue_holds_in_its_groups() -> None:
    people = [agent(f"a{n}", "once", modes=ON_SITE, skills=BOTH) for n in range(5)]
    queues = (queue("calls", floor=3), queue("chat"), queue("mail"))
    wanted = need(("calls", 8, 3.0), ("chat", 8, 2.0))
    made, report = planned(
        house(*people, queues=queues, opening=open_hours((8, 9))), wanted, bounds(("calls|chat", 8, 2.0))
    )
    assert made.roster.duties == ()
    assert report.totals.shortfall_hours == pytest.approx(3.0)


@pytest.mark.parametrize("seed", range(20))
def test_the_auditors_simplex_costs_what_the_planners_programme_costs(seed: int) -> None:
    draw = np.random.default_rng(seed)
    where = house(queues=(queue("calls"), queue("chat", shortfall_weight=0.6), queue("mail", shortfall_weight=0.8)))
    hours = list(range(8, 14))
    alone = {(name, hour): float(draw.integers(1, 4)) for name in ("calls", "chat", "mail") for hour in hours}
    wanted = need(*((name, hour, agents) for (name, hour), agents in alone.items()))
    rows = []
    for hour in hours:
        calls, chat = alone["calls", hour], alone["chat", hour]
        rows += [("calls", hour, calls), ("chat", hour, chat)]
        rows += [("calls|chat", hour, max(calls, chat, calls + chat - float(draw.integers(0, 2))))]
    together = bounds(*rows)
    sets = [{"calls"}, {"chat"}, {"calls", "chat"}, {"chat", "mail"}, {"calls", "chat", "mail"}]
    horizon = where.horizon(MONDAY)
    present = {frozenset(skills): np.zeros(horizon.slots) for skills in sets}
    for share in present.values():
        share[hours] = np.round(2 * draw.random(6) * (draw.random(6) < 0.6), 3)
    needed = demand(wanted, where.queues, where.prices, horizon, groups=together)
    model = LinearModel("cover")
    cover = Cover(model, needed, present)
    for skills, share in present.items():
        model.put(cover.balance[skills], model.columns("present", needed.slots, low=share, high=share), -1.0)
    programme = LivingModel(model.problem()).relax()

    names = tuple(q.name for q in where.queues)
    ordered = sorted(present, key=sorted)
    serves = [[names.index(name) for name in sorted(skills)] for skills in ordered]
    supply = np.array([present[skills] for skills in ordered])
    weights = [q.shortfall_weight for q in where.queues]
    ladder = [[(share, price * of) for share, price in ladder_steps(LADDER)] for of in weights]
    found = groups(together, where, names, needed.agents, np.zeros_like(needed.agents), horizon)
    split = group_split(serves, supply, needed.agents, found, ladder, 1.0)
    money = split.spare.sum() + split.beyond.sum()
    for row, of in enumerate(weights):
        first = np.minimum(split.missing[row], 0.2 * needed.agents[row])
        money += of * (30.0 * first.sum() + 100.0 * (split.missing[row] - first).sum())
    assert money == pytest.approx(programme.objective, abs=1e-5)
    assert split.served.sum() + split.beyond.sum() + split.spare.sum() == pytest.approx(supply.sum())


@pytest.mark.parametrize("seed", range(10))
def test_the_small_programme_is_the_best_of_all_bases(seed: int) -> None:
    draw = np.random.default_rng(seed)
    rows = np.concatenate([draw.integers(-2, 4, (3, 4)).astype(float), np.eye(3)], axis=1)
    cost = np.concatenate([draw.integers(0, 5, 4).astype(float), np.full(3, 20.0)])
    sides = draw.integers(0, 6, 3).astype(float)
    best = np.inf
    for basis in product(range(7), repeat=3):
        square = rows[:, basis]
        if abs(np.linalg.det(square)) > 1e-9:
            values = np.linalg.solve(square, sides)
            if (values >= -1e-9).all():
                best = min(best, float(cost[list(basis)] @ values))
    values = least_cost(cost, rows, sides)
    assert rows @ values == pytest.approx(sides)
    assert cost @ values == pytest.approx(best)
