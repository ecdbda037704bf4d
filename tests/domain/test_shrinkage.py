"""What of a rostered hour is lost: where, when, and how lines add up."""

from datetime import date, timedelta

import pytest
from tiny_centre import agent, centre

from staffplan.domain.shrinkage import ShrinkageEntry, ShrinkageLedger, ShrinkageType, meetings
from staffplan.domain.site import Mode
from staffplan.domain.tenure import TenureStep, pace

MONDAY = date(2026, 11, 30)
CHRISTMAS = date(2026, 12, 24)
SICK, COACHING, BREAK = ShrinkageType.SICKNESS, ShrinkageType.COACHING, ShrinkageType.BREAK
ON_SITE, HOME = Mode.ON_SITE, Mode.HOME


def line(share, kind=SICK, **where):
    return ShrinkageEntry(kind, share, **where)


def test_shares_that_hold_together_add_up_and_come_out_as_written():
    ledger = ShrinkageLedger((line(0.04), line(0.05, COACHING), line(0.03, ShrinkageType.SYSTEM_TIME)))
    assert ledger.lost("hall", HOME, MONDAY) == 0.12


def test_a_line_holds_where_and_when_it_says():
    ledger = ShrinkageLedger(
        (
            line(0.01),
            line(0.02, modes=frozenset({HOME})),
            line(0.04, sites=frozenset({"north"})),
            line(0.08, weekdays=frozenset({0, 4})),
        )
    )
    assert ledger.lost("hall", ON_SITE, MONDAY) == 0.09
    assert ledger.lost("hall", HOME, MONDAY) == 0.11
    assert ledger.lost("north", HOME, MONDAY + timedelta(days=1)) == 0.07


def test_weeks_recur_every_year_and_dates_stand_beside_them():
    entry = line(0.1, weeks=frozenset({49, 1}), dates=((date(2026, 7, 1), date(2026, 7, 2)),))
    assert entry.falls_on(MONDAY)
    assert entry.falls_on(date(2031, 1, 2))
    assert not entry.falls_on(MONDAY + timedelta(days=7))
    assert [entry.falls_on(date(2026, 6, 30) + timedelta(days=n)) for n in range(4)] == [False, True, True, False]


def test_weekdays_hold_within_the_weeks_only():
    entry = line(0.1, weekdays=frozenset({0}), weeks=frozenset({49}))
    assert [entry.falls_on(MONDAY + timedelta(days=n)) for n in (0, 1, 7)] == [True, False, False]


def test_what_the_roster_shows_itself_takes_nothing_off_the_cover():
    ledger = ShrinkageLedger((line(0.1), line(0.2, BREAK, rostered=True)))
    assert (ledger.lost("hall", HOME, MONDAY), ledger.rostered("hall", HOME, MONDAY)) == (0.1, 0.2)


def test_the_extent_is_the_least_and_the_greatest_share_of_a_mode():
    ledger = ShrinkageLedger(
        (
            line(0.1),
            line(0.2, COACHING, sites=frozenset({"north"}), weekdays=frozenset({5})),
            line(0.4, BREAK, modes=frozenset({HOME}), dates=((CHRISTMAS, CHRISTMAS),)),
        )
    )
    assert ledger.extent(["hall", "north"], HOME) == (0.1, 0.5)
    assert ledger.extent(["hall", "north"], ON_SITE) == (0.1, 0.3)
    assert ledger.extent(["hall"], ON_SITE) == (0.1, 0.1)
    assert ShrinkageLedger().extent(["hall"], HOME) == (0.0, 0.0)


def test_in_short_a_ledger_is_a_share_for_each_mode():
    ledger = ShrinkageLedger.by_mode({ON_SITE: 0.12, HOME: 0.0})
    assert [ledger.lost("hall", mode, MONDAY) for mode in (ON_SITE, HOME)] == [0.12, 0.0]
    assert len(ledger.entries) == 1


@pytest.mark.parametrize("share", [1.0, -0.01, float("nan")])
def test_a_share_from_0_to_below_1_is_asked_for(share):
    with pytest.raises(ValueError, match="share"):
        line(share)


@pytest.mark.parametrize(
    ("first", "second", "where"),
    [
        ({}, {}, "1.1 leaves"),
        ({"modes": frozenset({HOME})}, {}, "at home leaves"),
        ({"sites": frozenset({"north"})}, {"sites": frozenset({"north", "south"})}, "in north leaves"),
        ({"weekdays": frozenset({4})}, {}, "on Fri leaves"),
        ({"weeks": frozenset({53})}, {"weekdays": frozenset({6})}, "on Sun of week 53 leaves"),
        (
            {"dates": ((date(2026, 12, 24), date(2026, 12, 24)),)},
            {"weeks": frozenset({52})},
            "on Thu 2026-12-24 leaves",
        ),
    ],
)
def test_lines_that_leave_nobody_are_refused_with_where_and_when(first, second, where):
    with pytest.raises(ValueError, match=where):
        ShrinkageLedger((line(0.6, **first), line(0.5, COACHING, **second)))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"modes": frozenset({HOME})}, {"modes": frozenset({ON_SITE})}),
        ({"sites": frozenset({"north"})}, {"sites": frozenset({"south"})}),
        ({"weekdays": frozenset({0, 1})}, {"weekdays": frozenset({2})}),
        ({"weeks": frozenset({53})}, {"weeks": frozenset({52, 1})}),
        (
            {"dates": ((date(2026, 12, 23), date(2026, 12, 24)),)},
            {"dates": ((date(2026, 12, 25), date(2026, 12, 28)),)},
        ),
        ({"dates": ((date(2026, 12, 24), date(2026, 12, 24)),)}, {"weekdays": frozenset({0, 1, 2})}),
        ({"dates": ((date(2025, 12, 29), date(2026, 1, 4)),)}, {"weeks": frozenset({53})}),
        ({"rostered": True}, {}),
    ],
)
def test_lines_that_never_hold_together_may_add_up_to_anything(first, second):
    assert ShrinkageLedger((line(0.6, **first), line(0.5, COACHING, **second))).entries


def test_every_set_of_lines_that_meets_on_any_day_of_thirty_years_is_found():
    lines = (
        line(0.1, weeks=frozenset({53, 1})),
        line(0.1, dates=((date(2026, 2, 27), date(2026, 3, 2)), (date(2033, 12, 30), date(2034, 1, 9)))),
        line(0.1, weekdays=frozenset({5, 6}), modes=frozenset({HOME})),
    )
    days = (date(2015, 1, 1) + timedelta(days=n) for n in range(30 * 365))
    wanted = {
        tuple(n for n, entry in enumerate(lines) if entry.concerns("hall", mode) and entry.falls_on(day))
        for day in days
        for mode in Mode
    }
    assert {meeting.numbers for meeting in meetings(lines)} == wanted


def test_days_at_the_ends_of_the_calendar_are_looked_at():
    ends = ((date.min, date.min), (date.max, date.max))
    assert {meeting.numbers for meeting in meetings((line(0.1, dates=ends),))} == {(), (0,)}


STEPS = (TenureStep(28, 0.6), TenureStep(84, 0.85, 1.25))


@pytest.mark.parametrize(("days", "expected"), [(-3, 0.6), (0, 0.6), (27, 0.6), (28, 0.68), (83, 0.68), (84, 1.0)])
def test_new_people_come_to_their_pace_step_by_step(days, expected):
    assert pace(STEPS, MONDAY - timedelta(days=days), MONDAY) == pytest.approx(expected)


def test_people_without_a_day_of_hiring_are_settled_in():
    assert pace(STEPS, None, MONDAY) == 1.0


def test_cover_is_proficiency_times_pace_less_shrinkage_over_the_handle_time_factor():
    new = agent("new", proficiency=0.9, hired=MONDAY - timedelta(days=30))
    house = centre(
        new,
        shrinkage=ShrinkageLedger((line(0.1), line(0.1, COACHING, weekdays=frozenset({1})))),
        aht_factor={("hall", HOME): 1.5},
        tenure=STEPS,
    )
    assert house.cover(new, ON_SITE, MONDAY) == pytest.approx(0.9 * 0.68 * 0.9)
    assert house.cover(new, HOME, MONDAY + timedelta(days=1)) == pytest.approx(0.9 * 0.68 * 0.8 / 1.5)


def test_tenure_is_counted_on_the_first_day_of_the_schedule_week():
    new = agent("new", hired=MONDAY - timedelta(days=25))
    house = centre(new, tenure=STEPS)
    assert [house.proficiency(new, MONDAY + timedelta(days=n)) for n in (0, 6)] == [0.6, 0.6]
    assert house.proficiency(new, MONDAY + timedelta(days=7)) == pytest.approx(0.68)
    assert centre(new, tenure=STEPS, week_start=3).proficiency(new, MONDAY + timedelta(days=3)) == pytest.approx(0.68)
