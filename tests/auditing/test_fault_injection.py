"""A lawful week broken in one way is found out for exactly that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from lawful_week import (
    DAYS,
    FRI,
    MON,
    SAT,
    SUN,
    THU,
    TUE,
    WED,
    full_day,
    lawful_centre,
    lawful_duties,
    lawful_rules,
    micro_day,
    roster_of,
    split_day,
)
from tiny_centre import MONDAY, duty

from staffplan.auditing import AuditReport, examine
from staffplan.domain.roster import Duty
from staffplan.domain.shift import Activity
from staffplan.domain.site import Mode

Week = dict[str, Duty]
Break = Callable[[Week], None]


def audited(week: Week) -> AuditReport:
    return examine(roster_of(week), lawful_centre(), lawful_rules())


def put(**changes: Duty) -> Break:
    """Put duties into the week under names such as ``x1_Mon``."""
    return lambda week: week.update({name.replace("_", " "): tour for name, tour in changes.items()})


def in_queue(name: str, queue: str) -> Break:
    def change(week: Week) -> None:
        segments = tuple(replace(s, queue=queue) if s.activity is Activity.WORK else s for s in week[name].segments)
        week[name] = replace(week[name], segments=segments)

    return change


def every_day_for_x1(week: Week) -> None:
    week.update({f"x1 {day:%a}": duty("x1", day, "work 08:00-10:00", mode=Mode.HOME) for day in DAYS})


def always_at_home(week: Week) -> None:
    week.update({f"f1 {day:%a}": full_day("f1", day, mode=Mode.HOME) for day in (MON, TUE)})


SHORTER = duty("s1", WED, "work 14:00-15:30", "paid break 15:30-15:45", "work 15:45-20:00")
LONGER = duty("c1", TUE, "work 10:00-12:00", "work 13:00-16:00", mode=Mode.HOME)
SHORT_DAYS = {f"c1_{day:%a}": duty("c1", day, "work 10:00-12:00", mode=Mode.HOME) for day in (MON, TUE, THU, FRI)}
NAMESAKE = duty("x1", TUE, "work 08:00-09:00", name="p1 2026-11-30 work 08:00-11:00", mode=Mode.HOME)
MISDATED = replace(duty("x1", MON, "work 08:00-12:00"), day=TUE)
TWOFOLD = duty("x1", MON, "work 08:00-11:00", "work 10:30-12:00", mode=Mode.HOME)
MOMENTARY = duty("x1", MON, "work 08:00-11:00", "training 11:00-11:00")

BROKEN: list[tuple[str, Break, set[str]]] = [
    ("a start six hours after a late end", put(s1_Wed=full_day("s1", WED, 6)), {"rest_between_shifts"}),
    ("a duty longer than its limit", put(c1_Tue=LONGER), {"daily_hours"}),
    ("half an hour more without a pause", put(x1_Mon=duty("x1", MON, "work 08:00-14:30")), {"breaks_after"}),
    ("seven days in a row", every_day_for_x1, {"consecutive_days"}),
    ("two hours short of the contract", put(s1_Wed=SHORTER), {"contract_hours"}),
    ("a duty missing", lambda week: week.pop("s1 Wed") and None, {"contract_hours", "contract_days"}),
    ("a day more than agreed", put(**SHORT_DAYS), {"contract_days"}),
    ("never in the office", always_at_home, {"office_days"}),
    ("work on a day off", put(c1_Wed=micro_day(WED)), {"time_off"}),
    ("an hour before the agent's morning", put(c1_Tue=micro_day(TUE, 8)), {"availability"}),
    ("work after closing time", put(x1_Mon=duty("x1", MON, "work 20:00-24:00", mode=Mode.HOME)), {"opening_hours"}),
    ("a meal outside its window", put(f1_Wed=full_day("f1", WED, mode=Mode.HOME, meal_after=6)), {"shift_profile"}),
    ("at home without leave to", put(s1_Tue=full_day("s1", TUE, 14, mode=Mode.HOME)), {"place_of_work"}),
    ("a queue never learnt", in_queue("p1 Mon", "calls|chat"), {"skills"}),
    ("two duties on a day", put(x1_2=duty("x1", MON, "work 16:00-18:00")), {"one_duty_a_day"}),
    ("two duties at once", put(x2_2=duty("x2", SAT, "work 12:00-16:00", mode=Mode.HOME)), {"no_overlap"}),
    ("a third person on two seats", put(x1_Tue=duty("x1", TUE, "work 15:00-16:00")), {"seats"}),
    ("one name for two duties", put(x1_Tue=NAMESAKE), {"roster.unique_ids"}),
    ("somebody who is not there", put(ghost=duty("ghost", MON, "work 08:00-12:00")), {"roster.known_agents"}),
    ("a duty next week", put(x1_2=duty("x1", SUN + timedelta(days=1), "work 08:00-12:00")), {"roster.planned_days"}),
    ("a duty under another day", put(x1_Mon=MISDATED), {"roster.planned_days"}),
    ("segments that overlap", put(x1_Mon=TWOFOLD), {"roster.segments"}),
    ("a segment without length", put(x1_Mon=MOMENTARY), {"roster.segments"}),
    ("a duty of nothing", put(x1_Tue=Duty("empty", "x1", TUE, Mode.HOME, ())), {"roster.segments"}),
    ("work between two intervals", put(x1_Mon=duty("x1", MON, "work 08:05-12:00")), {"roster.interval_grid"}),
]


def test_nothing_is_found_in_the_lawful_week() -> None:
    assert audited(lawful_duties()).breaches == ()
    assert audited(lawful_duties()).lawful


@pytest.mark.parametrize(("what", "change", "expected"), BROKEN, ids=[what for what, _, _ in BROKEN])
def test_a_week_broken_in_one_way_is_found_out_for_exactly_that(what: str, change: Break, expected: set[str]) -> None:
    week = lawful_duties()
    change(week)
    report = audited(week)
    assert {breach.rule for breach in report.breaches} == expected
    assert all(breach.message.endswith(".") for breach in report.breaches)
    assert not report.lawful


def test_every_rule_of_the_week_is_broken_once() -> None:
    broken = {rule for _, _, rules in BROKEN for rule in rules}
    assert {rule.rule for rule in lawful_rules()} <= broken


def test_breaches_come_in_the_order_of_their_days() -> None:
    week = lawful_duties()
    for _, change, _ in BROKEN[:12]:
        change(week)
    days = [breach.day or MONDAY for breach in audited(week).breaches]
    assert days == sorted(days)
    assert len(days) > 5


def test_agents_without_a_duty_are_judged_too() -> None:
    week = {name: tour for name, tour in lawful_duties().items() if tour.agent_id != "s1"}
    assert {(b.rule, b.agent_id) for b in audited(week).breaches} == {("contract_hours", "s1"), ("contract_days", "s1")}


def test_a_row_that_only_writes_down_leave_is_no_work() -> None:
    week = lawful_duties()
    put(c1_Wed=duty("c1", WED, "leave 08:00-16:00"))(week)
    assert audited(week).breaches == ()


def test_the_roster_before_is_judged_only_where_it_touches_this_one() -> None:
    before = (full_day("s1", MON - timedelta(days=2), 15), full_day("s1", MON - timedelta(days=1), 14))
    week = lawful_duties()
    week["s1 Mon"] = full_day("s1", MON, 6, mode=Mode.ON_SITE)
    del week["s1 Sat"], week["s1 Fri"], week["x1 Mon"]
    week["s1 Sat"] = full_day("s1", SAT, 14)
    report = examine(roster_of(week), lawful_centre(), lawful_rules(), tail=before)
    assert [(breach.rule, breach.day) for breach in report.breaches] == [("rest_between_shifts", MON)]


def test_rules_that_are_not_in_the_configuration_are_not_checked() -> None:
    week = {"ghost": split_day(MON)}
    assert examine(roster_of(week), lawful_centre(), ()).breaches == ()
