"""Plan a told week with one other solver. Runs in their environment, without staffplan: a folder in, an answer out.

``run.py TOOL FOLDER SECONDS`` reads ``week.json`` (see ``family/told.py``) and prints JSON: by name objective, bound,
status, seconds of computing and of the clock, with the model's making and without, its size, and what its columns
count. One tool a process: OR-Tools and HiGHS cannot be loaded together.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from named import named
from pooled import pooled
from programme import Programme

Told = dict[str, Any]
MODELS: dict[str, tuple[str, Callable[[Told], Programme]]] = {
    "CP-SAT, pooled, implicit pauses": ("solve_cp_sat", lambda told: pooled(told, explicit=False)),
    "HiGHS, pooled, implicit pauses": ("solve_highs", lambda told: pooled(told, explicit=False)),
    "HiGHS, pooled set covering": ("solve_highs", lambda told: pooled(told, explicit=True)),
    "HiGHS, named": ("solve_highs", named),
}
LARGEST = 4_000_000
"""Coefficients beyond which a model is not handed over: Python and solver would hold gigabytes."""


def answer(tool: str, told: Told, seconds: float) -> dict[str, dict[str, Any]]:
    """What the tool found, by name."""
    clock, computing = time.perf_counter(), time.process_time()
    if tool == "pyworkforce":
        module = importlib.import_module("shifts_of_one_length")
        found: dict[str, dict[str, Any]] = module.schedulers(told, seconds)
        return {name: {**one, **_times(clock, computing)} for name, one in found.items()}
    solver, model = MODELS[tool]
    programme = model(told)
    size, built = programme.size(), time.perf_counter() - clock
    if size["non-zeros"] > LARGEST:
        refused = {"objective": None, "bound": None, "status": f"not handed over: {size['non-zeros']:,} coefficients"}
        return {tool: {**refused, **size, "shifts": [], **_times(clock, computing)}}
    one = importlib.import_module(solver).solve(programme, seconds)
    values = one.pop("values")
    shifts = [[*programme.labels[column], value] for column, value in values.items() if column in programme.labels]
    return {tool: {**one, **size, "building s": round(built, 1), "shifts": shifts, **_times(clock, computing)}}


def _times(clock: float, computing: float) -> dict[str, float]:
    return {"s": round(time.perf_counter() - clock, 1), "CPU s": round(time.process_time() - computing, 1)}


def main() -> None:
    """To standard output."""
    tool, folder, seconds = sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])
    told = json.loads((folder / "week.json").read_text())
    json.dump(answer(tool, told, seconds), sys.stdout)


if __name__ == "__main__":
    main()
