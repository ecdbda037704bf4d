"""Each rule at its boundary, by the clock: what is just lawful, what is just not, and by how much."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tiny_centre import HOME, MONDAY, agent, centre, duty, open_hours, window

from staffplan.domain.agent import TimeOff
from staffplan.domain.breach import Breach
from staffplan.domain.roster import Duty, Roster
from staffplan.domain.site import Mode, Site
from staffplan.rules.base import AgentRule, Case, CentreRule
from staffplan.rules.book import parse

TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
SPRING_SATURDAY = date(2027, 3, 27)
AUTUMN_SATURDAY = date(2026, 10, 24)


def breaches(rule: dict, *duties: Duty, first: date = MONDAY, days: int = 7, **changes: object) -> list[Breach]:
    (parsed,) = parse([rule])
    assert isinstance(parsed, AgentRule)
    person = agent(**changes.pop("agent", {}))  # type: ignore[arg-type]
    house = centre(person, **changes)
    return list(parsed.check(Case(person, house, house.horizon(first, days)), duties))


def work(day: date, *spans: str, mode: Mode = Mode.ON_SITE) -> Duty:
    return duty("a1", day, *(f"work {span}" for span in spans), mode=mode)


REST = {"rule": "rest_between_shifts", "min_hours": 11}


@pytest.mark.parametrize(("start", "excess"), [("09:00", None), ("08:59", 1 / 60), ("06:00", 3.0)])
def test_eleven_hours_of_rest_are_enough_and_a_minute_less_is_not(start: str, excess: float | None) -> None:
    found = breaches(REST, work(MONDAY, "14:00-22:00"), work(TUESDAY, f"{start}-16:00"))
    assert [breach.excess for breach in found] == ([] if excess is None else [pytest.approx(excess)])
    assert all((breach.day, breach.unit, breach.agent_id) == (TUESDAY, "h", "a1") for breach in found)


def test_the_night_in_spring_is_an_hour_short_and_the_one_in_autumn_an_hour_long() -> None:
    spring = breaches(
        REST,
        work(SPRING_SATURDAY, "14:00-22:00"),
        work(SPRING_SATURDAY + timedelta(days=1), "09:00-12:00"),
        first=SPRING_SATURDAY,
    )
    autumn = breaches(
        REST,
        work(AUTUMN_SATURDAY, "14:00-22:00"),
        work(AUTUMN_SATURDAY + timedelta(days=1), "08:00-12:00"),
        first=AUTUMN_SATURDAY,
    )
    assert [breach.excess for breach in spring] == [pytest.approx(1.0)]
    assert autumn == []


def test_rest_is_judged_across_the_border_to_the_roster_before_but_not_inside_it() -> None:
    tail = [work(MONDAY - timedelta(days=2), "14:00-22:00"), work(MONDAY - timedelta(days=1), "07:00-23:00")]
    found = breaches(REST, *tail, work(MONDAY, "09:00-12:00"))
    assert [(breach.day, breach.excess) for breach in found] == [(MONDAY, pytest.approx(1.0))]


def test_a_short_duty_inside_a_long_one_does_not_hide_the_long_ones_end() -> None:
    found = breaches(REST, work(MONDAY, "08:00-23:00"), work(MONDAY, "09:00-10:00"), work(TUESDAY, "09:00-12:00"))
    assert [breach.day for breach in found] == [MONDAY, TUESDAY]


@pytest.mark.parametrize(("end", "excess"), [("18:30", None), ("18:31", 1 / 60)])
def test_unpaid_meals_do_not_count_towards_the_daily_hours(end: str, excess: float | None) -> None:
    long = duty("a1", MONDAY, "work 08:00-12:00", "meal 12:00-12:30", f"work 12:30-{end}")
    found = breaches({"rule": "daily_hours", "max_hours": 10}, long)
    assert [breach.excess for breach in found] == ([] if excess is None else [pytest.approx(excess)])


def test_paid_breaks_count_towards_the_daily_hours() -> None:
    long = duty("a1", MONDAY, "work 08:00-12:00", "paid break 12:00-12:15", "work 12:15-18:15")
    assert [b.excess for b in breaches({"rule": "daily_hours", "max_hours": 10}, long)] == [pytest.approx(0.25)]


BREAKS = {"rule": "breaks_after"}


@pytest.mark.parametrize(
    ("pieces", "excess"),
    [
        (["work 08:00-14:00"], []),
        (["work 08:00-14:01"], [30, 1]),
        (["work 08:00-12:00", "meal 12:00-12:30", "work 12:30-14:31"], []),
        (["work 08:00-12:00", "meal 12:00-12:29", "work 12:29-14:30"], [1]),
        (
            ["work 08:00-12:00", "break 12:00-12:15", "work 12:15-13:00", "paid break 13:00-13:15", "work 13:15-15:00"],
            [],
        ),
        (["work 08:00-12:00", "meal 12:00-12:30", "work 12:30-17:30"], []),
        (["work 08:00-12:00", "meal 12:00-12:30", "work 12:30-17:31"], [15]),
        (["work 08:00-12:00", "meal 12:00-12:45", "work 12:45-18:00"], []),
        (["meal 08:00-08:30", "work 08:30-14:30", "meal 14:30-14:45", "work 14:45-15:00"], []),
        (["meal 08:00-08:30", "work 08:30-14:45", "meal 14:45-15:00", "work 15:00-15:15"], [15]),
        (["work 08:00-12:00", "work 13:00-17:00"], []),
        (["work 08:00-12:00", "work 12:14-16:14"], [30, 120]),
        (["work 08:00-11:00", "training 11:00-14:15"], [30, 15]),
    ],
)
def test_pauses_follow_the_hours_worked(pieces: list[str], excess: list[float]) -> None:
    assert [b.excess for b in breaches(BREAKS, duty("a1", MONDAY, *pieces))] == [pytest.approx(e) for e in excess]


@pytest.mark.parametrize(("days", "excess"), [(6, []), (7, [1.0]), (9, [1.0])])
def test_a_run_of_days_is_reported_once_on_its_first_day_too_many(days: int, excess: list[float]) -> None:
    tour = [work(MONDAY + timedelta(days=n), "08:00-12:00") for n in range(days)]
    found = breaches({"rule": "consecutive_days", "max_days": 6}, *tour, days=14)
    assert [breach.excess for breach in found] == excess
    assert all(breach.day == MONDAY + timedelta(days=6) for breach in found)


def test_a_run_that_began_in_the_roster_before_counts_from_its_beginning() -> None:
    tour = [work(MONDAY + timedelta(days=n), "08:00-12:00") for n in range(-5, 2)]
    found = breaches({"rule": "consecutive_days", "max_days": 6}, *tour)
    assert [breach.day for breach in found] == [TUESDAY]


def test_a_run_that_ended_in_the_roster_before_is_not_judged_again() -> None:
    tour = [work(MONDAY + timedelta(days=n), "08:00-12:00") for n in range(-9, -1)]
    assert breaches({"rule": "consecutive_days", "max_days": 6}, *tour) == []


def test_nobody_works_on_a_day_off_and_a_night_that_ends_on_one_is_lawful() -> None:
    off = (TimeOff("a1", TUESDAY, TUESDAY),)
    night = work(MONDAY, "22:00-30:00")
    found = breaches({"rule": "time_off"}, night, work(TUESDAY, "10:00-12:00"), time_off=off)
    assert [breach.day for breach in found] == [TUESDAY]


@pytest.mark.parametrize(("span", "lawful"), [("08:30-14:30", True), ("08:29-14:30", False), ("08:30-14:31", False)])
def test_availability_is_kept_to_the_minute(span: str, lawful: bool) -> None:
    found = breaches({"rule": "availability"}, work(MONDAY, span), agent={"availability": (window(8.5, 14.5),)})
    assert (found == []) is lawful


def test_a_breach_of_availability_is_told_on_the_agents_own_clock() -> None:
    lisbon = {"availability": (window(9, 17),), "zone": "Europe/Lisbon"}
    (found,) = breaches({"rule": "availability"}, work(MONDAY, "09:00-17:00"), agent=lisbon)
    assert "08:00 (Europe/Lisbon)" in found.message


def test_the_gap_of_a_split_shift_may_lie_outside_availability_and_opening_hours() -> None:
    split = work(MONDAY, "08:00-11:00", "13:00-16:00", mode=Mode.HOME)
    assert breaches({"rule": "availability"}, split, agent={"availability": (window(8, 11), window(13, 16))}) == []
    assert breaches({"rule": "opening_hours"}, split, opening=open_hours((8, 11), (13, 16))) == []
    assert len(breaches({"rule": "opening_hours"}, split, opening=open_hours((8, 11), (14, 16)))) == 1


def test_each_duty_is_worked_where_it_may_be() -> None:
    found = breaches({"rule": "place_of_work"}, work(MONDAY, "08:00-12:00"), agent={"modes": HOME})
    assert [breach.message for breach in found] == ["a1 works on_site on 2026-11-30; agreed is home."]


def test_a_piece_of_work_that_names_no_queue_needs_no_other_skill() -> None:
    assert breaches({"rule": "skills"}, duty("a1", MONDAY, "work 08:00-12:00", queues="")) == []
    (found,) = breaches({"rule": "skills"}, duty("a1", MONDAY, "work 08:00-12:00", queues="calls|chat|sales"))
    assert found.excess == 2.0


def test_a_duty_that_fits_no_profile_is_told_why_for_each() -> None:
    odd = work(MONDAY, "05:00-11:00")
    (found,) = breaches({"rule": "shift_profile"}, odd, agent={"contract": "part"})
    assert "(day: it does not start at 05:00" in found.message
    assert "; split: it is not worked on_site)" in found.message


@pytest.mark.parametrize(
    ("spans", "excess"), [(["08:00-12:00", "12:00-16:00"], []), (["08:00-12:01", "12:00-16:00"], [1.0])]
)
def test_a_seat_can_be_taken_at_the_moment_it_is_left(spans: list[str], excess: list[float]) -> None:
    (rule,) = parse([{"rule": "seats"}])
    assert isinstance(rule, CentreRule)
    house = centre(agent("a1"), agent("a2"), sites=(Site("hall", 1),))
    tours = tuple(duty(f"a{n}", MONDAY, f"work {span}") for n, span in enumerate(spans, 1))
    found = list(rule.check(house, Roster(MONDAY, MONDAY, tours)))
    assert [breach.excess for breach in found] == excess


def test_a_meal_keeps_the_seat_the_gap_of_a_split_shift_and_work_at_home_do_not() -> None:
    (rule,) = parse([{"rule": "seats"}])
    assert isinstance(rule, CentreRule)
    house = centre(agent("a1"), agent("a2"), sites=(Site("hall", 1),))
    other = duty("a2", MONDAY, "work 12:00-12:30")
    meal = duty("a1", MONDAY, "work 08:00-12:00", "meal 12:00-12:30", "work 12:30-16:00")
    gap = duty("a1", MONDAY, "work 08:00-12:00", "work 12:30-16:00")
    at_home = duty("a1", MONDAY, "work 08:00-16:00", mode=Mode.HOME)
    counts = [len(list(rule.check(house, Roster(MONDAY, MONDAY, (tour, other))))) for tour in (meal, gap, at_home)]
    assert counts == [1, 0, 0]


def test_a_crowd_over_midnight_is_told_once_on_the_day_on_which_it_gathers() -> None:
    (rule,) = parse([{"rule": "seats"}])
    assert isinstance(rule, CentreRule)
    house = centre(*(agent(f"a{n}") for n in range(3)), sites=(Site("hall", 1),))
    nights = tuple(duty(f"a{n}", MONDAY, f"work 22:00-{26 + n}:00") for n in range(3))
    found = list(rule.check(house, Roster(MONDAY, TUESDAY, nights)))
    assert [(breach.day, breach.excess) for breach in found] == [(MONDAY, 2.0)]


def test_sites_without_seats_and_sites_that_the_rule_does_not_name_have_no_limit() -> None:
    house = centre(agent("a1"), agent("a2"), sites=(Site("hall", 1), Site("annex", 0), Site("cloud")))
    everywhere, annex = parse([{"rule": "seats"}, {"rule": "seats", "applies_to": {"site": ["annex"]}}])
    assert isinstance(everywhere, CentreRule)
    assert isinstance(annex, CentreRule)
    crowd = Roster(MONDAY, MONDAY, (duty("a1", MONDAY, "work 08:00-12:00"), duty("a2", MONDAY, "work 08:00-12:00")))
    assert [(limit.site, limit.high) for limit in everywhere.limits(house)] == [("hall", 1), ("annex", 0)]
    assert [(limit.site, limit.high) for limit in annex.limits(house)] == [("annex", 0)]
    assert len(list(everywhere.check(house, crowd))) == 1
    assert list(annex.check(house, crowd)) == []
