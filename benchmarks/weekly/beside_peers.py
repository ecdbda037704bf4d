"""The same weeks forecast by other tools: cases written to a folder, their environment started, answers read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from peers.environment import PeersAbsentError, peers_python

from staffplan.forecasting.day_facts import day_facts
from weekly.scores import ONE_WEEK, Week, scored

LIGHTGBM = "LightGBM, same calendar"
EVERY = {
    "MSTL + AutoETS": 4,
    "TBATS": 8,
    "ETS of days x profile": 1,
    "Holt-Winters of days x profile": 1,
    "Prophet, tuned": 8,
    "LightGBM through mlforecast": 4,
    LIGHTGBM: 1,
}
"""How many origins lie between two that a tool is asked about: the slow ones answer fewer."""


def peers_scores(weeks: list[Week], *, install: bool) -> tuple[pd.DataFrame, dict[str, list[str]]]:
    """Rows as of `weekly.scores.scored` for every tool, and how tools failed.

    Raises
    ------
    PeersAbsentError : the tools cannot be run.
    """
    python = peers_python("forecasting", install=install, command="make bench-forecast")
    asked = [[tool for tool, every in EVERY.items() if _turn(week) % every == 0] for week in weeks]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        told = [
            {"call_set": week.calls.name, "queue": week.matrix.queue, "tools": tools}
            for week, tools in zip(weeks, asked, strict=True)
        ]
        (folder / "cases.json").write_text(json.dumps(told))
        for number, week in enumerate(weeks):
            _write(folder / f"{number}.npz", week)
        answers = python.parents[1] / "answers"
        answers.mkdir(exist_ok=True)
        script = Path(__file__).resolve().parents[1] / "peers" / "weekly" / "run.py"
        apart = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        done = subprocess.run([python, script, folder, answers], stdout=sys.stderr, check=False, env=apart)
        if done.returncode:
            raise PeersAbsentError(f"they ended with {done.returncode}; what they said stands above")
        return _read(folder, weeks)


def _turn(week: Week) -> int:
    """Which origin of its queue a week is; the last is always asked about, being the one with most history."""
    origins = week.calls.origins(week.matrix)
    return len(origins) - 1 - origins.index(week.origin)


def _write(path: Path, week: Week) -> None:
    matrix, days = week.matrix, week.matrix.days[: week.origin + 7]
    np.savez(
        path,
        days=days.astype(np.int64),
        offered=matrix.offered[: week.origin],
        is_open=week.is_open,
        holiday=day_facts(days, week.calls.special_days(matrix), matrix.queue).holiday,
    )


def _read(folder: Path, weeks: list[Week]) -> tuple[pd.DataFrame, dict[str, list[str]]]:
    rows, failures = [], {}
    for tool, by_case in json.loads((folder / "answers.json").read_text()).items():
        for number, said in by_case.items():
            if isinstance(said["seconds"], str):
                failures.setdefault(tool, []).append(said["seconds"])
            else:
                rows.append(scored(weeks[int(number)], tool, ONE_WEEK, np.load(said["rates"]), said["seconds"]))
    return pd.DataFrame(rows), failures


def beside(peers: pd.DataFrame, own: pd.DataFrame, tool: str) -> pd.DataFrame:
    """A tool's rows, with those of staffplan and of the baselines on exactly the same weeks."""
    mine = peers[peers["who"] == tool]
    keys = ["set", "queue", "origin"]
    same = own[own["lead"] == ONE_WEEK].merge(mine[keys], on=keys)
    return pd.concat([mine, same], ignore_index=True)
