import errno
import os
import stat
import threading

import pytest
from store.faulty_disk import Killed, faulty_disk, full_at, interrupted_at, killed_at

from staffplan.errors import Exit, LockedError, OutputError
from staffplan.store.files import write_text


def names(folder):
    return sorted(entry.name for entry in folder.iterdir())


def steps_of_a_write(path):
    with faulty_disk(lambda step: None) as disk:
        write_text(path, "count\n")
    return disk.steps


def refusal(step, path):
    """The error told when the disk is full at a step; None where the text was written all the same."""
    with faulty_disk(full_at(step)):
        try:
            write_text(path, "new\n")
        except OutputError as error:
            return error
    return None


def test_the_text_arrives_in_utf_8_with_its_line_ends_as_they_are(tmp_path):
    write_text(tmp_path / "roster.csv", "agent_id\nJosé\r\n")
    assert (tmp_path / "roster.csv").read_bytes() == b"agent_id\nJos\xc3\xa9\r\n"
    assert names(tmp_path) == ["roster.csv"]


def test_the_text_is_on_the_disk_before_it_takes_the_file_s_name(tmp_path):
    with faulty_disk(lambda step: None) as disk:
        write_text(tmp_path / "a", "new")
    assert disk.calls == ["open", "ftruncate", "write", "fsync", "replace", "open", "fsync"]


def test_an_empty_text_makes_an_empty_file(tmp_path):
    (tmp_path / "a").write_text("old")
    write_text(tmp_path / "a", "")
    assert (tmp_path / "a").read_bytes() == b""


def test_a_disk_full_at_any_step_leaves_the_old_file_and_no_litter(tmp_path):
    path = tmp_path / "roster.csv"
    total = steps_of_a_write(path)
    assert total >= 6
    refused = 0
    for step in range(1, total + 1):
        path.write_bytes(b"old\n")
        error = refusal(step, path)
        if error is None:
            assert path.read_bytes() == b"new\n"
        else:
            refused += 1
            assert error.exit_code is Exit.OUTPUT
            assert (error.faults[0].code, error.faults[0].file) == ("output.disk_full", str(path))
            assert path.read_bytes() == b"old\n"
        assert names(tmp_path) == ["roster.csv"]
    assert refused == total - 2  # all but bringing the folder's names to the disk, when the new file is in place


@pytest.mark.parametrize("step", range(1, 6))
def test_a_kill_at_any_step_leaves_the_old_file_and_the_next_write_tidies_up(tmp_path, step):
    path = tmp_path / "roster.csv"
    path.write_bytes(b"old\n")
    with faulty_disk(killed_at(step)), pytest.raises(Killed):
        write_text(path, "a new text that is long\n")
    assert path.read_bytes() == b"old\n"
    write_text(path, "new\n")
    assert path.read_bytes() == b"new\n"
    assert names(tmp_path) == ["roster.csv"]


@pytest.mark.parametrize("step", range(2, 6))
def test_an_interrupt_leaves_the_old_file_and_no_litter(tmp_path, step):
    path = tmp_path / "roster.csv"
    path.write_bytes(b"old\n")
    with faulty_disk(interrupted_at(step)), pytest.raises(KeyboardInterrupt):
        write_text(path, "new\n")
    assert path.read_bytes() == b"old\n"
    assert names(tmp_path) == ["roster.csv"]


def test_what_a_disk_takes_in_small_bites_arrives_whole(tmp_path, monkeypatch):
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, content: real(descriptor, content[:3]))
    write_text(tmp_path / "a", "0123456789")
    assert (tmp_path / "a").read_text() == "0123456789"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EROFS, "output.read_only"),
        (errno.EACCES, "output.not_allowed"),
        (errno.EDQUOT, "output.disk_full"),
        (errno.EIO, "output.failed"),
    ],
)
def test_each_refusal_of_the_disk_has_its_code_and_a_hint(tmp_path, number, code):
    with (
        faulty_disk(lambda step: OSError(number, os.strerror(number)) if step == 1 else None),
        pytest.raises(OutputError) as caught,
    ):
        write_text(tmp_path / "a", "new")
    assert caught.value.faults[0].code == code
    assert caught.value.faults[0].hint


def test_a_folder_in_the_file_s_place_is_named_as_the_fault(tmp_path):
    with pytest.raises(OutputError) as caught:
        write_text(tmp_path, "new")
    assert caught.value.faults[0].code == "output.is_folder"


def test_a_missing_folder_is_not_made(tmp_path):
    with pytest.raises(OutputError) as caught:
        write_text(tmp_path / "typo" / "roster.csv", "new")
    assert caught.value.faults[0].code == "output.no_folder"
    assert names(tmp_path) == []


def test_a_file_where_a_folder_should_be_is_named_as_the_fault(tmp_path):
    (tmp_path / "runs").write_text("a note")
    with pytest.raises(OutputError) as caught:
        write_text(tmp_path / "runs" / "roster.csv", "new")
    assert caught.value.faults[0].code == "output.is_file"


def test_a_new_file_gets_the_rights_that_the_umask_leaves(tmp_path):
    before = os.umask(0o027)
    try:
        write_text(tmp_path / "a", "new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def test_a_link_is_followed_and_stays_a_link(tmp_path):
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to("real.csv")
    write_text(tmp_path / "link.csv", "new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_text()))
    reader.start()
    write_text(pipe, "through\n")
    reader.join(10)
    assert received == ["through\n"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_two_processes_cannot_write_one_file_at_once(tmp_path):
    from staffplan.store.lock import hold

    holder = hold(tmp_path / ".a.part")
    try:
        with pytest.raises(LockedError):
            write_text(tmp_path / "a", "new")
    finally:
        os.close(holder)
    write_text(tmp_path / "a", "new")
    assert names(tmp_path) == ["a"]
