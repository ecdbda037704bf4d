"""People who must be there, in the plan, beside the auditor's check of its rosters."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest
from tiny_centre import BERLIN, HOME, HYBRID, MONDAY, ON_SITE, agent, centre, duty, open_hours, queue

from staffplan.auditing import AuditReport, examine
from staffplan.domain.centre import Centre, CoverPrices
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.roster import Roster
from staffplan.domain.shift import ShiftProfile
from staffplan.domain.site import Mode, Site
from staffplan.errors import InfeasibleError
from staffplan.rules.book import parse, whole_book
from staffplan.scheduling.assembled_week import Plan
from staffplan.scheduling.plan import plan_week
from staffplan.scheduling.settings import SchedulingSettings

EXACT = SchedulingSettings(gap=1e-6, node_limit=1000)
SHORT = ShiftProfile("short", HYBRID, 8 * 60, 12 * 60, 60, (240,))
MICRO = ShiftProfile("micro", HOME, 8 * 60, 14 * 60, 60, (120, 240), gap=(60, 240), gap_step=60)
ONCE = Contract("once", Employment.EMPLOYED, (0.0, 4.0), (0, 1), 10.0, ("short",))
LEAD = Contract("lead", Employment.EMPLOYED, (0.0, 4.0), (0, 1), 30.0, ("short",))
FREE = Contract("free", Employment.CONTRACTOR, (0.0, 12.0), (0, 6), 12.0, ("micro",))
MONDAYS = open_hours((8, 16), days=range(1))


def house(*people, **changes) -> Centre:
    settings = {
        "opening": MONDAYS,
        "contracts": (ONCE, LEAD, FREE),
        "profiles": (SHORT, MICRO),
        "queues": (queue("calls"),),
        "interval_min": 60,
        "prices": CoverPrices(((1.0, 100.0),), 1.0),
    }
    return centre(*people, **(settings | changes))


def need(calls: tuple[int, ...]) -> pd.DataFrame:
    """Agents from eight o'clock on Monday on, hour by hour."""
    starts = pd.date_range(pd.Timestamp(MONDAY, tz=BERLIN) + pd.Timedelta(hours=8), periods=len(calls), freq="h")
    return pd.DataFrame({"queue": "calls", "start": starts, "agents": [float(count) for count in calls]})


def planned(where: Centre, calls: tuple[int, ...], *rules: dict) -> tuple[Plan, AuditReport]:
    book, wanted = (*whole_book(), *parse(rules)), need(calls)
    made = plan_week(where, book, wanted, MONDAY, EXACT)
    report = examine(made.roster, where, book, wanted)
    assert report.cost.total == pytest.approx(made.objective)
    return made, report


def test_a_floor_brings_people_whom_nobody_calls_for_at_least_cost() -> None:
    people = [agent(f"a{n}", "once", modes=ON_SITE) for n in range(5)]
    calls = (0, 1, 0, 0, 0, 0, 0, 0)
    without, _ = planned(house(*people), calls)
    made, report = planned(house(*people), calls, {"rule": "staff_present", "least": 1})
    assert report.lawful
    assert without.objective < made.objective == pytest.approx(2 * 40 + 7 * 1.0)
    costs = []
    for starts in product((None, *range(5)), repeat=5):
        there = np.zeros(8)
        for start in (one for one in starts if one is not None):
            there[start : start + 4] += 1
        if (there >= 2).all():
            served = np.minimum(there, calls)
            costs.append(
                40.0 * sum(s is not None for s in starts) + 100 * (1 - served.sum()) + there.sum() - served.sum()
            )
    twice, report = planned(house(*people), calls, {"rule": "staff_present", "least": 2})
    assert report.lawful
    assert twice.objective == pytest.approx(min(costs))


def test_a_floor_counts_those_of_a_place_a_skill_and_a_contract_only() -> None:
    people = [agent(f"a{n}", "once", modes=HYBRID) for n in range(3)]
    people += [
        agent("l", "lead", modes=ON_SITE),
        agent("c", "once", modes=ON_SITE, skills=frozenset({"calls", "chat"})),
    ]
    where = house(*people, queues=(queue("calls"), queue("chat")))
    hours = {"rule": "staff_present", "first_hour": 9, "last_hour": 12}
    for rule, meant in (
        (hours | {"place": "home"}, lambda duty: duty.mode is Mode.HOME),
        (hours | {"applies_to": {"contract": ["lead"]}}, lambda duty: duty.agent_id == "l"),
        (hours | {"applies_to": {"skill": ["chat"]}}, lambda duty: duty.agent_id == "c"),
    ):
        made, report = planned(where, (0,) * 8, rule)
        assert report.lawful
        assert [meant(duty) for duty in made.roster.duties] == [True]


def test_a_site_may_have_a_floor_of_its_own() -> None:
    people = [agent("a", "once", modes=ON_SITE), agent("b", "once", modes=ON_SITE, site="tower")]
    where = house(*people, sites=(Site("hall", 9), Site("tower", 9)))
    rule = {"rule": "staff_present", "last_hour": 12, "applies_to": {"site": ["tower"]}}
    made, report = planned(where, (0,) * 8, rule)
    assert report.lawful
    assert [duty.agent_id for duty in made.roster.duties] == ["b"]


def test_contractors_who_come_in_blocks_keep_a_floor_too() -> None:
    where = house(*(agent(f"c{n}", "free", modes=HOME) for n in range(3)))
    made, report = planned(where, (0,) * 8, {"rule": "staff_present"})
    assert report.lawful
    assert sum(d.paid_hours for d in made.roster.duties) == pytest.approx(8.0)


def test_so_many_agents_need_a_supervisor_and_one_more_needs_two() -> None:
    people = [agent(f"a{n}", "once", modes=ON_SITE) for n in range(3)]
    people += [agent(f"l{n}", "lead", modes=ON_SITE, skills=frozenset({"calls"})) for n in range(2)]
    lead = {"rule": "supervisors", "agents": 2, "applies_to": {"contract": ["lead"]}}
    made, report = planned(house(*people), (3, 3, 3, 3, 0, 0, 0, 0), lead)
    assert report.lawful
    # three agents need two supervisors, who then answer calls as well: the cheapest are two agents with one of them
    assert sorted(duty.agent_id[0] for duty in made.roster.duties) == ["a", "a", "l"]
    busy, report = planned(house(*people), (5, 5, 5, 5, 0, 0, 0, 0), lead)
    assert report.lawful
    assert sorted(duty.agent_id[0] for duty in busy.roster.duties) == ["a", "a", "a", "l", "l"]


def test_a_floor_that_nobody_can_keep_is_proved_to_be_so() -> None:
    where = house(agent("a", "once", modes=ON_SITE))
    with pytest.raises(InfeasibleError) as refused:
        planned(where, (1,) * 8, {"rule": "staff_present"})
    (fault,) = refused.value.faults
    assert fault.code == "plan.presence_conflict"


def test_the_auditor_sees_a_floor_broken_by_a_planted_roster() -> None:
    people = [agent(f"a{n}", "once", modes=ON_SITE) for n in range(3)]
    (rule,) = parse([{"rule": "staff_present", "least": 1}])
    made, _ = planned(house(*people), (0,) * 8, {"rule": "staff_present", "least": 1})
    missing = replace(made.roster, duties=made.roster.duties[1:])
    assert [breach.rule for breach in examine(missing, house(*people), [rule]).breaches] == ["staff_present"]
    late = Roster(MONDAY, MONDAY, (duty("a0", MONDAY, "work 09:00-16:00"),))
    assert [breach.excess for breach in examine(late, house(*people), [rule]).breaches] == [1.0]
