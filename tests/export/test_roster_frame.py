from dataclasses import replace
from datetime import date, timedelta

from tiny_centre import MONDAY, agent, centre, duty

from staffplan.domain.roster import Roster
from staffplan.domain.site import Mode
from staffplan.export.csv_text import csv_text
from staffplan.export.roster_frame import roster_frame
from staffplan.tables.frames import check_frame
from staffplan.tables.roster import ROSTER


def roster(*duties, first: date = MONDAY) -> Roster:
    return Roster(first, first + timedelta(days=6), duties)


def test_a_segment_is_a_row_under_the_contract() -> None:
    tiny = centre(agent("00123"))
    worked = duty("00123", MONDAY, "work 08:00-10:00", "paid break 10:00-10:15", "work 10:15-12:00", "meal 12:00-12:30")
    frame = roster_frame(roster(worked), tiny)
    assert tuple(frame.columns) == ROSTER.names
    assert list(frame["activity"]) == ["work", "break", "work", "meal"]
    assert list(frame["segment"]) == [1, 2, 3, 4]
    assert list(frame["cost_code"]) == ["regular", "paid_break", "regular", "unpaid"]
    assert list(frame["queue"]) == ["calls", "", "calls", ""]
    assert list(frame["hours"]) == [2.0, 0.25, 1.75, 0.5]
    assert set(frame["week"]) == {"2026-W49"}
    assert check_frame(frame, ROSTER).equals(frame)
    row = csv_text(frame, ROSTER).splitlines()[1]
    assert row.startswith("hall,2026-W49,00123,")
    assert row.endswith(
        ",1,work,calls,on_site,2026-11-30,2026-11-30T08:00:00+01:00,2026-11-30T10:00:00+01:00,"
        "2026-11-30T07:00:00Z,2026-11-30T09:00:00Z,yes,2,regular"
    )


def test_local_times_stand_on_the_agents_own_clock() -> None:
    tiny = centre(agent("l1", zone="Europe/Lisbon"))
    frame = roster_frame(roster(duty("l1", MONDAY, "work 08:00-12:00", mode=Mode.HOME)), tiny)
    assert frame.loc[0, "start_local"] == "2026-11-30T07:00:00+00:00"
    assert frame.loc[0, "start_utc"] == "2026-11-30T07:00:00Z"


def test_hours_of_a_night_in_which_the_clock_changes_are_those_that_pass() -> None:
    spring, autumn = date(2026, 3, 28), date(2026, 10, 24)
    tiny = centre(agent("n1"))
    hours = [
        roster_frame(roster(duty("n1", day, "work 22:00-30:00"), first=day), tiny).loc[0, "hours"]
        for day in (spring, autumn)
    ]
    assert hours == [7.0, 9.0]


def test_the_week_is_that_of_the_operating_day_and_the_centres_week_start() -> None:
    sunday = MONDAY + timedelta(days=6)
    night = duty("n1", sunday, "work 22:00-30:00")
    assert roster_frame(roster(night), centre(agent("n1"))).loc[0, "week"] == "2026-W49"
    from_sunday = centre(agent("n1"), week_start=6)
    assert roster_frame(roster(night), from_sunday).loc[0, "week"] == "2026-W50"
    assert (
        roster_frame(roster(replace(night, day=sunday - timedelta(days=1))), from_sunday).loc[0, "week"] == "2026-W49"
    )


def test_rows_are_sorted_whatever_the_order_of_the_duties() -> None:
    tiny = centre(agent("b"), agent("a"))
    duties = [duty(name, MONDAY, "work 08:00-10:00", "work 10:00-12:00") for name in ("b", "a")]
    frame, turned = (roster_frame(roster(*order), tiny) for order in (duties, duties[::-1]))
    assert frame.equals(turned)
    assert list(frame["agent_id"]) == ["a", "a", "b", "b"]


def test_a_roster_without_duties_is_a_table_without_rows() -> None:
    frame = roster_frame(roster(), centre())
    assert csv_text(frame, ROSTER).splitlines() == [",".join(ROSTER.names)]
