"""How the people at work serve the queues at least cost: a flow problem for each interval, solved by augmenting.

What multi-skilled groups can serve together is a polymatroid: the demands served of any set of queues are at most
what the groups who serve one of them are worth. On a polymatroid the greedy order is optimal: serve the demand that
is dearest to miss first, as far as the rest already served can be moved to other people.

References
----------
J. Edmonds, Submodular functions, matroids, and certain polyhedra, 1970.
L. R. Ford, D. R. Fulkerson, Flows in Networks, 1962 (augmenting paths).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

_NOTHING = 1e-9
"""Agents; less than this is rounding."""


@dataclass
class Split:
    """One interval's flow from groups to queues.

    Attributes
    ----------
    serves : for each group the numbers of the queues it can serve.
    spare : net agents of each group not yet given to a queue.
    served : net agents given to each queue.
    """

    serves: Sequence[Sequence[int]]
    spare: list[float]
    served: list[float]
    _flow: list[dict[int, float]] = field(init=False)
    _groups_of: list[list[int]] = field(init=False)
    _full: set[int] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self._flow = [dict.fromkeys(queues, 0.0) for queues in self.serves]
        self._groups_of = [[] for _ in self.served]
        for group, queues in enumerate(self.serves):
            for queue in queues:
                self._groups_of[queue].append(group)

    def serve(self, queue: int, demand: float) -> None:
        """Give up to `demand` more net agents to a queue, moving others' flows where that helps."""
        while demand > _NOTHING and queue not in self._full:
            path = self._path_to(queue)
            if path is not None:
                demand -= self._augment(path, demand)

    def _path_to(self, queue: int) -> list[tuple[int, int]] | None:
        """Pairs (group, queue it is given to), from the queue to serve back to a group with somebody to spare.

        Each further pair refills the queue from which the group of the pair before is taken. Where there is no such
        path, all queues reached are full for good, since whoever serves one of them serves another.
        """
        came_by: dict[int, tuple[int, int] | None] = {queue: None}
        reached, asked = [queue], set[int]()
        for wanting in reached:
            for group in self._groups_of[wanting]:
                if self.spare[group] > _NOTHING:
                    return self._trace(came_by, group, wanting)
                if group not in asked:
                    asked.add(group)
                    for other, amount in self._flow[group].items():
                        if amount > _NOTHING and other not in came_by:
                            came_by[other] = (group, wanting)
                            reached.append(other)
        self._full.update(reached)
        return None

    @staticmethod
    def _trace(came_by: dict[int, tuple[int, int] | None], group: int, wanting: int) -> list[tuple[int, int]]:
        path = [(group, wanting)]
        step = came_by[wanting]
        while step is not None:
            path.append(step)
            step = came_by[step[1]]
        path.reverse()
        return path

    def _augment(self, path: list[tuple[int, int]], demand: float) -> float:
        """Move as much along a path as it allows; returns the amount."""
        freed = [(group, refilled) for (group, _), (_, refilled) in pairwise(path)]
        last = path[-1][0]
        amount = min(demand, self.spare[last], *(self._flow[group][queue] for group, queue in freed))
        for group, queue in path:
            self._flow[group][queue] += amount
        for group, queue in freed:
            self._flow[group][queue] -= amount
        self.spare[last] -= amount
        self.served[path[0][1]] += amount
        return amount


def least_cost_split(
    serves: Sequence[Sequence[int]], supply: Sequence[float], demands: Sequence[tuple[int, float]], queues: int
) -> Split:
    """Serve demands in the order given, the dearest to miss first.

    Parameters
    ----------
    serves : for each group the numbers of the queues it can serve.
    supply : net agents of each group, >= 0.
    demands : (queue, net agents) pairs; a queue may come several times.
    queues : how many there are.
    """
    split = Split(serves, list(supply), [0.0] * queues)
    for queue, demand in demands:
        split.serve(queue, demand)
    return split
