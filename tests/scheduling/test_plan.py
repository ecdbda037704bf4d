"""A planned week, from small centres that can be thought through."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations, product

import numpy as np
import pandas as pd
import pytest
from tiny_centre import (
    BERLIN,
    CONTRACTS,
    HOME,
    HYBRID,
    MONDAY,
    ON_SITE,
    PROFILES,
    agent,
    centre,
    open_hours,
    queue,
    window,
)

from staffplan.auditing import examine
from staffplan.domain.agent import Absence, TimeOff
from staffplan.domain.centre import CoverPrices
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.shift import Activity, BreakPlan, ShiftProfile
from staffplan.domain.shrinkage import ShrinkageLedger
from staffplan.domain.site import Mode, Site
from staffplan.errors import DataError, InfeasibleError, NoSolutionError
from staffplan.rules.book import parse, whole_book
from staffplan.scheduling.plan import plan_week
from staffplan.scheduling.settings import SchedulingSettings
from staffplan.solve.living_model import LivingModel
from staffplan.solve.outcome import Ending, Outcome

EXACT = SchedulingSettings(gap=1e-6, node_limit=1000)
SHORT = ShiftProfile("short", HYBRID, 8 * 60, 12 * 60, 60, (240,))
ONCE = Contract("once", Employment.EMPLOYED, (4.0, 4.0), (1, 1), 10.0, ("short",))
FULL = Contract("full", Employment.EMPLOYED, (20.0, 20.0), (5, 5), 10.0, ("short",), min_office_days=2)
FREE = Contract("free", Employment.CONTRACTOR, (4.0, 12.0), (0, 6), 12.0, ("micro",))
MICRO = ShiftProfile("micro", HOME, 8 * 60, 14 * 60, 60, (120, 240), gap=(60, 240), gap_step=60)
DAYTIME = open_hours((8, 16), days=range(5))


def small(*agents, **changes):
    settings = {
        "opening": DAYTIME,
        "contracts": (ONCE, FULL, FREE),
        "profiles": (SHORT, MICRO),
        "queues": (queue("calls"), queue("chat")),
        "interval_min": 60,
        "prices": CoverPrices(((1.0, 100.0),), 1.0),
    }
    return centre(*agents, **(settings | changes))


def need(calls, day=MONDAY, days=1, start_h=8, name="calls", zone=BERLIN):
    """Hourly agents from `start_h` on `days` days."""
    rows = [
        (name, pd.Timestamp(day + timedelta(days=offset), tz=zone) + pd.DateOffset(hours=start_h + hour), float(agents))
        for offset, hour in product(range(days), range(len(calls)))
        for agents in [calls[hour]]
    ]
    return pd.DataFrame(rows, columns=["queue", "start", "agents"])


def plan(where, wanted, rules=None, first_day=MONDAY, settings=EXACT):
    return plan_week(where, whole_book() if rules is None else rules, wanted, first_day, settings)


def audit(where, made, wanted, rules=None):
    return examine(made.roster, where, whole_book() if rules is None else rules, wanted)


def test_the_plan_of_two_people_is_the_best_of_all_pairs_of_starts():
    where = small(agent("a", "once", modes=ON_SITE), agent("b", "once", modes=ON_SITE))
    calls = (1, 2, 1, 1, 0, 1, 2, 1)
    made = plan(where, need(calls))
    costs = []
    for starts in product(range(5), repeat=2):
        cover = np.zeros(8)
        for start in starts:
            cover[start : start + 4] += 1
        missing, idle = np.clip(calls - cover, 0, None).sum(), np.clip(cover - calls, 0, None).sum()
        costs.append(2 * 4 * 10.0 + 100.0 * missing + 1.0 * idle)
    assert made.objective == pytest.approx(min(costs))
    assert made.bound <= made.objective + 1e-6


def test_planner_and_auditor_count_the_same_money():
    people = [agent(f"a{n}", "full", modes=HYBRID, skills=frozenset({"calls", "chat"})) for n in range(3)]
    people += [agent(f"b{n}", "free", modes=HOME, proficiency=0.9) for n in range(3)]
    where = small(*people, shrinkage=ShrinkageLedger.by_mode({Mode.ON_SITE: 0.2, Mode.HOME: 0.1}))
    wanted = pd.concat([need((1, 2, 3, 2, 2, 1, 1, 1), days=5), need((1,) * 8, days=5, name="chat")])
    made = plan(where, wanted)
    report = audit(where, made, wanted)
    assert report.breaches == ()
    assert report.cost.total == pytest.approx(made.objective)
    assert made.bound <= made.objective + 1e-6
    assert report.totals.paid_hours[Mode.HOME] > 0
    assert report.totals.paid_hours[Mode.ON_SITE] > 0


def test_a_busy_week_with_pauses_skills_and_two_blocks_comes_near_its_bound():
    pause = BreakPlan(Activity.BREAK, 30, paid=True, earliest=60, latest=180, from_min=240)
    both = frozenset({"calls", "chat"})
    people = [agent(f"a{n}", "full", modes=HYBRID, skills=both if n % 2 else frozenset({"calls"})) for n in range(10)]
    people += [agent(f"c{n}", "free", modes=HOME, skills=both) for n in range(4)]
    where = small(
        *people,
        interval_min=30,
        profiles=(replace(SHORT, breaks=(pause,)), replace(MICRO, breaks=(pause,))),
        prices=CoverPrices(((0.1, 20.0), (0.3, 40.0), (1.0, 90.0)), 0.5),
    )
    wanted = pd.concat(
        [need((3.5, 5, 4, 3, 2, 3, 4.5, 4), days=5), need((1, 1.5, 2, 1, 0, 1, 2, 1), days=5, name="chat")]
    )
    wanted = pd.concat([wanted, wanted.assign(start=wanted["start"] + pd.Timedelta(minutes=30))])
    made = plan(where, wanted)
    report = audit(where, made, wanted)
    assert report.breaches == ()
    assert report.cost.total == pytest.approx(made.objective)
    assert -1e-9 <= made.gap < 0.04
    whole = [duty for duty in made.roster.duties if len(duty.blocks) == 1 and duty.paid_hours == 4]
    assert len(whole) >= 50
    assert all(any(segment.activity is Activity.BREAK for segment in duty.segments) for duty in whole)


@pytest.mark.parametrize("calls", [(2, 2, 0, 0, 2, 2, 0, 2, 2), (3, 3, 0, 0, 0, 0, 3, 3), (3, 3, 3, 3, 0, 0, 0, 0)])
def test_contractors_days_and_gaps_are_planned_as_they_are_named(calls):
    twice = Contract("twice", Employment.CONTRACTOR, (0.0, 12.0), (0, 2), 12.0, ("micro",))
    people = [agent(f"c{n}", "twice", modes=HOME) for n in range(3)]
    narrow = replace(MICRO, lengths=(120,), gap=(60, 120))
    where = small(*people, contracts=(twice,), profiles=(narrow,), prices=CoverPrices(((1.0, 40.0),), 1.0))
    wanted = need(calls, days=5)
    made = plan(where, wanted)
    assert audit(where, made, wanted).breaches == ()
    assert len(made.roster.duties) == 6
    assert made.gap == pytest.approx(0.0, abs=0.01)


def test_contractors_keep_their_rest_from_a_late_day_to_an_early_one():
    where = small(
        agent("c", "free", modes=HOME),
        opening=open_hours((6, 24)),
        profiles=(replace(MICRO, first_start=6 * 60, last_start=20 * 60, gap=None, lengths=(240,)),),
    )
    wanted = pd.concat([need((1,) * 4, start_h=18), need((1,) * 4, day=MONDAY + timedelta(days=1), start_h=7)])
    made = plan(where, wanted)
    assert audit(where, made, wanted).breaches == ()
    assert sum(duty.day <= MONDAY + timedelta(days=1) for duty in made.roster.duties) == 1


def test_rows_of_other_weeks_are_left_alone():
    where = small(agent("a", "once", modes=ON_SITE))
    this_week = need((1, 1, 1, 1))
    others = [need((9, 9, 9, 9), day=MONDAY + timedelta(days=offset)) for offset in (-7, -1, 7)]
    assert plan(where, pd.concat([*others, this_week])) == plan(where, this_week)


def test_many_proficiencies_are_counted_exactly_and_the_rounding_is_told():
    people = [agent(f"a{n}", "full", modes=ON_SITE, proficiency=0.8 + 0.037 * n) for n in range(10)]
    where, wanted = small(*people), need((4,) * 8, days=5)
    made = plan(where, wanted)
    assert audit(where, made, wanted).cost.total == pytest.approx(made.objective)
    assert "nearest tenth" in made.notes[0]


def test_hybrid_people_come_to_the_office_as_often_as_the_contract_asks():
    where = small(
        *(agent(f"a{n}", "full", modes=HYBRID) for n in range(5)),
        shrinkage=ShrinkageLedger.by_mode({Mode.ON_SITE: 0.5}),
    )
    made = plan(where, need((2,) * 8, days=5))
    office = {f"a{n}": 0 for n in range(5)}
    for duty in made.roster.duties:
        office[duty.agent_id] += duty.mode is Mode.ON_SITE
    assert set(office.values()) == {2}


def test_seats_bind_only_those_on_site():
    people = [agent(f"s{n}", "once", modes=ON_SITE) for n in range(3)] + [
        agent(f"h{n}", "once", modes=HOME) for n in range(3)
    ]
    where = small(*people, sites=(Site("hall", 1),))
    wanted = need((6, 6, 6, 6))
    made = plan(where, wanted)
    assert audit(where, made, wanted).breaches == ()
    on_monday = [duty for duty in made.roster.duties if duty.day == MONDAY]
    assert sum(duty.mode is Mode.HOME for duty in on_monday) == 3
    assert set(made.reasons.values()) == {"seats full"}


def test_people_who_must_be_on_site_without_seats_are_a_conflict_told_in_words():
    where = small(*(agent(f"a{n}", "full", modes=ON_SITE) for n in range(4)), sites=(Site("hall", 1),))
    with pytest.raises(InfeasibleError, match="must work on site at hall exceed its seats") as told:
        plan(where, need((1,) * 8))
    assert told.value.faults[0].code == "plan.seats_conflict"


def test_a_contract_that_no_shift_fits_is_told_with_its_people():
    odd = replace(FULL, weekly_hours=(10.0, 10.0))
    where = small(agent("a7", "full", modes=ON_SITE), contracts=(odd,))
    with pytest.raises(InfeasibleError, match="no lawful week exists for a7"):
        plan(where, need((1,) * 8))


@pytest.mark.parametrize(("ending", "error"), [(Ending.INFEASIBLE, InfeasibleError), (Ending.CLOCK, NoSolutionError)])
def test_only_a_proof_is_called_infeasible(monkeypatch, ending, error):
    stopped = Outcome(ending, None, np.inf, -np.inf)
    monkeypatch.setattr(LivingModel, "relax", lambda self, *, interior=False: stopped)
    with pytest.raises(error):
        plan(small(agent("a", "full", modes=ON_SITE)), need((1,) * 8))


def test_time_off_and_availability_are_kept():
    where = small(
        agent("a", "full", modes=ON_SITE),
        agent("b", "full", modes=HOME, availability=(window(8, 13),)),
        time_off=(TimeOff("a", MONDAY, MONDAY + timedelta(days=1), Absence.LEAVE),),
    )
    wanted = need((2,) * 8, days=5)
    made = plan(where, wanted)
    assert audit(where, made, wanted).breaches == ()
    assert {duty.day.weekday() for duty in made.roster.duties if duty.agent_id == "a"} == {2, 3, 4}


def test_days_off_wanted_are_given_where_they_cost_nothing():
    three = Contract("three", Employment.EMPLOYED, (12.0, 12.0), (3, 3), 10.0, ("short",))
    people = [agent(name, "three") for name in "abcd"]
    wishes = {"a": {0, 1}, "b": {3, 4}, "c": {0, 4}, "d": {2}}
    wanting = [replace(person, days_off_wanted=frozenset(wishes[person.id])) for person in people]
    wanted = need((2,) * 8, days=5)
    first, second = (plan(small(*who, contracts=(three,)), wanted) for who in (people, wanting))

    def spoilt(made):
        return sum(duty.day.weekday() in wishes[duty.agent_id] for duty in made.roster.duties)

    assert second.objective == pytest.approx(first.objective)
    tours = [frozenset(d.day.weekday() for d in second.roster.duties if d.agent_id == name) for name in "abcd"]
    best = min(
        sum(len(tour & wishes[name]) for name, tour in zip(order, tours, strict=True)) for order in permutations("abcd")
    )
    assert spoilt(second) == best <= spoilt(first)


def test_contractors_stay_within_their_hours_and_may_work_two_blocks():
    people = [agent(f"c{n}", "free", modes=HOME) for n in range(4)]
    where = small(*people)
    wanted = need((4, 4, 0, 0, 0, 4, 4, 0), days=3)
    made = plan(where, wanted)
    report = audit(where, made, wanted)
    assert report.breaches == ()
    assert report.totals.shortfall_hours == pytest.approx(0)
    assert any(len(duty.blocks) == 2 for duty in made.roster.duties)


def test_a_roster_needs_nobody_where_there_is_nobody():
    made = plan(small(), need((1, 1)))
    assert made.roster.duties == ()
    assert made.objective == pytest.approx(200.0)
    assert set(made.reasons.values()) == {"no one available"}


def test_missing_cover_costs_what_each_step_of_the_ladder_says():
    ladder = CoverPrices(((0.1, 20.0), (0.3, 40.0), (1.0, 90.0)), 1.0)
    made = plan(small(prices=ladder), need((10,)))
    assert made.objective == pytest.approx(1 * 20 + 2 * 40 + 7 * 90)


def test_shortfalls_tell_nobody_available_from_too_dear():
    where = small(agent("a", "free", modes=HOME, availability=(window(8, 12),)), prices=CoverPrices(((1.0, 5.0),), 0.1))
    made = plan(where, need((1,) * 8, days=5))
    by_hour = {start.astimezone().hour for (_, start), _ in made.reasons.items()}
    assert by_hour
    morning = {reason for (_, start), reason in made.reasons.items() if start.hour < 11}
    afternoon = {reason for (_, start), reason in made.reasons.items() if start.hour >= 11}
    assert morning == {"too dear"}
    assert afternoon == {"no one available"}


def test_the_order_of_people_and_rows_changes_nothing():
    people = [agent(f"a{n}", "full", modes=HYBRID) for n in range(3)] + [
        agent(f"c{n}", "free", modes=HOME) for n in range(2)
    ]
    wanted = need((1, 2, 2, 2, 2, 1, 1, 1), days=5)
    once = plan(small(*people), wanted)
    again = plan(small(*reversed(people)), wanted.sample(frac=1.0, random_state=3))
    assert once == again


def test_money_scales_with_all_prices():
    people = [agent(f"a{n}", "full", modes=ON_SITE) for n in range(2)]
    wanted = need((1, 2, 2, 2, 2, 1, 1, 1), days=5)
    twice = (replace(FULL, wage=20.0), ONCE, FREE)
    once = plan(small(*people), wanted)
    double = plan(small(*people, contracts=twice, prices=CoverPrices(((1.0, 200.0),), 2.0)), wanted)
    assert double.bound == pytest.approx(2 * once.bound)


def test_a_rule_less_never_costs_more():
    late = small(
        agent("a", "full", modes=ON_SITE),
        opening=open_hours((8, 24)),
        profiles=(replace(SHORT, last_start=20 * 60), MICRO),
    )
    late_then_early = pd.concat(
        need((1, 1, 1, 1), day=MONDAY + timedelta(days=day), start_h=20 if day % 2 == 0 else 8) for day in range(5)
    )
    rested = plan(
        late, late_then_early, parse([{"rule": "rest_between_shifts", "min_hours": 11.0}, *_contract_rules()])
    )
    free = plan(late, late_then_early, parse(_contract_rules()))
    assert free.objective == pytest.approx(5 * 4 * 10.0)
    assert rested.bound >= free.objective + 100.0


def _contract_rules():
    return [{"rule": "contract_hours"}, {"rule": "contract_days"}]


@pytest.mark.parametrize("first_day", [date(2026, 3, 23), date(2026, 10, 19)])
def test_nights_and_days_round_the_clock_are_lawful_when_the_clock_changes(first_day):
    nights = Contract("nights", Employment.EMPLOYED, (37.5, 37.5), (5, 5), 20.0, ("night",))
    where = centre(
        *(agent(f"d{n}", "full", modes=ON_SITE) for n in range(4)),
        *(agent(f"n{n}", "nights", modes=ON_SITE) for n in range(3)),
        contracts=(*CONTRACTS, nights),
        profiles=tuple(replace(p, first_start=20 * 60) if p.name == "night" else p for p in PROFILES),
        prices=CoverPrices(((1.0, 100.0),), 1.0),
    )
    starts = pd.date_range(first_day, periods=7 * 24, freq="h", tz=BERLIN)
    wanted = pd.DataFrame({"queue": "calls", "start": starts, "agents": 1.4 + 0.7 * (starts.day_of_week % 2)})
    made = plan(where, wanted, first_day=first_day, settings=SchedulingSettings())
    report = audit(where, made, wanted)
    assert report.breaches == ()
    assert report.cost.total == pytest.approx(made.objective)
    assert sum(duty.agent_id[0] == "n" and duty.start.date() < duty.end.date() for duty in made.roster.duties) == 15


def test_a_requirement_for_another_week_is_refused():
    with pytest.raises(DataError, match="no requirement between"):
        plan(small(agent("a", "full")), need((1,), day=MONDAY + timedelta(days=21)))


def test_a_requirement_for_an_unknown_queue_is_refused():
    with pytest.raises(DataError, match="'faxes'"):
        plan(small(agent("a", "full")), need((1,), name="faxes"))


def test_a_requirement_off_the_grid_is_refused():
    with pytest.raises(DataError, match="does not start an interval"):
        plan(small(agent("a", "full")), need((1,)).assign(start=lambda f: f["start"] + pd.Timedelta(minutes=5)))
