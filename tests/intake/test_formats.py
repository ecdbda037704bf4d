import io
import pkgutil

import pytest

from staffplan.errors import DataError, UsageError
from staffplan.intake import FORMATS, ColumnMap, detect, formats, read


def test_every_file_of_the_folder_is_listed_and_every_name_is_one_of_its_own():
    files = {module.name for module in pkgutil.iter_modules(formats.__path__)}
    listed = {format.read.__module__.rpartition(".")[2] for format in FORMATS}
    assert files == listed
    assert len({format.name for format in FORMATS}) == len(FORMATS)


@pytest.mark.parametrize(
    ("header", "column_map", "name"),
    [
        ("queue,start,offered", ColumnMap(), "history"),
        ("queue;entered;answered;ended;outcome", ColumnMap(), "call_log"),
        ("Interval,Calls", ColumnMap({"start": "Interval", "offered": "Calls"}, queue_name="all"), "interval"),
    ],
)
def test_a_format_is_recognised_by_its_header(written, header, column_map, name):
    assert detect(written(header), column_map).name == name


def test_an_unknown_header_is_a_fault_that_says_what_is_there(written):
    with pytest.raises(DataError) as caught:
        read(written("when,how_many", "2026-11-02,3"))
    assert caught.value.faults[0].code == "data.unknown_format"
    assert "when, how_many" in caught.value.faults[0].message


def test_an_unknown_format_is_a_matter_of_usage(written):
    with pytest.raises(UsageError, match="anonymous_bank"):
        read(written("a"), "anonymus_bank")


def test_a_recognised_format_is_said_and_a_named_one_is_not(written):
    path = written("queue,start,offered", "q,2026-11-02T08:00,1", "q,2026-11-02T08:15,1")
    assert "read as history" in read(path).notes[0]
    assert read(path, "history").notes == ()


def test_standard_input_is_recognised_and_read_in_one_go():
    stream = io.BytesIO(b"queue,start,offered\nq,2026-11-02T08:00,1\nq,2026-11-02T08:15,1\n")
    assert len(read(stream).frame) == 2


def test_a_queue_or_a_form_of_times_is_heeded_in_a_file_that_looks_like_our_own(written):
    file = written("queue,start,offered", "a,02.11.2026 08:00,3", "a,02.11.2026 08:15,4")
    found = read(file, column_map=ColumnMap(queue_name="all", time_format="%d.%m.%Y %H:%M"))
    assert set(found.frame["queue"]) == {"all"}
    assert f"{found.frame['start'].min():%Y-%m-%d %H:%M}" == "2026-11-02 08:00"


def test_a_mapped_column_that_the_file_does_not_have_is_named(written):
    with pytest.raises(DataError) as caught:
        read(written("queue,start,offered", "a,2026-11-02T08:00,3"), column_map=ColumnMap({"offered": "Nope"}))
    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == ("data.missing_column", "Nope")
