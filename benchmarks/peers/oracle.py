"""The requirements whose answer is known to 20 digits, from the folder ``shared`` beside the checkout."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

ORACLE = Path(__file__).resolve().parents[3] / "shared" / "oracle"

COLUMN = {"sl": "sl_target", "asa": "asa_target_s", "occ": "max_occupancy", "pw": "max_p_wait"}
ARGUMENT = {"sl": "service_level", "asa": "asa_s", "occ": "max_occupancy", "pw": "max_waiting"}


@dataclass(frozen=True, slots=True)
class Case:
    """A requirement and its answer; None: it has to be refused."""

    row: dict[str, float]
    agents: int | None


def cases() -> list[Case]:
    """All rows of the two files; empty where they are absent."""
    return [*_required(), *_edges()] if ORACLE.exists() else []


def _required() -> list[Case]:
    found = []
    for line in _lines("public_required_erlang_c.csv"):
        targets = {ARGUMENT[name]: float(line[COLUMN[name]]) for name in line["targets"].split("+")}
        found.append(Case(_work(line) | targets, int(line["required_agents"])))
    return found


def _edges() -> list[Case]:
    return [
        Case(
            _work(line) | {"service_level": float(line["sl_target"])},
            int(line["expected_agents"]) if line["expected_agents"] else None,
        )
        for line in _lines("edge_cases.csv")
    ]


def _work(line: dict[str, str]) -> dict[str, float]:
    return {name: float(line[name]) for name in ("calls", "interval_s", "aht_s", "threshold_s")}


def _lines(name: str) -> list[dict[str, str]]:
    with (ORACLE / name).open() as lines:
        return list(csv.DictReader(lines))


def judged(known: list[Case], answers: list[int | str | None]) -> dict[str, int]:
    """How many answers are right, too many, too few, failures, and numbers where there is none; None: not asked."""
    counts = dict.fromkeys(("rows", "right", "over-staffed", "under-staffed", "failed", "should refuse"), 0)
    for case, answer in zip(known, answers, strict=True):
        if answer is not None:
            counts["rows"] += 1
            counts[_verdict(case.agents, answer)] += 1
    return counts


def _verdict(agents: int | None, answer: int | str) -> str:
    if isinstance(answer, str):
        return "right" if agents is None else "failed"
    if agents is None:
        return "should refuse"
    return "right" if answer == agents else "over-staffed" if answer > agents else "under-staffed"
