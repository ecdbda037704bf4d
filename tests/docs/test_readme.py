"""README.md says what is so: its example runs, its commands, files and exit codes exist."""

import re
import shutil
from pathlib import Path

import pytest
from tiny_project import write_project

from staffplan.app.centre import load_centre
from staffplan.app.run import run
from staffplan.cli.application import command_line
from staffplan.errors import Exit

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tiny centre laid out as `staffplan init` does it."""
    write_project(tmp_path / "configs")
    shutil.copytree(tmp_path / "configs" / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_python_example_plans_a_week_that_the_audit_passes(folder, capsys) -> None:
    (code,) = re.findall(r"```python example\n(.*?)```", README, re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), names)
    assert names["report"].breaches == ()  # type: ignore[attr-defined]
    assert len(names["schedule"].roster) > 0  # type: ignore[attr-defined]
    assert "covered for" in capsys.readouterr().out


def test_every_command_is_named_and_no_other() -> None:
    named = set(re.findall(r"\| `staffplan (\w+)", README))
    assert named == set(command_line().commands)


def test_every_exit_code_is_listed() -> None:
    table = README[README.index("## Exit codes") :]
    listed = {int(code) for row in re.findall(r"^\| ([\d, ]+) \|", table, re.MULTILINE) for code in row.split(", ")}
    assert listed == {int(code) for code in Exit}


def test_the_files_of_a_run_are_those_described(folder) -> None:
    published = {file.name for file in run(load_centre(folder / "configs"), folder / "runs").folder.iterdir()}
    described = (ROOT / "docs" / "run-folder.md").read_text(encoding="utf-8")
    table = described[: described.index("In a program")]
    assert set(re.findall(r"^\| `([\w.]+)` \|", table, re.MULTILINE)) == published
    section = README[README.index("## What a run leaves") : README.index("## Configuration")]
    assert published <= set(re.findall(r"`([\w.]+)`", section))


def test_every_key_of_the_summary_is_described(folder) -> None:
    import json

    published = run(load_centre(folder / "configs"), folder / "runs").folder
    document = json.loads((published / "summary.json").read_text(encoding="utf-8"))
    described = (ROOT / "docs" / "run-folder.md").read_text(encoding="utf-8")
    section = described[described.index("## summary.json") : described.index("## manifest.json")]
    keys = {
        name for row in re.findall(r"^\| (`.*?`) \|", section, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)
    }
    assert keys == set(document)
