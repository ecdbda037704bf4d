from datetime import date

import pytest
from tiny_centre import BERLIN, HYBRID, MONDAY, ON_SITE, agent, centre

from staffplan.calendar.horizon import Horizon
from staffplan.domain.shift import ShiftProfile
from staffplan.rules.resource import Measure
from staffplan.scheduling.people.crew import CoverGroup, Crew, WeekGroup
from staffplan.scheduling.people.crews import crews
from staffplan.scheduling.people.limits import Limits
from staffplan.scheduling.people.starts import Timetable, overlap, presence
from staffplan.scheduling.people.tours import Band, Tour, bands, choices, possible_days, starts_in, tours
from staffplan.shifts.catalogue import catalogue

WEEK = Horizon(MONDAY, 7, BERLIN, 30)
LATE = ShiftProfile("late", ON_SITE, 6 * 60, 15 * 60, 60, (480,))


def group(closed=(), days=(0, 7), hours=(0.0, 168.0), longest_run=7):
    ranges = {Measure.DAYS: days, Measure.PAID_HOURS: hours}
    return WeekGroup((), Limits((), frozenset(closed), ranges, longest_run, 11.0))


def crew_of(*profiles, mode=ON_SITE):
    where = centre(agent("a", "full", modes=mode))
    modes = tuple(sorted(mode))
    anybody = CoverGroup(frozenset({"calls"}), 1.0)
    contract = where.contracts[0].__class__("c", where.contracts[0].employment, (0, 168), (0, 7), 1.0, profiles)
    return Crew("c", contract, "hall", modes, dict.fromkeys(modes, anybody), (group(),))


def test_tours_reach_the_contracts_days_and_hours():
    found = tours(group(days=(2, 3), hours=(12.0, 16.0)), {240: frozenset(range(5)), 360: frozenset(range(5))})
    assert {(tour.paid_min, len(tour.days)) for tour in found} == {(240, 3), (360, 2)}
    assert len(found) == 10 + 10


def test_tours_leave_closed_days_free():
    found = tours(group(closed={1, 3}, days=(2, 2)), {240: frozenset(range(4))})
    assert found == (Tour(240, (0, 2)),)


def test_a_run_longer_than_allowed_is_no_tour():
    found = tours(group(days=(5, 5), longest_run=3), {240: frozenset(range(7))})
    assert Tour(240, (0, 1, 2, 4, 5)) in found
    assert Tour(240, (0, 1, 2, 3, 5)) not in found


def test_somebody_away_all_week_has_the_empty_tour():
    assert tours(group(closed=range(7), days=(0, 0), hours=(0.0, 0.0)), {240: frozenset(range(7))}) == (Tour(0, ()),)


def test_somebody_who_must_work_has_no_empty_tour():
    assert Tour(0, ()) not in tours(group(days=(1, 5), hours=(4.0, 40.0)), {240: frozenset(range(7))})


def test_bands_keep_the_rest_between_any_two_of_their_duties():
    timetable = Timetable(WEEK)
    options = choices(crew_of("late"), catalogue((LATE,)), timetable)
    found = bands(options, WEEK, 11.0)
    assert found[0] == Band(6 * 60, 19 * 60)
    assert all(band.last - band.first == 13 * 60 for band in found)
    assert found[-1].last >= 23 * 60


def test_every_short_enough_duty_lies_in_some_band():
    timetable = Timetable(WEEK)
    options = choices(crew_of("late"), catalogue((LATE,)), timetable)
    held = {
        start for band in bands(options, WEEK, 11.0) for _, inside in starts_in(band, options, 480) for start in inside
    }
    assert held == set(options[0].positions)


def test_bands_are_narrower_when_the_clock_is_put_forward():
    spring = Horizon(date(2026, 3, 23), 7, BERLIN, 30)
    options = choices(crew_of("late"), catalogue((LATE,)), Timetable(spring))
    assert bands(options, spring, 11.0)[0] == Band(6 * 60, 18 * 60)


def test_a_crew_without_a_shift_has_no_band():
    assert bands((), WEEK, 11.0) == ()


def test_days_without_an_admitted_start_are_not_possible():
    timetable = Timetable(WEEK)
    options = choices(crew_of("late"), catalogue((LATE,)), timetable)
    assert possible_days(options) == {480: frozenset(range(7))}


def test_presence_counts_pauses_as_present_and_gaps_as_absent():
    split = ShiftProfile("split", HYBRID, 480, 480, 30, (60,), gap=(30, 30), split_only=True)
    (shift,) = catalogue((split,))
    assert presence(shift, 30).tolist() == [1, 1, 0, 1, 1]


@pytest.mark.parametrize(("start", "end", "shares"), [(0, 15, [0.5, 0]), (30, 60, [0, 1]), (15, 45, [0.5, 0.5])])
def test_overlap_is_the_share_of_each_interval(start, end, shares):
    assert overlap(start, end, 2, 30).tolist() == shares


def test_agents_alike_form_one_crew_and_days_off_part_it_into_groups():
    people = [agent("a", "full"), agent("b", "full"), agent("c", "full", proficiency=0.8), agent("d", "part")]
    found = crews(centre(*people), [], WEEK)
    assert [[a.id for a in crew.agents] for crew in found] == [["a", "b"], ["c"], ["d"]]


def test_many_proficiencies_are_planned_in_tenths():
    people = [agent(f"a{n}", "full", proficiency=1.0 + n / 100) for n in range(12)]
    found = crews(centre(*people), [], WEEK)
    worth = sorted({value for crew in found for group in crew.cover.values() for value in group.worth})
    assert worth == [1.0, 1.1]
