"""The plan is made for the volume that staffing plans for, whatever is left to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_project import edit, write_project

from staffplan.app.centre import load_centre
from staffplan.app.required import RequiredWeek, required_week
from staffplan.app.schedule import schedule

GOALS = {"mean": "", "p90": "staffing: {plan_for: p90}\n"}


def week_for(folder: Path, volume: str, freedom: str) -> RequiredWeek:
    project = write_project(folder / volume)
    edit(project / "centre.yaml", "within: 20 s}", "within: 20 s, over: day, at_least: 50 %}")
    edit(project / "centre.yaml", "files:", f"{GOALS[volume]}scheduling: {{{freedom}}}\nfiles:")
    return required_week(load_centre(project))


def test_a_quantile_is_planned_with_its_requirement_and_its_cover(tmp_path: Path) -> None:
    hours = {}
    for volume in GOALS:
        week = week_for(tmp_path, volume, "seed: 1")
        summary = schedule(week.requirement, load_centre(tmp_path / volume), first_day=week.first_day).summary
        assert summary.required_hours == pytest.approx(week.requirement["agents"].sum() / 2)
        hours[volume] = summary.required_hours
    assert hours["p90"] > hours["mean"] + 1


def test_the_pieces_of_a_days_level_are_those_of_the_quantile(tmp_path: Path) -> None:
    offered = {}
    for volume in GOALS:
        pieces = week_for(tmp_path, volume, "period_targets: by_plan").pieces
        assert pieces is not None
        offered[volume] = pieces.loc[pieces["gain"].isna(), "offered"].sum()
    assert offered["p90"] > offered["mean"] * 1.05
