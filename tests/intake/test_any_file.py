"""Whatever a file holds, a planner gets a table or a fault."""

import io
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_centre import agent, centre

from staffplan.errors import DataError
from staffplan.intake import ColumnMap, read, read_agents, read_people, read_requirement, read_table, read_time_off
from staffplan.intake.roster import read_roster
from staffplan.tables import AGENTS, HISTORY, REQUIREMENT, ROSTER, TABLES, TIME_OFF, Column, Kind, Table

HERE = centre(agent("a"))
ZONES = st.sampled_from(["Europe/Berlin", "Asia/Kathmandu", None])
INSTANTS = (
    "2026-03-29T02:30",
    "2026-10-25T02:30",
    "2026-10-25T02:30:00",
    "2026-11-30T08:00",
    "2026-11-30T08:10",
    "2026-11-30T08:15:30.5",
    "2026-11-30T08:00Z",
    "2026-11-30T09:00+01:00",
    "2199-12-31T23:59-12:00",
    "1900-01-01T00:00+14:00",
    "2026-02-30T08:00",
)
LIKELY = {
    Kind.TEXT: (
        "a",
        "calls",
        "full",
        "hall",
        "calls|chat",
        "Mon-Fri 08:00-12:00",
        "Wed|Sat",
        "2026-W49",
        *INSTANTS[-6:],
    ),
    Kind.INSTANT: INSTANTS,
    Kind.DAY: ("2026-11-30", "2026-12-01", "1900-01-01", "2199-12-31", "05/01/2026"),
    Kind.NUMBER: ("0", "1", "2.5", "1e9", "-1", "inf", "1,2"),
    Kind.INTEGER: ("1", "2", "1.5", "1e300"),
    Kind.FLAG: ("yes", "no", "perhaps"),
}
CLOCKS = ("0:00:00", "0:00:05", "8:00:00", "8:00:30", "23:59:50", "24:00:00")
OF_THE_BANK = {
    "type": ("PS", "IN", "="),
    "date": ("990201", "990203", "990230"),
    **dict.fromkeys(("vru_entry", "vru_exit", "q_start", "q_exit", "ser_start", "ser_exit"), CLOCKS),
    **dict.fromkeys(("q_time", "ser_time"), ("0", "30", "-1")),
    "outcome": ("AGENT", "HANG", "PHANTOM", "LOST"),
}
OF_A_LOG = {
    "queue": ("a", "b"),
    **dict.fromkeys(("entered", "answered", "ended"), INSTANTS),
    "outcome": ("handled", "abandoned", "ignored", "lost"),
}


def of_table(table: Table) -> dict[str, tuple[str, ...]]:
    def likely(column: Column) -> tuple[str, ...]:
        return (*column.choices, "none of them") if column.choices else LIKELY[column.kind]

    return {column.name: likely(column) for column in table.columns}


def files(cells: dict[str, tuple[str, ...]]) -> st.SearchStrategy[bytes]:
    """Files with these columns: cells mostly likely ones, the first of them most of all, rows mostly of full length."""
    odd = st.one_of(st.text(max_size=6), st.just(""))

    def cell(likely: tuple[str, ...]) -> st.SearchStrategy[str]:
        usual = st.sampled_from(likely)
        return st.one_of(usual, usual, usual, st.sampled_from(likely[:3]), odd)

    whole = st.tuples(*(cell(likely) for likely in cells.values())).map(list)
    row = st.one_of(whole, whole, whole, st.lists(odd, max_size=len(cells) + 1))
    quoted = row.map(lambda row: ",".join('"' + text.replace('"', '""') + '"' for text in row))
    return st.lists(quoted, max_size=5).map(lambda rows: "\n".join([",".join(cells), *rows]).encode())


def read_or_refuse(read: Callable[..., object], raw: bytes, *arguments: object, **options: object) -> bool:
    """Whether the file was read; anything but a DataError goes through."""
    try:
        read(io.BytesIO(raw), *arguments, **options)
    except DataError as error:
        return not (error.faults and str(error))
    return True


@settings(max_examples=60)
@given(raw=st.binary(max_size=200))
def test_any_bytes(raw):
    assert not any(read_or_refuse(read_table, raw, table, zone="Europe/Berlin") for table in TABLES)
    assert not read_or_refuse(read, raw)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@settings(max_examples=20)
@given(data=st.data(), zone=ZONES)
def test_any_rows_of_a_table(table, data, zone):
    read_or_refuse(read_table, data.draw(files(of_table(table))), table, zone=zone)


@settings(max_examples=30)
@given(agents=files(of_table(AGENTS)), time_off=files(of_table(TIME_OFF)))
def test_any_rows_about_people(agents, time_off):
    read_or_refuse(read_agents, agents, HERE)
    read_or_refuse(read_time_off, time_off, HERE)
    read_or_refuse(lambda source: read_people(source, io.BytesIO(time_off), HERE), agents)


@settings(max_examples=40)
@given(roster=files(of_table(ROSTER)), requirement=files(of_table(REQUIREMENT)))
def test_any_rows_of_a_roster_and_a_requirement(roster, requirement):
    read_or_refuse(read_roster, roster, HERE)
    read_or_refuse(read_requirement, requirement, HERE)


@settings(max_examples=50)
@given(raw=files(of_table(HISTORY)), zone=ZONES)
def test_any_rows_of_a_history(raw, zone):
    read_or_refuse(read, raw, "history", zone=zone)
    read_or_refuse(read, raw, "history", zone=zone, interval_min=60)
    column_map = ColumnMap({"start": "start"}, queue_name="all", time_format="%Y-%m-%dT%H:%M")
    read_or_refuse(read, raw, "interval", zone=zone, column_map=column_map)


@settings(max_examples=50)
@given(raw=files(OF_A_LOG), zone=ZONES)
def test_any_rows_of_a_call_log(raw, zone):
    read_or_refuse(read, raw, "call_log", zone=zone)


@settings(max_examples=40)
@given(raw=files(OF_THE_BANK), zone=st.sampled_from(["Asia/Jerusalem", None]))
def test_any_rows_of_the_banks_log(raw, zone):
    read_or_refuse(read, raw, "anonymous_bank", zone=zone)
