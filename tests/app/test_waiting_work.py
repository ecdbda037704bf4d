"""Work that may wait, from a configuration and from tables that are handed in."""

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
from staffplan.errors import ConfigError, DataError

MAIL = "\n  mail: {channel: email, goal: {deadline: 2 h}, aht: 600 s}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The tiny centre with e-mails, planned by their deadlines; two people can answer them."""
    folder = write_project(tmp_path / "project")
    edit(folder / "centre.yaml", "\ncontracts:", f"{MAIL}contracts:")
    edit(folder / "centre.yaml", "files:", "scheduling: {waiting_work: by_deadline}\nfiles:")
    agents = (folder / "data" / "agents.csv").read_text(encoding="utf-8")
    (folder / "data" / "agents.csv").write_text(agents.replace(",calls\n", ",calls|mail\n", 2), encoding="utf-8")
    history = (folder / "data" / "history.csv").read_text(encoding="utf-8").splitlines()
    mails = [line.replace("calls,", "mail,", 1) for line in history[1:]]
    (folder / "data" / "history.csv").write_text("\n".join([*history, *mails]) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def week(project: Path) -> RequiredWeek:
    return required_week(load_centre(project))


def test_a_run_plans_work_by_its_deadline_and_publishes_the_inventory(project: Path) -> None:
    done = run(load_centre(project), project / "runs")
    requirement, inventory = done.folder / "requirement.csv", done.folder / "inventory.csv"
    assert inventory.exists()
    again = staffplan.audit(done.folder / "roster.csv", project, requirement, inventory=inventory)
    assert again.lawful
    assert again.cost.total == pytest.approx(done.schedule.summary.cost_total, abs=0.01)
    as_laid = staffplan.audit(done.folder / "roster.csv", project, requirement)
    assert as_laid.cost.total > again.cost.total + 1


def test_to_plan_by_deadline_never_costs_more_than_where_work_is_laid(project: Path, week: RequiredWeek) -> None:
    configuration = load_centre(project)
    by_deadline = schedule(week.requirement, configuration, inventory=week.inventory).summary
    as_laid = schedule(week.requirement, configuration).summary
    assert by_deadline.bound < as_laid.bound - 1
    assert by_deadline.required_hours == pytest.approx(as_laid.required_hours, abs=1e-3)


def test_a_requirement_without_an_inventory_is_planned_as_it_is_and_says_so(project: Path, week: RequiredWeek) -> None:
    table = project / "requirement.csv"
    week.requirement.to_csv(table, index=False)
    handed = required_week(load_centre(project), table)
    assert handed.inventory is None
    assert handed.notes[-1].endswith("since no inventory was handed in.")
    assert week.inventory is not None
    week.inventory.to_csv(project / "inventory.csv", index=False)
    both = required_week(load_centre(project), table, project / "inventory.csv")
    assert both.inventory is not None
    assert both.inventory["due_h"].sum() == pytest.approx(week.inventory["due_h"].sum())


def test_an_inventory_that_does_not_belong_to_the_requirement_is_refused(project: Path, week: RequiredWeek) -> None:
    configuration, wanted, work = load_centre(project), week.requirement, week.inventory
    assert work is not None
    late = work.assign(start=work["start"] + pd.Timedelta(minutes=5))
    too_soon = work.assign(due_h=work["due_h"] * 2)
    for inventory, requirement, code in (
        (work, wanted.drop(columns="movable"), "data.no_movable"),
        (work.iloc[:0], wanted, "data.no_movable"),
        (work.assign(queue="faxes"), wanted, "data.unknown_queue"),
        (late, wanted, "data.off_grid"),
        (too_soon, wanted, "data.due_too_soon"),
    ):
        with pytest.raises(DataError) as refused:
            schedule(requirement, configuration, inventory=inventory)
        assert code in {fault.code for fault in refused.value.faults}


def test_a_floor_where_nobody_waits_on_the_line_is_refused_with_its_line(project: Path, week: RequiredWeek) -> None:
    edit(project / "centre.yaml", "mail: {", "mail: {floor: 1, ")
    with pytest.raises(ConfigError) as refused:
        load(project)
    assert [fault.path for fault in refused.value.faults] == ["queues.mail.floor"]
    edit(project / "centre.yaml", "by_deadline", "as_laid")
    with pytest.raises(DataError) as refused_later:
        schedule(week.requirement, load_centre(project), inventory=week.inventory)
    assert [fault.code for fault in refused_later.value.faults] == ["data.floor_of_waiting_work"]
