import os
import signal
import subprocess
import sys
import time

import pytest

from staffplan.errors import Exit, LockedError, OutputError
from staffplan.store.lock import LOCK_NAME, locked

HOLDER = """
import os, subprocess, sys, time
from pathlib import Path
from staffplan.store.lock import locked
with locked(Path(sys.argv[1])):
    child = subprocess.Popen(["sleep", "30"], close_fds=False)
    print(child.pid, flush=True)
    time.sleep(30)
"""


@pytest.fixture
def holder(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path / "runs")], stdout=subprocess.PIPE)
    child = int(process.stdout.readline())
    yield process
    process.kill()
    process.wait()
    process.stdout.close()
    os.kill(child, signal.SIGKILL)


def test_a_second_run_is_refused_at_once_and_may_try_again_later(tmp_path, holder):
    root = tmp_path / "runs"
    before = time.monotonic()
    with pytest.raises(LockedError) as caught, locked(root):
        pytest.fail("two runs in one folder")
    assert time.monotonic() - before < 1
    assert caught.value.exit_code is Exit.LOCKED
    assert caught.value.faults[0].file == str(root)

    holder.kill()  # kill -9, while a child that it started lives on
    holder.wait()
    assert (root / LOCK_NAME).exists()
    with locked(root):
        pass
    assert not (root / LOCK_NAME).exists()


def test_the_lock_keeps_out_a_second_run_of_the_same_process_too(tmp_path):
    with locked(tmp_path), pytest.raises(LockedError), locked(tmp_path):
        pytest.fail("two runs in one folder")
    with locked(tmp_path):
        pass


def test_a_run_that_writes_nothing_leaves_no_folder(tmp_path):
    with pytest.raises(ZeroDivisionError), locked(tmp_path / "deep" / "runs"):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_results_stays(tmp_path):
    with locked(tmp_path / "runs"):
        (tmp_path / "runs" / "a").write_text("kept")
    assert [entry.name for entry in (tmp_path / "runs").iterdir()] == ["a"]


def test_a_file_in_the_folder_s_place_is_a_fault(tmp_path):
    (tmp_path / "runs").write_text("a note")
    with pytest.raises(OutputError) as caught, locked(tmp_path / "runs"):
        pytest.fail("locked a file")
    assert caught.value.faults[0].code == "output.is_file"
    assert (tmp_path / "runs").read_text() == "a note"
