"""The four steps as a Python programmer calls them."""

from pathlib import Path
from types import FunctionType

import pandas as pd
import pytest
from tiny_project import write_project

import staffplan
from staffplan.app.centre import load_centre
from staffplan.tables.frames import check_frame
from staffplan.tables.requirement import COVERAGE
from staffplan.tables.roster import HOURS_SUMMARY, ROSTER


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_project(tmp_path_factory.mktemp("public") / "project")


def history(project: Path) -> pd.DataFrame:
    frame = pd.read_csv(project / "data" / "history.csv", dtype={"queue": str})
    return frame.assign(start=pd.to_datetime(frame["start"], utc=True).dt.tz_convert("Europe/Berlin"))


def test_each_step_can_be_called_twice_in_one_process(project: Path) -> None:
    calls = history(project)
    for _ in range(2):
        forecast = staffplan.forecast(calls, 1, start="2026-11-30")
        requirement = staffplan.require(forecast)
        made = staffplan.schedule(requirement, project)
        report = staffplan.audit(made.roster, project, requirement)
        assert len(forecast) == 30
        assert requirement["agents"].sum() > 0
        assert made.summary.week == "2026-W49"
        assert report.breaches == ()
    steps = (staffplan.forecast, staffplan.require, staffplan.schedule, staffplan.audit)
    assert all(isinstance(step, FunctionType) for step in steps)


def test_a_schedule_keeps_its_contracts_and_covers_as_the_auditor_says(project: Path) -> None:
    requirement = staffplan.require(staffplan.forecast(history(project), 1, start="2026-11-30"))
    made = staffplan.schedule(requirement, load_centre(project))
    assert check_frame(made.roster, ROSTER).equals(made.roster)
    assert len(check_frame(made.coverage, COVERAGE)) == 30
    assert len(check_frame(made.hours, HOURS_SUMMARY)) == 4
    report = staffplan.audit(made.duties, project, requirement)
    assert report.cost.total == pytest.approx(made.summary.cost_total)
    assert report.totals.cover_share == pytest.approx(made.summary.cover)
    assert made.summary.bound <= made.summary.objective + 1e-6
    assert set(made.roster["agent_id"]) <= {"00123", "Ärne", "NA", "d4"}
    assert not ((made.roster["agent_id"] == "d4") & (made.roster["date"] == "2026-12-01")).any()
    short = made.coverage["shortfall"] > 1e-6
    assert (made.coverage.loc[short, "reason"] != "").all()
    assert (made.coverage.loc[~short, "reason"] == "").all()


def test_a_requirement_needs_three_columns_and_no_zone(project: Path) -> None:
    requirement = staffplan.require(staffplan.forecast(history(project), 1, start="2026-11-30"))
    bare = requirement[["queue", "start", "agents"]]
    naive = bare.assign(start=bare["start"].dt.tz_localize(None)).sample(frac=1, random_state=1)
    one, other = staffplan.schedule(bare, project), staffplan.schedule(naive, project)
    assert one.roster.equals(other.roster)


def test_a_frame_that_is_handed_in_is_left_as_it_was(project: Path) -> None:
    requirement = staffplan.require(staffplan.forecast(history(project), 1, start="2026-11-30"))
    before = requirement.copy(deep=True)
    staffplan.schedule(requirement, project)
    pd.testing.assert_frame_equal(requirement, before)
