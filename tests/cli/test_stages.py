"""What standard error says while a long command is at work."""

from __future__ import annotations

import pytest

from staffplan.cli.manner import Manner
from staffplan.cli.stages import stages
from staffplan.scheduling.course import Course


def test_elsewhere_than_on_a_terminal_stages_are_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with stages(Manner()) as progress:
        progress("relaxing the week")
        progress("planning Monday (bound 1.00)")
    assert capsys.readouterr() == ("", "relaxing the week\nplanning Monday (bound 1.00)\n")


@pytest.mark.parametrize("manner", [Manner(json=True), Manner(quiet=True)])
def test_a_program_that_reads_and_who_wants_quiet_hear_nothing(
    manner: Manner, capsys: pytest.CaptureFixture[str]
) -> None:
    with stages(manner) as progress:
        progress("relaxing the week")
    assert capsys.readouterr() == ("", "")


def test_figures_stand_behind_the_stage_as_soon_as_they_are_known_and_only_better_plans_are_told() -> None:
    told: list[str] = []
    course = Course(told.append)
    course.stage("relaxing")
    course.bounded(1000.0)
    course.stage("planning")
    course.planned(1100.0)
    course.planned(1200.0)
    course.planned(1010.0)
    assert told == [
        "relaxing",
        "relaxing (bound 1,000.00)",
        "planning (bound 1,000.00)",
        "planning (bound 1,000.00, best plan 1,100.00, gap 10.00%)",
        "planning (bound 1,000.00, best plan 1,010.00, gap 1.00%)",
    ]
