from pathlib import Path

import pandas as pd
import pytest

from staffplan import forecast
from staffplan.errors import DataError
from staffplan.intake import ColumnMap, read, read_history
from staffplan.intake.offered_estimate import offered_known

NAN = float("nan")


def test_handled_and_abandoned_make_up_offered() -> None:
    frame, notes = offered_known(pd.DataFrame({"handled": [90.0, 40.0], "abandoned": [10.0, 0.0]}))
    assert frame["offered"].tolist() == [100.0, 40.0]
    assert len(notes) == 1
    assert "handled and abandoned together stand in" in notes[0]


def test_handled_alone_stands_in_with_a_warning() -> None:
    frame, notes = offered_known(pd.DataFrame({"offered": [NAN, 12.0], "handled": [90.0, 11.0]}))
    assert frame["offered"].tolist() == [90.0, 12.0]
    assert notes[0].startswith("only handled contacts are known in 1 of 2 rows")


def test_rows_that_say_nothing_are_left_out() -> None:
    frame, notes = offered_known(pd.DataFrame({"offered": [NAN, 12.0], "abandoned": [3.0, 1.0]}))
    assert frame["offered"].tolist() == [12.0]
    assert notes == ("1 rows without a number of contacts are taken as unknown.",)


def test_what_is_known_is_not_touched() -> None:
    known = pd.DataFrame({"offered": [5.0], "handled": [9.0]})
    frame, notes = offered_known(known)
    assert frame is known
    assert notes == ()


def _file(folder: Path, header: str, *rows: str) -> Path:
    path = folder / "history.csv"
    path.write_text("\n".join((header, *rows)) + "\n")
    return path


def test_a_history_file_may_leave_offered_to_handled_and_abandoned(tmp_path: Path) -> None:
    path = _file(tmp_path, "queue,start,handled,abandoned", "a,2026-11-30T08:00,7,2", "a,2026-11-30T08:30,5,1")
    found = read_history(path)
    assert found.frame["offered"].tolist() == [9.0, 6.0]
    assert list(found.frame.columns) == ["queue", "start", "offered", "handled", "abandoned"]
    assert any("stand in" in note for note in found.notes)


def test_blank_cells_are_filled_where_something_is_known_and_refused_elsewhere(tmp_path: Path) -> None:
    rows = ("a,2026-11-30T08:00,,7", "a,2026-11-30T08:30,6,5")
    assert read_history(_file(tmp_path, "queue,start,offered,handled", *rows)).frame["offered"].tolist() == [7.0, 6.0]
    with pytest.raises(DataError) as fault:
        read_history(_file(tmp_path, "queue,start,offered,handled", *rows, "a,2026-11-30T09:00,,"))
    assert [(one.code, one.line) for one in fault.value.faults] == [("data.blank", 4)]


def test_a_file_without_any_volume_is_refused_with_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="offered"):
        read_history(_file(tmp_path, "queue,start,aht_s", "a,2026-11-30T08:00,200"))


def test_another_system_s_columns_are_added_up_too(tmp_path: Path) -> None:
    path = _file(tmp_path, "T,H,A", "2026-11-30T08:00,7,1", "2026-11-30T08:15,7,0")
    columns = ColumnMap({"start": "T", "handled": "H", "abandoned": "A"}, queue_name="q")
    assert read(path, "interval", column_map=columns).frame["offered"].tolist() == [8.0, 7.0]


def test_a_frame_is_read_the_same_way() -> None:
    start = pd.date_range("2026-11-02T08:00", periods=48, freq="30min")
    frame = forecast(pd.DataFrame({"start": start, "handled": 8.0, "abandoned": 2.0}))
    assert frame["offered_mean"].max() == pytest.approx(10, rel=0.3)
    assert any("stand in" in note for note in frame.attrs["notes"])
