import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import staffplan
from staffplan.app import init as scaffold
from staffplan.app.init import init
from staffplan.errors import Exit, OutputError, StaffplanError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def sample(tmp_path, monkeypatch) -> Path:
    """A small installed package with a sample inside, in place of the real one."""
    package = tmp_path / "site-packages" / "staffplan"
    for part in ("configs", "data"):
        (package / "sample" / part).mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "sample/configs/centre.yaml").write_text("name: Tiny\n")
    (package / "sample/configs/__pycache__").mkdir()
    (package / "sample/configs/examples/bank").mkdir(parents=True)
    (package / "sample/configs/examples/bank/centre.yaml").write_text("name: Another\n")
    (package / "sample/data/history.csv").write_bytes(b"queue,start,offered\n")
    monkeypatch.setattr(staffplan, "__file__", str(package / "__init__.py"))
    return package / "sample"


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_checkout_gives_its_own_configuration_and_tables(tmp_path):
    written = init(tmp_path / "centre")

    assert tmp_path / "centre/data/history.csv" in written
    for path in written:
        assert path.read_bytes() == (ROOT / path.relative_to(tmp_path / "centre")).read_bytes()


def test_an_installed_package_gives_the_sample_inside_it(tmp_path, sample):
    target = tmp_path / "new"

    assert init(target) == (target / "configs/centre.yaml", target / "data/history.csv")
    assert everything(target) == ["configs", "configs/centre.yaml", "data", "data/history.csv"]


def test_missing_parents_are_made(tmp_path, sample):
    assert len(init(tmp_path / "a/b/c")) == 2


def test_an_empty_folder_and_a_fresh_repository_are_filled(tmp_path, sample):
    (tmp_path / "repository/.git").mkdir(parents=True)
    assert len(init(tmp_path / "repository")) == 2


def test_the_current_folder_is_filled_in_place(tmp_path, sample, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert init(Path(".")) == (Path("configs/centre.yaml"), Path("data/history.csv"))


def test_a_folder_with_files_is_refused_and_left_alone(tmp_path, sample):
    target = tmp_path / "mine"
    target.mkdir()
    (target / "notes.txt").write_text("keep me")

    with pytest.raises(OutputError) as refused:
        init(target)

    assert refused.value.exit_code == Exit.OUTPUT
    assert refused.value.faults[0].code == "output.folder_not_empty"
    assert "notes.txt" in refused.value.faults[0].message
    assert everything(target) == ["notes.txt"]


def test_a_second_time_is_refused(tmp_path, sample):
    init(tmp_path / "twice")
    with pytest.raises(OutputError, match="not empty"):
        init(tmp_path / "twice")


@pytest.mark.parametrize("below", ["", "deeper"])
def test_a_file_in_the_way_is_named(tmp_path, sample, below):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError) as refused:
        init(tmp_path / "file" / below)
    assert refused.value.faults[0].file is not None
    assert (tmp_path / "file").read_text() == "x"


def test_a_full_disk_leaves_nothing_behind(tmp_path, sample, monkeypatch):
    def full(source, target):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(scaffold, "write_new", full)
    with pytest.raises(OutputError, match="disk is full"):
        init(tmp_path / "a/b")
    assert not (tmp_path / "a").exists()


def test_an_interrupt_between_the_two_moves_leaves_nothing_behind(tmp_path, sample, monkeypatch):
    rename = Path.rename

    def interrupted(self, target):
        if self.name == "data":
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    (tmp_path / "empty").mkdir()
    with pytest.raises(KeyboardInterrupt):
        init(tmp_path / "empty")
    assert everything(tmp_path / "empty") == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no umask")
def test_the_files_may_be_written_whatever_the_installed_ones_allow(tmp_path, sample):
    (sample / "configs/centre.yaml").chmod(0o444)
    before = os.umask(0o027)
    try:
        written = init(tmp_path / "new")
    finally:
        os.umask(before)
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o640}


def test_an_installation_without_its_sample_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(staffplan, "__file__", str(tmp_path / "site-packages/staffplan/__init__.py"))
    with pytest.raises(StaffplanError) as broken:
        init(tmp_path / "new")
    assert broken.value.faults[0].code == "init.sample_missing"
    assert not (tmp_path / "new").exists()


def test_starting_a_folder_needs_neither_pandas_nor_a_solver():
    code = (
        "import sys; import staffplan.app.init; "
        "sys.exit(','.join({'pandas', 'numpy', 'pulp', 'highspy'} & set(sys.modules)) or 0)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_part_of_the_sample_is_shipped():
    assert scaffold.PARTS == ("configs", "data")
    assert all((ROOT / part).is_dir() for part in scaffold.PARTS)
