"""How many people must be present, by the planner's half and the auditor's on every roster of three agents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from pydantic import ValidationError
from small_rosters import AT_HOME, EARLY, LATE, NIGHT, SPLIT, Plan, duties, shape
from tiny_centre import BERLIN, MONDAY, agent, centre, open_hours

from staffplan.domain.roster import Roster
from staffplan.rules.admission import admits_present
from staffplan.rules.base import CentreRule
from staffplan.rules.book import parse
from staffplan.rules.resource import PresenceFloor

TUESDAY = MONDAY + timedelta(days=1)
AUTUMN_SUNDAY = date(2026, 10, 25)
OPTIONS: tuple[Plan | None, ...] = (None, EARLY, LATE, SPLIT, AT_HOME, NIGHT)
MORNING = {"first_hour": 9, "last_hour": 12}
TEN_TO_TWO = open_hours((10, 14))
ACROSS_MIDNIGHT = open_hours((11, 13), (22, 28))


@pytest.mark.parametrize("first", [MONDAY, AUTUMN_SUNDAY - timedelta(days=1)])
@pytest.mark.parametrize("opening", [TEN_TO_TWO, ACROSS_MIDNIGHT], ids=["day", "night"])
@pytest.mark.parametrize(
    "rule",
    [
        {"rule": "staff_present", "first_hour": 11, "last_hour": 13},
        {"rule": "staff_present", "least": 2, "first_hour": 12, "last_hour": 13},
        {"rule": "staff_present", "place": "on_site", "first_hour": 10, "last_hour": 12},
        {"rule": "staff_present", "place": "home", "last_hour": 14, "first_hour": 9, "days": ["Tue", "Sun"]},
        {"rule": "staff_present", "applies_to": {"contract": ["full"]}, "first_hour": 12, "last_hour": 22},
        {"rule": "staff_present", "applies_to": {"skill": ["chat"]}, "days": ["Mon", "Sat"]} | MORNING,
        {"rule": "supervisors", "agents": 1, "applies_to": {"contract": ["full"]}},
        {"rule": "supervisors", "agents": 2, "applies_to": {"contract": ["full"]}},
        {"rule": "supervisors", "agents": 1, "place": "on_site", "applies_to": {"skill": ["chat"]}},
    ],
    ids=str,
)
def test_both_halves_agree_on_every_roster_of_three_agents(rule: dict, opening, first: date) -> None:
    people = (agent("a1", "full"), agent("a2", skills=frozenset({"calls", "chat"})), agent("a3"))
    house = centre(*people, opening=opening)
    (parsed,) = parse([rule])
    assert isinstance(parsed, CentreRule)
    (floor,) = parsed.limits(house)
    assert isinstance(floor, PresenceFloor)
    days = (first, first + timedelta(days=1))
    seen = set()
    for choice in product(OPTIONS, repeat=3):
        plans = [(f"a{1 + n}", plan, day) for n, plan in enumerate(choice) if plan for day in days]
        tours = [(who, [shape(plan, day, BERLIN)]) for who, plan, day in plans]
        planned = admits_present(floor, tours, house.horizon(first, 2))
        named = [replace(duties(plan, day, BERLIN)[0], agent_id=who) for who, plan, day in plans]
        audited = not list(parsed.check(house, Roster(days[0], days[1], tuple(named))))
        assert planned == audited, [(duty.agent_id, duty.id) for duty in named]
        seen.add(planned)
    assert seen == {True, False}


def test_settings_of_the_agreement_test_bind_on_some_rosters_only() -> None:
    (rule,) = parse([{"rule": "staff_present", "first_hour": 11, "last_hour": 13}])
    assert isinstance(rule, CentreRule)
    house = centre(agent("a1"), opening=TEN_TO_TWO)
    there = (replace(duties(EARLY, MONDAY, BERLIN)[0]),)
    late = (replace(duties(AT_HOME, MONDAY, BERLIN)[0]),)
    assert [breach.excess for breach in rule.check(house, Roster(MONDAY, MONDAY, there))] == [1.0]  # gone at noon
    assert list(rule.check(house, Roster(MONDAY, MONDAY, late))) == []


def test_a_breach_tells_the_emptiest_moment_of_the_day_on_the_centres_clock() -> None:
    (rule,) = parse([{"rule": "staff_present", "least": 2}])
    assert isinstance(rule, CentreRule)
    house = centre(agent("a1"), agent("a2"), opening=open_hours((9, 17)))
    worked = [(n, day) for n in (1, 2) for day in (MONDAY, TUESDAY)]
    named = tuple(replace(duties(AT_HOME, day, BERLIN, n)[0], agent_id=f"a{n}") for n, day in worked)
    roster = Roster(MONDAY, TUESDAY, named)
    assert list(rule.check(house, roster)) == []
    alone = Roster(MONDAY, TUESDAY, tuple(d for d in roster.duties if (d.agent_id, d.day) != ("a2", TUESDAY)))
    (breach,) = rule.check(house, alone)
    assert (breach.day, breach.excess) == (TUESDAY, 1.0)
    assert "1 of the people counted are present at 2026-12-01 09:00; 2 must be." in breach.message


def test_who_is_still_there_from_the_roster_before_counts() -> None:
    (rule,) = parse([{"rule": "staff_present", "last_hour": 6}])
    assert isinstance(rule, CentreRule)
    house = centre(agent("a1"))
    night = duties(NIGHT, MONDAY - timedelta(days=1), BERLIN)
    assert list(rule.check(house, Roster(MONDAY, MONDAY, (), night))) == []
    assert len(list(rule.check(house, Roster(MONDAY, MONDAY, ())))) == 1


@pytest.mark.parametrize(
    "entry",
    [
        {"rule": "staff_present", "first_hour": 12, "last_hour": 12},
        {"rule": "staff_present", "applies_to": {"agent": ["a1"]}},
        {"rule": "supervisors", "applies_to": {"mode": ["home"]}},
        {"rule": "staff_present", "days": ["Monday"]},
    ],
)
def test_what_cannot_be_meant_is_refused(entry: dict) -> None:
    with pytest.raises(ValidationError):
        parse([entry])
