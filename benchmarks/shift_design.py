"""How few shifts follow a demand how closely, beside a proved bound: public instances of minimum shift design.

Run it with ``python benchmarks/shift_design.py [INSTANCE ...] [--seconds S] [--json] [--processes P]``. Without
instances it takes the public ones, ten seconds each; they lie in a folder ``shared`` beside the checkout, and it says
so where they are absent. ``--seconds`` is the net for each instance (60 where instances are named); a proof ends it
earlier. ``--processes`` says how many instances are planned at a time (2).

The objective that is printed is not the planner's word: `counted` takes the file's demand and the shifts, and counts.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from staffplan.app.shift_design import shift_design
from staffplan.domain.shift_design import DesignTask, ShiftDesign
from staffplan.errors import StaffplanError
from staffplan.intake.shift_design_file import read_design_task

PUBLIC = Path(__file__).resolve().parents[2] / "shared" / "benchmarks" / "shift_design"
SECONDS, SECONDS_WITHOUT_ARGUMENTS = 60.0, 10.0
COLUMNS = ("instance", "objective", "bound", "shifts", "over_min", "under_min", "seconds", "ended_by")


def counted(task: DesignTask, design: ShiftDesign) -> dict[str, float]:
    """Objective, over-cover and under-cover in minutes, and shifts, counted worker by worker from the shifts alone.

    Raises ValueError where a shift may not exist.
    """
    grid, slots = task.interval_min, len(task.demand)
    at_work = [0] * slots
    for shift in design.shifts:
        allowed = any(
            family.first_start <= shift.start_min <= family.last_start and shift.length_min in family.lengths
            for family in task.profiles
        )
        if not allowed or shift.start_min % grid or min(shift.workers) < 0 or len(shift.workers) != task.days:
            raise ValueError(f"{shift} may not exist")
        for day, workers in enumerate(shift.workers):
            for minute in range(shift.start_min, shift.start_min + shift.length_min, grid):
                slot = (day * 1440 + minute) // grid
                if task.cyclic or slot < slots:
                    at_work[slot % slots] += workers
    over = sum(max(0, there - wanted) for there, wanted in zip(at_work, task.demand, strict=True)) * grid
    under = sum(max(0, wanted - there) for there, wanted in zip(at_work, task.demand, strict=True)) * grid
    used = len({(shift.start_min, shift.length_min) for shift in design.shifts if any(shift.workers)})
    prices = task.prices
    objective = prices.over * over + prices.under * under + prices.shift * used
    return {"objective": objective, "over_min": over, "under_min": under, "shifts": used}


def measured(path: Path, seconds: float) -> dict[str, Any]:
    """One instance: what was found in how long, and the shifts."""
    start = time.perf_counter()
    task = read_design_task(path)
    design = shift_design(task, seconds=seconds)
    elapsed = time.perf_counter() - start
    found = counted(task, design)
    if abs(found["objective"] - design.objective) > 1e-6 * max(1.0, design.objective):
        raise AssertionError(f"{path}: counted {found['objective']}, planned {design.objective}")
    return {
        "instance": path.stem,
        "objective": found["objective"],
        "bound": design.bound,
        "seconds": round(elapsed, 2),
        "proved": design.proved,
        "ended_by": design.ended_by,
        "over_min": found["over_min"],
        "under_min": found["under_min"],
        "distinct_shifts": found["shifts"],
        "shifts": [
            {
                "start": f"{shift.start_min // 60:02d}:{shift.start_min % 60:02d}",
                "start_min": shift.start_min,
                "length_min": shift.length_min,
                "workers": list(shift.workers),
            }
            for shift in design.shifts
        ],
    }


def results(paths: list[Path], seconds: float, processes: int) -> Iterator[dict[str, Any]]:
    """The figures in the order of the instances; each on one core."""
    measure = partial(measured, seconds=seconds)
    if min(processes, len(paths)) < 2:
        yield from map(measure, paths)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(measure, paths)


def print_table(rows: Iterator[dict[str, Any]], *, with_shifts: bool) -> None:
    """A Markdown table, row by row as instances end; the shifts below it where asked for."""
    print("| " + " | ".join(COLUMNS) + " |")
    print("| " + " | ".join("---" for _ in COLUMNS) + " |", flush=True)
    shown = []
    for row in rows:
        cells = {**row, "shifts": row["distinct_shifts"]}
        print("| " + " | ".join(f"{cells[name]:g}" if name in ("objective", "bound") else str(cells[name])
                                for name in COLUMNS) + " |", flush=True)  # fmt: skip
        shown.append(row)
    for row in shown if with_shifts else ():
        print(f"\n{row['instance']}: start, length in minutes, workers each day")
        for shift in row["shifts"]:
            print(f"  {shift['start']}  {shift['length_min']:4d}  " + " ".join(f"{n:3d}" for n in shift["workers"]))


def main() -> None:
    """Read the arguments, plan, print."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("instances", nargs="*", type=Path, metavar="INSTANCE")
    reader.add_argument("--seconds", type=float, help="net for each instance")
    reader.add_argument("--processes", type=int, default=2, help="instances at a time")
    reader.add_argument("--json", action="store_true")
    given = reader.parse_args()
    paths = given.instances or sorted(PUBLIC.glob("*.dzn"), key=lambda path: (len(path.stem), path.stem))
    if not paths:
        print("The public instances are not here: shared/benchmarks/shift_design is not beside the checkout.")
        return
    seconds = given.seconds or (SECONDS if given.instances else SECONDS_WITHOUT_ARGUMENTS)
    try:
        rows = results(paths, seconds, given.processes)
        if given.json:
            figures = list(rows)
            print(json.dumps(figures[0] if len(given.instances) == 1 else figures, indent=2))
        else:
            print_table(rows, with_shifts=bool(given.instances))
    except StaffplanError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
