"""Each queue with the agents it needs: rounding, work that may wait, and floors, in that order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.domain.queue import Queue
from staffplan.errors import Fault, UsageError
from staffplan.staffing.channels import arithmetic
from staffplan.staffing.interval_grid import IntervalGrid
from staffplan.staffing.rounding import rounded
from staffplan.staffing.settings import Rounding
from staffplan.staffing.streams import Stream, Streams
from staffplan.staffing.waiting_work.spread import spread
from staffplan.staffing.workload import Array, Expected, Inventory, Need, Step, Workload

_REASONS = {
    "contacts": "deadline",
    "attempts": "quota",
    "documentation": "documentation",
    "call_backs": "call_backs",
}
"""Binding target of work that may wait, by its kind."""


@dataclass(frozen=True, slots=True)
class StaffedQueue:
    """A queue, what reaches it and the agents it needs; arrays of shape (intervals,).

    Attributes
    ----------
    mean : contacts that the forecast gives; NaN where it has no row.
    agents : net agents needed, work that may wait and the floor included.
    live : those of them for contacts that somebody waits with.
    movable : those of them for work that may wait, where nothing else decides when it is done.
    busy_share : share of their time that agents are busy with such work.
    binding : what asks for the last agent.
    expected : what is to be expected with them.
    steps : from the expected workload to `agents`.
    """

    queue: Queue
    mean: Array
    workload: Workload
    agents: Array
    live: Array
    movable: Array
    busy_share: float
    binding: NDArray[np.str_]
    expected: Expected
    inventory: tuple[Inventory, ...]
    steps: tuple[Step, ...]
    notes: tuple[str, ...]

    @property
    def occupancy(self) -> Array:
        """Share of their time that agents are busy; NaN while the queue is closed."""
        busy = self.expected.busy + self.erlangs_put_off
        share = np.divide(busy, self.agents, out=np.zeros_like(busy), where=self.agents > 0)
        return np.where(self.workload.is_open, share, np.nan)

    @property
    def erlangs_put_off(self) -> Array:
        """Erlangs of the work that may wait, where it was laid."""
        return self.movable * self.busy_share


@dataclass(frozen=True, slots=True)
class Staffing:
    """All queues of a forecast with the agents they need.

    Attributes
    ----------
    queues : sorted by name.
    notes : what had to be assumed and what is not covered, in sentences.
    """

    grid: IntervalGrid
    queues: tuple[StaffedQueue, ...]
    notes: tuple[str, ...]

    @property
    def interval_h(self) -> float:
        """Length of an interval in hours."""
        return self.grid.horizon.interval_min / 60


def staffed(arriving: Streams, *, rounding: Rounding = Rounding.UP, fractions: bool = False) -> Staffing:
    """The agents that each queue needs.

    Live contacts come first, rounded as the policy says; work that may wait is laid on top of them; floors come last.

    Parameters
    ----------
    fractions : whether the steps tell the fraction of an agent before rounding, which takes longer.

    Raises
    ------
    UsageError : a target that no number of agents reaches.
    """
    exact = fractions or rounding is not Rounding.UP
    needs = [_need(stream, exact) for stream in arriving.queues]
    live = _rounded(arriving, needs, rounding) if exact else [need.live for need in needs]
    queues = tuple(
        _staffed(stream, need, agents, rounding if exact else None)
        for stream, need, agents in zip(arriving.queues, needs, live, strict=True)
    )
    notes = (*arriving.notes, *(note for queue in queues for note in queue.notes))
    return Staffing(arriving.grid, queues, notes)


def _need(stream: Stream, fractions: bool) -> Need:
    try:
        return arithmetic(stream.queue.channel).need(stream.queue, stream.workload, fractions)
    except ValueError as error:
        raise UsageError(Fault("require.impossible_target", f"{stream.queue.name}: {error}.")) from error


def _rounded(arriving: Streams, needs: Sequence[Need], rounding: Rounding) -> list[Array]:
    fractions = np.array([need.live for need in needs])
    least = np.array([need.least for need in needs])
    return list(rounded(rounding, fractions, least, arriving.queues[0].workload.day))


def _staffed(stream: Stream, need: Need, live: Array, rounding: Rounding | None) -> StaffedQueue:
    """A queue with its live agents rounded: what may wait is laid on top, and the floor applied."""
    queue, workload = stream.queue, stream.workload
    steps = [*workload.steps, *need.steps]
    if rounding is not None and queue.channel.is_live:
        steps.append(Step("whole agents", live, f"Fractions are rounded: {rounding}."))
    left = arithmetic(queue.channel).leave(queue, workload, live)
    work = (*need.inventory, *left.inventory)
    movable = spread(work, workload.is_open, live, workload.interval_s) / need.busy_share
    total = live + movable
    binding = need.binding
    if work:
        reasons = [_REASONS[stock.kind] for stock in work]
        binding = np.where((movable > 0) & (live == 0), reasons[0], binding)
        steps.append(Step(" and ".join(reasons), total, "Work that may wait, laid where it is quiet and not yet due."))
    floor = np.where(workload.is_open, float(queue.floor), 0.0)
    agents = np.maximum(total, floor)
    if queue.floor:
        steps.append(Step("floor", agents, f"At least {queue.floor} while the queue is open."))
    kept = np.maximum(live, floor - movable)  # in place of a difference, so that whole agents stay whole
    answered = arithmetic(queue.channel).expect(queue, workload, kept)
    return StaffedQueue(
        queue=queue,
        mean=stream.mean,
        workload=workload,
        agents=agents,
        live=kept,
        movable=movable,
        busy_share=need.busy_share,
        binding=np.where(floor > total, "floor", binding),
        expected=answered,
        inventory=work,
        steps=tuple(steps),
        notes=(*stream.notes, *need.notes, *left.notes),
    )
