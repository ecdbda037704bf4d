"""Hours for HR: by kind, by the clock, by week."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from tiny_centre import BERLIN, HOME, MONDAY, agent, at, centre, duty

from staffplan.auditing import examine
from staffplan.auditing.clock_hours import ClockHours, clock_hours
from staffplan.calendar.special_days import SpecialDays
from staffplan.domain.agent import Absence, TimeOff
from staffplan.domain.roster import Duty, Roster
from staffplan.domain.site import Mode
from staffplan.tables.frames import check_frame
from staffplan.tables.roster import HOURS_SUMMARY

SUNDAY = MONDAY + timedelta(days=6)


def summary(*duties: Duty, days: int = 7, **changes: object) -> pd.DataFrame:
    house = centre(*changes.pop("agents", (agent("a1"),)), **changes)  # type: ignore[arg-type]
    return examine(Roster(MONDAY, MONDAY + timedelta(days=days - 1), duties), house, ()).hours


@pytest.mark.parametrize(
    ("day", "start", "end", "expected"),
    [
        (SUNDAY, "22:00", "30:00", ClockHours(8.0, 2.0, 6.0)),
        (MONDAY, "08:00", "16:00", ClockHours(0.0, 0.0, 0.0)),
        (MONDAY, "05:00", "23:30", ClockHours(2.5, 0.0, 0.0)),
        (SUNDAY, "00:00", "24:00", ClockHours(8.0, 24.0, 0.0)),
        (SUNDAY - timedelta(days=1), "21:00", "27:00", ClockHours(5.0, 3.0, 0.0)),
        (date(2027, 3, 27), "22:00", "30:00", ClockHours(7.0, 5.0, 0.0)),
        (date(2026, 10, 24), "22:00", "30:00", ClockHours(9.0, 7.0, 0.0)),
        (MONDAY, "06:00", "22:00", ClockHours(0.0, 0.0, 0.0)),
        (MONDAY, "05:59", "22:01", ClockHours(2 / 60, 0.0, 0.0)),
        (MONDAY, "08:00", "08:00", ClockHours(0.0, 0.0, 0.0)),
    ],
)
def test_hours_are_counted_by_what_the_clock_and_the_calendar_show(
    day: date, start: str, end: str, expected: ClockHours
) -> None:
    found = clock_hours(at(day, start), at(day, end), BERLIN, {MONDAY + timedelta(days=7)})
    assert (found.night, found.sunday, found.holiday) == pytest.approx(
        (expected.night, expected.sunday, expected.holiday)
    )


def test_a_segment_over_midnight_counts_by_the_agents_own_clock() -> None:
    here = clock_hours(at(MONDAY, "22:30"), at(MONDAY, "23:30"), "Europe/Lisbon", ())
    assert here.night == pytest.approx(0.5)


def test_night_hours_of_the_summary_are_those_of_the_agents_zone() -> None:
    found = summary(duty("a1", MONDAY, "work 18:00-23:30"), agents=(agent("a1", zone="Europe/Lisbon"),))
    assert found["night_hours"].tolist() == [0.5]


def test_hours_are_split_into_regular_paid_breaks_and_unpaid() -> None:
    found = summary(
        duty("a1", MONDAY, "work 08:00-10:00", "paid break 10:00-10:15", "training 10:15-12:00", "meal 12:00-12:30",
             "work 12:30-16:30"),
        duty("a1", SUNDAY, "work 08:00-11:00", "work 13:00-16:00", mode=Mode.HOME),
        special_days=SpecialDays(holidays={MONDAY: "Founders' Day"}),
    ).iloc[0]  # fmt: skip
    assert found["regular_hours"] == 7.75 + 6
    assert (found["paid_break_hours"], found["unpaid_hours"]) == (0.25, 0.5)
    assert found["paid_hours"] == 14.0
    assert (found["sunday_hours"], found["holiday_hours"], found["night_hours"]) == (6.0, 8.0, 0.0)
    assert (found["duties"], found["home_days"], found["office_days"], found["split_days"]) == (2, 1, 1, 1)
    assert (found["week"], found["site"], found["contract"]) == ("2026-W49", "hall", "any")


def test_leave_is_credited_to_all_and_paid_to_employees() -> None:
    people = (agent("a1", "full"), agent("a2", "free"))
    away = tuple(TimeOff(name, MONDAY, MONDAY + timedelta(days=5)) for name in ("a1", "a2"))
    sick = (TimeOff("a2", MONDAY, MONDAY, Absence.UNAVAILABLE),)
    found = summary(agents=people, time_off=away + sick)
    assert list(found["leave_hours"]) == [40.0, round(5 * 25 / 6, 6)]
    assert list(found["paid_hours"]) == [40.0, 0.0]


def test_a_duty_counts_in_the_week_of_its_day_and_every_agent_has_a_row_for_every_week() -> None:
    found = summary(duty("a1", SUNDAY, "work 22:00-30:00"), days=14, agents=(agent("a2", modes=HOME), agent("a1")))
    assert list(found["agent_id"]) == ["a1", "a1", "a2", "a2"]
    assert list(found["week"]) == ["2026-W49", "2026-W50"] * 2
    assert list(found["paid_hours"]) == [8.0, 0.0, 0.0, 0.0]
    assert list(found["night_hours"]) == [8.0, 0.0, 0.0, 0.0]


def test_the_frame_keeps_its_contract() -> None:
    found = summary(duty("a1", MONDAY, "work 08:00-12:00"))
    pd.testing.assert_frame_equal(found, check_frame(found, HOURS_SUMMARY))
