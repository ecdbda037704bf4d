"""What e-mail, messages and back-office work ask for: each contact within its deadline, whenever that suits."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from staffplan.domain.queue import Channel, Queue
from staffplan.staffing.waiting_work.inventory import inventory
from staffplan.staffing.workload import Arithmetic, Need, Workload, counted, nobody_live, nobody_waits, nothing_left

ASSUMED_DEADLINE_S: Final = 4 * 3600.0
"""Opening time within which a contact is handled where the queue states no deadline."""


def need(queue: Queue, workload: Workload, fractions: bool) -> Need:
    """All contacts as work that may wait until its deadline, which counts opening time.

    Nobody waits on the line, so that agents may be busy with it all the time, or up to the queue's occupancy target.
    """
    del fractions  # nothing here is live
    open_slots = np.flatnonzero(workload.is_open)
    notes = _notes(queue, workload, open_slots)
    if not open_slots.size:
        return nobody_live(workload, (), 1.0, notes)
    work = inventory(
        "contacts",
        workload.offered * workload.aht_s / 3600.0,
        workload.is_open,
        ASSUMED_DEADLINE_S if queue.goal.deadline_s is None else queue.goal.deadline_s,
        workload.interval_s,
        None if queue.backlog is None else queue.backlog * float(workload.aht_s[open_slots[0]]) / 3600.0,
    )
    return nobody_live(workload, (work,), queue.goal.max_occupancy or 1.0, notes)


def _notes(queue: Queue, workload: Workload, open_slots: NDArray[np.int64]) -> list[str]:
    """What is assumed about deadlines and about work from before or after the horizon."""
    backlog = queue.backlog or 0.0
    if not open_slots.size:
        waiting, how = float(workload.offered.sum()) + backlog, "wait or arrive" if backlog else "arrive"
        return [f"{queue.name}: {counted(waiting)} {how}, but the queue never opens."] if waiting else []
    notes = []
    if queue.goal.deadline_s is None:
        hours = ASSUMED_DEADLINE_S / 3600
        notes.append(f"{queue.name}: no deadline is stated; {hours:g} hours of opening time are assumed.")
    late = float(workload.offered[open_slots[-1] + 1 :].sum())
    if late > 0:
        notes.append(
            f"{queue.name}: {counted(late)} arrive after the last opening; "
            + ("as many are taken to wait at the first opening." if queue.backlog is None else "they are left over.")
        )
    if backlog:
        notes.append(f"{queue.name}: the time of the backlog of {counted(backlog)} starts with the first opening.")
    return notes


DEFERRED: Final = Arithmetic(
    frozenset({Channel.EMAIL, Channel.MESSAGE, Channel.BACK_OFFICE}), need, nobody_waits, nothing_left
)
