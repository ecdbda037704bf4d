import pytest

from staffplan.errors import DataError
from staffplan.intake import ColumnMap, read

MAP = {"queue": "Queue Name", "start": "Interval", "offered": "Calls"}


def codes(path, column_map: ColumnMap) -> list[tuple[str, int | None]]:
    with pytest.raises(DataError) as caught:
        read(path, "interval", column_map=column_map)
    return [(fault.code, fault.line) for fault in caught.value.faults]


def test_another_systems_names_and_time_format_are_read_through_the_map(written):
    path = written("Queue Name;Interval;Calls", "Sales;30.11.2026 08:00;7", "Sales;30.11.2026 08:15;5")
    history = read(path, "interval", column_map=ColumnMap(MAP, time_format="%d.%m.%Y %H:%M"), zone="Europe/Berlin")
    assert history.interval_min == 15
    assert history.frame["start"].iloc[0].isoformat() == "2026-11-30T08:00:00+01:00"
    assert list(history.frame["offered"]) == [7, 5]


def test_a_date_and_a_time_in_two_columns_and_one_queue_for_all(written):
    path = written("Day,From,Calls", "2026-11-30,08:00,7", "2026-11-30,08:30,5")
    column_map = ColumnMap({"date": "Day", "time": "From", "offered": "Calls"}, queue_name="main")
    history = read(path, column_map=column_map)
    assert list(history.frame["queue"]) == ["main", "main"]
    assert history.interval_min == 30


def test_a_date_that_can_be_read_two_ways_needs_its_format(written):
    path = written("Queue Name,Interval,Calls", "a,05/01/2026 08:00,7", "a,05/01/2026 08:15,7")
    assert codes(path, ColumnMap(MAP)) == [("data.ambiguous_date", 2), ("data.ambiguous_date", 3)]
    history = read(path, "interval", column_map=ColumnMap(MAP, time_format="%m/%d/%Y %H:%M"))
    assert history.frame["start"].iloc[0].isoformat() == "2026-05-01T08:00:00"


def test_times_that_do_not_have_the_stated_format_are_faults(written):
    path = written("Queue Name,Interval,Calls", "a,2026-11-30T08:00,7")
    assert codes(path, ColumnMap(MAP, time_format="%d.%m.%Y %H:%M")) == [("data.not_an_instant", 2)]
    assert codes(path, ColumnMap(MAP, time_format="%Q%")) == [("data.not_an_instant", 2)]


def test_handle_times_are_read_as_seconds_or_clock_durations_and_totals_are_divided(written):
    names = {"start": "T", "offered": "N", "handled": "H"}
    path = written("T,N,H,AHT", "2026-11-30T08:00,7,7,1:03:25", "2026-11-30T08:15,7,7,3805")
    history = read(path, "interval", column_map=ColumnMap(names | {"aht_s": "AHT"}, queue_name="q"))
    assert list(history.frame["aht_s"]) == [3805, 3805]
    assert codes(
        written("T,N,H,AHT", "2026-11-30T08:00,7,7,3:25"), ColumnMap(names | {"aht_s": "AHT"}, queue_name="q")
    ) == [("data.ambiguous_duration", 2)]
    path = written("T,N,H,Total", "2026-11-30T08:00,7,5,1000", "2026-11-30T08:15,7,0,0")
    history = read(path, "interval", column_map=ColumnMap(names | {"handle_total_s": "Total"}, queue_name="q"))
    assert history.frame["aht_s"].iloc[0] == 200
    assert history.frame["aht_s"].isna().iloc[1]


def test_handled_stands_in_for_offered_only_with_a_warning(written):
    path = written("T,H", "2026-11-30T08:00,7", "2026-11-30T08:15,7")
    history = read(path, "interval", column_map=ColumnMap({"start": "T", "handled": "H"}, queue_name="q"))
    assert list(history.frame["offered"]) == [7, 7]
    assert any("only handled contacts are known" in note for note in history.notes)


def test_columns_that_are_not_there_are_named_with_a_near_name(written):
    path = written("Queue Name,Intervall,Calls", "a,2026-11-30T08:00,7")
    with pytest.raises(DataError, match="did you mean 'Intervall'"):
        read(path, "interval", column_map=ColumnMap(MAP))


def test_a_map_with_an_unknown_name_or_one_column_for_two_is_a_fault(written):
    path = written("Queue Name,Interval,Calls", "a,2026-11-30T08:00,7")
    assert codes(path, ColumnMap(MAP | {"handeld": "Calls"}))[0][0] == "data.unknown_mapping"
    assert codes(path, ColumnMap(MAP | {"handled": "Calls"})) == [("data.doubled_mapping", None)]


def test_rows_of_wrong_length_and_duplicates_are_told_together(written):
    path = written("Queue Name,Interval,Calls", "a,2026-11-30T08:00,7", "a,2026-11-30T08:00,7", "a,2026-11-30T08:15")
    assert codes(path, ColumnMap(MAP)) == [("data.duplicate_interval", 3), ("data.short_row", 4)]


def test_an_unknown_zone_is_a_fault(written):
    path = written("Queue Name,Interval,Calls", "a,2026-11-30T08:00,7")
    with pytest.raises(DataError, match="not a time zone"):
        read(path, "interval", column_map=ColumnMap(MAP), zone="Europe/Berlon")


def test_a_column_that_need_not_be_there_stands_once_where_it_is(written):
    path = written("queue,start,offered,handled,handled", "calls,2026-11-02T10:00,5,5,5")
    assert codes(path, ColumnMap()) == [("data.doubled_column", 1)]
