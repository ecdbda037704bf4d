"""What the cover loses where somebody planned is taken away: the price of the shortfall that would follow."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from staffplan.scheduling.need.cover import Cover
from staffplan.scheduling.people.crew import CoverGroup


class LostCover:
    """Money an interval by set of skills, by the first step of the price ladder of the cheapest queue that they serve.

    An estimate that decides between ways to name people; what a roster costs is settled of its duties.

    Parameters
    ----------
    values : of the columns of the week's whole-numbered plan.
    """

    def __init__(self, cover: Cover, values: NDArray[np.float64]) -> None:
        self._demand = cover.demand
        self._spare = {skills: values[columns] for skills, columns in cover.unused.items()}
        self._price = cache(self._price_of)

    def without(self, group: CoverGroup, day: int, slots: Sequence[int]) -> float:
        """Money lost without one person of the group in these intervals; nothing where one is to spare."""
        inside = np.array([slot for slot in slots if slot < self._demand.slots], dtype=np.int64)
        missed = np.clip(group.worth[day] - self._spare[group.skills][inside], 0.0, group.worth[day])
        return float((self._price(group.skills)[inside] * missed).sum()) * self._demand.interval_h

    def change(self, group: CoverGroup, day: int, slots: Sequence[int], people: int) -> None:
        """Take note of people of the group who come to these intervals or, where negative, leave them."""
        inside = [slot for slot in slots if slot < self._demand.slots]
        np.add.at(self._spare[group.skills], inside, people * group.worth[day])

    def _price_of(self, skills: frozenset[str]) -> NDArray[np.float64]:
        price = np.full(self._demand.slots, np.inf)
        for row, queue in enumerate(self._demand.queues):
            if queue.name in skills:
                first = self._demand.prices.shortfall[0][1] * queue.shortfall_weight
                price = np.where(self._demand.agents[row] > 0, np.minimum(price, first), price)
        return np.where(np.isfinite(price), price, 0.0)
