import pandas as pd
import pytest

from staffplan.errors import DataError, Exit
from staffplan.tables import AGENTS, FORECAST, HISTORY, REQUIREMENT, TIME_OFF, assemble_texts, typed

BERLIN = "Europe/Berlin"


def text(columns: str, *rows: str) -> pd.DataFrame:
    return pd.DataFrame([row.split(",") for row in rows], columns=columns.split(","), dtype="str")


def history(*rows: str) -> pd.DataFrame:
    return text("queue,start,offered", *rows)


def faults(frame: pd.DataFrame, table=HISTORY, zone=None) -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(DataError) as caught:
        typed(frame, table, file="x.csv", zone=zone)
    assert caught.value.exit_code is Exit.DATA
    return [(fault.code, fault.line, fault.path) for fault in caught.value.faults]


def starts(frame: pd.DataFrame) -> list[str]:
    return [start.isoformat() for start in frame["start"]]


def test_text_becomes_typed_columns_sorted_by_queue_and_start():
    frame = typed(history("b,2026-11-30T08:15,2", "a,2026-11-30T08:00,3.5", "b,2026-11-30T08:00,1"), HISTORY, file="x")
    assert list(frame["queue"]) == ["a", "b", "b"]
    assert list(frame["offered"]) == [3.5, 1.0, 2.0]
    assert frame["start"].dtype == "datetime64[us]"
    assert frame["queue"].dtype == "str"
    assert frame["offered"].dtype == "float64"


def test_unsorted_rows_give_the_same_frame_as_sorted_rows():
    rows = [f"q{n % 3},2026-11-30T{8 + n // 6:02d}:{n % 6 * 10:02d},{n}" for n in range(30)]
    pd.testing.assert_frame_equal(
        typed(history(*rows), HISTORY, file="x", zone=BERLIN),
        typed(history(*rows[::-1]), HISTORY, file="x", zone=BERLIN),
    )


@pytest.mark.parametrize("name", ["00123", "NA", "None", "null", "nan", "1e5", "TRUE", "Zoë", "مركز", "<script>"])
def test_ids_that_look_like_something_else_survive_as_text(name):
    frame = text("agent_id,contract,site,mode,skills", f"{name},c,s,home,q")
    assert list(typed(frame, AGENTS, file="x")["agent_id"]) == [name]


@pytest.mark.parametrize("cell", ["inf", "-inf", "nan", "NaN", "abc", "1e999", "0x10", "1_000", "12 5", "٣", "5%"])
def test_what_is_no_finite_number_is_a_fault_with_row_and_column(cell):
    assert faults(history("a,2026-11-30T08:00,1", f"a,2026-11-30T08:15,{cell}")) == [
        ("data.not_a_number", 3, "offered")
    ]


def test_a_number_with_a_thousands_comma_is_a_fault_with_a_hint():
    frame = pd.DataFrame([["a", "2026-11-30T08:00", "1,234"]], columns=["queue", "start", "offered"], dtype="str")
    with pytest.raises(DataError) as caught:
        typed(frame, HISTORY, file="x.csv")
    assert "1234.5" in (caught.value.faults[0].hint or "")
    assert caught.value.faults[0].place() == "x.csv:2:3"


def test_negative_and_absurd_volumes_are_out_of_range():
    assert faults(history("a,2026-11-30T08:00,-5", "a,2026-11-30T08:15,1e12")) == [
        ("data.out_of_range", 2, "offered"),
        ("data.out_of_range", 3, "offered"),
    ]


def test_a_value_just_above_a_limit_does_not_read_like_the_limit():
    with pytest.raises(DataError, match=r"1,000,001 is above 1,000,000,"):
        typed(history("a,2026-11-30T08:00,1000001"), HISTORY, file="x.csv")


def test_limits_themselves_are_allowed():
    frame = text("queue,start,agents,occupancy", "a,2026-11-30T08:00,0,1", "a,2026-11-30T08:15,-0,0")
    assert list(typed(frame, REQUIREMENT, file="x")["agents"].map(repr)) == ["0.0", "0.0"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("05/01/2026 08:00", "data.ambiguous_date"),
        ("05.01.2026 08:00", "data.ambiguous_date"),
        ("2026-02-30T08:00", "data.not_on_calendar"),
        ("2026-02-28T24:00", "data.not_on_calendar"),
        ("2026-02-28T08:60", "data.not_on_calendar"),
        ("0001-01-01T00:00", "data.not_on_calendar"),
        ("2026-02-28", "data.not_an_instant"),
        ("2026-02-28T08:00+25:00", "data.not_an_instant"),
        ("46000", "data.not_an_instant"),
        ("08:00", "data.not_an_instant"),
    ],
)
def test_times_that_are_not_iso_instants_are_faults(cell, code):
    assert faults(history(f"a,{cell},1")) == [(code, 2, "start")]


def test_leap_days_exist_only_in_leap_years():
    assert starts(typed(history("a,2028-02-29T08:00,1"), HISTORY, file="x")) == ["2028-02-29T08:00:00"]
    assert faults(history("a,2026-02-29T08:00,1")) == [("data.not_on_calendar", 2, "start")]


def test_days_are_iso_dates_only():
    frame = text("agent_id,first_day,last_day,kind", "a,2026-11-30,05/01/2027,leave", "b,30.11.2026,2026-02-30,leave")
    assert faults(frame, TIME_OFF) == [
        ("data.ambiguous_date", 2, "last_day"),
        ("data.ambiguous_date", 3, "first_day"),
        ("data.not_on_calendar", 3, "last_day"),
    ]


def test_a_duplicate_interval_names_both_rows():
    with pytest.raises(DataError) as caught:
        typed(history("a,2026-11-30T08:00,1", "b,2026-11-30T08:00,1", "a,2026-11-30 08:00:00,2"), HISTORY, file="x")
    (fault,) = caught.value.faults
    assert (fault.code, fault.line) == ("data.duplicate_interval", 4)
    assert "row 2" in fault.message


def test_the_same_moment_written_with_two_offsets_is_a_duplicate():
    rows = ("a,2026-11-30T08:00+01:00,1", "a,2026-11-30T07:00Z,2")
    assert faults(history(*rows), zone=BERLIN) == [("data.duplicate_interval", 3, "start")]


def test_a_blank_cell_is_a_fault_where_needed_and_unknown_where_not():
    frame = text("queue,start,offered,aht_s", "a,2026-11-30T08:00,1,", "a,2026-11-30T08:15,2,180")
    assert typed(frame, HISTORY, file="x")["aht_s"].isna().tolist() == [True, False]
    assert faults(history(",2026-11-30T08:00,1", "a,,1", "a,2026-11-30T08:00,")) == [
        ("data.blank", 2, "queue"),
        ("data.blank", 3, "start"),
        ("data.blank", 4, "offered"),
    ]


def test_all_faults_are_told_at_once_in_the_order_of_the_file():
    found = faults(history("a,05/01/2026,x", "a,2026-11-30T08:00,-1", ",2026-11-30T08:00,1"))
    assert [line for _, line, _ in found] == [2, 2, 3, 4]


def test_more_than_fifty_faults_are_cut_and_counted():
    with pytest.raises(DataError) as caught:
        typed(history(*(f"a,2026-11-30T08:00,bad{n}" for n in range(60))), HISTORY, file="x")
    assert len(caught.value.faults) == 51
    assert "and 69 more" in caught.value.faults[-1].message  # 60 bad numbers and 59 duplicates, less fifty


def test_missing_columns_are_named_with_a_near_name():
    with pytest.raises(DataError) as caught:
        typed(text("Queue,strat,offered", "a,2026-11-30T08:00,1"), HISTORY, file="x")
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("data.missing_column", "queue"),
        ("data.missing_column", "start"),
    ]
    assert "'Queue'" in (caught.value.faults[0].hint or "")
    assert "'strat'" in (caught.value.faults[1].hint or "")


def test_another_table_is_called_by_its_name():
    with pytest.raises(DataError) as caught:
        typed(text("queue,scenario,start,offered", "a,1,2026-11-30T08:00,1"), FORECAST, file="x")
    [fault] = caught.value.faults
    assert fault.hint == "this is SCENARIOS; FORECAST needs queue, start, offered_mean."


def test_a_column_of_another_name_is_still_guessed():
    with pytest.raises(DataError) as caught:
        typed(text("queue,start,offered", "a,2026-11-30T08:00,1"), FORECAST, file="x")
    assert caught.value.faults[0].hint == "did you mean 'offered'? Call it 'offered_mean'."


def test_a_doubled_column_is_a_fault():
    assert faults(text("queue,start,offered,offered", "a,2026-11-30T08:00,1,2")) == [
        ("data.doubled_column", 1, "offered")
    ]


def test_an_unknown_column_is_left_out_with_a_note_that_guesses():
    read = assemble_texts(text("queue,start,offered,handeld", "a,2026-11-30T08:00,1,1"), HISTORY, file="x")
    assert list(read.sound().columns) == ["queue", "start", "offered"]
    assert any("'handeld'" in note and "'handled'" in note for note in read.notes)


def test_a_text_with_choices_allows_no_other():
    frame = text("agent_id,contract,site,mode,skills", "a,c,s,Home,q")
    assert faults(frame, AGENTS) == [("data.unknown_value", 2, "mode")]


def test_rows_carry_the_numbers_they_were_given():
    frame = history("a,2026-11-30T08:00,x")
    frame.index = pd.Index([17], name="row")
    assert faults(frame) == [("data.not_a_number", 17, "offered")]


def test_an_unknown_zone_is_a_fault_and_no_crash():
    assert faults(history("a,2026-11-30T08:00,1"), zone="Mars/Olympus") == [("data.unknown_zone", None, None)]


def test_times_without_offset_stay_naive_where_no_zone_is_known():
    assert typed(history("a,2026-11-30T08:00,1"), HISTORY, file="x")["start"].dt.tz is None


def test_times_without_offset_are_the_wall_clock_of_the_zone():
    frame = typed(history("a,2026-11-30T08:00,1", "a,2026-07-01T08:00,1"), HISTORY, file="x", zone=BERLIN)
    assert starts(frame) == ["2026-07-01T08:00:00+02:00", "2026-11-30T08:00:00+01:00"]


def test_times_with_offset_are_converted_to_the_zone():
    frame = typed(history("a,2026-11-30T07:00Z,1", "a,2026-11-30T03:15:00-0500,1"), HISTORY, file="x", zone=BERLIN)
    assert starts(frame) == ["2026-11-30T08:00:00+01:00", "2026-11-30T09:15:00+01:00"]


def test_one_offset_throughout_is_kept_without_a_zone_and_several_become_utc_with_a_note():
    one = assemble_texts(history("a,2026-11-30T08:00+01:00,1", "a,2026-11-30T08:15+01:00,1"), HISTORY, file="x")
    assert starts(one.sound())[0] == "2026-11-30T08:00:00+01:00"
    assert one.notes == ()
    two = assemble_texts(history("a,2026-11-30T08:00+01:00,1", "a,2026-07-01T08:00+02:00,1"), HISTORY, file="x")
    assert starts(two.sound()) == ["2026-07-01T06:00:00+00:00", "2026-11-30T07:00:00+00:00"]
    assert "UTC" in two.notes[0]


def test_times_with_and_without_offset_are_a_fault_unless_a_zone_settles_it():
    rows = history("a,2026-11-30T08:00,1", "a,2026-11-30T08:15+01:00,1")
    assert faults(rows) == [("data.mixed_offsets", 3, "start")]
    read = assemble_texts(rows, HISTORY, file="x", zone=BERLIN)
    assert starts(read.sound()) == ["2026-11-30T08:00:00+01:00", "2026-11-30T08:15:00+01:00"]
    assert any("no offset" in note for note in read.notes)


def test_of_two_rows_in_the_autumn_hour_the_first_is_summer_time():
    rows = history("a,2026-10-25T02:00,1", "b,2026-10-25T02:00,5", "a,2026-10-25T02:00,2", "a,2026-10-25T03:00,3")
    read = assemble_texts(rows, HISTORY, file="x", zone=BERLIN)
    frame = read.sound()
    assert starts(frame[frame["queue"] == "a"]) == [
        "2026-10-25T02:00:00+02:00",
        "2026-10-25T02:00:00+01:00",
        "2026-10-25T03:00:00+01:00",
    ]
    assert list(frame["offered"]) == [1, 2, 3, 5]
    assert any("1 pairs" in note for note in read.notes)
    assert any("1 rows in it stand alone" in note for note in read.notes)


def test_a_third_row_in_the_autumn_hour_is_a_duplicate():
    rows = history(*(f"a,2026-10-25T02:00,{n}" for n in range(3)))
    assert faults(rows, zone=BERLIN) == [("data.duplicate_interval", 4, "start")]


def test_an_empty_row_in_the_spring_hour_is_left_out_and_said():
    rows = history("a,2026-03-29T01:00,4", "a,2026-03-29T02:00,0", "a,2026-03-29T02:30,", "a,2026-03-29T03:00,5")
    read = assemble_texts(rows, HISTORY, file="x", zone=BERLIN)
    assert starts(read.sound()) == ["2026-03-29T01:00:00+01:00", "2026-03-29T03:00:00+02:00"]
    assert any(note.startswith("2 rows") for note in read.notes)


def test_a_row_with_calls_in_the_spring_hour_is_a_fault():
    assert faults(history("a,2026-03-29T02:30,1"), zone=BERLIN) == [("data.skipped_hour", 2, "start")]
    assert starts(typed(history("a,2026-03-29T02:30,1"), HISTORY, file="x", zone="Africa/Lagos"))


def test_other_tables_measure_their_rows_by_their_own_column():
    frame = text("queue,start,offered_mean", "a,2026-03-29T02:30,0", "a,2026-03-29T03:00,1")
    assert len(typed(frame, FORECAST, file="x", zone=BERLIN)) == 1


@pytest.mark.parametrize(("day", "halves"), [("2026-03-29", 46), ("2026-07-01", 48), ("2026-10-25", 50)])
def test_a_berlin_day_read_from_utc_has_its_own_number_of_half_hours(day, halves):
    every = pd.date_range("2026-01-01", "2026-12-31", freq="30min", tz="UTC")
    rows = history(*(f"a,{start.isoformat()},1" for start in every))
    frame = typed(rows, HISTORY, file="x", zone=BERLIN)
    assert int((frame["start"].dt.strftime("%Y-%m-%d") == day).sum()) == halves


@pytest.mark.parametrize(
    "row", ["a,2026-11-30T08:00,-1", "a,2026-11-30T08:00,some", "a,2026-13-45T08:00,1", "a,2026-11-30T25:00,1"]
)
def test_every_cell_that_cannot_be_read_has_a_hint(row):
    with pytest.raises(DataError) as caught:
        typed(history(row), HISTORY, file="x")
    assert caught.value.faults[0].hint


def test_a_forecast_may_have_any_quantiles():
    header = "queue,start,offered_mean,offered_p97_5,offered_p02_5,cv2_day"
    frame = text(header, "a,2026-11-30T08:00,3,7,0,0.01")
    read = assemble_texts(frame, FORECAST, file="x")
    assert list(read.sound().columns) == header.replace(
        "offered_p97_5,offered_p02_5", "offered_p02_5,offered_p97_5"
    ).split(",")
    assert read.notes == ()


@pytest.mark.parametrize("name", ["offered_p5", "offered_p100", "offered_p05_0", "offered_px"])
def test_what_is_no_quantile_is_not_read_and_said(name):
    frame = text(f"queue,start,offered_mean,{name}", "a,2026-11-30T08:00,3,7")
    (note,) = assemble_texts(frame, FORECAST, file="x").notes
    assert note.startswith(f"Column {name!r} is not part of FORECAST")
    assert not note.endswith("?.")
