"""How many agents work needs that is done when it suits."""

from __future__ import annotations

import numpy as np

from staffplan.domain.queue import Queue
from staffplan.staffing.workload import Array, Need, Workload, unknown


def levelled(queue: Queue, workload: Workload, erlangs: Array, reason: str, notes: list[str]) -> Need:
    """Agents, possibly a fraction, for work that has been laid into the open intervals.

    Nobody waits on the line, so that an agent may be busy all the time, or up to the queue's occupancy target; the
    floor applies after that.

    Parameters
    ----------
    erlangs : agents at work all the time that the work laid into each interval takes; shape (intervals,).
    reason : the binding target where the work decides the number.
    """
    agents = erlangs / (queue.goal.max_occupancy or 1.0)
    floor = np.where(workload.is_open, float(queue.floor), 0.0)
    staffed = np.maximum(agents, floor)
    busy = np.divide(erlangs, staffed, out=np.zeros_like(erlangs), where=staffed > 0)
    return Need(
        agents=staffed,
        binding=np.where(floor > agents, "floor", np.where(agents > 0, reason, "none")),
        service_level=unknown(workload),
        asa_s=unknown(workload),
        occupancy=np.where(workload.is_open, busy, np.nan),
        notes=tuple(notes),
    )
