"""A PuLP problem handed to HiGHS once, and solved again and again under changing bounds."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from staffplan.errors import Fault, SolverError
from staffplan.solve.outcome import Ending, Outcome

try:
    import highspy
    import pulp
except ImportError as missing:  # pragma: no cover - exercised by an installation without the solver
    raise SolverError(
        Fault("solver.missing", f"the solver cannot be loaded: {missing}", "install it with: pip install 'pulp[highs]'")
    ) from missing

_ENDINGS = {
    highspy.HighsModelStatus.kOptimal: Ending.OPTIMAL,
    highspy.HighsModelStatus.kModelEmpty: Ending.OPTIMAL,
    highspy.HighsModelStatus.kObjectiveBound: Ending.GAP,
    highspy.HighsModelStatus.kObjectiveTarget: Ending.GAP,
    highspy.HighsModelStatus.kSolutionLimit: Ending.WORK_LIMIT,
    highspy.HighsModelStatus.kIterationLimit: Ending.WORK_LIMIT,
    highspy.HighsModelStatus.kMemoryLimit: Ending.WORK_LIMIT,
    highspy.HighsModelStatus.kTimeLimit: Ending.CLOCK,
    highspy.HighsModelStatus.kInterrupt: Ending.INTERRUPTED,
    highspy.HighsModelStatus.kInfeasible: Ending.INFEASIBLE,
    highspy.HighsModelStatus.kUnbounded: Ending.UNBOUNDED,
    highspy.HighsModelStatus.kUnboundedOrInfeasible: Ending.INFEASIBLE,
}
_FEASIBLE_POINT = 2
_LISTENING_S = 0.1
_RESTARTED = 5000
"""Columns of the largest model whose search may start over after its root node."""


class LivingModel:
    """A minimisation that stays loaded in the solver.

    Columns are numbered in the order in which they were added to the PuLP problem. One thread, so that the same model
    gives the same answer everywhere; limits are gaps and nodes, and the clock is only a net against a hang.

    Parameters
    ----------
    problem : the PuLP problem; its objective is minimised.
    clock_s : seconds after which any single solve is stopped.
    seed : breaks ties inside the solver.
    """

    def __init__(self, problem: pulp.LpProblem, *, clock_s: float = 600.0, seed: int = 0) -> None:
        solver = pulp.HiGHS(msg=False, threads=1, random_seed=seed)
        solver.createAndConfigureSolver(problem)
        solver.buildSolverModel(problem)
        highs: Any = problem.solverModel
        self._highs = highs
        self._highs.HandleUserInterrupt = True
        self._clock_s = clock_s
        self._integers = np.array(
            [number for number, variable in enumerate(problem.exported_variables()) if variable.cat == "Integer"],
            dtype=np.int32,
        )

    def limit_clock(self, clock_s: float) -> None:
        """Set the seconds after which any single solve from now on is stopped."""
        self._clock_s = clock_s

    def bound_columns(
        self, columns: NDArray[np.int64], low: NDArray[np.float64] | float, high: NDArray[np.float64] | float
    ) -> None:
        """Set the bounds of columns; scalars serve all of them."""
        count = len(columns)
        self._highs.changeColsBounds(
            count,
            columns.astype(np.int32),
            np.broadcast_to(np.asarray(low, dtype=float), count).copy(),
            np.broadcast_to(np.asarray(high, dtype=float), count).copy(),
        )

    def add_rows(
        self,
        low: NDArray[np.float64],
        starts: NDArray[np.int64],
        columns: NDArray[np.int64],
        coefficients: NDArray[np.float64],
    ) -> None:
        """Add rows that are at least `low`, such as cuts; a relaxation solved before stays the start of the next.

        Parameters
        ----------
        low : right-hand side of each row.
        starts : where in `columns` and `coefficients` each row begins.
        columns, coefficients : the rows one after another; no column twice in a row.
        """
        self._highs.addRows(
            len(low),
            low,
            np.full(len(low), np.inf),
            len(columns),
            starts.astype(np.int32),
            columns.astype(np.int32),
            coefficients,
        )

    def relax(self, *, interior: bool = False) -> Outcome:
        """Solve the linear relaxation to its optimum; `interior` picks the interior-point method with crossover."""
        self._highs.setOptionValue("solve_relaxation", True)
        self._highs.setOptionValue("solver", "ipm" if interior else "choose")
        ending = self._run()
        if ending is not Ending.OPTIMAL:
            return Outcome(ending, None, np.inf, -np.inf)
        solution = self._highs.getSolution()
        objective = self._highs.getObjectiveValue()
        return Outcome(
            ending,
            np.array(solution.col_value),
            objective,
            objective,
            np.array(solution.row_dual),
            np.array(solution.col_dual),
        )

    def row_ranges(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Least and greatest right-hand side of each row for which the prices of the last `relax` hold."""
        _, ranging = self._highs.getRanging()
        return np.array(ranging.row_bound_dn.value_), np.array(ranging.row_bound_up.value_)

    def search(
        self,
        *,
        gap: float,
        within: float = 0.0,
        nodes: int | None = None,
        start: NDArray[np.float64] | None = None,
    ) -> Outcome:
        """Solve with integer columns until the relative gap or the number of nodes is reached.

        Parameters
        ----------
        gap : relative gap between the best point and the bound.
        within : absolute gap, for objectives whose optimum may be zero.
        nodes : most branch-and-bound nodes; None: no limit.
        start : a point to improve on, one number a column; one that is not feasible is passed over.
        """
        if start is not None:
            point = highspy.HighsSolution()
            point.col_value = start.tolist()
            self._highs.setSolution(point)
        self._highs.setOptionValue("solve_relaxation", False)
        self._highs.setOptionValue("solver", "choose")
        self._highs.setOptionValue("mip_rel_gap", gap)
        self._highs.setOptionValue("mip_abs_gap", max(within, 1e-6))
        # starting over after the root costs a large model as much again, for plans that were no better when tried
        self._highs.setOptionValue("mip_allow_restart", self._highs.getNumCol() <= _RESTARTED)
        self._highs.setOptionValue("mip_max_nodes", 2**31 - 1 if nodes is None else nodes)
        ending = self._run()
        info = self._highs.getInfo()
        if info.primal_solution_status != _FEASIBLE_POINT:
            return Outcome(ending, None, np.inf, info.mip_dual_bound)
        values = np.array(self._highs.getSolution().col_value)
        values[self._integers] = np.round(values[self._integers])
        if ending is Ending.OPTIMAL and info.mip_gap > 1e-9:
            ending = Ending.GAP
        return Outcome(ending, values, self._highs.getObjectiveValue(), info.mip_dual_bound)

    def _run(self) -> Ending:
        ending = self._solve()
        if ending is Ending.INFEASIBLE:
            # The presolve reduces rows within its tolerance and may call impossible what only just is possible: that
            # nothing can be planned is said on the word of the whole search alone.
            self._highs.setOptionValue("presolve", "off")
            ending = self._solve()
            self._highs.setOptionValue("presolve", "choose")
        return ending

    def _solve(self) -> Ending:
        # HiGHS counts its time limit over the life of the model.
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + self._clock_s)
        self._await_end()
        ending = _ENDINGS.get(self._highs.getModelStatus(), Ending.FAILED)
        if ending is Ending.INTERRUPTED:
            raise KeyboardInterrupt
        return ending

    def _await_end(self) -> None:
        """Solve on a thread of the solver's; whatever calls this one away ends the solve first.

        The solver's own way of waiting would speak on standard output at Ctrl-C and know no other signal, and a thread
        of its that still ran at the end of the program would abort it.
        """
        self._highs.startSolve()
        try:
            while not self._highs.wait(_LISTENING_S)[0]:
                pass
        except BaseException:
            self._highs.cancelSolve()
            self._highs.wait()
            raise
