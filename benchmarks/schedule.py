"""How near the best a week of the sample centre is planned, at its own size and several times it.

Run it with ``python benchmarks/schedule.py [TIMES ...]``; without numbers it plans the sample once (120 agents) and
eight times over (960 agents, eight times the requirement and the seats). ``--json`` prints the figures as JSON. The gap
is that of the named roster, priced by the planner and checked by the auditor, to the optimum of the linear programme
that the same run solves first: no roster can cost less.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd

from staffplan.app.centre import load_centre
from staffplan.app.required import required_week
from staffplan.auditing import examine
from staffplan.config import Configuration
from staffplan.domain.centre import Centre
from staffplan.scheduling.plan import plan_week

SAMPLE = Path(__file__).resolve().parents[1] / "configs"
WEEK = "2026-W49"


def several_times(centre: Centre, times: int) -> Centre:
    """The centre with each agent, day off and seat `times` times."""
    return replace(
        centre,
        agents=tuple(replace(a, id=f"{a.id}-{copy}") for copy in range(times) for a in centre.agents),
        time_off=tuple(replace(t, agent_id=f"{t.agent_id}-{copy}") for copy in range(times) for t in centre.time_off),
        sites=tuple(replace(s, seats=None if s.seats is None else s.seats * times) for s in centre.sites),
    )


def figures(configuration: Configuration, times: int) -> dict[str, float | str]:
    """One plan: size, money, gap, what stayed short, breaches, seconds of computing."""
    required = required_week(configuration, named=WEEK)
    wanted: pd.DataFrame = required.requirement.assign(agents=required.requirement["agents"] * times)
    centre = several_times(configuration.centre, times)
    start = time.process_time()
    plan = plan_week(centre, configuration.rules, wanted, required.first_day, configuration.scheduling)
    seconds = time.process_time() - start
    report = examine(plan.roster, centre, configuration.rules, wanted)
    return {
        "agents": len(centre.agents),
        "objective": round(plan.objective, 2),
        "bound": round(plan.bound, 2),
        "gap %": round(100 * plan.gap, 3),
        "short %": round(100 * (1 - report.totals.cover_share), 2),
        "planner less auditor": round(plan.objective - report.cost.total, 2) + 0.0,
        "breaches": len(report.breaches),
        "CPU s": round(seconds, 1),
        "peak MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "ended by": plan.ended_by,
    }


def main(arguments: list[str]) -> None:
    """Plan and print."""
    sizes = [int(word) for word in arguments if word.isdigit()] or [1, 8]
    configuration = load_centre(SAMPLE)
    rows = [figures(configuration, times) for times in sizes]
    if "--json" in arguments:
        print(json.dumps(rows, indent=2))
        return
    print("| " + " | ".join(rows[0]) + " |")
    print("| " + " | ".join("---" for _ in rows[0]) + " |")
    for row in rows:
        print("| " + " | ".join(str(value) for value in row.values()) + " |")


if __name__ == "__main__":
    main(sys.argv[1:])
