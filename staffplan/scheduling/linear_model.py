"""A linear model written in whole blocks of columns and rows, and handed over as a PuLP problem."""

from __future__ import annotations

import re

import numpy as np
import pulp
from numpy.typing import ArrayLike, NDArray

Columns = NDArray[np.int64]
Rows = NDArray[np.int64]

_GIVE = 1e-5
"""Ten times the solver's tolerance: its presolve takes rows at their word and calls less than that infeasible."""


class LinearModel:
    """Blocks of columns, rows and coefficients of a minimisation.

    A shift pool has tens of thousands of coefficients that follow from index arithmetic; they are collected as arrays
    and become PuLP variables and constraints in one pass. Every block has a name, and every column and row the
    block's name with its number in it, so that a written-out model can be read.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._cost: list[NDArray[np.float64]] = []
        self._low: list[NDArray[np.float64]] = []
        self._high: list[NDArray[np.float64]] = []
        self._integer: list[NDArray[np.bool_]] = []
        self._column_blocks: list[tuple[str, int]] = []
        self._row_blocks: list[tuple[str, int]] = []
        self._sense: list[int] = []
        self._side: list[NDArray[np.float64]] = []
        self._entries: list[tuple[Rows, Columns, NDArray[np.float64]]] = []
        self._entries_are_summed = False
        self.width = 0
        self.height = 0

    def columns(
        self,
        name: str,
        shape: int | tuple[int, ...],
        *,
        cost: ArrayLike = 0.0,
        low: ArrayLike = 0.0,
        high: ArrayLike = np.inf,
        integer: bool = False,
    ) -> Columns:
        """Add a block of columns and return their numbers in the shape asked for; the rest broadcasts to it."""
        count = int(np.prod(shape))
        for store, value in ((self._cost, cost), (self._low, low), (self._high, high)):
            store.append(np.broadcast_to(np.asarray(value, dtype=float), shape).ravel())
        self._integer.append(np.full(count, integer))
        self._column_blocks.append((name, count))
        numbers = np.arange(self.width, self.width + count, dtype=np.int64).reshape(shape)
        self.width += count
        return numbers

    def rows(self, name: str, shape: int | tuple[int, ...], sense: str, side: ArrayLike = 0.0) -> Rows:
        """Add a block of rows ``... sense side`` with `sense` one of ``<=``, ``==``, ``>=``; return their numbers."""
        count = int(np.prod(shape))
        self._side.append(np.broadcast_to(np.asarray(side, dtype=float), shape).ravel())
        self._sense.extend(
            [{"<=": pulp.LpConstraintLE, "==": pulp.LpConstraintEQ, ">=": pulp.LpConstraintGE}[sense]] * count
        )
        self._row_blocks.append((name, count))
        numbers = np.arange(self.height, self.height + count, dtype=np.int64).reshape(shape)
        self.height += count
        return numbers

    def put(self, rows: ArrayLike, columns: ArrayLike, coefficients: ArrayLike = 1.0) -> None:
        """Add coefficients, broadcast against each other; a cell named twice gets the sum."""
        row, column, value = np.broadcast_arrays(rows, columns, np.asarray(coefficients, dtype=float))
        self._entries_are_summed = False
        self._entries.append((row.ravel().astype(np.int64), column.ravel().astype(np.int64), value.ravel()))

    @property
    def cost(self) -> NDArray[np.float64]:
        """Cost of each column."""
        return np.concatenate(self._cost)

    @property
    def low(self) -> NDArray[np.float64]:
        """Lower bound of each column."""
        return np.concatenate(self._low)

    @property
    def high(self) -> NDArray[np.float64]:
        """Upper bound of each column."""
        return np.concatenate(self._high)

    @property
    def integer(self) -> NDArray[np.bool_]:
        """Whether each column is integer."""
        return np.concatenate(self._integer)

    def sides(self, rows: Rows) -> NDArray[np.float64]:
        """Right-hand sides of rows."""
        return np.concatenate(self._side)[rows]

    def restricted(self, free: Columns, values: NDArray[np.float64]) -> LinearModel:
        """The model that is left when all columns but `free` are held at `values`.

        Rows that touch no free column are left out; column i of the result is column ``free[i]`` here. Inequalities and
        upper bounds of continuous columns give way by a hair: held values are exact to the solver's tolerance only, and
        an integer programme would call a hundred-millionth too much impossible.
        """
        row, column, value = self._summed_entries()
        place = np.full(self.width, -1, dtype=np.int64)
        place[free] = np.arange(len(free))
        is_free = place[column] >= 0
        kept = np.unique(row[is_free])
        new_row = np.full(self.height, -1, dtype=np.int64)
        new_row[kept] = np.arange(len(kept))
        held = np.bincount(row[~is_free], weights=(value * values[column])[~is_free], minlength=self.height)
        part = LinearModel(f"{self.name} in part")
        high = self.high[free] + np.where(self.integer[free], 0.0, _GIVE)
        part.columns("column", len(free), cost=self.cost[free], low=self.low[free], high=high)
        part._integer = [self.integer[free]]
        sense = np.array(self._sense)[kept]
        give = np.select([sense == pulp.LpConstraintLE, sense == pulp.LpConstraintGE], [_GIVE, -_GIVE], 0.0)
        part.rows("row", len(kept), "==", (np.concatenate(self._side) - held)[kept] + give)
        part._sense = sense.tolist()
        part.put(new_row[row[is_free]], place[column[is_free]], value[is_free])
        return part

    def make_integer(self) -> None:
        """Make every column integer."""
        self._integer = [np.ones(self.width, dtype=bool)]

    def make_whole(self, columns: Columns) -> None:
        """Make some columns integer."""
        whole = self.integer.copy()
        whole[columns] = True
        self._integer = [whole]

    def problem(self) -> pulp.LpProblem:
        """The model as a PuLP problem; its variables are in column order."""
        problem = pulp.LpProblem(_plain(self.name), pulp.LpMinimize)
        variables = self._variables(problem)
        costs = self.cost
        priced = np.flatnonzero(costs)
        problem.setObjective(pulp.lpSum_vars_coefs([(variables[j], costs[j]) for j in priced]))
        row, column, value = self._summed_entries()
        bounds = np.searchsorted(row, np.arange(self.height + 1))
        sides = np.concatenate(self._side) if self._side else np.empty(0)
        for number, name in enumerate(_numbered(self._row_blocks)):
            cells = slice(bounds[number], bounds[number + 1])
            terms = [(variables[j], v) for j, v in zip(column[cells], value[cells], strict=True)]
            expression = pulp.lpSum_vars_coefs(terms) - sides[number]
            expression.sense = self._sense[number]
            problem.addConstraint(expression, name)
        return problem

    def _variables(self, problem: pulp.LpProblem) -> list[pulp.LpVariable]:
        low, high, integer = self.low, self.high, self.integer
        return [
            problem.add_variable(
                name,
                low[number] if np.isfinite(low[number]) else None,
                high[number] if np.isfinite(high[number]) else None,
                "Integer" if integer[number] else "Continuous",
            )
            for number, name in enumerate(_numbered(self._column_blocks))
        ]

    def _summed_entries(self) -> tuple[Rows, Columns, NDArray[np.float64]]:
        if len(self._entries) == 1 and self._entries_are_summed:
            return self._entries[0]
        row, column, value = (np.concatenate(parts) for parts in zip(*self._entries, strict=True))
        cell, place = np.unique(row * self.width + column, return_inverse=True)
        summed = np.bincount(place, weights=value, minlength=len(cell))
        kept = summed != 0
        self._entries = [(cell[kept] // self.width, cell[kept] % self.width, summed[kept])]
        self._entries_are_summed = True
        return self._entries[0]


def _numbered(blocks: list[tuple[str, int]]) -> list[str]:
    return [
        f"{name}_{number}"
        for name, count in ((_plain(name), count) for name, count in blocks)
        for number in range(count)
    ]


def _plain(name: str) -> str:
    """A block's name in the letters that a model file allows."""
    return re.sub(r"[^A-Za-z0-9_.@]", "_", name)
