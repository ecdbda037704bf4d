import io

import pandas as pd
import pytest

from staffplan.errors import DataError, Exit
from staffplan.intake import read_table, take_table
from staffplan.tables import AGENTS, HISTORY, TIME_OFF
from staffplan.tables.escape import escaped

HEADER = "queue,start,offered"
ROW = "support,2026-11-30T08:00,7"


def faults(path, table=HISTORY) -> list[tuple[str, int | None, int | None]]:
    with pytest.raises(DataError) as caught:
        read_table(path, table)
    assert caught.value.exit_code is Exit.DATA
    assert all(fault.file == str(path) for fault in caught.value.faults)
    return [(fault.code, fault.line, fault.column) for fault in caught.value.faults]


def test_a_plain_file_is_read_without_notes(written):
    intake = take_table(written(HEADER, ROW), HISTORY)
    assert intake.notes == ()
    assert intake.frame.to_dict("list") == {
        "queue": ["support"],
        "start": [pd.Timestamp("2026-11-30T08:00")],
        "offered": [7.0],
    }


def test_standard_input_is_read_as_a_stream():
    assert len(read_table(io.BytesIO(f"{HEADER}\n{ROW}\n".encode()), HISTORY)) == 1
    with pytest.raises(DataError, match="standard input"):
        read_table(io.BytesIO(b""), HISTORY)


def test_a_missing_file_and_a_folder_are_faults(tmp_path):
    assert faults(tmp_path / "none.csv") == [("data.missing_file", None, None)]
    assert faults(tmp_path) == [("data.not_a_file", None, None)]
    assert faults(str(tmp_path / "nul\x00byte")) == [("data.unreadable", None, None)]


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"   \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_a_fault(written, raw):
    assert faults(written(raw=raw)) == [("data.empty", None, None)]


def test_a_file_without_end_is_a_fault(monkeypatch):
    monkeypatch.setattr("staffplan.intake.source._MOST_BYTES", 2**20)
    with pytest.raises(DataError) as caught:
        read_table("/dev/zero", HISTORY)
    assert [fault.code for fault in caught.value.faults] == ["data.too_big"]


def test_a_header_without_rows_is_a_fault_where_rows_are_needed(written):
    assert faults(written(HEADER)) == [("data.no_rows", 1, None)]
    assert read_table(written("agent_id,first_day,last_day,kind"), TIME_OFF).empty


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_named(written, encoding):
    path = written(raw=f"{HEADER}\n{ROW}\n".encode(encoding))
    assert faults(path)[0][0] == "data.encoding"


def test_a_latin_encoding_is_a_fault_with_its_row(written):
    path = written(raw=f"{HEADER}\n{ROW}\nSüd,2026-11-30T08:00,7\n".encode("cp1252"))
    assert faults(path) == [("data.encoding", 3, None)]


def test_a_byte_order_mark_does_not_become_part_of_the_first_name(written):
    path = written(raw=b"\xef\xbb\xbf" + f"{HEADER}\n{ROW}\n".encode())
    assert list(read_table(path, HISTORY)["queue"]) == ["support"]


def test_a_nul_character_is_a_fault_with_its_row(written):
    assert faults(written(HEADER, ROW, "sup\x00port,2026-11-30T08:15,7")) == [("data.nul", 3, None)]


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_other_line_ends_are_read(written, ending):
    path = written(raw=ending.join([HEADER, ROW, ""]).encode())
    assert len(read_table(path, HISTORY)) == 1


def test_rows_longer_and_shorter_than_the_header_are_faults_beside_all_others(written):
    path = written(HEADER, f"{ROW},8", "support,2026-11-30T08:15", "support,2026-11-30T08:30,-5")
    assert faults(path) == [("data.long_row", 2, 4), ("data.short_row", 3, 3), ("data.out_of_range", 4, 3)]


def test_a_decimal_comma_makes_a_row_too_long_and_shifts_nothing(written):
    assert faults(written("queue,start,offered,aht_s", "support,2026-11-30T08:00,7,180,5")) == [("data.long_row", 2, 5)]


def test_rows_are_numbered_as_a_spreadsheet_does(written):
    path = written(HEADER, "", ROW, ",,", '"two\nlines",2026-11-30T08:00,7', "support,2026-11-30T08:15,x")
    assert faults(path) == [("data.not_a_number", 6, 3)]


def test_rows_without_content_are_passed_over_with_a_note(written):
    intake = take_table(written(HEADER, ROW, ",,", " , , "), HISTORY)
    assert len(intake.frame) == 1
    assert any("2 rows" in note for note in intake.notes)


@pytest.mark.parametrize("row", ['"support,2026-11-30T08:00,7', '"sup"port,2026-11-30T08:00,7'])
def test_quotes_that_do_not_match_are_a_fault_of_their_row(written, row):
    assert faults(written(HEADER, ROW, row)) == [("data.quoting", 3, None)]


def test_missing_doubled_and_unknown_columns(written):
    assert faults(written("queue,start,offerd", ROW)) == [("data.missing_column", 1, None)]
    assert faults(written("queue,start,offered,queue", f"{ROW},x")) == [("data.doubled_column", 1, 4)]
    intake = take_table(written("queue,start,offered,colour", f"{ROW},red"), HISTORY)
    assert list(intake.frame.columns) == ["queue", "start", "offered"]
    assert any("'colour'" in note for note in intake.notes)


@pytest.mark.parametrize(("delimiter", "name"), [(";", "semicolon"), ("\t", "tab")])
def test_another_delimiter_is_recognised_and_said(written, delimiter, name):
    intake = take_table(written(HEADER.replace(",", delimiter), ROW.replace(",", delimiter)), HISTORY)
    assert len(intake.frame) == 1
    assert any(name in note for note in intake.notes)


def test_a_thousands_comma_in_quotes_is_a_fault(written):
    assert faults(written(HEADER, 'support,2026-11-30T08:00,"1,234"')) == [("data.not_a_number", 2, 3)]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@x", "\uff1d1", "'t Hart", "00123", "NA", "''x"])
def test_text_that_our_own_files_escape_comes_back_as_it_was(written, name):
    frame = read_table(written(HEADER, f"{escaped(name)},2026-11-30T08:00,7"), HISTORY)
    assert list(frame["queue"]) == [name]


def test_exactly_one_guard_is_taken_away_and_only_from_text(written):
    frame = read_table(written(HEADER, "'=a,2026-11-30T08:00,7", "'abc,2026-11-30T08:00,7"), HISTORY)
    assert list(frame["queue"]) == ["'abc", "=a"]
    assert faults(written(HEADER, "support,2026-11-30T08:00,'-5")) == [("data.not_a_number", 2, 3)]


def test_ids_and_names_in_any_script_survive(written):
    names = ["00123", "NA", "Zoë", "نادية", "<script>alert(1)</script>", "null"]
    rows = [f"{name},full,hall,home,calls" for name in names]
    assert sorted(read_table(written("agent_id,contract,site,mode,skills", *rows), AGENTS)["agent_id"]) == sorted(names)


def test_a_frame_knows_in_which_row_of_the_file_each_of_its_rows_stands(written):
    intake = take_table(written(HEADER, "b,2026-11-30T08:00,1", "a,2026-11-30T08:00,1"), HISTORY)
    assert list(intake.place.rows) == [3, 2]
