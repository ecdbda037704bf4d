"""Over every small roster, the planner's half of a rule admits it exactly when the auditor's half finds no breach."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import product
from types import FrameType

import pytest
from agreement_cases import CASES, Setting
from small_rosters import AT_HOME, DAYS, EARLY, NIGHT, Option, duties, shape, small_rosters
from tiny_centre import BERLIN, HOME, MONDAY, agent, centre

from staffplan.domain.roster import Roster
from staffplan.domain.site import Site
from staffplan.rules.admission import admits, admits_team, admits_together
from staffplan.rules.base import AgentRule, Case, CentreRule
from staffplan.rules.book import RULES, parse, rule_name
from staffplan.rules.resource import TeamLimit

AGENT_RULES = [rule_name(rule) for rule in RULES if issubclass(rule, AgentRule)]
CENTRE_RULES = [rule_name(rule) for rule in RULES if issubclass(rule, CentreRule)]


def case_of(setting: Setting) -> tuple[AgentRule, Case]:
    (rule,) = parse([setting.rule])
    assert isinstance(rule, AgentRule)
    person = agent(**setting.agent)
    house = centre(person, **setting.centre)
    return rule, Case(person, house, house.horizon(setting.first, setting.horizon), setting.duties_before)


def verdicts(setting: Setting) -> Iterator[tuple[bool, bool, str]]:
    """Planner's verdict, auditor's verdict and the roster in words, for each small roster.

    The planner is told of the roster before by the case, the auditor by the duties.
    """
    rule, case = case_of(setting)
    resource, before = rule.resource(case), setting.duties_before
    case = replace(case, tail=())
    for roster in small_rosters(setting.options, setting.dates, case.centre.zone, move_pauses=setting.move_pauses):
        planned = resource is None or admits(resource, roster.tour, case)
        audited = not any(list(rule.check(case, (*before, *variant))) for variant in roster.variants)
        yield planned, audited, ", ".join(duty.id for duty in roster.variants[0])


def test_every_agent_rule_has_settings_and_every_setting_a_rule() -> None:
    assert set(CASES) == set(AGENT_RULES)
    tested_by_themselves = ["headcount", "hours_together"]  # tests/scheduling/test_group_limits.py
    known = ["seats", "team_days", *tested_by_themselves, "staff_present", "supervisors"]
    assert known == CENTRE_RULES, "a new centre rule needs an agreement test"


@pytest.mark.parametrize("name", AGENT_RULES)
def test_both_halves_of_an_agent_rule_agree_on_every_small_roster(name: str) -> None:
    admitted = refused = 0
    for setting in CASES[name]:
        for planned, audited, roster in verdicts(setting):
            assert planned == audited, f"{setting.rule}: planner {planned}, auditor {audited} on {roster}"
            admitted += planned
            refused += not planned
    assert admitted > 10
    assert refused > 10


@pytest.mark.parametrize(("name", "number"), [(name, n) for name in CASES for n in range(len(CASES[name]))])
def test_every_setting_admits_some_rosters_and_refuses_others(name: str, number: int) -> None:
    seen = {planned for planned, _, _ in verdicts(CASES[name][number])}
    assert seen == {True, False}


@pytest.mark.parametrize("name", sorted(set(AGENT_RULES) - {"rest_between_shifts", "no_overlap", "consecutive_days"}))
def test_the_roster_before_binds_rests_and_runs_of_days_only(name: str) -> None:
    for setting in CASES[name]:
        rule, case = case_of(replace(setting, tail={2: EARLY, 1: NIGHT}))
        before = replace(setting, tail={2: EARLY, 1: NIGHT}).duties_before
        for roster in list(small_rosters(setting.options, setting.dates, case.centre.zone, move_pauses=False))[::7]:
            alone, after = rule.resource(replace(case, tail=())), rule.resource(case)
            assert (alone is None or admits(alone, roster.tour, case)) == (
                after is None or admits(after, roster.tour, case)
            )
            assert list(rule.check(case, roster.variants[0])) == list(rule.check(case, (*before, *roster.variants[0])))


_STILL_THERE: dict[str, tuple[Option, ...]] = {"nobody": (), "one": ((NIGHT,),), "two": ((NIGHT,), (NIGHT,))}


@pytest.mark.parametrize("still_there", _STILL_THERE)
@pytest.mark.parametrize("seats", [0, 1, 2])
def test_both_halves_of_the_seat_rule_agree_on_every_roster_of_two_agents(seats: int, still_there: str) -> None:
    (rule,) = parse([{"rule": "seats"}])
    assert isinstance(rule, CentreRule)
    house = centre(*(agent(f"a{n}") for n in (1, 2, 8, 9)), sites=(Site("hall", seats),))
    eve = MONDAY - timedelta(days=1)
    before = _STILL_THERE[still_there]
    behind = [("hall", [shape(plan, eve, BERLIN) for plan in option]) for option in before]
    tail = tuple(
        replace(duties(plan, eve, BERLIN, n)[0], agent_id=f"a{8 + n}")
        for n, option in enumerate(before)
        for plan in option
    )
    early = replace(EARLY, name="dawn", start=5 * 60)
    (limit,) = rule.limits(house)
    days = (MONDAY, MONDAY.replace(day=1, month=12))
    seen = set()
    for choice in product((*DAYS[:1], (early,), *DAYS[2:]), repeat=4):
        tours = [[shape(plan, days[n % 2], BERLIN) for plan in choice[n]] for n in range(4)]
        planned = admits_together(limit, [("hall", tours[0] + tours[1]), ("hall", tours[2] + tours[3])], behind)
        placed = [duties(plan, days[n % 2], BERLIN, n)[0] for n in range(4) for plan in choice[n]]
        named = [
            duty.__class__(duty.id, f"a{1 + int(duty.id[-1]) // 2}", duty.day, duty.mode, duty.segments)
            for duty in placed
        ]
        audited = not list(rule.check(house, Roster(days[0], days[1], tuple(named), tail)))
        assert planned == audited, [duty.id for duty in named]
        seen.add(planned)
    assert seen == {True, False}


@pytest.mark.parametrize("days", [1, 2, 3])
def test_both_halves_of_the_team_rule_agree_on_every_roster_of_two_hybrid_agents_and_one_at_home(days: int) -> None:
    (rule,) = parse([{"rule": "team_days", "days": days}])
    assert isinstance(rule, CentreRule)
    team = {"team": "blue"}
    house = centre(agent("a1", **team), agent("a2", **team), agent("a3", modes=HOME, **team), agent("a4"))
    (limit,) = rule.limits(house)
    assert isinstance(limit, TeamLimit)
    dates = [MONDAY + timedelta(days=number) for number in range(3)]
    seen = set()
    for choice in product(((), (EARLY,), (AT_HOME,)), repeat=6):
        plans = [(f"a{1 + n // 3}", plan, dates[n % 3]) for n in range(6) for plan in choice[n]]
        plans += [("a3", AT_HOME, dates[0]), ("a4", AT_HOME, dates[1])]
        planned = admits_team(limit, [(who, [shape(plan, day, BERLIN)]) for who, plan, day in plans])
        named = [replace(duties(plan, day, BERLIN)[0], agent_id=who) for who, plan, day in plans]
        audited = not list(rule.check(house, Roster(MONDAY, MONDAY + timedelta(days=6), tuple(named))))
        assert planned == audited, [(duty.agent_id, duty.id) for duty in named]
        seen.add(planned)
    assert seen == {True, False}


@contextmanager
def functions_called() -> Iterator[set[str]]:
    """Names of the functions of the rule book that run inside the block."""
    called: set[str] = set()

    def note(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and "/staffplan/rules/" in frame.f_code.co_filename.replace("\\", "/"):
            called.add(f"{frame.f_code.co_filename}:{frame.f_code.co_qualname}")

    sys.setprofile(note)
    try:
        yield called
    finally:
        sys.setprofile(None)


def _reached(work: Callable[[], object]) -> set[str]:
    with functions_called() as called:
        work()
    return {name for name in called if "case.py" not in name}


@pytest.mark.parametrize("name", AGENT_RULES)
def test_planner_and_auditor_share_no_function_of_the_rule_book_but_the_case(name: str) -> None:
    for setting in CASES[name]:
        rule, case = case_of(setting)
        assert case.weeks is not None  # the noun both halves are about is worked out beforehand
        rosters = list(small_rosters(setting.options, setting.dates, case.centre.zone, move_pauses=False))[-40:]

        def plan(rule: AgentRule = rule, case: Case = case, rosters: list = rosters) -> None:
            resource = rule.resource(case)
            if hasattr(resource, "admits"):
                for roster in rosters:
                    for planned in roster.tour:
                        resource.admits(planned)

        def audit(rule: AgentRule = rule, case: Case = case, rosters: list = rosters) -> None:
            for roster in rosters:
                list(rule.check(case, roster.variants[0]))

        shared = _reached(plan) & _reached(audit)
        assert not shared
