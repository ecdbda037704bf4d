"""A week after a published one, and several weeks at once, on the tiny centre."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

import pandas as pd
import pytest
from tiny_project import edit, write_project

from staffplan.app.audit import audit
from staffplan.app.centre import load_centre
from staffplan.app.run import run
from staffplan.app.schedule import schedule
from staffplan.cli.main import main
from staffplan.errors import DataError, UsageError

NEXT = "2026-W50"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A centre that is open round the week, where a guarantee of six days makes runs of days bind."""
    folder = write_project(tmp_path_factory.mktemp("weeks") / "project")
    edit(folder / "centre.yaml", "{Mon-Fri: 9:00-12:00}", "{Mon-Sun: 9:00-12:00}")
    edit(folder / "centre.yaml", "days: 0-5", "days: 0-6")
    return folder


def rosters(folder: Path) -> pd.DataFrame:
    return pd.read_csv(folder / "roster.csv", dtype=str)


@pytest.fixture(scope="module")
def followed(project: Path) -> tuple[Path, Path]:
    first = run(load_centre(project), project / "runs").folder
    return first, run(load_centre(project), project / "runs", named=NEXT).folder


def test_the_week_after_a_published_one_follows_it_and_says_so(followed: tuple[Path, Path]) -> None:
    notes = [json.loads((folder / "summary.json").read_text(encoding="utf-8"))["notes"] for folder in followed]
    assert any("No roster of the days before 2026-11-30 was given" in note for note in notes[0])
    assert "The plan follows the roster of 2026-W49." in notes[1]
    inputs = json.loads((followed[1] / "manifest.json").read_text(encoding="utf-8"))["inputs"]
    assert "runs/2026-W49/roster.csv" in inputs


def test_none_plans_as_if_nobody_had_worked_before(project: Path, followed: tuple[Path, Path], tmp_path: Path) -> None:
    copytree(followed[0], tmp_path / followed[0].name)
    made = run(load_centre(project), tmp_path, named=NEXT, previous="none")
    assert any("No roster of the days before 2026-12-07" in note for note in made.schedule.summary.notes)


def test_the_audit_looks_across_the_border_when_it_is_told_of_the_week_before(
    project: Path, followed: tuple[Path, Path]
) -> None:
    first, second = (folder / "roster.csv" for folder in followed)
    assert audit(second, project, previous=first).lawful
    with pytest.raises(DataError, match="the week to plan begins on 2026-11-30"):
        audit(first, project, previous=second)


def test_several_weeks_are_planned_in_a_row_and_add_up(project: Path, tmp_path: Path) -> None:
    made = run(load_centre(project), tmp_path, weeks=3)
    assert made.folder.name == "2026-W49_to_2026-W51"
    document = json.loads((made.folder / "summary.json").read_text(encoding="utf-8"))
    assert [week["week"] for week in document["weeks"]] == ["2026-W49", "2026-W50", "2026-W51"]
    for number in ("objective", "bound"):
        assert sum(week[number] for week in document["weeks"]) == pytest.approx(document["solve"][number], abs=0.02)
    assert document["cost"]["total"] == pytest.approx(document["solve"]["objective"], abs=0.02)
    assert set(rosters(made.folder)["week"]) == {"2026-W49", "2026-W50", "2026-W51"}
    assert audit(made.folder / "roster.csv", project, made.folder / "requirement.csv").lawful
    after = run(load_centre(project), tmp_path, named="2026-W52")
    assert "The plan follows the roster of 2026-W49_to_2026-W51." in after.schedule.summary.notes


def test_weeks_at_once_and_week_by_week_give_the_same_roster(project: Path, tmp_path: Path) -> None:
    together = run(load_centre(project), tmp_path / "at_once", weeks=2).schedule
    required = pd.read_csv(tmp_path / "at_once" / "2026-W49_to_2026-W50" / "requirement.csv", parse_dates=["start"])
    required["start"] = pd.to_datetime(required["start"], utc=True).dt.tz_convert("Europe/Berlin")
    first = schedule(required, project)
    second = schedule(required, project, first_day=pd.Timestamp("2026-12-07").date(), previous=first.duties)
    assert together.duties.duties == tuple(
        sorted((*first.duties.duties, *second.duties.duties), key=lambda duty: (duty.agent_id, duty.start))
    )


def test_a_day_on_which_no_week_begins_and_too_many_weeks_are_refused(project: Path) -> None:
    wanted = pd.DataFrame({"queue": ["calls"], "start": [pd.Timestamp("2026-12-01 09:00")], "agents": [1.0]})
    with pytest.raises(UsageError, match="No schedule week begins on 2026-12-01"):
        schedule(wanted, project, first_day=pd.Timestamp("2026-12-01").date())
    with pytest.raises(UsageError, match="9 weeks cannot be planned"):
        schedule(wanted, project, weeks=9)


def test_people_who_have_left_are_passed_over_with_a_note(project: Path, followed: tuple[Path, Path]) -> None:
    text = (followed[0] / "roster.csv").read_text(encoding="utf-8")
    person = rosters(followed[0])["agent_id"].iloc[0]
    left = project / "left.csv"
    left.write_text(text.replace(person, "gone"), encoding="utf-8")
    wanted = pd.read_csv(followed[1] / "requirement.csv", parse_dates=["start"])
    made = schedule(wanted, project, previous=left)
    assert any("whom the centre no longer has: gone" in note for note in made.summary.notes)


def test_the_command_line_takes_weeks_and_the_roster_before(
    project: Path, followed: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["schedule", str(followed[1] / "requirement.csv"), "-c", str(project), "-o", str(tmp_path / "r.csv")]
    assert main([*words, "--previous", str(followed[0] / "roster.csv")]) == 0
    assert "No roster of the days before" not in capsys.readouterr().err
    assert main([*words, "--previous", "none"]) == 0
    assert "No roster of the days before" in capsys.readouterr().err
    assert main([*words, "--previous", str(tmp_path / "nowhere.csv")]) == 4
    assert main([*words, "--weeks", "9"]) == 2
