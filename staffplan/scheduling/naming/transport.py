"""Who takes which place at least cost: people on one side, kinds of places with their numbers on the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from staffplan.scheduling.linear_model import LinearModel
from staffplan.solve.living_model import LivingModel


def assign(cost: NDArray[np.float64], places: Sequence[int]) -> NDArray[np.int64] | None:
    """Place of each person, or None where there is no way.

    A transportation problem: a basic solution of its linear programme is whole. People of equal cost stand in one
    row of it, so that its size goes with how many kinds of people there are.

    Parameters
    ----------
    cost : of each person (row) in each kind of place (column); infinite where the person may not take it.
    places : number of places of each kind; their sum is the number of people.
    """
    if not len(cost):
        return np.empty(0, dtype=np.int64)
    if not len(places):
        return None
    kinds, kind_of, count = np.unique(cost, axis=0, return_inverse=True, return_counts=True)
    people, place = np.nonzero(np.isfinite(kinds))
    model = LinearModel("transport")
    takes = model.columns("takes", len(people), cost=kinds[people, place])
    model.put(model.rows("people", len(kinds), "==", count.astype(float))[people], takes)
    model.put(model.rows("place", len(places), "==", np.asarray(places, dtype=float))[place], takes)
    outcome = LivingModel(model.problem()).relax()
    if outcome.values is None:
        return None
    taken = np.empty(len(cost), dtype=np.int64)
    number = np.round(outcome.values).astype(np.int64)
    for kind in range(len(kinds)):
        mine = people == kind
        taken[kind_of == kind] = np.repeat(place[mine], number[mine])
    return taken
