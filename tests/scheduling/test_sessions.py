"""Meetings and trainings: everybody attends once, in a group, where it costs least, and the audit looks."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import numpy as np
import pandas as pd
import pytest
from tiny_centre import HYBRID, MONDAY, ON_SITE, agent, centre, open_hours, queue

from staffplan.auditing import examine
from staffplan.domain.centre import CoverPrices
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.roster import Roster
from staffplan.domain.session import Session
from staffplan.domain.shift import Activity, BreakPlan, ShiftProfile
from staffplan.errors import InfeasibleError
from staffplan.rules.book import whole_book
from staffplan.scheduling.plan import plan_week
from staffplan.scheduling.settings import SchedulingSettings

EXACT = SchedulingSettings(gap=1e-6, node_limit=1000)
DAY = ShiftProfile("day", HYBRID, 8 * 60, 8 * 60, 60, (300,), (BreakPlan(Activity.BREAK, 60, True, 120, 120),))
FULL = Contract("full", Employment.EMPLOYED, (10.0, 10.0), (2, 2), 10.0, ("day",))
TEAM_TALK = Session("team talk", Activity.MEETING, 60, (8 * 60, 13 * 60), frozenset(range(5)), (2, 3))


def small(*agents, **changes):
    settings = {
        "opening": open_hours((8, 13), days=range(2)),
        "contracts": (FULL,),
        "profiles": (DAY,),
        "queues": (queue("calls"),),
        "interval_min": 60,
        "prices": CoverPrices(((1.0, 100.0),), 1.0),
        "sessions": (TEAM_TALK,),
    }
    return centre(*agents, **(settings | changes))


def need(*days):
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


def people(count, **changes):
    return [agent(f"a{n}", "full", modes=ON_SITE, **changes) for n in range(count)]


def attended(made):
    return {
        duty.agent_id: segment.start
        for duty in made.roster.duties
        for segment in duty.segments
        if segment.activity is Activity.MEETING
    }


CALLS = ((3.0, 2.0, 0.0, 4.0, 3.0), (2.0, 4.0, 4.0, 3.0, 1.0))


def test_everybody_attends_where_the_least_cover_is_lost():
    made = planned(small(*people(4)), need(*CALLS))
    slots = [(day, hour) for day in range(2) for hour in (0, 1, 3, 4)]
    best = np.inf
    for choice in product(slots, repeat=4):
        sizes = {slot: choice.count(slot) for slot in choice}
        if set(sizes.values()) <= {2, 3, 4}:
            there = np.array([[4.0, 4, 0, 4, 4]] * 2)
            for slot, size in sizes.items():
                there[slot] -= size
            missing, over = np.clip(CALLS - there, 0, None).sum(), np.clip(there - CALLS, 0, None).sum()
            best = min(best, 400.0 + 100.0 * missing + over)
    assert made.objective == pytest.approx(best)
    assert len(attended(made)) == 4


def test_only_members_attend_and_never_on_a_pause():
    some = replace(TEAM_TALK, teams=frozenset({"blue"}), weekdays=frozenset({1}), window=(9 * 60, 12 * 60))
    where = small(*people(3, team="blue"), agent("b", "full", modes=ON_SITE, team="red"), sessions=(some,))
    found = attended(planned(where, need(*CALLS)))
    assert set(found) == {"a0", "a1", "a2"}
    (start,) = set(found.values())
    assert (start.date(), start.hour) in ((MONDAY + timedelta(days=1), 8), (MONDAY + timedelta(days=1), 10))


def test_two_sessions_never_meet_in_one_duty():
    training = replace(TEAM_TALK, name="product", activity=Activity.TRAINING, weekdays=frozenset({0}))
    where = small(*people(2), sessions=(replace(TEAM_TALK, weekdays=frozenset({0})), training))
    made = planned(where, need(*CALLS))
    for duty in made.roster.duties:
        kinds = [s.activity for s in duty.segments if s.activity in (Activity.MEETING, Activity.TRAINING)]
        assert sorted(kinds) == (["meeting", "training"] if duty.day == MONDAY else [])


@pytest.mark.parametrize(
    ("session", "who"),
    [
        (replace(TEAM_TALK, group=(2, 2)), "leaves out"),
        (replace(TEAM_TALK, window=(10 * 60, 11 * 60)), "a0, a1, a2"),
    ],
)
def test_sessions_that_cannot_be_held_are_refused_with_who_is_left_out(session, who):
    with pytest.raises(InfeasibleError, match=who) as told:
        planned(small(*people(3), sessions=(session,)), need(*CALLS))
    assert told.value.faults[0].code == "plan.session_conflict"


def test_who_is_away_all_week_or_off_at_its_hours_is_not_expected():
    early = replace(TEAM_TALK, window=(6 * 60, 8 * 60))
    assert attended(planned(small(*people(2), sessions=(early,)), need(*CALLS))) == {}


def without_meeting(duty):
    work = (
        replace(s, activity=Activity.WORK, queue="calls") if s.activity is Activity.MEETING else s
        for s in duty.segments
    )
    return replace(duty, segments=tuple(work))


def moved_meeting(duty):
    """The meeting an hour elsewhere, where the duty has work."""
    index = next(n for n, s in enumerate(duty.segments) if s.activity is Activity.MEETING)
    other = next(n for n, s in enumerate(duty.segments) if s.activity is Activity.WORK and s.hours == 1)
    swap = {index: Activity.WORK, other: Activity.MEETING}
    segments = (replace(s, activity=swap.get(n, s.activity), queue="") for n, s in enumerate(duty.segments))
    return replace(duty, segments=tuple(segments))


@pytest.mark.parametrize(
    ("change", "said"), [(without_meeting, "attends team talk 0 times"), (moved_meeting, "groups are of 2 to 3")]
)
def test_the_audit_finds_who_is_missing_and_who_sits_alone(change, said):
    where = small(*people(2), sessions=(replace(TEAM_TALK, window=(8 * 60, 10 * 60)),))
    made = planned(where, need(*CALLS))
    number = next(
        n for n, d in enumerate(made.roster.duties) if any(s.activity is Activity.MEETING for s in d.segments)
    )
    duties = list(made.roster.duties)
    duties[number] = change(duties[number])
    found = examine(Roster(MONDAY, MONDAY + timedelta(days=6), tuple(duties)), where, whole_book()).breaches
    assert {breach.rule for breach in found} == {"roster.sessions"}
    assert any(said in breach.message for breach in found)


def test_the_audit_finds_a_meeting_outside_its_hours():
    made = planned(small(*people(2)), need(*CALLS))
    elsewhere = small(*people(2), sessions=(replace(TEAM_TALK, window=(18 * 60, 20 * 60)),))
    found = examine(made.roster, elsewhere, whole_book()).breaches
    assert all("outside its hours" in breach.message for breach in found)
    assert len(found) == 2


def test_many_people_are_placed_part_by_part(monkeypatch):
    monkeypatch.setattr("staffplan.scheduling.naming.place_sessions._PEOPLE_AT_ONCE", 3)
    where = small(*people(11), sessions=(replace(TEAM_TALK, group=(4, 6)),))
    assert len(attended(planned(where, need((9,) * 5, (9,) * 5)))) == 11
