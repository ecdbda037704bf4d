"""Work that may wait in the plan, beside the auditor's own count of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import numpy as np
import pandas as pd
import pytest
from tiny_centre import BERLIN, HOME, MONDAY, ON_SITE, agent, centre, open_hours, queue

from staffplan.auditing import AuditReport, examine
from staffplan.auditing.sharing_out import dearest_first
from staffplan.auditing.waiting_work import lots
from staffplan.auditing.week_split import week_split
from staffplan.domain.centre import Centre, CoverPrices
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.queue import Channel
from staffplan.domain.service_goal import ServiceGoal
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
LADDER = CoverPrices(((0.2, 30.0), (1.0, 100.0)), 1.0)
BOTH = frozenset({"calls", "mail"})

MAIL = replace(queue("mail"), channel=Channel.EMAIL, goal=ServiceGoal(deadline_s=4 * 3600.0), opening=DAYTIME)


def house(*people, **changes) -> Centre:
    settings = {
        "opening": DAYTIME,
        "contracts": (ONCE,),
        "profiles": (SHORT,),
        "queues": (queue("calls"), MAIL),
        "interval_min": 60,
        "prices": LADDER,
    }
    return centre(*people, **(settings | changes))


def hours(*rows: tuple[str, int, float], column: str = "agents") -> pd.DataFrame:
    """Rows such as ("calls", 9, 2.0): two agents from nine to ten; hours count on over the week."""
    starts = [pd.Timestamp(MONDAY, tz=BERLIN) + timedelta(hours=hour) for _, hour, _ in rows]
    frame = pd.DataFrame({"queue": [name for name, _, _ in rows], "start": starts})
    return frame.assign(**{column: [value for _, _, value in rows]}, movable=0.0)


def waiting(*rows: tuple[int, float, float], kind: str = "contacts", name: str = "mail") -> pd.DataFrame:
    """Rows such as (9, 2.0, 0.5): two hours of work arrive from nine on, half an hour falls due by ten."""
    frame = hours(*((name, hour, arriving) for hour, arriving, _ in rows), column="arriving_h")
    return frame.drop(columns="movable").assign(kind=kind, due_h=[due for _, _, due in rows])


def planned(where: Centre, wanted: pd.DataFrame, work: pd.DataFrame) -> tuple[Plan, AuditReport]:
    made = plan_week(where, whole_book(), wanted, MONDAY, EXACT, inventory=work)
    return made, examine(made.roster, where, whole_book(), wanted, inventory=work)


def test_work_that_may_wait_goes_where_somebody_is_idle_anyhow() -> None:
    where = house(agent("a", "once", modes=ON_SITE, skills=BOTH))
    wanted = hours(("calls", 8, 1.0), ("calls", 11, 1.0))
    made, report = planned(where, wanted, waiting((8, 2.0, 0.0), (15, 0.0, 2.0)))
    assert made.objective == pytest.approx(40.0)
    assert report.cost.total == pytest.approx(40.0)
    assert (report.totals.required_hours, report.totals.shortfall_hours) == pytest.approx((4.0, 0.0))


def test_nothing_is_done_before_it_arrives_or_counted_after_its_deadline() -> None:
    dear = queue("calls", shortfall_weight=10.0)
    where = house(agent("a", "once", modes=ON_SITE, skills=BOTH), queues=(dear, MAIL))
    wanted = hours(("calls", 8, 1.0), ("calls", 11, 1.0))
    early = planned(where, wanted, waiting((10, 2.0, 0.0), (15, 0.0, 2.0)))  # one of the idle hours comes too early
    late = planned(where, wanted, waiting((8, 2.0, 0.0), (9, 0.0, 2.0)))  # and the other too late
    for made, report in (early, late):
        # an hour idle at 1; of two hours of work the first fifth costs 30 an hour, the rest 100
        assert made.objective == pytest.approx(40.0 + 1.0 + 0.4 * 30 + 0.6 * 100)
        assert report.cost.total == pytest.approx(made.objective)
    short = late[1].coverage.query("shortfall > 0")
    assert list(short["queue"]) == ["mail"]
    assert [start.hour for start in short["start"]] == [9]
    assert list(short["shortfall"]) == pytest.approx([1.0])


def test_a_missed_deadline_has_its_reason_in_the_interval_of_the_deadline() -> None:
    made, report = planned(house(), hours(("calls", 8, 0.0)), waiting((8, 2.0, 0.0), (12, 0.0, 2.0)))
    assert report.cost["shortfall"] == pytest.approx(made.objective)
    noon = pd.Timestamp(MONDAY, tz=BERLIN) + timedelta(hours=12)
    assert made.reasons == {("mail", noon.tz_convert("UTC").to_pydatetime()): "no one available"}


def test_agents_who_may_not_be_busy_all_the_time_take_longer() -> None:
    slow = replace(MAIL, goal=ServiceGoal(deadline_s=4 * 3600.0, max_occupancy=0.5))
    where = house(agent("a", "once", modes=ON_SITE, skills=BOTH), queues=(queue("calls"), slow))
    made, report = planned(where, hours(("calls", 8, 0.0)), waiting((8, 2.0, 0.0), (11, 0.0, 2.0)))
    assert made.objective == pytest.approx(40.0)
    assert report.cost.total == pytest.approx(40.0)
    assert report.totals.required_hours == pytest.approx(4.0)


def test_work_is_done_while_its_queue_is_open_only() -> None:
    mornings = replace(MAIL, opening=open_hours((8, 10), days=range(5)))
    where = house(agent("a", "once", modes=ON_SITE, skills=frozenset({"mail"})), queues=(queue("calls"), mornings))
    work = waiting((8, 4.0, 0.0), (33, 0.0, 4.0))  # due on Tuesday, and one person works on one day only
    made, report = planned(where, hours(("calls", 8, 0.0)), work)
    assert report.totals.covered_hours == pytest.approx(2.0)
    assert report.cost.total == pytest.approx(made.objective)


def test_agents_of_the_requirement_for_such_work_are_not_required_twice() -> None:
    where = house(agent("a", "once", modes=ON_SITE, skills=BOTH))
    wanted = hours(("mail", 8, 4.0)).assign(movable=4.0)
    made, report = planned(where, wanted, waiting((8, 4.0, 0.0), (15, 0.0, 4.0)))
    assert made.objective == pytest.approx(40.0)
    assert report.cost.total == pytest.approx(40.0)


def test_a_week_with_work_over_days_is_priced_alike_by_both() -> None:
    people = [agent(f"a{n}", "once", modes=ON_SITE, skills=BOTH if n % 2 else frozenset({"mail"})) for n in range(5)]
    where = house(*people)
    calls = [("calls", 24 * day + 8 + hour, need) for day in range(5) for hour, need in enumerate((1.0, 0.5, 0.0, 1.5))]
    work = waiting(
        *((24 * day + 8 + hour, 0.7, 0.7 if day or hour > 3 else 0.0) for day in range(5) for hour in range(8))
    )
    made, report = planned(where, hours(*calls), work)
    assert report.breaches == ()
    assert report.cost["shortfall"] > 0
    assert report.cost.total == pytest.approx(made.objective)
    assert made.bound <= made.objective + 1e-6


def random_week(
    draw: np.random.Generator,
) -> tuple[Centre, pd.DataFrame, pd.DataFrame, dict[frozenset[str], np.ndarray]]:
    """Two days of calls, mail and messages with deadlines, and people of all kinds at work at random."""
    texts = replace(MAIL, name="texts", channel=Channel.MESSAGE, shortfall_weight=float(draw.choice([0.3, 1.0, 3.0])))
    put_off = replace(queue("calls"), opening=DAYTIME, shortfall_weight=1.2)
    where = house(queues=(put_off, MAIL, texts))
    open_h = [24 * day + hour for day in range(2) for hour in range(8, 16)]
    wanted = hours(*(("calls", hour, round(float(draw.choice([0, 1, 2])) * draw.random(), 3)) for hour in open_h))
    parts = []
    for name, kind in (
        ("mail", "contacts"),
        ("texts", "contacts"),
        ("calls", "documentation"),
        ("calls", "call_backs"),
    ):
        arriving = np.round(draw.random(16) * (draw.random(16) < 0.4), 3)
        lag = int(draw.integers(1, 10))
        due = np.zeros(16)
        np.add.at(due, np.minimum(np.arange(16) + lag, 15), arriving)
        parts.append(waiting(*zip(open_h, arriving, due, strict=True), kind=kind, name=name))
    sets = [{"calls"}, {"mail"}, {"calls", "mail"}, {"mail", "texts"}, {"calls", "mail", "texts"}]
    slots = where.horizon(MONDAY).slots
    present = {}
    for skills in sets:
        present[frozenset(skills)] = np.zeros(slots)
        present[frozenset(skills)][open_h] = np.round(draw.random(16) * (draw.random(16) < 0.35), 3)
    return where, wanted, pd.concat(parts), present


@pytest.mark.parametrize("seed", range(25))
def test_the_auditors_flow_costs_what_the_planners_programme_costs(seed: int) -> None:
    where, wanted, work, present = random_week(np.random.default_rng(seed))
    horizon = where.horizon(MONDAY)
    need = demand(wanted, where.queues, where.prices, horizon, work)
    model = LinearModel("cover")
    cover = Cover(model, need, present)
    for skills, share in present.items():
        model.put(cover.balance[skills], model.columns("present", need.slots, low=share, high=share), -1.0)
    programme = LivingModel(model.problem()).relax()

    names = tuple(sorted(q.name for q in where.queues))
    required = np.zeros((3, horizon.slots))
    required[names.index("calls")] = need.agents[0]
    sets = sorted(present, key=sorted)
    serves = [[names.index(name) for name in sorted(skills)] for skills in sets]
    found_lots = lots(work, where, names, horizon)
    supply = np.array([present[skills] for skills in sets])
    split = week_split(serves, supply, required, found_lots, tuple(dearest_first(where, names)))

    weight = {q.name: q.shortfall_weight for q in where.queues}
    money = LADDER.surplus * split.spare.sum()
    cells = [("calls", need, short) for need, short in zip(required[0], (required - split.served)[0], strict=True)]
    cells += [(names[lot.queue], lot.amount, missed) for lot, missed in zip(found_lots, split.missed_of, strict=True)]
    for name, whole, missing in cells:
        money += weight[name] * (30.0 * min(missing, 0.2 * whole) + 100.0 * max(missing - 0.2 * whole, 0.0))
    assert money == pytest.approx(programme.objective, abs=1e-5)
    assert split.missed.sum() == pytest.approx(sum(split.missed_of), abs=1e-6)
    assert sum(split.missed_of) > 0


@pytest.mark.parametrize("seed", range(8))
def test_what_the_flow_gets_done_is_the_most_of_all_ways_to_do_it(seed: int) -> None:
    """One kind of work in quarters of an hour, against all ways to do it or not."""
    draw = np.random.default_rng(seed)
    where = house()
    arriving = draw.integers(0, 3, 5).astype(float)
    due = np.zeros(5)
    np.add.at(due, np.minimum(np.arange(5) + int(draw.integers(0, 3)), 4), arriving)
    work = waiting(*zip(range(8, 13), arriving, due, strict=True))
    names = ("calls", "mail")
    free = draw.integers(0, 3, 5).astype(float)
    supply = np.zeros((1, where.horizon(MONDAY).slots))
    supply[0, 8:13] = free
    required = np.zeros((2, supply.shape[1]))
    split = week_split([[1]], supply, required, lots(work, where, names, where.horizon(MONDAY)), [(1, 0.2), (1, 0.8)])
    pieces = [
        (a, d)
        for lot in lots(work, where, names, where.horizon(MONDAY))
        for a, d, n in lot.pieces
        for _ in range(int(n))
    ]
    best = 0
    for ways in product(*([None, *range(a, d + 1)] for a, d in pieces)):
        used = np.bincount([way for way in ways if way is not None], minlength=supply.shape[1])
        if (used <= supply[0]).all():
            best = max(best, int(used.sum()))
    assert split.done.sum() == pytest.approx(best)
