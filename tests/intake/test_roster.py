import random
from datetime import date

import pytest
from tiny_centre import BERLIN, MONDAY, agent, at, centre, duty

from staffplan.domain.roster import Roster
from staffplan.domain.site import Mode
from staffplan.errors import DataError
from staffplan.export.csv_text import csv_text
from staffplan.export.roster_frame import roster_frame
from staffplan.intake.roster import read_roster
from staffplan.tables import ROSTER

HERE = centre(agent("00123"), agent("b", zone="Europe/Lisbon"))
PLAN = Roster(
    MONDAY,
    date(2026, 12, 6),
    (
        duty("00123", MONDAY, "work 08:00-12:00", "meal 12:00-12:30", "work 12:30-16:30", name="s1"),
        duty("00123", date(2026, 12, 1), "work 22:00-30:00", name="s2"),
        duty("b", MONDAY, "work 09:00-12:00", "work 14:00-17:00", mode=Mode.HOME, name="s1"),
    ),
)


def lines() -> list[str]:
    return csv_text(roster_frame(PLAN, HERE), ROSTER).splitlines()


def changed(row: int, **cells: str) -> list[str]:
    """The plan's file with some cells of one row (counted as a spreadsheet does) changed."""
    rows = lines()
    parts = rows[row - 1].split(",")
    for name, cell in cells.items():
        parts[ROSTER.names.index(name)] = cell
    return [*rows[: row - 1], ",".join(parts), *rows[row:]]


def faults(path, here=HERE) -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(DataError) as caught:
        read_roster(path, here)
    return [(fault.code, fault.line, fault.path) for fault in caught.value.faults]


def test_a_roster_comes_back_from_its_file_as_it_was(written):
    assert read_roster(written(*lines()), HERE) == PLAN


def test_rows_in_any_order_give_the_same_roster(written):
    header, *rows = lines()
    random.Random(7).shuffle(rows)
    assert read_roster(written(header, *rows), HERE) == PLAN


def test_a_blank_utc_time_is_taken_from_the_local_one_with_its_offset(written):
    assert read_roster(written(*changed(2, start_utc="", end_utc="")), HERE) == PLAN
    assert faults(written(*changed(2, start_utc="", start_local="2026-11-30T08:00:00"))) == [
        ("data.no_instant", 2, "start_local")
    ]


def test_a_local_time_without_offset_is_one_of_the_agents_zone(written):
    plan = read_roster(written(*changed(6, start_local="2026-11-30T08:00:00")), HERE)
    assert plan == PLAN
    assert faults(written(*changed(6, start_local="2026-11-30T09:00:00"))) == [("data.contradiction", 6, "start_local")]


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"start_local": "2026-11-30T08:30:00+01:00"}, "data.contradiction", "start_local"),
        ({"end_utc": "2026-11-30T11:30:00Z"}, "data.contradiction", "end_local"),
        ({"hours": "4.5"}, "data.contradiction", "hours"),
        ({"agent_id": "123"}, "data.unknown_name", "agent_id"),
        ({"site": "barn"}, "data.contradiction", "site"),
        ({"queue": "callz"}, "data.unknown_name", "queue"),
        ({"mode": "office"}, "data.unknown_value", "mode"),
        ({"activity": "nap"}, "data.unknown_value", "activity"),
        ({"date": "2026-12-01"}, "data.contradiction", "date"),
        ({"date": "30.11.2026"}, "data.ambiguous_date", "date"),
        ({"week": "2026-W50"}, "data.contradiction", "week"),
        ({"mode": "home"}, "data.contradiction", "mode"),
        ({"paid": "maybe"}, "data.not_a_flag", "paid"),
        ({"segment": "1.5"}, "data.not_a_number", "segment"),
        ({"segment": "2"}, "data.duplicate_row", "segment"),
        ({"start_utc": "soon"}, "data.not_an_instant", "start_utc"),
    ],
)
def test_a_row_that_contradicts_itself_or_the_centre_is_a_fault(written, cells, code, column):
    found = faults(written(*changed(2, **cells)))
    assert code in {found_code for found_code, _, _ in found}
    assert column in {found_column for _, _, found_column in found}


def test_an_end_before_its_start_and_overlapping_segments_are_faults(written):
    backwards = {"end_local": "2026-11-30T07:00:00+01:00", "end_utc": "2026-11-30T06:00:00Z", "hours": "1"}
    assert ("data.runs_back", 2, "hours") in faults(written(*changed(2, **backwards)))
    longer = {"end_local": "2026-11-30T12:15:00+01:00", "end_utc": "2026-11-30T11:15:00Z", "hours": "4.25"}
    assert faults(written(*changed(2, **longer))) == [("data.overlap", 3, "start_local")]


def test_the_night_of_the_autumn_change_is_nine_hours(written):
    night = duty("00123", date(2026, 10, 24), "work 22:00-30:00", name="n")
    assert night.paid_hours == 9
    plan = Roster(date(2026, 10, 19), date(2026, 10, 25), (night,))
    assert read_roster(written(*csv_text(roster_frame(plan, HERE), ROSTER).splitlines()), HERE) == plan


def test_a_duty_belongs_to_the_date_on_which_it_starts_in_the_centres_zone(written):
    far = centre(agent("00123", zone="Asia/Tokyo"))
    plan = Roster(MONDAY, date(2026, 12, 6), (duty("00123", MONDAY, "work 20:00-23:00", name="n"),))
    read = read_roster(written(*csv_text(roster_frame(plan, far), ROSTER).splitlines()), far)
    assert read.duties[0].day == MONDAY
    assert read.duties[0].start == at(MONDAY, "20:00", BERLIN)


def test_a_file_without_rows_is_a_roster_only_of_a_week_that_is_named(written):
    header = lines()[0]
    assert faults(written(header)) == [("data.no_rows", None, None)]
    assert read_roster(written(header), HERE, first_day=MONDAY) == Roster(MONDAY, date(2026, 12, 6), ())
