"""How the people of a week serve callers and work that may wait at least cost: one flow over all intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.auditing.network import DRAIN, Network
from staffplan.auditing.waiting_work import Lot

Grid = NDArray[np.float64]

_BEYOND = 1e15
"""Agents; room that is never used up."""


@dataclass(frozen=True)
class WeekSplit:
    """What everybody does; grids in net agents, of shape (queues, intervals).

    Attributes
    ----------
    served : callers served.
    done : work done that may wait.
    missed : work that missed its deadline, in the interval of the deadline.
    missed_of : the same for each lot altogether, in agents over an interval.
    spare : people left over, of shape (groups, intervals).
    """

    served: Grid
    done: Grid
    missed: Grid
    missed_of: tuple[float, ...]
    spare: Grid


def week_split(
    serves: Sequence[Sequence[int]],
    supply: Grid,
    required: Grid,
    lots: Sequence[Lot],
    ladder: Sequence[tuple[int, float]],
) -> WeekSplit:
    """Serve what is dearest to miss first.

    Parameters
    ----------
    serves : for each group the numbers of the queues it can serve.
    supply : net agents of each group, shape (groups, intervals).
    required : agents for callers, shape (queues, intervals).
    ladder : (queue, share of what is required) of the price steps of all queues, the dearest first; a lot's steps are
        shares of all of it.
    """
    network = Network()
    queue_nodes, people = _bottom(network, serves, supply, required, lots)
    done_by, tops = _lots_on_top(network, queue_nodes, lots)
    served, lot_served = np.zeros_like(required), [0.0] * len(lots)
    for queue, share in ladder:
        for slot in np.flatnonzero(required[queue]).tolist():
            served[queue, slot] += network.inject(queue_nodes[queue, slot], share * float(required[queue, slot]))
        for number, lot in enumerate(lots):
            if lot.queue == queue:
                lot_served[number] += network.inject(tops[number], share * lot.amount)
    done, missed = _worked_through(network, lots, done_by, required.shape)
    spare = supply.copy()
    for (group, slot), edge in people.items():
        spare[group, slot] -= network.flow(edge)
    short = tuple(max(lot.amount - got, 0.0) for lot, got in zip(lots, lot_served, strict=True))
    return WeekSplit(served, done, missed, short, np.maximum(spare, 0.0))


def _worked_through(
    network: Network, lots: Sequence[Lot], done_by: Sequence[Sequence[tuple[int, int]]], shape: tuple[int, ...]
) -> tuple[Grid, Grid]:
    """Work done, and work missed in the interval of its deadline, by queue and interval."""
    done, missed = np.zeros(shape), np.zeros(shape)
    for lot, edges in zip(lots, done_by, strict=True):
        by_slot = [0.0] * shape[1]
        for slot, edge in edges:
            by_slot[slot] = network.flow(edge)
        done[lot.queue] += by_slot
        for slot, amount in lot.undone(by_slot):
            missed[lot.queue, slot] += amount
    return done, missed


def _bottom(
    network: Network, serves: Sequence[Sequence[int]], supply: Grid, required: Grid, lots: Sequence[Lot]
) -> tuple[dict[tuple[int, int], int], dict[tuple[int, int], int]]:
    """Nodes of the queues by interval, each with edges to the people who serve it, and the people's edges."""
    wanted = required > 0
    for lot in lots:
        wanted[lot.queue, [slot for slot in lot.open_slots if lot.pieces[0][0] <= slot <= lot.pieces[-1][1]]] = True
    queue_nodes = {(int(q), int(t)): network.node() for q, t in zip(*np.nonzero(wanted), strict=True)}
    people: dict[tuple[int, int], int] = {}
    for group, slot in zip(*(side.tolist() for side in np.nonzero(supply > 0)), strict=True):
        node = network.node()
        people[group, slot] = network.edge(node, DRAIN, float(supply[group, slot]))
        for queue in serves[group]:
            if (queue, slot) in queue_nodes:
                network.edge(queue_nodes[queue, slot], node, _BEYOND)
    return queue_nodes, people


def _lots_on_top(
    network: Network, queue_nodes: dict[tuple[int, int], int], lots: Sequence[Lot]
) -> tuple[list[list[tuple[int, int]]], list[int]]:
    """For each lot its (interval, edge) pairs of work done, and the node from which its work flows.

    Work flows along a chain of intervals from its arrival; no more is handed on than has arrived and is not yet due.
    """
    done_by, tops = [], []
    for lot in lots:
        top, edges = network.node(), list[tuple[int, int]]()
        first, last = lot.pieces[0][0], lot.pieces[-1][1]
        chain = [network.node() for _ in range(first, last + 1)]
        for arrival, _, amount in lot.pieces:
            network.edge(top, chain[arrival - first], amount)
        for slot in lot.open_slots:
            if first <= slot <= last:
                edges.append((slot, network.edge(chain[slot - first], queue_nodes[lot.queue, slot], _BEYOND)))
        for slot in range(first, last):
            network.edge(chain[slot - first], chain[slot - first + 1], lot.carried_over(slot))
        done_by.append(edges)
        tops.append(top)
    return done_by, tops
