import hashlib
import json
import subprocess
import sys
from contextlib import suppress

import pytest
from store.faulty_disk import Killed, faulty_disk, full_at, interrupted_at, killed_at

from staffplan.errors import OutputError
from staffplan.store.folder import publish
from staffplan.store.lock import locked
from staffplan.store.recovery import recover

OLD = {"roster.csv": "old roster\n", "summary.json": '{"old": 1}\n', "dropped.csv": "gone later\n"}
NEW = {"roster.csv": "new roster, longer than the old one\n", "summary.json": '{"new": 2}\n', "coverage.csv": "c\n"}
NAME = "2026-W49"


def contents(root):
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def published(root, files):
    publish(root, NAME, files, {"seed": 1})
    return contents(root)


def refusal(step, root):
    """The fault told when the disk is full at a step; None where the run was published all the same."""
    with faulty_disk(full_at(step)):
        try:
            published(root, NEW)
        except OutputError as error:
            return error.faults[0]
    return None


@pytest.fixture(scope="module")
def steps(tmp_path_factory):
    root = tmp_path_factory.mktemp("count")
    published(root, OLD)
    with faulty_disk(lambda step: None) as disk:
        published(root, NEW)
    return disk.steps


@pytest.fixture(scope="module")
def sets(tmp_path_factory):
    old, new = tmp_path_factory.mktemp("old"), tmp_path_factory.mktemp("new")
    return published(old, OLD), published(new, NEW)


def test_a_published_folder_holds_the_files_and_a_manifest_with_their_hashes(tmp_path):
    folder = publish(tmp_path, NAME, NEW, {"seed": 7})
    assert folder == tmp_path / NAME
    assert {path.name for path in folder.iterdir()} == {*NEW, "manifest.json"}
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["seed"] == 7
    assert manifest["outputs"] == {name: hashlib.sha256(text.encode()).hexdigest() for name, text in NEW.items()}


def test_every_file_and_the_folder_are_on_the_disk_before_the_folder_takes_its_name(tmp_path):
    with faulty_disk(lambda step: None) as disk:
        published(tmp_path, {"roster.csv": "r", "coverage.csv": "c"})
    assert disk.calls == ["mkdir", *["open", "write", "fsync"] * 3, "open", "fsync", "rename", "open", "fsync"]


def test_a_later_run_replaces_the_whole_set_and_leaves_nothing_beside_it(tmp_path, sets):
    published(tmp_path, OLD)
    assert published(tmp_path, NEW) == sets[1]


def test_what_people_put_into_the_folder_is_kept(tmp_path):
    folder = publish(tmp_path, NAME, OLD, {})
    (folder / "notes.txt").write_text("call Ines")
    (folder / "sent").mkdir()
    (folder / "sent" / "mail.txt").write_text("sent")
    publish(tmp_path, NAME, NEW, {})
    assert (folder / "notes.txt").read_text() == "call Ines"
    assert (folder / "sent" / "mail.txt").read_text() == "sent"
    assert not (folder / "dropped.csv").exists()


def test_a_disk_full_at_any_step_leaves_the_old_set_byte_for_byte_and_no_litter(tmp_path, steps, sets):
    refused = 0
    for step in range(1, steps + 1):
        root = tmp_path / str(step)
        root.mkdir()
        published(root, OLD)
        fault = refusal(step, root)
        if fault is None:
            assert {name: text for name, text in contents(root).items() if name.startswith(NAME)} == sets[1]
        else:
            refused += 1
            assert fault.code == "output.disk_full"
            assert contents(root) == sets[0]
            assert [entry.name for entry in root.iterdir()] == [NAME]
        assert published(root, NEW) == sets[1]
    assert refused >= 3 * len(NEW)


@pytest.mark.parametrize("undo", ["next run", "recovery"])
def test_a_kill_at_any_step_leaves_one_whole_set_to_be_had(tmp_path, steps, sets, undo):
    seen = set()
    for step in range(1, steps + 1):
        root = tmp_path / str(step)
        root.mkdir()
        published(root, OLD)
        with faulty_disk(killed_at(step)), pytest.raises(Killed):
            published(root, NEW)
        if undo == "next run":
            assert published(root, NEW) == sets[1]
        else:
            recover(root)
            seen.add(sets.index(contents(root)))
            assert [entry.name for entry in root.iterdir()] == [NAME]
    assert seen == ({0, 1} if undo == "recovery" else set())


def test_an_interrupt_at_any_step_leaves_one_whole_set_and_no_litter_of_the_other(tmp_path, steps, sets):
    for step in range(1, steps + 1):
        root = tmp_path / str(step)
        root.mkdir()
        published(root, OLD)
        with faulty_disk(interrupted_at(step)), pytest.raises(KeyboardInterrupt):
            published(root, NEW)
        recover(root)
        assert contents(root) in sets


def test_the_first_publication_leaves_nothing_when_it_fails(tmp_path, steps):
    refused = 0
    for step in range(1, steps + 1):
        root = tmp_path / str(step)
        root.mkdir()
        with faulty_disk(full_at(step)), suppress(OutputError):
            published(root, NEW)
            continue
        refused += 1
        assert list(root.iterdir()) == []
    assert refused >= 3 * len(NEW)


def test_a_half_removed_old_set_never_comes_back(tmp_path, sets):
    published(tmp_path, OLD)
    removing = 0
    with faulty_disk(lambda step: None) as disk:
        published(tmp_path, NEW)
        removing = disk.steps - 2
    published(tmp_path, OLD)
    with faulty_disk(killed_at(removing)), pytest.raises(Killed):
        published(tmp_path, NEW)
    for path in (tmp_path / NAME).iterdir():
        path.unlink()
    (tmp_path / NAME).rmdir()
    recover(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_with_the_run_s_name_is_not_overwritten(tmp_path):
    (tmp_path / NAME).write_text("a note")
    with pytest.raises(OutputError) as caught:
        published(tmp_path, NEW)
    assert caught.value.faults[0].code == "output.is_file"
    assert contents(tmp_path) == {NAME: b"a note"}


def test_other_folders_of_the_root_are_left_alone(tmp_path, sets):
    (tmp_path / ".hidden.new").mkdir()
    (tmp_path / "2026-W48").mkdir()
    published(tmp_path, NEW)
    assert (tmp_path / ".hidden.new").is_dir()
    assert (tmp_path / "2026-W48").is_dir()


@pytest.mark.parametrize("name", [".staffplan-staged-" + NAME, ".staffplan-previous-" + NAME])
def test_a_file_under_one_of_our_hidden_names_blocks_no_run(tmp_path, sets, name):
    published(tmp_path, OLD)
    (tmp_path / name).write_text("stray")
    published(tmp_path, NEW)
    assert contents(tmp_path) == sets[1]


KILLED_BETWEEN_RENAMES = """
import os, signal, sys
from pathlib import Path
from staffplan.store.folder import publish
from staffplan.store.lock import locked
real, calls = os.rename, []
def rename(*args):
    calls.append(args)
    if len(calls) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    real(*args)
os.rename = rename
with locked(Path(sys.argv[1])):
    publish(Path(sys.argv[1]), "2026-W49", {"roster.csv": "lost"}, {})
"""


def test_a_process_killed_between_the_two_renames_loses_nothing(tmp_path, sets):
    published(tmp_path, OLD)
    ended = subprocess.run([sys.executable, "-c", KILLED_BETWEEN_RENAMES, str(tmp_path)], check=False)
    assert ended.returncode == -9
    assert not (tmp_path / NAME).exists()
    with pytest.raises(ZeroDivisionError), locked(tmp_path):
        raise ZeroDivisionError  # the next run comes to nothing, and still the old set is back
    assert contents(tmp_path) == sets[0]
