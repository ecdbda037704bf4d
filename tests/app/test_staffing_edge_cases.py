"""The awkward cases of staffing, as the configuration decides them; the calculator's decisions are tested beside it."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest
from shared_folder import SHARED, needs_shared
from small_configuration import small_text

import staffplan
from staffplan.errors import ConfigError, DataError, StaffplanError

CASES: dict[str, tuple[str, str, str, str, str]] = {
    # case: calls, aht_s, threshold_s, sl_target, and what comes of it: agents, or the code of the fault
    "zero volume": ("0", "300", "20", "0.8", "0"),
    "zero AHT": ("100", "0", "20", "0.8", "data.out_of_range"),
    "tiny volume": ("0.01", "300", "20", "0.8", "1"),
    "integer load": ("60", "300", "20", "0.8", "14"),
    "threshold zero": ("60", "300", "0", "0.8", "14"),
    "target 0": ("60", "300", "20", "0.0", "config.value"),
    "target 1.0": ("60", "300", "20", "1.0", "config.value"),
    "target above 1": ("60", "300", "20", "80", "config.value"),
    "large load 5000": ("30000", "300", "20", "0.8", "5019"),
    "large load 100000": ("600000", "300", "20", "0.8", "100023"),
    "long threshold 4 h": ("60", "300", "14400", "0.95", "11"),
    "low target": ("63.6", "300", "20", "0.2", "12"),
    "negative volume": ("-5", "300", "20", "0.8", "data.out_of_range"),
    "NaN volume": ("nan", "300", "20", "0.8", "data.not_a_number"),
}


def outcome(tmp_path: Path, calls: str, aht_s: str, threshold_s: str, sl_target: str) -> str:
    """Agents that the configuration asks for in one half-hour, or the code of the fault."""
    goal = f"{{service_level: {sl_target}, within: {threshold_s} s}}"
    text = small_text({"queues": f"{{calls: {{channel: voice, goal: {goal}}}}}"})
    file = tmp_path / "centre.yaml"
    file.write_text(text.replace("time_zone:", "interval: 30 min, time_zone:"), encoding="utf-8")
    rows = {"queue": ["calls"], "start": ["2026-11-30T10:00"], "offered_mean": [calls], "aht_s": [aht_s]}
    try:
        needed = staffplan.require(pd.DataFrame(rows), file)
    except StaffplanError as error:
        (fault,) = error.faults
        if isinstance(error, ConfigError):
            assert fault.line
            assert fault.hint
        return fault.code
    return f"{needed['agents'].iloc[0]:g}"


@pytest.mark.parametrize("case", CASES)
def test_every_case_is_decided(tmp_path: Path, case: str) -> None:
    *inputs, expected = CASES[case]
    assert outcome(tmp_path, *inputs) == expected


def test_a_quiet_interval_has_perfect_service(tmp_path: Path) -> None:
    rows = {"queue": ["calls"], "start": ["2026-11-30T10:00"], "offered_mean": [0.0]}
    (row,) = staffplan.require(pd.DataFrame(rows), interval_min=30).to_dict("records")
    assert (row["agents"], row["service_level"], row["asa_s"], row["occupancy"]) == (0, 1, 0, 0)


def test_a_bad_volume_in_a_file_is_told_with_its_row(tmp_path: Path) -> None:
    from staffplan.intake.planned import read_forecast

    file = tmp_path / "f.csv"
    file.write_text("queue,start,offered_mean\ncalls,2026-11-30T10:00,5\ncalls,2026-11-30T10:30,nan\n")
    with pytest.raises(DataError) as caught:
        read_forecast(file, zone=None)
    assert caught.value.faults[0].line == 3


@needs_shared("oracle/edge_cases.csv")
def test_the_cases_are_those_of_the_oracle() -> None:
    with (SHARED / "oracle/edge_cases.csv").open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["case"] for row in rows} == set(CASES)
    for row in rows:
        calls, aht_s, threshold_s, target, decided = CASES[row["case"]]
        assert (float(row["calls"]), row["aht_s"], row["threshold_s"]) == (
            pytest.approx(float(calls), nan_ok=True),
            aht_s,
            threshold_s,
        )
        assert float(row["sl_target"]) == float(target)
        if row["expected_agents"] and not decided.startswith(("config.", "data.")):
            assert row["expected_agents"] == decided
