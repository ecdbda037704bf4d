"""Queues that share agents, counted together from a configuration and from tables that are handed in."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from tiny_project import edit, write_project

import staffplan
from staffplan.app.centre import load_centre
from staffplan.app.prices import prices
from staffplan.app.required import RequiredWeek, required_week
from staffplan.app.run import run
from staffplan.app.schedule import schedule
from staffplan.config import load
from staffplan.errors import ConfigError, DataError, UsageError

CHAT = "\n  orders: {channel: voice, goal: {service_level: 80 %, within: 20 s}, aht: 300 s}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The tiny centre with a second queue that everybody can serve."""
    folder = write_project(tmp_path / "project")
    edit(folder / "centre.yaml", "\ncontracts:", f"{CHAT}contracts:")
    edit(folder / "centre.yaml", "files:", "scheduling: {skill_groups: pooled}\nfiles:")
    agents = (folder / "data" / "agents.csv").read_text(encoding="utf-8")
    (folder / "data" / "agents.csv").write_text(agents.replace(",calls\n", ",calls|orders\n"), encoding="utf-8")
    history = (folder / "data" / "history.csv").read_text(encoding="utf-8").splitlines()
    orders = [line.replace("calls,", "orders,", 1) for line in history[1:]]
    (folder / "data" / "history.csv").write_text("\n".join([*history, *orders]) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def week(project: Path) -> RequiredWeek:
    return required_week(load_centre(project))


def test_a_pooled_run_is_audited_alike_and_publishes_its_groups(project: Path) -> None:
    done = run(load_centre(project), project / "runs")
    requirement, groups = done.folder / "requirement.csv", done.folder / "groups.csv"
    again = staffplan.audit(done.folder / "roster.csv", project, requirement, groups=groups)
    assert again.lawful
    assert again.cost.total == pytest.approx(done.schedule.summary.cost_total, abs=0.01)
    by_queue = staffplan.audit(done.folder / "roster.csv", project, requirement)
    assert by_queue.cost["shortfall"] > again.cost["shortfall"]


def test_a_pool_never_costs_more_than_each_queue_by_itself(project: Path, week: RequiredWeek) -> None:
    configuration = load_centre(project)
    together = schedule(week.requirement, configuration, groups=week.groups).summary
    assert together.bound < schedule(week.requirement, configuration).summary.bound - 1


def test_groups_that_do_not_fit_are_refused(project: Path, week: RequiredWeek) -> None:
    configuration, wanted, groups = load_centre(project), week.requirement, week.groups
    assert groups is not None
    for frame, code in (
        (groups.assign(queues="faxes"), "data.unknown_queue"),
        (groups.assign(start=groups["start"] + pd.Timedelta(minutes=5)), "data.off_grid"),
        (groups.assign(agents=groups["agents"] + 50), "data.not_poolable"),
    ):
        with pytest.raises(DataError) as refused:
            schedule(wanted, configuration, groups=frame)
        assert code in {fault.code for fault in refused.value.faults}


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("within: 20 s}", "within: 20 s, over: day}", "queues.calls.goal.over"),
        ("pooled}", "pooled, waiting_work: by_deadline}", "scheduling.skill_groups"),
        ("files:", "staffing: {rounding: carried}\nfiles:", "staffing.rounding"),
    ],
)
def test_what_a_pool_cannot_count_is_refused_with_its_place(project: Path, old: str, new: str, path: str) -> None:
    edit(project / "centre.yaml", old, new)
    with pytest.raises(ConfigError) as refused:
        load(project)
    assert [fault.path for fault in refused.value.faults] == [path]


def test_a_week_of_queues_counted_together_is_not_priced_queue_by_queue(project: Path, week: RequiredWeek) -> None:
    centre = load_centre(project)
    with pytest.raises(UsageError) as refused:
        prices(week.requirement, centre, first_day=week.first_day, groups=week.groups)
    (fault,) = refused.value.faults
    assert fault.code == "usage.prices_of_groups"
    assert "by_queue" in fault.hint
    assert prices(week.requirement, centre, first_day=week.first_day).week.cost > 0
