import csv
import io
from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffplan.export.csv_text import csv_text, number_text
from staffplan.tables.contract import Column, Kind, Table
from staffplan.tables.escape import unescaped

TABLE = Table(
    "SAMPLE",
    "One column of each kind.",
    (
        Column("agent_id", Kind.TEXT, "", "Who."),
        Column("start", Kind.INSTANT, "", "When."),
        Column("date", Kind.DAY, "", "Which day.", required=False),
        Column("hours", Kind.NUMBER, "h", "How long.", required=False),
        Column("segment", Kind.INTEGER, "", "Which piece.", required=False),
        Column("paid", Kind.FLAG, "", "Whether paid.", required=False),
    ),
    key=("agent_id", "start"),
)
START = pd.Timestamp("2026-10-25 00:45", tz="UTC").tz_convert("Europe/Berlin")


def frame(**columns):
    return pd.DataFrame({"agent_id": ["a"], "start": [START]} | columns)


def test_every_kind_has_one_way_to_be_written():
    written = csv_text(
        frame(paid=[True], segment=[1], hours=[7.25], date=[pd.Timestamp("2026-10-25")], note=["left out"]), TABLE
    )
    assert written == ("agent_id,start,date,hours,segment,paid\na,2026-10-25T02:45:00+02:00,2026-10-25,7.25,1,yes\n")


def test_the_hour_that_happens_twice_is_told_apart_by_its_offset():
    twice = pd.DataFrame({"agent_id": "a", "start": pd.date_range(START, periods=2, freq="h")})
    assert csv_text(twice, TABLE).splitlines()[1:] == ["a,2026-10-25T02:45:00+02:00", "a,2026-10-25T02:45:00+01:00"]


def test_a_clock_without_a_zone_is_written_without_an_offset():
    assert csv_text(frame(start=[pd.Timestamp("2026-11-30 08:00")]), TABLE).endswith("\na,2026-11-30T08:00:00\n")


def test_what_is_missing_is_an_empty_cell():
    missing = frame(agent_id=[None], date=[pd.NaT], hours=[np.nan])
    assert csv_text(missing, TABLE).splitlines()[1] == ",2026-10-25T02:45:00+02:00,,"


def test_a_frame_without_rows_is_a_header():
    assert csv_text(frame().iloc[:0], TABLE) == "agent_id,start\n"


def test_a_column_that_the_table_needs_must_be_there():
    with pytest.raises(KeyError, match="start"):
        csv_text(pd.DataFrame({"agent_id": ["a"]}), TABLE)


@pytest.mark.parametrize("value", [np.inf, -np.inf])
def test_an_infinite_number_is_never_written(value):
    with pytest.raises(ValueError, match="hours"):
        csv_text(frame(hours=[value]), TABLE)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (-1e-9, "0"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0"),
        (20.0, "20"),
        (100.0, "100"),
        (1e6, "1000000"),
        (12345678.9, "12345678.9"),
        (2 / 3, "0.666667"),
        (-2.5, "-2.5"),
    ],
)
def test_a_number_has_at_most_six_decimals_and_nothing_superfluous(value, text):
    assert number_text(value) == text


@given(st.lists(st.floats(-1e9, 1e9) | st.integers(-(10**9), 10**9).map(lambda n: n / 2e6) | st.none(), max_size=9))
def test_a_column_of_numbers_is_written_as_each_of_them_alone(values):
    starts = pd.date_range(START, periods=len(values), freq="h")
    many = pd.DataFrame({"agent_id": "a", "start": starts, "hours": pd.Series(values, dtype=float)})
    written = [line.split(",")[2] for line in csv_text(many, TABLE).splitlines()[1:]]
    assert written == ["" if value is None else number_text(value) for value in values]


def test_a_table_longer_than_a_portion_is_written_whole(monkeypatch):
    hours = (
        frame(hours=[1.5]).loc[[0] * 7].assign(hours=[0, 1.5, np.nan, 10, 100, 0.25, -0.0], agent_id=list("abcdefg"))
    )
    whole = csv_text(hours, TABLE)
    monkeypatch.setattr("staffplan.export.csv_text._PORTION", 3)
    assert csv_text(hours, TABLE) == whole
    assert [line.split(",")[2] for line in whole.splitlines()] == ["hours", "0", "1.5", "", "10", "100", "0.25", "0"]


def test_rows_stay_in_their_order_whatever_the_index_says():
    rows = pd.DataFrame({"agent_id": ["b", "a"], "start": [START, START]}, index=[5, 5])
    assert [line[0] for line in csv_text(rows, TABLE).splitlines()[1:]] == ["b", "a"]


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.text("'=+-@,\"\n\r\t", max_size=4),
            st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 - hypothesis wants naive limits
            st.floats(-1e9, 1e9),
            st.integers(-(2**53), 2**53),
            st.booleans(),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_what_is_written_can_be_read_back(rows):
    names, moments, hours, segments, paid = (list(column) for column in zip(*rows, strict=True))
    instants = [moment.replace(microsecond=0, tzinfo=UTC) for moment in moments]
    written = csv_text(
        pd.DataFrame({"agent_id": names, "hours": hours, "segment": segments, "paid": paid}).assign(
            start=pd.to_datetime(instants).tz_convert("America/New_York")
        ),
        TABLE,
    )
    read = list(csv.DictReader(io.StringIO(written, newline="")))
    assert [unescaped(row["agent_id"]) for row in read] == names
    assert [datetime.fromisoformat(row["start"]) for row in read] == instants
    assert [float(row["hours"]) for row in read] == pytest.approx(hours, abs=5.1e-7)
    assert [int(row["segment"]) for row in read] == segments
    assert [row["paid"] == "yes" for row in read] == paid
    assert not any(row["agent_id"].startswith(tuple("=+-@\t\r\n")) for row in read)
