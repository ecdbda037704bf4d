"""The whole way for a tiny centre's week."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tiny_project import WEEK, edit, write_project

from staffplan.app.centre import load_centre
from staffplan.app.fallback import INTERRUPTED
from staffplan.app.run import run
from staffplan.errors import ConfigError, LockedError, SolverError
from staffplan.scheduling import plan_weeks as plan_weeks_module
from staffplan.store.folder import withdraw
from staffplan.store.lock import locked

FILES = {
    "forecast.csv",
    "requirement.csv",
    "roster.csv",
    "hours_summary.csv",
    "coverage.csv",
    "summary.json",
    "manifest.json",
}


def content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_project(tmp_path_factory.mktemp("run") / "project")


@pytest.fixture(scope="module")
def published(project: Path) -> Path:
    return run(load_centre(project), project / "runs").folder


def test_a_run_publishes_its_files_in_a_folder_named_by_the_week(published: Path) -> None:
    assert published.name == WEEK
    assert {file.name for file in published.iterdir()} == FILES
    assert [entry.name for entry in published.parent.iterdir()] == [WEEK]


def test_the_manifest_holds_the_hash_of_every_input_and_output(project: Path, published: Path) -> None:
    manifest = json.loads((published / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["outputs"]) == FILES - {"manifest.json"}
    for name, digest in manifest["outputs"].items():
        assert hashlib.sha256((published / name).read_bytes()).hexdigest() == digest
    inputs = {"centre.yaml", "data/history.csv", "data/agents.csv", "data/time_off.csv"}
    assert set(manifest["inputs"]) == inputs
    for name, digest in manifest["inputs"].items():
        assert hashlib.sha256((project / name).read_bytes()).hexdigest() == digest


def test_the_summary_adds_up(published: Path) -> None:
    summary = json.loads((published / "summary.json").read_text(encoding="utf-8"))
    cost = dict(summary["cost"])
    assert cost.pop("total") == pytest.approx(sum(cost.values()), abs=0.02)
    assert summary["breaches"] == 0
    assert summary["solve"]["bound"] <= summary["solve"]["objective"] + 0.01
    assert sum(summary["paid_hours_by_mode"].values()) == pytest.approx(sum(summary["paid_hours_by_contract"].values()))
    cover = summary["cover"]
    short = sum(run["agent_hours"] for run in summary["shortfalls"])
    assert cover["required_hours"] - cover["covered_hours"] == pytest.approx(short, abs=1e-3)


@pytest.mark.parametrize("threads", ["1", "2"])
def test_another_process_under_other_circumstances_gives_the_same_bytes(
    project: Path, published: Path, tmp_path, threads: str
) -> None:
    circumstances = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C", "COLUMNS": "40"}
    circumstances |= {"OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads}
    command = [sys.executable, "-m", "staffplan", "run", "-c", str(project), "-o", str(tmp_path), "--quiet"]
    ended = subprocess.run(command, env={**os.environ, **circumstances}, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert content(tmp_path / WEEK) == content(published)


def test_rows_in_another_order_give_the_same_outputs(project: Path, published: Path, tmp_path) -> None:
    turned = write_project(tmp_path / "turned")
    for name in ("history", "agents", "time_off"):
        file = turned / "data" / f"{name}.csv"
        header, *rows = file.read_text(encoding="utf-8").splitlines()
        file.write_text("\n".join([header, *rows[::-1]]) + "\n", encoding="utf-8")
    folder = run(load_centre(turned), tmp_path / "runs").folder
    same, other = content(published), content(folder)
    assert {name: same[name] for name in FILES - {"manifest.json"}} == {
        name: other[name] for name in FILES - {"manifest.json"}
    }


def test_a_plan_that_breaks_a_rule_is_refused_and_the_earlier_run_stays(project, published, monkeypatch) -> None:
    before = content(published)
    honest = plan_weeks_module.plan_week

    def careless(*arguments, **options):
        plan = honest(*arguments, **options)
        first, *others = plan.roster.duties
        late = [replace(segment, end=segment.end + timedelta(hours=9)) for segment in first.segments[-1:]]
        broken = replace(first, segments=(*first.segments[:-1], *late))
        return replace(plan, roster=replace(plan.roster, duties=(broken, *others)))

    monkeypatch.setattr(plan_weeks_module, "plan_week", careless)
    with pytest.raises(SolverError) as raised:
        run(load_centre(project), published.parent)
    assert raised.value.exit_code == 7
    assert all(fault.code.startswith(("plan.breach", "roster.")) for fault in raised.value.faults)
    assert len(raised.value.faults) >= 1
    assert content(published) == before
    withdraw(published.parent, INTERRUPTED)  # the plan so far, before the careless hand
    assert [entry.name for entry in published.parent.iterdir()] == [WEEK]


def test_a_history_handed_in_takes_the_place_of_the_centres_own(
    published: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    bare = write_project(tmp_path / "bare")
    handed_in = tmp_path_factory.mktemp("elsewhere") / "handed_in.csv"
    (bare / "data" / "history.csv").rename(handed_in)
    edit(bare / "centre.yaml", "history: data/history.csv, ", "")
    with pytest.raises(ConfigError, match="no history"):
        run(load_centre(bare), tmp_path / "runs")
    folder = run(load_centre(bare), tmp_path / "runs", history=handed_in).folder
    assert (folder / "roster.csv").read_bytes() == (published / "roster.csv").read_bytes()
    inputs = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["inputs"]
    # Named alone: where somebody keeps the file changes no byte of the manifest.
    assert inputs["handed_in.csv"] == hashlib.sha256(handed_in.read_bytes()).hexdigest()


def test_a_second_run_into_a_locked_folder_is_refused_at_once(project: Path, tmp_path: Path) -> None:
    with locked(tmp_path / "runs"), pytest.raises(LockedError):
        run(load_centre(project), tmp_path / "runs")


def test_a_named_week_is_planned(project: Path, tmp_path: Path) -> None:
    made = run(load_centre(project), tmp_path, named="2026-12-14")
    assert made.folder.name == "2026-W51"
    assert made.schedule.summary.first_day.isoformat() == "2026-12-14"
