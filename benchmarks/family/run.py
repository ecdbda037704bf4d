"""One centre of the family planned, in a process of its own: money, bound, gap, breaches, time and memory."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from family.centre import FIRST_DAY, Case, write_centre
from staffplan.app.centre import load_centre
from staffplan.auditing import examine
from staffplan.scheduling.plan import plan_week

ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}

Figures = dict[str, float | str | int]


def planned(case: Case) -> Figures:
    """Figures of one case, from a fresh Python: its memory is the plan's alone."""
    folder = Path(__file__).resolve().parents[1]
    command = [sys.executable, "-m", "family.run", json.dumps(asdict(case))]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=os.environ | ONE_THREAD)
    if done.returncode:
        said = done.stderr.strip().splitlines()
        return {"case": case.name, "ended by": f"failed: {said[-1] if said else done.returncode}"}
    found: Figures = json.loads(done.stdout)
    return found


def figures(case: Case) -> Figures:
    """Plan and audit a case in this process.

    The gap is that of the named roster to the optimum of the linear programme, shortfall priced on both sides;
    `short` is the share of the requirement that stays uncovered.
    """
    with tempfile.TemporaryDirectory() as name:
        requirement = write_centre(case, Path(name))
        configuration = load_centre(Path(name))
    centre, rules = configuration.centre, configuration.rules
    clock, start = time.perf_counter(), time.process_time()
    plan = plan_week(centre, rules, requirement, FIRST_DAY, configuration.scheduling)
    seconds, waited = time.process_time() - start, time.perf_counter() - clock
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report = examine(plan.roster, centre, rules, requirement)
    return {
        "case": case.name,
        "agents": len(centre.agents),
        "objective": round(plan.objective, 2),
        "bound": round(plan.bound, 2),
        "gap %": round(100 * plan.gap, 4),
        "short %": round(100 * (1 - report.totals.cover_share), 3),
        "planner less auditor": round(plan.objective - report.cost.total, 2) + 0.0,
        "breaches": len(report.breaches),
        "CPU s": round(seconds, 1),
        "clock s": round(waited, 1),
        "peak MB": round(peak),
        "ended by": plan.ended_by,
    }


if __name__ == "__main__":
    print(json.dumps(figures(Case(**json.loads(sys.argv[1])))))
