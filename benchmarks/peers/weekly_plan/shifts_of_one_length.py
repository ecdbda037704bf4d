"""pyworkforce's schedulers on what they can be told: one shift of eight hours a person and day, without pauses.

They know no prices of missing people and no people: what they choose is priced here as everybody else's, eight paid
hours on site each, and beside it stands the cheapest choice of the same shifts by CP-SAT.
"""

from __future__ import annotations

from typing import Any

import solve_cp_sat
from cover import DAY_MIN, whole_steps
from programme import Programme
from pyworkforce.scheduling import MinAbsDifference, MinRequiredResources

HOURS, START_STEP_MIN, DAYS = 8, 30, 7
CANNOT = (
    "pauses, weeks of people (days off, days and hours of contracts, rest), seats, splits, several lengths, home and "
    "site, prices of missing and superfluous people"
)
Told = dict[str, Any]


def schedulers(told: Told, seconds: float) -> dict[str, dict[str, Any]]:
    """Answers of both schedulers by name."""
    step, demand = told["interval_min"], told["demand"]
    periods = DAY_MIN // step
    week = [demand[day * periods : (day + 1) * periods] for day in range(DAYS)]
    starts = range(told["opens"], told["closes"] - HOURS * 60 + 1, START_STEP_MIN)
    covers = {str(s): [int(s <= period * step < s + HOURS * 60) for period in range(periods)] for s in starts}
    most = 2 * max(demand)
    best = solve_cp_sat.solve(_priced(told, starts), seconds)
    found = {}
    for scheduler in (MinAbsDifference, MinRequiredResources):
        tool = scheduler(
            num_days=DAYS,
            periods=periods,
            shifts_coverage=covers,
            required_resources=week,
            max_period_concurrency=most,
            max_shift_concurrency=most,
            max_search_time=seconds,
            num_search_workers=solve_cp_sat.WORKERS,
        )
        answer = tool.solve()
        counted = [(row["day"], int(row["shift"]), row["resources"]) for row in answer["resources_shifts"]]
        found[f"pyworkforce {scheduler.__name__}"] = {
            "own objective": answer["cost"],
            "status": answer["status"].lower(),
            "shifts": [["whole", HOURS * 60, day, start, count] for day, start, count in counted if count],
            "bound": best["bound"],
            "cheapest": best["objective"],
            "cannot": CANNOT,
        }
    return found


def _priced(told: Told, starts: range) -> Programme:
    """The same shifts, at the case's prices."""
    programme, step = Programme(), told["interval_min"]
    wage = next(contract["wage"] for contract in told["contracts"])
    at_work: list[list[tuple[int, int]]] = [[] for _ in told["demand"]]
    for day in range(DAYS):
        for start in starts:
            column = programme.column(2 * max(told["demand"]), HOURS * wage)
            first = (day * DAY_MIN + start) // step
            for slot in range(first, first + HOURS * 60 // step):
                at_work[slot].append((column, 1))
    for agents, terms in zip(told["demand"], at_work, strict=True):
        if terms:
            missing = [(programme.column(width, step / 60 * price), 1) for width, price in whole_steps(agents, told)]
            over = programme.column(2 * max(told["demand"]), step / 60 * told["surplus"])
            programme.row([*terms, *missing, (over, -1)], agents, agents)
    return programme
