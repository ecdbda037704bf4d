import pytest

from staffplan.errors import DataError
from staffplan.intake import ColumnMap, read

HEADER = "queue,entered,answered,ended,outcome"
DAY = "2026-11-30T"


def call(entered: str, answered: str, ended: str, outcome: str, queue: str = "q", day: str = DAY) -> str:
    return ",".join([queue, *((day + clock if clock else "") for clock in (entered, answered, ended)), outcome])


def at(history, clock: str, queue: str = "q", day: str = "2026-11-30"):
    frame = history.frame
    (row,) = frame[(frame["queue"] == queue) & (frame["start"].map(str).str.startswith(f"{day} {clock}"))].to_dict(
        "records"
    )
    return row


def codes(path, **options) -> list[tuple[str, int | None]]:
    with pytest.raises(DataError) as caught:
        read(path, "call_log", **options)
    return [(fault.code, fault.line) for fault in caught.value.faults]


def test_calls_count_in_the_interval_in_which_they_joined_the_queue(written):
    path = written(
        HEADER,
        call("08:29:59", "08:31:00", "08:34:00", "handled"),
        call("08:30:00", "08:30:00", "08:32:00", "handled"),
        call("08:45:00", "", "08:46:00", "abandoned"),
    )
    history = read(path)
    assert history.interval_min == 30
    first, second = at(history, "08:00"), at(history, "08:30")
    assert (first["offered"], first["handled"], first["abandoned"], first["aht_s"]) == (1, 1, 0, 180)
    assert (second["offered"], second["handled"], second["abandoned"], second["aht_s"]) == (2, 1, 1, 120)


def test_an_interval_without_calls_is_a_true_zero_for_every_queue_of_a_day_with_calls(written):
    path = written(
        HEADER, call("08:00:00", "08:00:00", "08:01:00", "handled"), call("20:00:00", "", "20:01:00", "abandoned", "r")
    )
    history = read(path, interval_min=60)
    assert len(history.frame) == 48
    assert history.frame["offered"].sum() == 2
    assert at(history, "03:00", "r")["offered"] == 0


def test_a_day_without_any_call_is_left_out_and_said(written):
    path = written(
        HEADER,
        call("08:00:00", "", "08:01:00", "abandoned"),
        call("08:00:00", "", "08:01:00", "abandoned", day="2026-12-02T"),
    )
    history = read(path, interval_min=60)
    assert len(history.frame) == 48
    assert any("2026-12-01" in note for note in history.notes)


def test_patience_is_all_time_waited_over_those_who_gave_up_after_a_wait(written):
    path = written(
        HEADER,
        call("08:00:00", "08:01:40", "08:05:00", "handled"),  # waited 100 s and was served
        call("08:00:00", "", "08:00:50", "abandoned"),  # gave up after 50 s
        call("08:00:00", "", "08:02:30", "abandoned"),  # gave up after 150 s
        call("08:00:00", "", "08:00:00", "abandoned"),  # gave up at once: no wait, no trial
        call("08:00:00", "08:00:00", "08:05:00", "handled"),  # served at once
    )
    history = read(path)
    assert set(history.frame["patience_s"]) == {150.0}
    assert any(note.startswith("1 callers gave up without waiting") for note in history.notes)


def test_patience_is_blank_and_said_where_nobody_gave_up(written):
    history = read(written(HEADER, call("08:00:00", "08:01:40", "08:05:00", "handled")))
    assert history.frame["patience_s"].isna().all()
    assert any("patience is unknown" in note for note in history.notes)


def test_work_after_the_call_is_part_of_handle_time_where_it_is_known(written):
    path = written(f"{HEADER},wrap", call("08:00:00", "08:00:00", "08:02:00", "handled") + ",30")
    row = at(read(path, column_map=ColumnMap({"after_work_s": "wrap"})), "08:00")
    assert (row["talk_s"], row["after_work_s"], row["aht_s"]) == (120, 30, 150)


def test_time_on_the_line_of_an_abandoned_call_is_no_handle_time(written):
    path = written(
        HEADER,
        call("08:00:00", "08:00:00", "08:02:00", "handled"),
        call("08:00:00", "08:00:10", "08:20:00", "abandoned"),
    )
    assert at(read(path), "08:00")["aht_s"] == 120


def test_words_for_outcomes_are_mapped_and_unknown_ones_are_faults(written):
    path = written(HEADER, call("08:00:00", "08:00:00", "08:02:00", "OK"), call("08:00:00", "", "08:02:00", "TEST"))
    assert codes(path) == [("data.unknown_outcome", 2), ("data.unknown_outcome", 3)]
    history = read(path, column_map=ColumnMap(outcomes={"OK": "handled", "TEST": "ignored"}))
    assert history.frame["offered"].sum() == 1
    assert any("1 left out" in note for note in history.notes)


def test_without_outcomes_a_call_is_handled_where_it_was_answered(written):
    path = written("entered,answered,ended", f"{DAY}08:00,{DAY}08:01,{DAY}08:02", f"{DAY}08:00,,{DAY}08:02")
    history = read(path, column_map=ColumnMap(queue_name="all"))
    assert (history.frame["handled"].sum(), history.frame["abandoned"].sum()) == (1, 1)


def test_times_that_run_back_are_faults(written):
    path = written(
        HEADER, call("08:05:00", "08:00:00", "08:10:00", "handled"), call("08:00:00", "08:05:00", "08:04:00", "handled")
    )
    assert codes(path) == [("data.runs_back", 2), ("data.runs_back", 3)]


def test_a_call_over_the_spring_change_lasts_as_long_as_it_did(written):
    day = "2026-03-29T"
    path = written(HEADER, call("01:59:00", "01:59:30", "03:01:30", "handled", day=day))
    history = read(path, zone="Europe/Berlin")
    assert at(history, "01:30", day="2026-03-29")["aht_s"] == 120
    assert len(history.frame) == 46


def test_both_autumn_hours_have_their_intervals(written):
    path = written(
        HEADER, "q,2026-10-25T00:10Z,,2026-10-25T00:11Z,abandoned", "q,2026-10-25T01:10Z,,2026-10-25T01:11Z,abandoned"
    )
    history = read(path, zone="Europe/Berlin", interval_min=60)
    assert len(history.frame) == 25
    assert list(history.frame[history.frame["offered"] > 0]["start"].map(lambda start: start.isoformat())) == [
        "2026-10-25T02:00:00+02:00",
        "2026-10-25T02:00:00+01:00",
    ]


def test_blank_entries_and_bad_times_are_faults_with_their_rows(written):
    path = written(
        HEADER, f"q,,,{DAY}08:00,abandoned", f",{DAY}08:00,,{DAY}08:01,abandoned", "q,2026-02-30T08:00,,,handled"
    )
    assert codes(path) == [("data.blank", 2), ("data.blank", 3), ("data.not_on_calendar", 4)]


def test_columns_on_different_clocks_are_a_fault(written):
    path = written(HEADER, f"q,{DAY}08:00Z,,{DAY}08:01,abandoned")
    assert codes(path)[0][0] == "data.mixed_offsets"


def test_an_interval_length_off_the_clock_is_a_fault(written):
    path = written(HEADER, call("08:00:00", "", "08:01:00", "abandoned"))
    assert codes(path, interval_min=7) == [("data.interval_length", None)]
