"""A run that is stopped publishes nothing, and leaves the best audited plan so far beside what is published."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tiny_project import WEEK, write_project

from staffplan.app.audit import audit
from staffplan.app.centre import load_centre
from staffplan.app.run import run
from staffplan.errors import NoSolutionError
from staffplan.scheduling.search.week_search import WeekPlan, WeekSearch


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_project(tmp_path_factory.mktemp("stopped") / "project")


def content(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


class Stop:
    """A progress that stops the run when it hears a stage."""

    def __init__(self, stage: str) -> None:
        self.stage, self.heard = stage, list[str]()

    def __call__(self, stage: str) -> None:
        self.heard.append(stage)
        if stage.startswith(self.stage):
            raise KeyboardInterrupt


def stages(project: Path, output: Path) -> list[str]:
    told = Stop("never")
    run(load_centre(project), output, progress=told)
    return told.heard


def test_a_run_stopped_at_any_stage_publishes_nothing_and_leaves_the_earlier_one(project: Path, tmp_path: Path) -> None:
    heard = stages(project, tmp_path)
    before = content(tmp_path)
    assert len(heard) > 8
    for stage in heard:
        with pytest.raises(KeyboardInterrupt):
            run(load_centre(project), tmp_path, progress=Stop(stage))
        left = {name: data for name, data in content(tmp_path).items() if not name.startswith("interrupted/")}
        assert left == before


def test_weeks_that_were_planned_before_the_stop_are_left_with_a_note(project: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt) as stopped:
        run(load_centre(project), tmp_path, weeks=3, progress=Stop("2026-W51"))
    assert "interrupted/ in the output folder" in stopped.value.__notes__[0]
    left = tmp_path / "interrupted"
    assert [folder.name for folder in tmp_path.iterdir()] == ["interrupted"]
    assert "no published plan" in (left / "READ_ME.txt").read_text(encoding="utf-8")
    document = json.loads((left / "summary.json").read_text(encoding="utf-8"))
    assert [week["week"] for week in document["weeks"]] == ["2026-W49", "2026-W50"]
    assert audit(left / "roster.csv", project).lawful
    run(load_centre(project), tmp_path)
    assert [folder.name for folder in tmp_path.iterdir()] == [WEEK], "a run that ends well takes the left-over away"


def test_a_plan_that_is_still_to_be_improved_is_left_when_the_search_is_stopped(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = WeekSearch.plan

    def interrupted(search: WeekSearch) -> WeekPlan:
        search._on_plan(honest(search))
        raise KeyboardInterrupt

    monkeypatch.setattr(WeekSearch, "plan", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(load_centre(project), tmp_path)
    monkeypatch.undo()
    left = content(tmp_path / "interrupted")
    whole = content(run(load_centre(project), tmp_path / "whole").folder)
    assert left["roster.csv"] == whole["roster.csv"]


def test_progress_tells_bound_best_plan_and_gap(project: Path, tmp_path: Path) -> None:
    heard = stages(project, tmp_path)
    bounded = [stage for stage in heard if "bound " in stage]
    assert any(stage.startswith("planning Monday 30 November (bound ") for stage in bounded)
    assert "best plan" in bounded[-1]
    assert "gap" in bounded[-1]


def test_a_week_whose_programme_the_clock_stops_has_no_plan_and_the_limit_is_named(
    project: Path, tmp_path: Path
) -> None:
    loaded = load_centre(project)
    hasty = replace(loaded, scheduling=loaded.scheduling.model_copy(update={"time_limit_s": 1e-9}))
    with pytest.raises(NoSolutionError, match="time_limit_s") as told:
        run(hasty, tmp_path)
    assert "ended without a plan: clock" in str(told.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_the_program_with_its_code_and_leaves_the_weeks_that_were_planned(
    project: Path, tmp_path: Path, number: int, code: int
) -> None:
    command = [sys.executable, "-m", "staffplan", "run", "-c", str(project), "-o", str(tmp_path), "--weeks", "8"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    assert any(line.startswith("2026-W51") for line in process.stderr)
    process.send_signal(number)
    _, told = process.communicate(timeout=30)
    assert process.returncode == code
    assert "nothing was published" in told
    assert "interrupted/" in told
    assert [folder.name for folder in tmp_path.iterdir() if folder.is_dir()] == ["interrupted"]
