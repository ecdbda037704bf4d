"""Premiums are counted off the agent's clock, whatever the duty's day, the zone or the season."""

from datetime import date, timedelta

import pytest
from tiny_centre import MONDAY, agent, at, centre, duty

from staffplan.auditing import examine
from staffplan.auditing.premiums import earned
from staffplan.calendar.special_days import SpecialDays
from staffplan.domain.pay import Premium, PremiumBook, Stacking
from staffplan.domain.roster import Duty, Roster
from staffplan.domain.site import Site

ALL_WEEK = frozenset(range(7))
SATURDAY, SUNDAY = MONDAY + timedelta(days=5), MONDAY + timedelta(days=6)
NIGHT = Premium("night", (22 * 60, 30 * 60), ALL_WEEK, share=0.25)
LATE_SATURDAY = Premium("saturday", (13 * 60, 24 * 60), frozenset({5}), amount=2.0)
SUNDAYS = Premium("sunday", weekdays=frozenset({6}), share=0.5)
HOLIDAYS = Premium("holiday", on_holidays=True, share=1.25)


def hours(start, end, *premiums, zone="Europe/Berlin", holidays=(), stacking=Stacking.ADD, wage=20.0):
    sums: dict[str, tuple[float, float]] = {}
    for name, length, money in earned(start, end, zone, holidays, premiums, stacking, wage):
        before = sums.get(name, (0.0, 0.0))
        sums[name] = (before[0] + length, before[1] + money)
    return {name: (round(length, 9), round(money, 9)) for name, (length, money) in sums.items()}


def test_a_span_over_midnight_belongs_to_the_day_on_which_it_begins() -> None:
    friday_night = Premium("fridays", (22 * 60, 30 * 60), frozenset({4}), amount=1.0)
    friday = MONDAY + timedelta(days=4)
    assert hours(at(friday, "20:00"), at(SATURDAY, "07:00"), friday_night) == {"fridays": (8.0, 8.0)}
    assert hours(at(SATURDAY, "20:00"), at(SUNDAY, "07:00"), friday_night) == {}


def test_premiums_that_meet_add_up_or_only_the_highest_is_paid() -> None:
    span = at(SATURDAY, "20:00"), at(SUNDAY, "02:00")
    both = hours(*span, NIGHT, LATE_SATURDAY, SUNDAYS)
    assert both == {"saturday": (4.0, 8.0), "night": (4.0, 20.0), "sunday": (2.0, 20.0)}
    best = hours(*span, NIGHT, LATE_SATURDAY, SUNDAYS, stacking=Stacking.HIGHEST)
    assert best == {"saturday": (2.0, 4.0), "night": (2.0, 10.0), "sunday": (2.0, 20.0)}


@pytest.mark.parametrize(("sunday", "length"), [(date(2027, 3, 28), 7.0), (date(2026, 10, 25), 9.0)])
def test_in_a_night_in_which_the_clock_changes_the_hours_that_pass_count(sunday: date, length: float) -> None:
    begin, end = at(sunday - timedelta(days=1), "22:00"), at(sunday, "06:00")
    assert hours(begin, end, NIGHT) == {"night": (length, length * 5)}


@pytest.mark.parametrize(("sunday", "length"), [(date(2027, 3, 28), 0.5), (date(2026, 10, 25), 1.5)])
def test_a_span_that_begins_in_the_hour_of_the_change_holds_what_the_clock_shows(sunday: date, length: float) -> None:
    """02:30 to 03:30: skipped up to 03:00 in spring, shown twice up to 03:00 in autumn."""
    early = Premium("early", (150, 210), ALL_WEEK, amount=1.0)
    assert hours(at(sunday, "00:00"), at(sunday, "08:00"), early) == {"early": (length, length)}


def test_a_holiday_is_one_whatever_its_weekday_and_in_the_agents_zone() -> None:
    day = frozenset({MONDAY})
    assert hours(at(MONDAY, "08:00"), at(MONDAY, "10:00"), HOLIDAYS, holidays=day) == {"holiday": (2.0, 50.0)}
    assert hours(at(MONDAY, "02:00"), at(MONDAY, "05:00"), HOLIDAYS, zone="America/New_York", holidays=day) == {}


def costs(tour: Duty, **changes: object) -> dict[str, float]:
    house = centre(agent("a1"), **changes)
    last_day = MONDAY + timedelta(days=6)
    return dict(examine(Roster(MONDAY, last_day, (tour,)), house, ()).cost)


def test_unpaid_pauses_earn_no_premium_and_other_contracts_premiums_are_not_paid() -> None:
    tour = duty("a1", MONDAY, "work 20:00-23:00", "meal 23:00-23:30", "paid break 23:30-23:45", "work 23:45-26:00")
    of_others = Premium("others", amount=9.0, weekdays=ALL_WEEK, contracts=frozenset({"full"}))
    found = costs(tour, premiums=PremiumBook((NIGHT, of_others)))
    assert found["premiums"] == pytest.approx(3.5 * 6.0)


def test_a_holidays_premium_is_paid_in_the_whole_audit() -> None:
    tour = duty("a1", MONDAY, "work 08:00-12:00")
    found = costs(tour, premiums=PremiumBook((HOLIDAYS,)), special_days=SpecialDays(holidays={MONDAY: "a feast"}))
    assert found["premiums"] == pytest.approx(4 * 24.0 * 1.25)


def test_a_seat_costs_from_coming_to_leaving_without_the_gap_of_a_split_shift() -> None:
    tour = duty("a1", MONDAY, "work 08:00-10:00", "meal 10:00-10:30", "work 10:30-12:00", "work 14:00-16:00")
    found = costs(tour, sites=(Site("hall", None, 1.5, 7.0),))
    assert found["seats"] == pytest.approx(6 * 1.5 + 7.0)
