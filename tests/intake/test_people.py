from datetime import date

import pytest
from tiny_centre import BERLIN, agent, centre

from staffplan.domain.agent import Absence, AvailabilityWindow, TimeOff
from staffplan.domain.site import Mode
from staffplan.errors import DataError
from staffplan.intake import read_agents, read_people, read_time_off
from staffplan.intake.availability import NEVER, availability, weekdays_wanted
from staffplan.tables.cells import CellError

HEADER = "agent_id,contract,site,mode,skills"
AWAY = "agent_id,first_day,last_day,kind"


def faults(read) -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(DataError) as caught:
        read()
    return [(fault.code, fault.line, fault.path) for fault in caught.value.faults]


def test_agents_are_read_into_nouns_in_the_order_of_their_ids(written):
    path = written(
        f"{HEADER},proficiency,time_zone,availability,school_holiday_availability,days_off_wanted,team",
        "b,full,hall,hybrid,calls|chat,0.8,Europe/Lisbon,Mon-Fri 08:30-14:30; Sat 09:00-13:00,never,Wed|Sat,one",
        "00123,part,hall,on_site,calls,,,,,,",
    )
    first, second = read_agents(path, centre())
    assert first == agent("00123", "part", modes=frozenset({Mode.ON_SITE}), zone=BERLIN)
    assert (second.modes, second.skills) == (frozenset(Mode), frozenset({"calls", "chat"}))
    assert (second.proficiency, second.zone, second.team) == (0.8, "Europe/Lisbon", "one")
    assert second.availability == (
        AvailabilityWindow(frozenset(range(5)), 510, 870),
        AvailabilityWindow(frozenset({5}), 540, 780),
    )
    assert second.school_holiday_availability == NEVER
    assert second.days_off_wanted == frozenset({2, 5})


def test_the_day_of_hiring_is_a_date_or_nothing(written):
    rows = ("a,full,hall,home,calls,2026-11-02", "b,full,hall,home,calls,")
    assert [one.hired for one in read_agents(written(f"{HEADER},hired", *rows), centre())] == [date(2026, 11, 2), None]
    assert read_agents(written(HEADER, "a,full,hall,home,calls"), centre())[0].hired is None
    path = written(f"{HEADER},hired", "a,full,hall,home,calls,02.11.2026")
    assert faults(lambda: read_agents(path, centre()))[0][1:] == (2, "hired")


def test_a_header_without_rows_is_nobody(written):
    assert read_agents(written(HEADER), centre()) == ()


def test_every_cell_that_is_wrong_is_told_with_row_and_column(written):
    path = written(
        f"{HEADER},proficiency,time_zone,availability,days_off_wanted",
        "a,full,hall,office,calls,1,,,",
        "b,full,hall,home,calls,-1,,,",
        "c,full,hall,home,calls,1,Europe/Berlon,,",
        "d,full,hall,home,calls,1,,Monday 8 to 5,",
        "e,full,hall,home,calls,1,,,Woden",
        "f,full,hall,home,calls||chat,1,,,",
        "g,full,hall,home,,1,,,",
    )
    assert faults(lambda: read_agents(path, centre())) == [
        ("data.unknown_value", 2, "mode"),
        ("data.out_of_range", 3, "proficiency"),
        ("data.unknown_zone", 4, "time_zone"),
        ("data.availability", 5, "availability"),
        ("data.weekday", 6, "days_off_wanted"),
        ("data.blank_skill", 7, "skills"),
        ("data.blank", 8, "skills"),
    ]


def test_ids_twice_and_ids_alike_are_faults(written):
    double = written(HEADER, "a,full,hall,home,calls", "a,full,hall,home,calls")
    assert faults(lambda: read_agents(double, centre())) == [("data.duplicate_row", 3, "agent_id")]
    alike = written(HEADER, *(f"{name},full,hall,home,calls" for name in ("a1", "A1", "Zoë", "Zoe\u0308", "b1")))
    found = faults(lambda: read_agents(alike, centre()))
    assert [code for code, _, _ in found] == ["data.similar_names"] * 2


def test_contracts_sites_and_queues_must_exist_and_a_near_name_is_offered(written):
    path = written(HEADER, "a,ful,hall,home,calls", "b,full,Hall,home,calls", "c,full,hall,home,calls|mail")
    assert faults(lambda: read_agents(path, centre())) == [
        ("data.unknown_name", 2, "contract"),
        ("data.unknown_name", 3, "site"),
        ("data.unknown_name", 4, "skills"),
    ]
    with pytest.raises(DataError, match="did you mean 'hall'"):
        read_agents(path, centre())


def test_time_off_is_read_and_checked_against_the_agents(written):
    here = centre(agent("a"), agent("b"))
    path = written(AWAY, "b,2026-12-01,2026-12-02,sickness", "a,2026-11-30,2026-11-30,leave")
    assert read_time_off(path, here) == (
        TimeOff("a", date(2026, 11, 30), date(2026, 11, 30), Absence.LEAVE),
        TimeOff("b", date(2026, 12, 1), date(2026, 12, 2), Absence.SICKNESS),
    )
    bad = written(
        AWAY,
        "c,2026-12-01,2026-12-02,leave",
        "a,2026-12-02,2026-12-01,leave",
        "b,2026-12-01,2026-12-05,leave",
        "b,2026-12-05,2026-12-06,sickness",
    )
    assert faults(lambda: read_time_off(bad, here)) == [
        ("data.unknown_name", 2, "agent_id"),
        ("data.runs_back", 3, "last_day"),
        ("data.overlapping_time_off", 5, "first_day"),
    ]


def test_nobody_away_is_no_fault(written):
    assert read_time_off(written(AWAY), centre(agent("a"))) == ()


def test_both_files_are_read_at_once_with_the_faults_of_both(written):
    people = written(HEADER, "a,full,hall,home,calls", name="agents.csv")
    away = written(AWAY, "a,2026-11-30,2026-11-30,leave", name="away.csv")
    read = read_people(people, away, centre())
    assert [one.id for one in read.agents] == ["a"]
    assert len(read.time_off) == 1
    assert read_people(None, None, centre()).agents == ()
    bad_people = written(HEADER, "a,full,hall,nowhere,calls", name="agents.csv")
    bad_away = written(AWAY, "a,2026-11-31,2026-12-01,leave", name="away.csv")
    assert faults(lambda: read_people(bad_people, bad_away, centre())) == [
        ("data.unknown_value", 2, "mode"),
        ("data.not_on_calendar", 2, "first_day"),
    ]


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("", ()),
        ("always", ()),
        ("Mon 22:00-06:00", (AvailabilityWindow(frozenset({0}), 1320, 1800),)),
        ("08:00-12:00", (AvailabilityWindow(frozenset(range(7)), 480, 720),)),
        ("Sat|Sun", (AvailabilityWindow(frozenset({5, 6}), 0, 1440),)),
        ("Mon, Wed-Fri 8:00–24:00;", (AvailabilityWindow(frozenset({0, 2, 3, 4}), 480, 1440),)),  # noqa: RUF001
    ],
)
def test_availability_as_planners_write_it(text, windows):
    assert availability(text) == windows


@pytest.mark.parametrize(
    "text", ["Mon 25:00-26:00", "Mon 8-17", "Mon 08:00-12:00 13:00-17:00", "soon", "Mon 24:00-25:00"]
)
def test_availability_that_means_nothing_is_refused(text):
    with pytest.raises(CellError):
        availability(text)


def test_weekdays_wanted_off():
    assert weekdays_wanted("Wed|Sat") == frozenset({2, 5})
    assert weekdays_wanted("") == frozenset()
