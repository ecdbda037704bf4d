"""Where hybrid people work: the plan keeps the rules on places, and the auditor agrees."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from itertools import product

import numpy as np
import pandas as pd
import pytest
from tiny_centre import HOME, HYBRID, MONDAY, agent, centre, open_hours, queue

from staffplan.auditing import examine
from staffplan.domain.agent import TimeOff
from staffplan.domain.centre import CoverPrices
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.shift import ShiftProfile
from staffplan.domain.shrinkage import ShrinkageLedger
from staffplan.domain.site import Mode
from staffplan.errors import InfeasibleError
from staffplan.rules.book import parse, whole_book
from staffplan.scheduling.plan import plan_week
from staffplan.scheduling.settings import SchedulingSettings

EXACT = SchedulingSettings(gap=1e-6, node_limit=1000)
SHORT = ShiftProfile("short", HYBRID, 8 * 60, 12 * 60, 60, (240,))
FULL = Contract("full", Employment.EMPLOYED, (20.0, 20.0), (5, 5), 10.0, ("short",))
WORSE_ON_SITE = ShrinkageLedger.by_mode({Mode.ON_SITE: 0.5})
WORSE_AT_HOME = ShrinkageLedger.by_mode({Mode.HOME: 0.5})


def small(*agents, contract=FULL, **changes):
    settings = {
        "opening": open_hours((8, 16), days=range(5)),
        "contracts": (contract,),
        "profiles": (SHORT,),
        "queues": (queue("calls"), queue("cash")),
        "interval_min": 60,
        "prices": CoverPrices(((1.0, 100.0),), 1.0),
    }
    return centre(*agents, **(settings | changes))


def need(calls, days=5, name="calls"):
    rows = [
        (name, pd.Timestamp(MONDAY + timedelta(days=day), tz="Europe/Berlin") + pd.DateOffset(hours=8 + hour), float(n))
        for day in range(days)
        for hour, n in enumerate(calls)
    ]
    return pd.DataFrame(rows, columns=["queue", "start", "agents"])


def planned(where, wanted, *rules):
    book = (*whole_book(), *parse([{"rule": name, **fields} for name, fields in rules]))
    made = plan_week(where, book, wanted, MONDAY, EXACT)
    report = examine(made.roster, where, book, wanted)
    assert report.breaches == ()
    assert report.cost.total == pytest.approx(made.objective)
    assert made.bound <= made.objective + 1e-6
    return made


def places(made):
    """Each agent's duties in order, ``o`` on site and ``h`` at home."""
    found = defaultdict(str)
    for duty in made.roster.duties:
        found[duty.agent_id] += "o" if duty.mode is Mode.ON_SITE else "h"
    return dict(found)


def people(count, **changes):
    return [agent(f"a{n}", "full", modes=HYBRID, **changes) for n in range(count)]


def test_hybrid_people_come_in_no_more_often_than_the_contract_allows():
    contract = replace(FULL, max_office_days=2)
    made = planned(small(*people(4), contract=contract, shrinkage=WORSE_AT_HOME), need((2,) * 8))
    assert [row.count("o") for row in places(made).values()] == [2] * 4


def test_least_and_most_office_days_hold_together():
    contract = replace(FULL, min_office_days=2, max_office_days=2)
    made = planned(small(*people(3), contract=contract), need((1, 2, 1, 1, 2, 1, 1, 1)))
    assert [row.count("o") for row in places(made).values()] == [2] * 3


def test_office_days_that_leave_has_taken_off_are_asked_of_nobody_who_works_the_same_days():
    contract = replace(FULL, weekly_hours=(4.0, 8.0), days_per_week=(1, 2), min_office_days=1)
    where = small(
        *people(2),
        contract=contract,
        opening=open_hours((8, 12), days=range(2)),
        shrinkage=WORSE_ON_SITE,
        time_off=(TimeOff("a1", MONDAY, MONDAY),),
    )
    made = planned(where, need((2.0,) * 4, days=2))
    assert places(made) == {"a0": "oh", "a1": "h"} or places(made) == {"a0": "ho", "a1": "h"}


def test_on_anchor_days_everybody_at_work_is_on_site():
    made = planned(small(*people(3), shrinkage=WORSE_ON_SITE), need((2,) * 8), ("anchor_days", {"weekdays": "Tue,Thu"}))
    assert list(places(made).values()) == ["hohoh"] * 3


@pytest.mark.parametrize(("longest", "least"), [(1, 2), (2, 1), (3, 1), (4, 1)])
def test_a_run_at_home_is_broken_by_as_few_days_on_site_as_it_takes(longest, least):
    made = planned(
        small(*people(3), shrinkage=WORSE_ON_SITE),
        need((2,) * 8),
        ("consecutive_home_days", {"max_days": longest}),
    )
    for row in places(made).values():
        assert max(map(len, row.split("o"))) <= longest
        assert row.count("o") == least


def test_the_plan_with_runs_at_home_is_the_best_of_all_weeks_of_two_people():
    wanted = np.array([1.0, 0.6, 1.3, 0.4, 1.1])
    worth = {"o": 0.6, "h": 0.9}
    where = small(
        *people(2),
        opening=open_hours((8, 12), days=range(5)),
        profiles=(replace(SHORT, last_start=8 * 60),),
        shrinkage=ShrinkageLedger.by_mode({Mode.ON_SITE: 0.4, Mode.HOME: 0.1}),
    )
    frame = pd.concat(
        [
            need((n,) * 4, days=1).assign(start=lambda f, d=d: f["start"] + pd.Timedelta(days=d))
            for d, n in enumerate(wanted)
        ]
    )
    made = planned(where, frame, ("consecutive_home_days", {"max_days": 2}))
    weeks = [w for w in map("".join, product("oh", repeat=5)) if "hhh" not in w]
    best = np.inf
    for pair in product(weeks, repeat=2):
        cover = np.array([sum(worth[week[day]] for week in pair) for day in range(5)])
        missing, over = np.clip(wanted - cover, 0, None).sum(), np.clip(cover - wanted, 0, None).sum()
        best = min(best, 2 * 20 * 10.0 + 4 * (100.0 * missing + over))
    assert made.objective == pytest.approx(best)


def test_hours_and_queues_that_need_the_building_are_served_there():
    both = frozenset({"calls", "cash"})
    crew = [agent(f"a{n}", "full", modes=HYBRID if n % 2 else HOME, skills=both) for n in range(6)]
    wanted = pd.concat([need((2,) * 8), need((1,) * 8, name="cash")])
    made = planned(
        small(*crew, shrinkage=WORSE_ON_SITE),
        wanted,
        ("on_site_queues", {"queues": ["cash"]}),
        ("on_site_hours", {"hours": "08:00-09:00", "weekdays": "Mon"}),
    )
    at_home = [duty for duty in made.roster.duties if duty.mode is Mode.HOME]
    assert at_home
    assert len(at_home) < len(made.roster.duties)
    assert {segment.queue for duty in at_home for segment in duty.segments} == {"calls"}
    assert not any(duty.day == MONDAY and duty.start.hour == 7 for duty in at_home)


def test_who_can_serve_nothing_at_home_is_not_sent_there():
    cashiers = people(2, skills=frozenset({"cash"}))
    rule = ("on_site_queues", {"queues": ["cash"]})
    made = planned(small(*cashiers, shrinkage=WORSE_ON_SITE), need((1,) * 8, name="cash"), rule)
    assert set("".join(places(made).values())) == {"o"}


def test_split_shifts_are_worked_at_home_only():
    split = replace(SHORT, lengths=(120,), gap=(60, 180), split_only=True, last_start=10 * 60)
    wanted = need((2, 2, 0, 0, 2, 2, 0, 0))
    where = small(*people(2), profiles=(split,), shrinkage=WORSE_AT_HOME)
    assert "h" not in "".join(places(planned(where, wanted)).values())
    made = planned(where, wanted, ("no_split_on_site", {}))
    assert set("".join(places(made).values())) == {"h"}


@pytest.mark.parametrize("days", [1, 2])
def test_teams_are_in_on_the_same_days_as_often_as_the_rule_asks(days):
    crew = [agent(f"a{n}", "full", modes=HYBRID, team="blue" if n < 3 else "red") for n in range(5)]
    free = replace(FULL, name="free", employment=Employment.CONTRACTOR, weekly_hours=(8.0, 20.0), days_per_week=(2, 5))
    crew += [agent("a5", "free", modes=HYBRID, team="red")]
    where = small(*crew, contracts=(FULL, free), shrinkage=WORSE_ON_SITE)
    made = planned(where, need((2, 3, 2, 2, 3, 2, 2, 2)), ("team_days", {"days": days}))
    for team in ({"a0", "a1", "a2"}, {"a3", "a4", "a5"}):
        home = {duty.day for duty in made.roster.duties if duty.agent_id in team and duty.mode is Mode.HOME}
        worked = {duty.day for duty in made.roster.duties if duty.agent_id in team}
        assert len(worked - home) == days


def test_contractors_keep_the_rules_on_places_as_well():
    free = Contract(
        "full", Employment.CONTRACTOR, (8.0, 20.0), (2, 5), 10.0, ("short",), min_office_days=1, max_office_days=2
    )
    where = small(*people(3), contract=free, shrinkage=WORSE_ON_SITE)
    made = planned(where, need((2,) * 8), ("consecutive_home_days", {"max_days": 2}))
    for row in places(made).values():
        assert 1 <= row.count("o") <= 2
        assert max(map(len, row.split("o"))) <= 2


def test_mixed_lengths_with_runs_at_home_are_refused_in_words():
    contract = replace(FULL, weekly_hours=(18.0, 18.0))
    where = small(*people(1), contract=contract, profiles=(replace(SHORT, lengths=(180, 240)),))
    with pytest.raises(InfeasibleError, match="runs of days at home") as told:
        planned(where, need((1,)), ("consecutive_home_days", {"max_days": 2}))
    assert told.value.faults[0].code == "plan.mixed_home_runs"
