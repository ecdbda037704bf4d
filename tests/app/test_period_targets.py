"""Service levels over a day, from a configuration and from tables that are handed in."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from tiny_project import edit, write_project

import staffplan
from staffplan.app.centre import load_centre
from staffplan.app.required import RequiredWeek, required_week
from staffplan.app.run import run
from staffplan.app.schedule import schedule
from staffplan.config import load
from staffplan.errors import ConfigError, DataError, UsageError


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The tiny centre with a service level over the day, at least a half in every half-hour."""
    folder = write_project(tmp_path / "project")
    edit(folder / "centre.yaml", "within: 20 s}", "within: 20 s, over: day, at_least: 50 %}")
    edit(folder / "centre.yaml", "files:", "scheduling: {period_targets: by_plan}\nprices: {late_contact: 40}\nfiles:")
    return folder


@pytest.fixture
def week(project: Path) -> RequiredWeek:
    return required_week(load_centre(project))


def test_a_run_keeps_the_days_level_publishes_the_pieces_and_tells_what_to_expect(project: Path) -> None:
    done = run(load_centre(project), project / "runs")
    requirement, pieces = done.folder / "requirement.csv", done.folder / "pieces.csv"
    again = staffplan.audit(done.folder / "roster.csv", project, requirement, pieces=pieces)
    assert again.lawful
    assert again.cost.total == pytest.approx(done.schedule.summary.cost_total, abs=0.01)
    assert len(again.kept) == 5
    (told,) = [note for note in done.schedule.summary.notes if "promised" in note]
    assert told.startswith("calls: ")
    assert "80.0% promised" in told


def test_to_leave_the_day_to_the_plan_never_costs_more_than_to_keep_every_interval(
    project: Path, week: RequiredWeek
) -> None:
    configuration = load_centre(project)
    by_plan = schedule(week.requirement, configuration, pieces=week.pieces).summary
    assert week.pieces is not None
    fewer = week.pieces[week.pieces["gain"].isna()].set_index("start")["agents"]
    required = week.requirement.set_index("start")["agents"]
    assert (fewer <= required.loc[fewer.index]).all()
    assert (fewer < required.loc[fewer.index]).any()
    assert by_plan.bound < schedule(week.requirement, configuration).summary.bound


def test_pieces_that_do_not_fit_are_refused(project: Path, week: RequiredWeek) -> None:
    configuration, wanted, parts = load_centre(project), week.requirement, week.pieces
    assert parts is not None
    for pieces, code in (
        (parts.assign(queue="faxes"), "data.unknown_queue"),
        (parts.assign(start=parts["start"] + pd.Timedelta(minutes=5)), "data.off_grid"),
        (parts.assign(gain=parts["gain"].where(parts["gain"].isna(), parts["agents"])), "data.uneven_pieces"),
    ):
        with pytest.raises(DataError) as refused:
            schedule(wanted, configuration, pieces=pieces)
        assert code in {fault.code for fault in refused.value.faults}
    with pytest.raises(UsageError):
        schedule(wanted, configuration, pieces=parts, weeks=2)


def test_two_freedoms_at_once_are_refused_with_their_line(project: Path) -> None:
    edit(project / "centre.yaml", "by_plan}", "by_plan, waiting_work: by_deadline}")
    with pytest.raises(ConfigError) as refused:
        load(project)
    assert [(fault.path, fault.line) for fault in refused.value.faults] == [("scheduling.period_targets", 2)]
