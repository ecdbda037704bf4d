"""How near the best other solvers come to a week that staffplan plans, at the same rules and prices, in the same run.

Run it with ``python benchmarks/schedule_peers.py --peers``, which installs the other solvers into ``.bench/schedule``
first; without ``--peers`` it measures them only where they already are. ``--agents 40,200`` and ``--shapes "two
peaks,evening"`` choose the cases, ``--seconds 60`` the limit on the clock of each solver, ``--json`` prints the figures
as JSON. The bound is the optimum of staffplan's linear programme. staffplan's week is named and audited; the others
give counts of alike people (or, in the named model, people), which ``peers/weekly_plan/recount.py`` prices and checks
again.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from family.centre import FIRST_DAY, Case, write_centre
from family.told import told
from peers.environment import PeersAbsentError, peers_python
from peers.weekly_plan.recount import recounted

from staffplan.app.centre import load_centre
from staffplan.auditing import examine
from staffplan.scheduling.plan import plan_week

SHAPES = ("two peaks", "evening")
SEED = 1
COMMAND = "python benchmarks/schedule_peers.py --peers"
TOOLS = {
    "CP-SAT, pooled, implicit pauses": None,
    "HiGHS, pooled, implicit pauses": None,
    "HiGHS, pooled set covering": None,
    "HiGHS, named": 40,
    "pyworkforce": None,
}
"""With the most agents that a tool is asked about; None: any number."""
CANNOT = {
    "CP-SAT, pooled, implicit pauses": "names; guaranteed hours and days of each contractor (totals only)",
    "HiGHS, pooled, implicit pauses": "names; guaranteed hours and days of each contractor (totals only)",
    "HiGHS, pooled set covering": "the same; a column for each placement of pauses",
    "HiGHS, named": "nothing of these cases; a yes or no for each person, day, shift and start",
    "pyworkforce": "pauses, tours, days off, rest, seats, splits, mixed lengths, home and site, prices",
}
COLUMNS = ("objective", "gap %", "own bound", "status", "recounted", "breaches", "columns", "s", "CPU s")
Row = dict[str, Any]


def figures(case: Case, python: Path | None, seconds: float) -> list[Row]:
    """Staffplan's row, and those of the others."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        requirement = write_centre(case, folder)
        configuration = load_centre(folder)
        week = told(case, configuration, requirement)
        (folder / "week.json").write_text(json.dumps(week))
        limited = configuration.scheduling.model_copy(update={"time_limit_s": seconds})
        clock, computing = time.perf_counter(), time.process_time()
        plan = plan_week(configuration.centre, configuration.rules, requirement, FIRST_DAY, limited)
        times = {"s": round(time.perf_counter() - clock, 1), "CPU s": round(time.process_time() - computing, 1)}
        report = examine(plan.roster, configuration.centre, configuration.rules, requirement)
        own = {"objective": plan.objective, "own bound": plan.bound, "status": plan.ended_by}
        checked = {"recounted": report.cost.total, "breaches": str(len(report.breaches))}
        rows = [{"case": case.name, "solver": "staffplan, named", **own, **checked, **times}]
        for tool, most in TOOLS.items():
            if python is not None and (most is None or case.agents <= most):
                rows += peer_rows(python, tool, folder, week, seconds)
    for row in rows:
        row["case"] = case.name
        if row["objective"] is not None and not row["solver"].startswith("pyworkforce"):
            row["gap %"] = round(100 * (row["recounted"] / plan.bound - 1), 3)
    return rows


def peer_rows(python: Path, tool: str, folder: Path, week: Row, seconds: float) -> list[Row]:
    """What a tool found, priced and checked again."""
    script = Path(__file__).parent / "peers" / "weekly_plan" / "run.py"
    command = [str(python), str(script), tool, str(folder), str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines()[-1:]
        return [{"solver": tool, "objective": None, "status": f"failed: {' '.join(said)}"}]
    rows = []  # a solver stopped early may price its own shifts too high; the recount does not
    for name, answer in json.loads(done.stdout).items():
        shifts, row = answer.pop("shifts"), {"solver": name, "own bound": answer.pop("bound"), **answer}
        if shifts:
            is_week = tool != "pyworkforce"
            money, faults = recounted(week, shifts, is_week=is_week)
            row["recounted"], row["breaches"] = money, ", ".join(faults) if faults else "0" if is_week else ""
            row.setdefault("objective", money)
        rows.append({"objective": None, **row})
    return rows


def shown(value: object) -> str:
    """A cell; money without cents."""
    if value is None:
        return "-"
    return f"{value:,.0f}" if isinstance(value, float) and abs(value) >= 1000 else f"{value}"


def show(found: list[Row]) -> None:
    """Print the figures as tables."""
    heads = ("case", "solver", *COLUMNS)
    print(f"| {' | '.join(heads)} |\n|{' --- |' * len(heads)}")
    for row in found:
        print(f"| {' | '.join(shown(row.get(head)) for head in heads)} |")
    print("\n| model | what it cannot express |\n| --- | --- |")
    for tool, cannot in CANNOT.items():
        print(f"| {tool} | {cannot} |")
    others = [row for row in found if "cheapest" in row]
    print("\n" * bool(others), end="")
    for row in others:
        print(f"{row['case']}, {row['solver']}: the same shifts cost {row['cheapest']:,.0f} EUR at least.")


def option(name: str, default: str) -> str:
    """What follows an option on the command line."""
    words = sys.argv[1:]
    return words[words.index(name) + 1] if name in words else default


def main() -> int:
    """Print the figures; 1 where the peers were asked for and are absent."""
    install, absent, python = "--peers" in sys.argv[1:], "", None
    try:
        python = peers_python("schedule", install=install, command=COMMAND)
    except PeersAbsentError as reason:
        absent = str(reason)
    sizes = [int(word) for word in option("--agents", "40,200").split(",")]
    seconds = float(option("--seconds", "60"))
    shapes = option("--shapes", ",".join(SHAPES)).split(",")
    cases = [Case(agents, shape, SEED) for agents in sizes for shape in shapes]
    found = []
    for case in cases:
        found += figures(case, python, seconds)
        print(f"{case.name}: done", file=sys.stderr, flush=True)
    if "--json" in sys.argv[1:]:
        print(json.dumps(found, indent=2))
    else:
        show(found)
    if absent:
        print(f"\nThe peers were not measured: {absent}.", file=sys.stderr)
    return 1 if install and absent else 0


if __name__ == "__main__":
    sys.exit(main())
