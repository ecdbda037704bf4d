"""Who takes which place at least cost: people on one side, kinds of places with their numbers on the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from staffplan.scheduling.linear_model import LinearModel
from staffplan.solve.living_model import LivingModel


def assign(cost: NDArray[np.float64], places: Sequence[int]) -> NDArray[np.int64] | None:
    """Place of each person, or None where there is no way.

    A transportation problem: a basic solution of its linear programme is whole.

    Parameters
    ----------
    cost : of each person (row) in each kind of place (column); infinite where the person may not take it.
    places : number of places of each kind; their sum is the number of people.
    """
    people = cost.shape[0]
    if people == 0:
        return np.empty(0, dtype=np.int64)
    person, kind = np.nonzero(np.isfinite(cost))
    model = LinearModel("transport")
    takes = model.columns("takes", len(person), cost=cost[person, kind])
    model.put(model.rows("person", people, "==", 1.0)[person], takes)
    model.put(model.rows("place", len(places), "==", np.asarray(places, dtype=float))[kind], takes)
    outcome = LivingModel(model.problem()).relax()
    if outcome.values is None:
        return None
    chosen = outcome.values > 0.5
    taken = np.full(people, -1, dtype=np.int64)
    taken[person[chosen]] = kind[chosen]
    return None if (taken < 0).any() else taken
