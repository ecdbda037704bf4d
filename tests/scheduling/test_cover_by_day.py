"""What an agent is worth may differ from day to day: planner and auditor count the same."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest
from tiny_centre import BERLIN, HOME, HYBRID, MONDAY, ON_SITE, agent, centre, duty, open_hours, window

from staffplan.auditing import examine
from staffplan.domain.centre import Centre, CoverPrices
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.roster import Roster
from staffplan.domain.shift import Activity, BreakPlan, ShiftProfile
from staffplan.domain.shrinkage import ShrinkageEntry, ShrinkageLedger, ShrinkageType
from staffplan.domain.site import Mode
from staffplan.domain.tenure import TenureStep
from staffplan.rules.book import whole_book
from staffplan.scheduling.assembled_week import Plan
from staffplan.scheduling.people.crew import CoverGroup
from staffplan.scheduling.people.crews import crews
from staffplan.scheduling.plan import plan_week
from staffplan.scheduling.settings import SchedulingSettings

EXACT = SchedulingSettings(gap=1e-6, node_limit=1000)
PAUSE = BreakPlan(Activity.BREAK, 30, paid=True, earliest=60, latest=120)
SHORT = ShiftProfile("short", HYBRID, 8 * 60, 12 * 60, 60, (240,), (PAUSE,))
ALWAYS_EIGHT = replace(SHORT, last_start=8 * 60, breaks=(replace(PAUSE, latest=60),))
NIGHT = ShiftProfile("night", ON_SITE, 22 * 60, 22 * 60, 30, (480,), (replace(PAUSE, earliest=180, latest=180),))
WEEKDAYS = Contract("weekdays", Employment.EMPLOYED, (20.0, 20.0), (5, 5), 10.0, ("short",))
NIGHTS = Contract("nights", Employment.EMPLOYED, (40.0, 40.0), (5, 5), 10.0, ("night",))
CASUAL = Contract("casual", Employment.CONTRACTOR, (0.0, 40.0), (0, 7), 1.0, ("short",))


def ledger(*shares_by_weekday: float) -> ShrinkageLedger:
    days = enumerate(shares_by_weekday)
    return ShrinkageLedger(
        tuple(ShrinkageEntry(ShrinkageType.OTHER, share, weekdays=frozenset({day})) for day, share in days if share)
    )


def house(*people, **changes) -> Centre:
    settings = {
        "contracts": (WEEKDAYS, NIGHTS, CASUAL),
        "profiles": (SHORT, NIGHT),
        "interval_min": 30,
        "prices": CoverPrices(((1.0, 100.0),), 1.0),
        "shrinkage": ledger(0.0, 0.5, 0.1, 0.3, 0.2, 0.25, 0.4),
    }
    return centre(*people, **(settings | changes))


def need(agents: float, start_h: int, hours: int, days: int) -> pd.DataFrame:
    midnights = [pd.Timestamp(MONDAY + timedelta(days=day), tz=BERLIN) for day in range(days)]
    starts = [day + pd.DateOffset(hours=start_h, minutes=30 * half) for day in midnights for half in range(2 * hours)]
    return pd.DataFrame({"queue": "calls", "start": starts, "agents": float(agents)})


def made(where: Centre, wanted: pd.DataFrame) -> Plan:
    plan = plan_week(where, whole_book(), wanted, MONDAY, EXACT)
    report = examine(plan.roster, where, whole_book(), wanted)
    assert report.breaches == ()
    assert report.cost.total == pytest.approx(plan.objective)
    return plan


def test_where_the_week_leaves_no_choice_the_models_count_is_the_named_weeks():
    where = house(agent("a", "weekdays", modes=ON_SITE), opening=open_hours((8, 12)), profiles=(ALWAYS_EIGHT, NIGHT))
    plan = made(where, need(1, 8, 4, days=5))
    # 20 paid hours at 10; 3.5 h at work each day, short of 4 h by what is lost
    worth = (1.0, 0.5, 0.9, 0.7, 0.8)
    assert plan.objective == pytest.approx(200 + 100 * sum(4 - 3.5 * share for share in worth))
    assert plan.bound == pytest.approx(plan.objective)


def test_a_night_counts_with_the_day_on_which_it_starts():
    nights = (window(22, 30, frozenset(range(5))),)
    where = house(agent("a", "nights", modes=ON_SITE, availability=nights))
    plan = made(where, need(1, 22, 8, days=5))
    worth = (1.0, 0.5, 0.9, 0.7, 0.8)
    assert plan.objective == pytest.approx(400 + 100 * sum(8 - 7.5 * share for share in worth))
    assert plan.bound == pytest.approx(plan.objective)


def test_the_auditor_counts_both_halves_of_a_night_alike():
    where = house(agent("a", "nights"))
    night = duty("a", MONDAY, "work 22:00-30:00")
    found = examine(Roster(MONDAY, MONDAY + timedelta(days=1), (night,)), where, (), need(1, 22, 8, days=1))
    assert set(found.coverage["cover"]) == {1.0}


def test_more_people_come_on_days_on_which_more_is_lost():
    where = house(
        *(agent(f"a{n}", "casual", modes=HOME) for n in range(4)), profiles=(replace(SHORT, breaks=()), NIGHT)
    )
    plan = made(where, need(1, 8, 4, days=2))
    by_day = [sum(each.day == MONDAY + timedelta(days=day) for each in plan.roster.duties) for day in range(2)]
    assert by_day == [1, 2]


def test_new_people_are_planned_and_audited_at_their_pace():
    hired = (None, MONDAY, MONDAY - timedelta(days=30), date(2020, 1, 1))
    people = [agent(f"a{n}", "weekdays", proficiency=0.9, hired=day) for n, day in enumerate(hired)]
    people += [agent(f"c{n}", "casual", modes=HOME, hired=day) for n, day in enumerate(hired)]
    where = house(
        *people,
        tenure=(TenureStep(28, 0.5), TenureStep(84, 0.8, 1.25)),
        aht_factor={("hall", Mode.HOME): 1.1},
    )
    plan = made(where, need(3, 8, 8, days=5))
    assert plan.bound <= plan.objective + 1e-6
    parted = crews(where, (), where.horizon(MONDAY))
    assert [[person.id for person in crew.agents] for crew in parted[:3]] == [["a0", "a3"], ["a1"], ["a2"]]
    monday = [crew.cover[Mode.ON_SITE].worth[0] for crew in parted[:3]]
    assert monday == pytest.approx([0.9, 0.45, 0.576])


def test_groups_that_differ_only_in_the_day_have_names_of_their_own() -> None:
    calls = frozenset({"calls"})
    labels = {CoverGroup(calls, worth).label for worth in ((0.8, 0.9, 0.9), (0.9, 0.8, 0.9), (0.9, 0.9, 0.9))}
    assert len(labels) == 3
