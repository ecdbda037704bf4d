"""Queues that share agents, as a plan counts them together: so many people who can serve some of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.calendar.horizon import Horizon
from staffplan.domain.queue import Queue
from staffplan.scheduling.linear_model import Columns, LinearModel, Rows
from staffplan.scheduling.need.slots import slots_of

Array = NDArray[np.float64]


@dataclass(frozen=True)
class GroupBound:
    """Agents needed among those who can serve at least one of some queues; shape (intervals,)."""

    queues: frozenset[str]
    agents: Array


def group_bounds(
    groups: pd.DataFrame, queues: Sequence[Queue], alone: Array, laid: Array, horizon: Horizon
) -> tuple[GroupBound, ...]:
    """The bounds of a GROUPS frame over the horizon.

    A queue's floor is a bound of every subset that holds it, wherever the requirement has anybody. Agents for work that
    may wait stay where the requirement lays them, beside those of the bounds.

    Parameters
    ----------
    alone : agents that each queue needs by itself, by queue and interval.
    laid : agents for work that may wait, by queue and interval.
    """
    slot, _ = slots_of(groups["start"], horizon)
    inside = (slot >= 0) & (slot < horizon.slots)
    rows = groups.assign(slot=slot)[inside]
    found = []
    for names, of_subset in rows.groupby("queues", sort=True):
        members = frozenset(str(names).split("|"))
        agents = np.zeros(horizon.slots)
        agents[of_subset["slot"].to_numpy(dtype=np.int64)] = of_subset["agents"].to_numpy(dtype=float)
        for row, queue in enumerate(queues):
            if queue.name in members:
                agents = np.maximum(agents, queue.floor * (queue.opening.mask(horizon) & (alone[row] > 0)))
        more = sum((laid[row] for row, queue in enumerate(queues) if queue.name in members), np.zeros(horizon.slots))
        found.append(GroupBound(members, agents + more))
    return tuple(found)


def plan_groups(
    model: LinearModel,
    bounds: Sequence[GroupBound],
    balance: Mapping[frozenset[str], Rows],
    missing: Sequence[tuple[str, NDArray[np.int64], Columns]],
    surplus_price: float,
) -> Iterator[tuple[Columns, NDArray[np.int64]]]:
    """Add the bounds to the model: people given to the queues together, whoever serves which.

    Somebody missing of a queue counts in every subset that holds it, as if they could serve it alone.

    Parameters
    ----------
    balance : rows of what each set of skills has at work, by interval.
    missing : queue, intervals and columns of people missing of the queues of the bounds.
    surplus_price : money for an agent over an interval who is given to a group that no other holds, beyond its bound.

    Yields
    ------
    Columns with the interval that each belongs to.
    """
    pooled = frozenset().union(*(bound.queues for bound in bounds))
    slots = len(bounds[0].agents)
    given: dict[frozenset[str], Columns] = {}
    for skills in sorted(balance, key=sorted):
        if skills & pooled:
            given[skills] = model.columns(f"given to groups by {'+'.join(sorted(skills))}", slots)
            model.put(balance[skills], given[skills])
            yield given[skills], np.arange(slots)
    for bound in bounds:
        able = [columns for skills, columns in given.items() if skills & bound.queues]
        short = [(at, columns) for queue, at, columns in missing if queue in bound.queues]
        label = f"group {'+'.join(sorted(bound.queues))}"
        rows = model.rows(label, slots, ">=", bound.agents)
        for columns in able:
            model.put(rows, columns)
        for at, columns in short:
            model.put(rows[at], columns)
        if not any(bound.queues < other.queues for other in bounds):
            yield _beyond(model, bound, label, able, surplus_price), np.arange(slots)


def _beyond(
    model: LinearModel, bound: GroupBound, label: str, able: Sequence[Columns], surplus_price: float
) -> Columns:
    """Columns of the people who are given to a group beyond its bound."""
    enough = model.rows(f"enough for {label}", len(bound.agents), "<=", bound.agents)
    beyond = model.columns(f"beyond {label}", len(bound.agents), cost=surplus_price)
    model.put(enough, beyond, -1.0)
    for columns in able:
        model.put(enough, columns)
    return beyond
