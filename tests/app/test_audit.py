"""``staffplan.audit``: the same verdict from nouns, a frame or a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from lawful_week import MON, WED, full_day, lawful_centre, lawful_duties, lawful_rules, roster_of
from tiny_centre import BERLIN

import staffplan
from staffplan.auditing import AuditReport
from staffplan.config import Configuration, load
from staffplan.errors import ConfigError, DataError
from staffplan.export.csv_text import csv_text
from staffplan.export.roster_frame import roster_frame
from staffplan.tables.requirement import REQUIREMENT
from staffplan.tables.roster import ROSTER

SAMPLE = Path(__file__).resolve().parents[2] / "configs"


@pytest.fixture(scope="module")
def lawful() -> Configuration:
    return replace(load(SAMPLE), centre=lawful_centre(), rules=lawful_rules())


def a_requirement() -> pd.DataFrame:
    starts = pd.date_range(pd.Timestamp(MON, tz=BERLIN), periods=96, freq="15min").as_unit("us")
    return pd.DataFrame({"queue": "calls", "start": starts, "agents": 1.5})


def verdict(report: AuditReport) -> tuple:
    return report.breaches, dict(report.cost), report.totals


def test_nouns_frame_and_file_are_judged_alike(lawful: Configuration, tmp_path: Path) -> None:
    roster = roster_of(lawful_duties() | {"s1 Wed": full_day("s1", WED, 6)})
    frame = roster_frame(roster, lawful.centre)
    file, needed = tmp_path / "roster.csv", tmp_path / "requirement.csv"
    file.write_text(csv_text(frame, ROSTER))
    needed.write_text(csv_text(a_requirement(), REQUIREMENT))
    from_nouns = staffplan.audit(roster, lawful, a_requirement())
    from_frame = staffplan.audit(frame, lawful, a_requirement())
    from_file = staffplan.audit(file, lawful, needed)
    assert [breach.rule for breach in from_nouns.breaches] == ["rest_between_shifts"]
    assert verdict(from_nouns) == verdict(from_frame) == verdict(from_file)
    pd.testing.assert_frame_equal(from_nouns.coverage, from_file.coverage)
    pd.testing.assert_frame_equal(from_nouns.hours, from_file.hours)


def test_a_requirement_of_other_days_cannot_be_compared(lawful: Configuration) -> None:
    later = a_requirement().assign(start=lambda frame: frame["start"] + pd.Timedelta(weeks=1))
    with pytest.raises(DataError) as caught:
        staffplan.audit(roster_of(lawful_duties()), lawful, later)
    (fault,) = caught.value.faults
    assert (fault.code, fault.file) == ("data.outside_horizon", "the requirement frame")


def test_a_requirement_for_queues_that_are_not_there_is_a_fault(lawful: Configuration) -> None:
    with pytest.raises(DataError) as caught:
        staffplan.audit(roster_of(lawful_duties()), lawful, a_requirement().assign(queue="cals"))
    assert caught.value.faults[0].file == "the requirement frame"


def test_a_roster_of_somebody_unknown_is_a_fault_of_the_data(lawful: Configuration) -> None:
    frame = roster_frame(roster_of(lawful_duties()), lawful.centre).replace({"agent_id": {"x1": "ghost"}})
    with pytest.raises(DataError) as caught:
        staffplan.audit(frame, lawful)
    assert {fault.file for fault in caught.value.faults} == {"the roster frame"}


def test_a_configuration_may_be_named_by_its_folder() -> None:
    report = staffplan.audit(roster_of({}), SAMPLE)
    broken = {breach.rule for breach in report.breaches}
    assert broken == {"contract_hours", "contract_days", "office_days"}
    assert len(report.hours) == 120


def test_a_configuration_that_is_not_there_is_a_fault_of_the_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        staffplan.audit(roster_of({}), tmp_path)


def test_the_function_is_not_hidden_by_a_module_of_its_name(lawful: Configuration) -> None:
    reports = [staffplan.audit(roster_of(lawful_duties()), lawful) for _ in range(2)]
    assert [report.lawful for report in reports] == [True, True]
