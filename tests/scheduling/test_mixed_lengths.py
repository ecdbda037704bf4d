"""Weeks whose duties differ in length: against every week of a centre small enough to list them."""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations, permutations, product

import numpy as np
import pandas as pd
import pytest
from tiny_centre import HYBRID, MONDAY, ON_SITE, agent, centre, open_hours, queue

from staffplan.auditing import examine
from staffplan.domain.centre import CoverPrices
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.shift import Activity, BreakPlan, ShiftProfile
from staffplan.domain.shrinkage import ShrinkageLedger
from staffplan.domain.site import Mode
from staffplan.errors import InfeasibleError
from staffplan.rules.book import whole_book
from staffplan.scheduling.plan import plan_week
from staffplan.scheduling.settings import SchedulingSettings

EXACT = SchedulingSettings(gap=1e-6, node_limit=1000)
DAY = ShiftProfile("day", HYBRID, 8 * 60, 12 * 60, 60, (180, 240))
SEVEN = Contract("seven", Employment.EMPLOYED, (7.0, 7.0), (2, 2), 10.0, ("day",))


def small(*agents, contract=SEVEN, profile=DAY, **changes):
    settings = {
        "opening": open_hours((8, 14), days=range(3)),
        "contracts": (contract,),
        "profiles": (profile,),
        "queues": (queue("calls"),),
        "interval_min": 60,
        "prices": CoverPrices(((1.0, 100.0),), 1.0),
    }
    return centre(*agents, **(settings | changes))


def need(*days):
    """Hourly agents from 8:00 of each day from Monday on."""
    rows = [
        ("calls", pd.Timestamp(MONDAY + timedelta(days=day), tz="Europe/Berlin") + pd.DateOffset(hours=8 + hour), n)
        for day, calls in enumerate(days)
        for hour, n in enumerate(calls)
    ]
    return pd.DataFrame(rows, columns=["queue", "start", "agents"]).astype({"agents": float})


def planned(where, wanted):
    made = plan_week(where, whole_book(), wanted, MONDAY, EXACT)
    report = examine(made.roster, where, whole_book(), wanted)
    assert report.breaches == ()
    assert report.cost.total == pytest.approx(made.objective)
    assert made.bound <= made.objective + 1e-6
    return made


def weeks_of_one(calls):
    """Cover of every week of one person: three and four hours, on two of three days."""
    for days in combinations(range(3), 2):
        for lengths in permutations((3, 4)):
            for starts in product(*(range(6 - length + 1) for length in lengths)):
                cover = np.zeros_like(calls)
                for day, length, start in zip(days, lengths, starts, strict=True):
                    cover[day, start : start + length] += 1
                yield cover


@pytest.mark.parametrize("people", [1, 2])
@pytest.mark.parametrize(
    "calls",
    [
        ((1, 1, 1, 1, 0, 0), (0, 1, 1, 1, 0, 0), (1, 1, 0, 0, 0, 0)),
        ((0, 2, 1, 1, 0, 0), (1, 1, 1, 0, 0, 0), (0, 0, 2, 2, 2, 1)),
    ],
)
def test_the_plan_is_the_best_of_all_weeks_of_seven_hours_in_two_duties(people, calls):
    wanted = np.array(calls, dtype=float)
    made = planned(small(*(agent(f"a{n}", "seven", modes=ON_SITE) for n in range(people))), need(*calls))
    each = list(weeks_of_one(wanted))
    best = min(
        people * 7 * 10.0
        + 100.0 * np.clip(wanted - sum(chosen), 0, None).sum()
        + np.clip(sum(chosen) - wanted, 0, None).sum()
        for chosen in product(each, repeat=people)
    )
    assert made.objective == pytest.approx(best)


def test_thirty_eight_and_a_half_hours_are_four_long_days_and_a_short_one():
    contract = replace(SEVEN, weekly_hours=(38.5, 38.5), days_per_week=(5, 5))
    meal = BreakPlan(Activity.MEAL, 30, paid=False, earliest=180, latest=240)
    profile = replace(DAY, first_start=480, last_start=720, start_step=30, lengths=(420, 510), breaks=(meal,))
    people = [agent(f"a{n}", "seven", modes=ON_SITE) for n in range(3)]
    where = small(
        *people, contract=contract, profile=profile, opening=open_hours((8, 20), days=range(6)), interval_min=30
    )
    made = planned(where, need(*[(1,) * 10] * 6))
    for person in people:
        own = [duty.paid_hours for duty in made.roster.duties if duty.agent_id == person.id]
        assert sorted(own) == [6.5, 8, 8, 8, 8]


def test_office_days_are_kept_by_everybody_also_where_lengths_are_mixed():
    contract = replace(SEVEN, weekly_hours=(14.0, 14.0), days_per_week=(4, 4), min_office_days=2)
    where = small(
        *(agent(f"a{n}", "seven", modes=HYBRID) for n in range(5)),
        contract=contract,
        opening=open_hours((8, 14), days=range(5)),
        shrinkage=ShrinkageLedger.by_mode({Mode.ON_SITE: 0.5}),
    )
    made = planned(where, need(*[(2, 3, 3, 3, 1, 1)] * 5))
    office = [sum(d.mode is Mode.ON_SITE for d in made.roster.duties if d.agent_id == f"a{n}") for n in range(5)]
    assert office == [2] * 5


def test_lengths_are_mixed_where_equal_ones_exist_only_if_the_contract_asks():
    contract = replace(SEVEN, weekly_hours=(6.0, 8.0))
    calls = ((1, 1, 1, 0, 0, 0), (0, 1, 1, 1, 1, 0), (0,) * 6)
    lengths = {}
    for mixed in (False, True):
        where = small(agent("a", "seven", modes=ON_SITE), contract=replace(contract, mixed_lengths=mixed))
        lengths[mixed] = sorted(duty.paid_hours for duty in planned(where, need(*calls)).roster.duties)
    assert lengths[False] in ([3, 3], [4, 4])
    assert lengths[True] == [3, 4]


def test_too_many_mixes_are_refused_with_what_to_change():
    contract = replace(SEVEN, weekly_hours=(10.0, 30.0), days_per_week=(3, 5), mixed_lengths=True)
    where = small(
        agent("a", "seven", modes=ON_SITE),
        contract=contract,
        profile=replace(DAY, lengths=(120, 180, 240, 300)),
        opening=open_hours((8, 20)),
    )
    with pytest.raises(InfeasibleError, match="more than 24 ways") as told:
        planned(where, need((1,)))
    assert told.value.faults[0].code == "plan.too_many_mixes"
