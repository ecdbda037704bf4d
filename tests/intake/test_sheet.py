import io

import pytest

from staffplan.errors import DataError
from staffplan.intake import sheet
from staffplan.intake.csv_file import take_table
from staffplan.intake.rows import read_rows
from staffplan.tables import FORECAST, HISTORY

HEADER = "queue,start,offered"
ROWS = [f"{queue},2026-10-2{day}T0{hour}:30,{day * hour}.5" for queue in "ba" for day in (4, 5) for hour in (1, 2, 3)]
FAULTY = [*ROWS[:4], "", "a,2026-11-30", ",,", "a,2026-11-30T08:00,-1", "c,2026-11-30T08:00,1,2", ROWS[0], "d,x,y"]


@pytest.fixture(params=[1, 2, 5])
def small_portions(request, monkeypatch):
    monkeypatch.setattr(sheet, "_PORTION", request.param)
    monkeypatch.setattr(sheet, "_BLOCK", 1)


def stream(rows: list[str], ending: str = "\n") -> io.BytesIO:
    return io.BytesIO(ending.join([HEADER, *rows, ""]).encode())


def taken(rows: list[str]) -> str:
    """All that a reading says: the frame and its notes, or the faults."""
    try:
        intake = take_table(stream(rows), HISTORY, zone="Europe/Berlin")
    except DataError as error:
        return repr(error.faults)
    return f"{intake.frame.to_csv()} {intake.notes} {list(intake.place.rows)}"


@pytest.fixture(scope="module")
def at_once() -> dict[str, str]:
    """What is read where all rows are one portion."""
    return {"sound": taken(ROWS), "faulty": taken(FAULTY)}


@pytest.mark.usefixtures("small_portions")
def test_portions_make_no_difference_to_what_is_read(at_once):
    assert "02:30:00+02:00" in at_once["sound"]
    assert taken(ROWS) == at_once["sound"]


@pytest.mark.usefixtures("small_portions")
def test_faults_are_told_by_the_rows_of_the_file_whatever_the_portion(at_once):
    assert all(f"line={line}" in at_once["faulty"] for line in (7, 9, 10, 11, 12))
    assert taken(FAULTY) == at_once["faulty"]


@pytest.mark.usefixtures("small_portions")
def test_a_quote_that_is_not_closed_is_a_fault_of_its_row_in_a_later_portion():
    with pytest.raises(DataError) as caught:
        take_table(stream([*ROWS, '"b,2026-11-30T08:00,1']), HISTORY)
    assert [(fault.code, fault.line) for fault in caught.value.faults] == [("data.quoting", len(ROWS) + 2)]


@pytest.mark.usefixtures("small_portions")
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_cells_with_line_ends_stay_whole_where_the_text_is_read_in_blocks(ending):
    rows = read_rows(io.BytesIO(ending.join(["a,b", '"1', '2",3', "4,5", ""]).encode()))
    assert rows.frame.to_numpy().tolist() == [[f"1{ending}2", "3"], ["4", "5"]]
    assert list(rows.frame.index) == [2, 3]


def test_a_file_of_which_no_row_has_the_right_length_is_told_of_them_and_not_called_empty():
    with pytest.raises(DataError) as caught:
        take_table(io.BytesIO(b"queue,start,offered_mean\na,2026-11-30T08:00\n"), FORECAST)
    assert [fault.code for fault in caught.value.faults] == ["data.short_row"]
