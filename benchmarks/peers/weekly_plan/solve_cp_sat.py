"""A programme in CP-SAT: two workers, a limit on the clock."""

from __future__ import annotations

from typing import Any

from ortools.sat.python import cp_model
from programme import SCALE, Programme

WORKERS = 2


def solve(programme: Programme, seconds: float) -> dict[str, Any]:
    """Objective, bound, status, and the values of columns that are not 0; None for what was not found."""
    model = cp_model.CpModel()
    columns = [model.new_int_var(0, high, "") for high in programme.high]
    for least, most, terms in programme.rows:
        total = cp_model.LinearExpr.weighted_sum([columns[c] for c, _ in terms], [a for _, a in terms])
        low = cp_model.INT_MIN if least is None else least
        high = cp_model.INT_MAX if most is None else most
        model.add_linear_constraint(total, low, high)
    model.minimize(cp_model.LinearExpr.weighted_sum(columns, programme.cost))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = WORKERS
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    values = [solver.value(column) for column in columns] if found else []
    return {
        "objective": solver.objective_value / SCALE if found else None,
        "bound": solver.best_objective_bound / SCALE,
        "status": solver.status_name(status).lower(),
        "values": {column: value for column, value in enumerate(values) if value},
    }
