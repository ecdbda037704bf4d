"""The most that can flow from given nodes of a network to its drain, one node after the other, by augmenting."""

from __future__ import annotations

from dataclasses import dataclass, field

_NOTHING = 1e-9
"""Agents; less than this is rounding."""

DRAIN = 0
"""The node at which everything ends."""


@dataclass
class Network:
    """Nodes are numbers; an edge and its reverse lie side by side, and what flows along one can flow back.

    What nodes inject is never taken back, only sent along other ways. A node from which the drain cannot be reached any
    more is closed for good, together with all that it reaches, since no flow gets into them that could open a way.
    """

    _heads: list[int] = field(default_factory=list)
    _room: list[float] = field(default_factory=list)
    _edges_of: list[list[int]] = field(default_factory=lambda: [[]])
    _closed: set[int] = field(default_factory=set)

    def node(self) -> int:
        """A new node."""
        self._edges_of.append([])
        return len(self._edges_of) - 1

    def edge(self, tail: int, head: int, capacity: float) -> int:
        """A new edge; its number."""
        number = len(self._heads)
        self._heads += [head, tail]
        self._room += [capacity, 0.0]
        self._edges_of[tail].append(number)
        self._edges_of[head].append(number + 1)
        return number

    def flow(self, edge: int) -> float:
        """What flows along an edge."""
        return self._room[edge + 1]

    def inject(self, node: int, amount: float) -> float:
        """Send up to `amount` more from a node to the drain; returns what arrives."""
        left = amount
        while left > _NOTHING:
            path = self._way_out(node)
            if path is None:
                break
            step = min(left, *(self._room[edge] for edge in path))
            for edge in path:
                self._room[edge] -= step
                self._room[edge ^ 1] += step
            left -= step
        return amount - left

    def _way_out(self, node: int) -> list[int] | None:
        """Edges of a shortest way with room to the drain."""
        if node in self._closed:
            return None
        came_by: dict[int, int] = {node: -1}
        reached = [node]
        for at in reached:
            for edge in self._edges_of[at]:
                head = self._heads[edge]
                if self._room[edge] > _NOTHING and head not in came_by and head not in self._closed:
                    came_by[head] = edge
                    if head == DRAIN:
                        return self._trace(came_by)
                    reached.append(head)
        self._closed.update(reached)
        return None

    def _trace(self, came_by: dict[int, int]) -> list[int]:
        path, at = [], DRAIN
        while came_by[at] >= 0:
            path.append(came_by[at])
            at = self._heads[came_by[at] ^ 1]
        path.reverse()
        return path
