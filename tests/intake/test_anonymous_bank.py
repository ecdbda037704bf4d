import pytest
from shared_folder import SHARED, needs_shared

from staffplan.errors import DataError
from staffplan.intake import ColumnMap, HistoryRead, read

LOG = "benchmarks/anonymous_bank/calls_february_1999.tsv"
CALL = {
    "vru+line": "AA0101",
    "call_id": "1",
    "customer_id": "0",
    "priority": "0",
    "type": "PS",
    "date": "990201",
    "vru_entry": "8:00:00",
    "vru_exit": "8:00:09",
    "vru_time": "9",
    "q_start": "0:00:00",
    "q_exit": "0:00:00",
    "q_time": "0",
    "outcome": "AGENT",
    "ser_start": "8:00:09",
    "ser_exit": "8:02:09",
    "ser_time": "120",
    "server": "EVA",
}


def call(**changes: str) -> str:
    return "\t".join((CALL | changes).values())


def log(written, *calls: str):
    return written("\t".join(CALL), *calls)


def busy(history: HistoryRead) -> list[tuple[str, float, float, float]]:
    rows = history.frame[history.frame["offered"] > 0]
    return [
        (start.isoformat(), offered, abandoned, aht)
        for start, offered, abandoned, aht in zip(
            rows["start"], rows["offered"], rows["abandoned"], rows["aht_s"], strict=True
        )
    ]


@pytest.fixture(scope="module")
def by_type() -> HistoryRead:
    return read(SHARED / LOG)


def weighted(frame, key) -> dict[object, float]:
    known = frame.dropna(subset="aht_s")
    talk = (known["aht_s"] * known["handled"]).groupby(key(known)).sum()
    return (talk / known["handled"].groupby(key(known)).sum()).to_dict()


@needs_shared(LOG)
def test_the_months_calls_add_up_to_the_published_figures(by_type):
    assert by_type.frame["offered"].sum() == 27_162 + 5_904
    assert by_type.frame["handled"].sum() == 27_162
    assert by_type.frame["abandoned"].sum() == 5_904
    assert "33,344 calls" in " ".join(by_type.notes)
    assert "278 phantom" in " ".join(by_type.notes)


@needs_shared(LOG)
def test_every_interval_of_the_month_is_there_for_every_type(by_type):
    assert by_type.interval_min == 30
    assert by_type.frame.groupby("queue").size().to_dict() == dict.fromkeys(
        ["IN", "NE", "NW", "PE", "PS", "TT"], 28 * 48
    )


@needs_shared(LOG)
def test_handle_times_by_type_and_hour_are_the_published_ones(by_type):
    by_queue = weighted(by_type.frame, lambda frame: frame["queue"])
    assert (min(by_queue.values()), max(by_queue.values())) == (pytest.approx(103, abs=1), pytest.approx(277, abs=1))
    hours = weighted(by_type.frame, lambda frame: frame["start"].dt.hour)
    open_hours = {hour: aht for hour, aht in hours.items() if hour >= 7}
    assert (round(min(open_hours.values())), round(max(open_hours.values()))) == (139, 202)


@needs_shared(LOG)
def test_patience_lies_above_the_mean_wait_of_those_who_gave_up(by_type):
    patience = by_type.frame.groupby("queue")["patience_s"].first()
    assert patience.between(180, 900).all()
    pooled = read(SHARED / LOG, column_map=ColumnMap(queue_name="bank"), interval_min=60, zone="Asia/Jerusalem")
    assert len(pooled.frame) == 28 * 24
    assert patience.min() < pooled.frame["patience_s"].iloc[0] < patience.max()


def test_a_call_taken_at_once_joins_at_the_end_of_the_menu(written):
    path = log(written, call(vru_entry="8:29:55", vru_exit="8:30:05", ser_start="8:30:05", ser_exit="8:32:05"))
    assert busy(read(path)) == [("1999-02-01T08:30:00", 1, 0, 120)]


def test_a_call_that_joins_the_queue_at_midnight_belongs_to_the_next_day(written):
    path = log(
        written,
        call(vru_entry="23:59:54", vru_exit="23:59:54", q_start="0:00:00", q_exit="0:00:27", q_time="27"),
        call(date="990202"),
    )
    assert busy(read(path)) == [("1999-02-02T00:00:00", 1, 0, 120), ("1999-02-02T08:00:00", 1, 0, 120)]


def test_a_menu_that_ends_before_it_starts_does_not_throw_a_call_back_a_day(written):
    path = log(
        written, call(vru_entry="15:56:16", vru_exit="15:53:04", q_start="15:53:04", q_exit="15:57:10", q_time="246")
    )
    assert busy(read(path)) == [("1999-02-01T15:30:00", 1, 0, 120)]


def test_phantom_calls_are_left_out_and_unknown_service_times_stay_out_of_the_handle_time(written):
    path = log(
        written,
        call(),
        call(ser_start="0:00:00", ser_exit="0:00:00", ser_time="0"),
        call(outcome="PHANTOM", q_time="30", q_start="8:00:09", q_exit="8:00:39"),
    )
    history = read(path)
    assert busy(history) == [("1999-02-01T08:00:00", 2, 0, 120)]
    assert any("1 phantom" in note for note in history.notes)
    assert any(note.startswith("1 answered calls") for note in history.notes)


def test_bad_cells_are_faults_with_row_and_column(written):
    path = log(
        written, call(date="990230"), call(outcome="LOST"), call(q_time="x"), call(vru_entry="25:00:00"), call(type="")
    )
    with pytest.raises(DataError) as caught:
        read(path, "anonymous_bank")
    assert [(fault.line, fault.path) for fault in caught.value.faults] == [
        (2, "date"),
        (3, "outcome"),
        (4, "q_time"),
        (5, "vru_entry"),
        (6, "type"),
    ]
