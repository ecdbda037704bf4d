from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from staffplan.errors import DataError
from staffplan.tables import COVERAGE, HISTORY, TIME_OFF, check_frame


def frame(**columns) -> pd.DataFrame:
    usual = {"queue": ["a", "a"], "start": ["2026-11-30T08:15", "2026-11-30T08:00"], "offered": [2, 1]}
    return pd.DataFrame(usual | columns)


def codes(bad: pd.DataFrame, table=HISTORY) -> list[str]:
    with pytest.raises(DataError) as caught:
        check_frame(bad, table)
    return [fault.code for fault in caught.value.faults]


def test_a_users_frame_is_normalised_and_left_alone():
    mine = frame()
    before = mine.copy()
    checked = check_frame(mine, HISTORY)
    pd.testing.assert_frame_equal(mine, before)
    assert list(checked["offered"]) == [1.0, 2.0]
    assert checked["start"].dtype == "datetime64[us]"
    assert list(checked.index) == [0, 1]


def test_checking_twice_changes_nothing():
    once = check_frame(frame(aht_s=[None, 3]), HISTORY)
    pd.testing.assert_frame_equal(check_frame(once, HISTORY), once)


@pytest.mark.parametrize(
    "start",
    [
        pd.to_datetime(["2026-11-30T08:15", "2026-11-30T08:00"]),
        pd.to_datetime(["2026-11-30T08:15", "2026-11-30T08:00"]).as_unit("ns"),
        [datetime(2026, 11, 30, 8, 15), datetime(2026, 11, 30, 8)],  # noqa: DTZ001 - naive on purpose
        ["2026-11-30 08:15:00", "2026-11-30T08:00"],
        pd.Series(["2026-11-30 08:15:00", "2026-11-30T08:00"], dtype="category"),
    ],
)
def test_clock_times_of_any_make_give_the_same_frame(start):
    pd.testing.assert_frame_equal(check_frame(frame(start=start), HISTORY), check_frame(frame(), HISTORY))


def test_a_zoned_start_keeps_its_zone_and_its_two_autumn_hours():
    start = pd.date_range("2026-10-25T00:00", periods=2, freq="60min", tz="UTC").tz_convert("Europe/Berlin")
    checked = check_frame(frame(start=start), HISTORY)
    assert str(checked["start"].dtype) == "datetime64[us, Europe/Berlin]"
    assert checked["start"].diff().iloc[1] == pd.Timedelta(hours=1)


@pytest.mark.parametrize("kind", ["category", object, "moments"])
def test_zoned_starts_of_any_make_keep_their_zone(kind):
    zoned = pd.Series(pd.date_range("2026-10-24T22:00", periods=2, freq="D", tz="UTC").tz_convert("Europe/Berlin"))
    start = [moment.to_pydatetime() for moment in zoned] if kind == "moments" else zoned.astype(kind)
    pd.testing.assert_frame_equal(check_frame(frame(start=start), HISTORY), check_frame(frame(start=zoned), HISTORY))


def test_zoned_datetime_objects_are_read():
    zone = ZoneInfo("Europe/Berlin")
    start = pd.Series(
        [datetime(2026, 11, 30, 8, 15, tzinfo=zone), datetime(2026, 11, 30, 8, tzinfo=zone)], dtype=object
    )
    assert check_frame(frame(start=start), HISTORY)["start"].iloc[0].isoformat() == "2026-11-30T08:00:00+01:00"


@pytest.mark.parametrize(
    "offered", [[2, 1], [2.0, 1.0], ["2", "1.0"], [Decimal(2), 1], pd.array([2, 1], dtype="Int64"), np.float32([2, 1])]
)
def test_numbers_of_any_make_become_floats(offered):
    checked = check_frame(frame(offered=offered), HISTORY)
    assert checked["offered"].dtype == "float64"
    assert list(checked["offered"]) == [1.0, 2.0]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ([1, None], "data.blank"),
        ([1, float("nan")], "data.blank"),
        (pd.array([1, None], dtype="Int64"), "data.blank"),
        ([1, float("inf")], "data.not_a_number"),
        ([1, -1], "data.out_of_range"),
        ([True, False], "data.not_a_number"),
        (["1", "1,5"], "data.not_a_number"),
        ([1, [2]], "data.not_a_number"),
        ([1, 10**400], "data.not_a_number"),
        ([1, Decimal("sNaN")], "data.not_a_number"),
    ],
)
def test_numbers_that_cannot_be_planned_with_are_faults(bad, code):
    assert set(codes(frame(offered=bad))) == {code}


def test_an_infinite_number_is_a_fault_where_no_limit_stands_against_it_either():
    cover = {name: [0.0, 0.0] for name in ("required", "cover", "shortfall", "surplus", "on_site", "home")}
    assert codes(frame(**cover | {"surplus": [0.0, float("inf")]}), COVERAGE) == ["data.not_a_number"]


def test_missing_columns_and_cells_of_another_kind_are_faults():
    assert codes(pd.DataFrame({"queue": ["a"]})) == ["data.missing_column", "data.missing_column"]
    assert codes(frame(start=[1, 2])) == ["data.wrong_kind", "data.wrong_kind"]
    assert codes(frame(start=[pd.NaT, pd.Timestamp("2026-11-30")])) == ["data.blank"]
    assert codes(frame(queue=["a", None])) == ["data.blank"]
    assert codes(frame(queue=["a", 1.5])) == ["data.wrong_kind"]


def test_duplicates_are_named_by_their_index_labels():
    double = frame(start=["2026-11-30T08:00"] * 2)
    double.index = pd.Index(["x", "y"])
    with pytest.raises(DataError) as caught:
        check_frame(double, HISTORY)
    assert "labelled x" in caught.value.faults[0].message
    assert "labelled y" in caught.value.faults[0].message


def test_whole_numbers_serve_as_queue_names_and_the_index_as_columns():
    indexed = frame(queue=[7, 7]).set_index(["queue", "start"])
    assert list(check_frame(indexed, HISTORY)["queue"]) == ["7", "7"]


def test_dates_of_any_make_become_days():
    away = {"agent_id": ["b", "a"], "kind": ["leave", "sickness"], "last_day": [date(2026, 12, 1), "2026-12-02"]}
    checked = check_frame(pd.DataFrame(away | {"first_day": pd.to_datetime(["2026-12-01"] * 2)}), TIME_OFF)
    assert list(checked["last_day"]) == [pd.Timestamp("2026-12-02"), pd.Timestamp("2026-12-01")]


def test_an_empty_frame_of_the_right_columns_is_a_table_without_rows():
    checked = check_frame(frame().iloc[:0], HISTORY)
    assert list(checked.columns) == ["queue", "start", "offered"]
    assert checked.empty


@pytest.mark.parametrize(
    ("start", "zoned"), [("2026-10-25T02:00", True), ("2026-10-25T09:00", False), ("2026-10-26T02:00", False)]
)
def test_an_hour_that_a_clock_without_zone_shows_twice_asks_for_the_zone(start: str, zoned: bool) -> None:
    with pytest.raises(DataError) as caught:
        check_frame(frame(start=[start, start]), HISTORY)
    assert ("state the time zone" in str(caught.value.faults[0].hint)) is zoned
