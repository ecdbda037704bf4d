from datetime import date

import pandas as pd
import pytest

from staffplan.errors import DataError
from staffplan.intake import read_history

HEADER = "queue,start,offered"


def weekly(first: str, weeks: int, step: int = 30, hours: range = range(8, 18), queue: str = "q") -> list[str]:
    """Rows of Monday to Friday in `hours`, one contact each."""
    starts = pd.date_range(first, periods=weeks * 7 * 1440 // step, freq=f"{step}min")
    return [f"{queue},{at.isoformat()},1" for at in starts if at.weekday() < 5 and at.hour in hours]


@pytest.mark.parametrize("step", [5, 10, 15, 30, 60])
def test_the_grid_is_recognised(written, step):
    assert read_history(written(HEADER, *weekly("2026-11-02", 1, step))).interval_min == step


def test_nights_and_weekends_without_rows_are_no_gaps(written):
    assert read_history(written(HEADER, *weekly("2026-11-02", 3))).notes == ()


def test_absent_intervals_and_days_are_noted_and_not_filled(written):
    rows = weekly("2026-11-02", 4)
    kept = [row for row in rows if "2026-11-11" not in row and "2026-11-05T09:30" not in row]
    read = read_history(written(HEADER, *kept))
    assert len(read.frame) == len(kept)
    assert "1 day without any row" in read.notes[0]
    assert "2026-11-11" in read.notes[0]
    assert "2026-11-05 09:30" in read.notes[1]


def test_days_that_the_calendar_explains_are_no_gaps(written):
    rows = [row for row in weekly("2026-11-02", 4) if "2026-11-11" not in row and "2026-11-12" not in row]
    notes = read_history(written(HEADER, *rows), holidays=[date(2026, 11, 11)]).notes
    assert notes == ("q: 1 day without any row where other weeks have rows: 2026-11-12.",)
    assert read_history(written(HEADER, *rows), holidays=[date(2026, 11, 11), date(2026, 11, 12)]).notes == ()


def test_more_contacts_handled_than_offered_are_told_of(written):
    rows = ["q,2026-11-02T08:00,5,4,1", "q,2026-11-02T08:30,5,6,", "q,2026-11-02T09:00,5,3,3"]
    notes = read_history(written(f"{HEADER},handled,abandoned", *rows)).notes
    assert [note for note in notes if "than offered" in note] == [
        "q: more contacts handled or abandoned than offered in 2 intervals, the first 2026-11-02 08:30; "
        "what is forecast is offered."
    ]


def test_the_hour_skipped_in_spring_is_no_gap(written):
    every = pd.date_range("2026-03-09", "2026-04-06", freq="30min", tz="Europe/Berlin", inclusive="left")
    rows = [f"q,{at.isoformat()},1" for at in every]
    read = read_history(written(HEADER, *rows), zone="Europe/Berlin")
    assert read.notes == ()
    assert len(read.frame) == 28 * 48 - 2


def test_rows_off_the_grid_are_faults_by_row(written):
    rows = [*weekly("2026-11-02", 1), "q,2026-11-02T08:07,1", "q,2026-11-02T08:00:30,1"]
    with pytest.raises(DataError) as caught:
        read_history(written(HEADER, *rows))
    assert [(fault.code, fault.line, fault.column) for fault in caught.value.faults] == [
        ("data.off_grid", len(rows), 2),
        ("data.off_grid", len(rows) + 1, 2),
    ]


@pytest.mark.parametrize("step", [7, 25, 120, 1440])
def test_interval_lengths_that_cannot_be_planned_are_a_fault(written, step):
    rows = weekly("2026-11-02", 1, step, range(24))
    with pytest.raises(DataError) as caught:
        read_history(written(HEADER, *rows))
    assert caught.value.faults[0].code == "data.interval_length"


def test_a_queue_on_another_grid_is_a_fault_and_a_sparse_queue_is_not(written):
    busy, sparse = weekly("2026-11-02", 1, 15), weekly("2026-11-02", 1, 15, queue="rare")[::7]
    assert read_history(written(HEADER, *busy, *sparse)).interval_min == 15
    with pytest.raises(DataError, match="slow has intervals of 60 minutes"):
        read_history(written(HEADER, *busy, *weekly("2026-11-02", 1, 60, queue="slow")))


def test_one_row_does_not_tell_its_length_and_the_guess_is_said(written):
    read = read_history(written(HEADER, "q,2026-11-02T08:30,1"))
    assert read.interval_min == 30
    assert "assumed" in read.notes[0]


def test_a_sparse_history_does_not_tell_its_length_either(written):
    clocks = ("08:00", "08:45", "09:30", "11:00", "14:15", "15:45", "20:30")
    read = read_history(written(HEADER, *(f"q,2026-11-02T{clock},1" for clock in clocks)))
    assert read.interval_min == 15
    assert "assumed" in read.notes[0]


def test_queues_that_differ_only_in_case_or_form_are_a_fault(written):
    rows = ["Support,2026-11-02T08:00,1", "support,2026-11-02T08:00,1", "Zoë,2026-11-02T08:00,1"]
    with pytest.raises(DataError) as caught:
        read_history(written(HEADER, *rows, "Zoe\u0308,2026-11-02T08:00,1"))
    assert [fault.code for fault in caught.value.faults] == ["data.similar_names"] * 2


def test_short_intervals_are_put_together_where_longer_ones_are_wanted(written):
    rows = [
        "q,2026-11-02T08:00,4,2,100",
        "q,2026-11-02T08:15,6,6,200",
        "q,2026-11-02T08:30,1,0,",
        "q,2026-11-02T08:45,2,0,",
    ]
    path = written("queue,start,offered,handled,aht_s", *rows, "q,2026-11-02T09:00,5,5,50")
    read = read_history(path, interval_min=30)
    assert read.interval_min == 30
    assert list(read.frame["offered"]) == [10, 3]
    assert read.frame["aht_s"].iloc[0] == pytest.approx((2 * 100 + 6 * 200) / 8)
    assert pd.isna(read.frame["aht_s"].iloc[1])
    assert "1 longer intervals lack a part" in read.notes[-1]


@pytest.mark.parametrize("wanted", [10, 7, 45])
def test_intervals_are_not_cut_into_shorter_or_crooked_ones(written, wanted):
    with pytest.raises(DataError) as caught:
        read_history(written(HEADER, *weekly("2026-11-02", 1, 30)), interval_min=wanted)
    assert caught.value.faults[0].code == "data.interval_length"


def test_shuffled_rows_give_the_same_frame(written):
    rows = weekly("2026-11-02", 1)
    straight = read_history(written(HEADER, *rows))
    shuffled = read_history(written(HEADER, *rows[::3], *rows[1::3], *rows[2::3]))
    pd.testing.assert_frame_equal(straight.frame, shuffled.frame)
    assert straight.notes == shuffled.notes


@pytest.mark.parametrize("step", [12, 20])
def test_every_grid_that_a_centre_may_be_planned_on_or_adds_up_to_one_is_read(written, step):
    assert read_history(written(HEADER, *weekly("2026-11-02", 1, step, range(24)))).interval_min == step


def test_rows_of_days_are_said_to_be_days(written):
    with pytest.raises(DataError) as caught:
        read_history(written(HEADER, *(f"a,2026-11-{day:02d}T00:00,900" for day in range(2, 9))))
    (fault,) = caught.value.faults
    assert fault.message == "The rows of a queue lie a day or more apart."
    assert "totals of days tell no time of day" in fault.hint


@pytest.mark.parametrize("raw", [b"\x1f\x8b\x08\x00rest", b"PK\x03\x04rest"])
def test_a_packed_file_is_said_to_be_packed(written, raw):
    with pytest.raises(DataError) as caught:
        read_history(written(raw=raw))
    (fault,) = caught.value.faults
    assert (fault.code, fault.line) == ("data.encoding", None)
    assert "packed" in fault.message
