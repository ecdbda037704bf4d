"""What a contract asks for in a week: leave, days off, availability and cut weeks considered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tiny_centre import CONTRACTS, HOME, MEAL, MONDAY, agent, centre, open_hours, window

from staffplan.domain.agent import Absence, TimeOff
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.shift import ShiftProfile
from staffplan.rules.case import Case, ScheduleWeek
from staffplan.rules.longest_duty import longest_paid_hours

FULL, PART, FREE, _ = CONTRACTS


def absent(first: int, last: int, kind: Absence = Absence.LEAVE) -> TimeOff:
    return TimeOff("a1", MONDAY + timedelta(days=first), MONDAY + timedelta(days=last), kind)


def week(
    contract: str, *absences: TimeOff, first: int = 0, days: int = 7, person: dict | None = None, **changes: object
) -> ScheduleWeek:
    who = agent("a1", contract, **(person or {}))
    house = centre(who, time_off=absences, **changes)
    (only,) = Case(who, house, house.horizon(MONDAY + timedelta(days=first), days)).weeks
    return only


def test_without_absences_the_contract_holds_as_it_is() -> None:
    assert (week("full").hours, week("full").days, week("full").office_days) == ((40.0, 40.0), (5, 5), 2)
    assert (week("part").hours, week("part").days, week("part").office_days) == ((12.0, 24.0), (2, 4), 0)


@pytest.mark.parametrize("kind", [Absence.LEAVE, Absence.SICKNESS, Absence.TRAINING])
def test_each_credited_day_takes_a_day_of_the_contract_off_both_ends(kind: Absence) -> None:
    found = week("full", absent(0, 1, kind))
    assert (found.leave_days, found.hours, found.days, found.office_days) == (2, (24.0, 24.0), (3, 3), 0)
    part = week("part", absent(0, 0, kind))
    assert (part.leave_days, part.hours, part.days) == (1, (6.0, 18.0), (1, 3))


def test_a_whole_week_of_leave_leaves_nothing_to_work_and_no_negative_hours() -> None:
    found = week("part", absent(0, 6))
    assert (found.leave_days, found.hours, found.days) == (4, (0.0, 0.0), (0, 0))


def test_a_weekend_off_is_not_credited() -> None:
    found = week("full", absent(5, 6))
    assert (found.leave_days, found.hours, found.days) == (0, (40.0, 40.0), (5, 5))


def test_days_unavailable_are_not_credited_but_the_guarantee_ends_where_no_days_are_left() -> None:
    found = week("full", absent(0, 3, Absence.UNAVAILABLE))
    assert (found.leave_days, found.hours, found.days) == (0, (24.0, 40.0), (3, 5))
    assert week("full", absent(0, 5, Absence.UNAVAILABLE)).office_days == 1


def test_leave_that_overlaps_itself_counts_once() -> None:
    assert week("full", absent(0, 1), absent(1, 2, Absence.SICKNESS)).leave_days == 3


def test_the_guarantee_holds_the_longest_shifts_of_the_best_days() -> None:
    mornings = {"availability": (window(6, 12, frozenset({0, 1})), window(6, 15, frozenset({2})))}
    assert week("full", person=mornings).hours[0] == 6 + 6 + 8
    assert week("full", person=mornings).days == (3, 5)


def test_the_guarantee_holds_no_more_days_than_the_contract_has() -> None:
    assert week("full", person={"availability": (window(6, 12),)}).hours == (5 * 6.0, 40.0)


def test_closed_days_are_not_workable() -> None:
    assert week("full", opening=open_hours((6, 22), days=range(4))).hours == (32.0, 40.0)


def test_a_week_that_the_horizon_cuts_has_no_least_values() -> None:
    found = week("full", first=1, days=6)
    assert (found.whole, found.hours, found.days, found.office_days) == (False, (0.0, 40.0), (0, 5), 0)


def test_weeks_start_on_the_centres_day() -> None:
    who = agent("a1", "full")
    house = centre(who, week_start=6)
    weeks = Case(who, house, house.horizon(MONDAY - timedelta(days=1), 14)).weeks
    assert [(found.first, found.whole) for found in weeks] == [
        (MONDAY - timedelta(days=1), True),
        (MONDAY + timedelta(days=6), True),
    ]


def test_office_days_are_asked_of_hybrid_agents_only() -> None:
    assert week("full", person={"modes": HOME}).office_days == 0


def longest(contract: Contract, *, opening: tuple[int, int] = (0, 24), **person: object) -> float:
    who = agent("a1", contract.name, **person)
    house = centre(who, opening=open_hours(opening), contracts=(contract,))
    return longest_paid_hours(who, Case(who, house, house.horizon(MONDAY)).profiles, house, MONDAY)


@pytest.mark.parametrize(
    ("opening", "hours"),
    [((0, 24), 8.0), ((6, 14), 6.0), ((14, 23), 8.0), ((15, 23), 0.0), ((0, 6), 0.0), ((5, 12), 6.0), ((5, 11), 0.0)],
)
def test_the_longest_shift_fits_between_opening_and_closing_at_a_lawful_start(
    opening: tuple[int, int], hours: float
) -> None:
    assert longest(replace(FULL, profiles=("day",)), opening=opening) == hours


def test_a_split_shift_may_use_two_windows_and_two_blocks_are_longer_than_one() -> None:
    split = Contract("split", Employment.EMPLOYED, (0, 20), (0, 5), 20.0, ("split",))
    assert longest(split) == 6.0
    assert longest(split, availability=(window(8, 11), window(13, 16))) == 6.0
    assert longest(split, availability=(window(8, 11), window(15, 18))) == 0.0
    assert longest(FREE, availability=(window(8, 13),)) == 4.0


def test_a_split_shift_keeps_its_spread() -> None:
    split = Contract("split", Employment.EMPLOYED, (0, 20), (0, 5), 20.0, ("split",))
    house = centre()
    narrow = tuple(replace(profile, spread=419) for profile in house.profiles if profile.name == "split")
    just = tuple(replace(profile, spread=420) for profile in narrow)
    found = [longest_paid_hours(agent("a1", split.name), shifts, house, MONDAY) for shifts in (narrow, just)]
    assert found == [0.0, 6.0]


def test_an_unpaid_meal_is_taken_off_from_the_length_at_which_it_is_due() -> None:
    shifts = tuple(
        ShiftProfile("meal", HOME, 480, 480, 30, (360,), (replace(MEAL, from_min=due),)) for due in (360, 361)
    )
    found = [longest_paid_hours(agent("a1"), (shift,), centre(), MONDAY) for shift in shifts]
    assert found == [5.5, 6.0]


def test_availability_is_read_on_the_agents_clock() -> None:
    day_only = replace(FULL, profiles=("day",))
    assert longest(day_only, availability=(window(5, 13.5),), zone="Europe/Lisbon") == 8.0
    assert longest(day_only, availability=(window(5, 13.49),), zone="Europe/Lisbon") == 6.0


def test_a_night_may_run_into_the_next_day_as_far_as_windows_touch() -> None:
    night = replace(FULL, profiles=("night",))
    assert longest(night) == 7.5
    assert longest(night, availability=(window(20, 30),)) == 7.5
    assert longest(night, availability=(window(20, 29),)) == 0.0


def test_a_shift_that_cannot_be_worked_in_the_agents_mode_does_not_count() -> None:
    assert longest(replace(FULL, profiles=("night",)), modes=HOME) == 0.0
