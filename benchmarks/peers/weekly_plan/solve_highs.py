"""A programme in HiGHS as one MIP: two threads, a limit on the clock."""

from __future__ import annotations

import math
from typing import Any

import highspy
import numpy as np
from programme import SCALE, Programme

THREADS = 2


def solve(programme: Programme, seconds: float) -> dict[str, Any]:
    """Objective, bound, status, and the values of columns that are not 0; None for what was not found."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", THREADS)
    solver.setOptionValue("time_limit", seconds)
    solver.passModel(_model(programme))
    solver.run()
    info = solver.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = np.rint(solver.getSolution().col_value).astype(int).tolist() if found else []
    bound = info.mip_dual_bound
    return {
        "objective": info.objective_function_value / SCALE if found else None,
        "bound": bound / SCALE if math.isfinite(bound) else None,
        "status": solver.modelStatusToString(solver.getModelStatus()).lower(),
        "values": {column: value for column, value in enumerate(values) if value},
    }


def _model(programme: Programme) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(programme.cost), len(programme.rows)
    lp.col_cost_ = np.array(programme.cost, dtype=float)
    lp.col_lower_ = np.zeros(lp.num_col_)
    lp.col_upper_ = np.array(programme.high, dtype=float)
    lp.row_lower_ = np.array([-highspy.kHighsInf if low is None else low for low, _, _ in programme.rows], dtype=float)
    lp.row_upper_ = np.array(
        [highspy.kHighsInf if high is None else high for _, high, _ in programme.rows], dtype=float
    )
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(terms) for _, _, terms in programme.rows)])
    lp.a_matrix_.index_ = np.array([column for _, _, terms in programme.rows for column, _ in terms])
    lp.a_matrix_.value_ = np.array([factor for _, _, terms in programme.rows for _, factor in terms], dtype=float)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * lp.num_col_
    return lp
