"""Queues and workloads for the tests of the channels."""

from __future__ import annotations

from typing import Any

import numpy as np

from staffplan.calendar.opening import ALWAYS_OPEN
from staffplan.domain.queue import Channel, Queue, ServiceGoal
from staffplan.staffing.workload import Workload


def queue(channel: Channel = Channel.VOICE, *, goal: ServiceGoal | None = None, **fields: Any) -> Queue:
    return Queue("line", channel, goal or ServiceGoal(service_level=0.8), ALWAYS_OPEN, **fields)


def workload(
    offered: Any, *, aht_s: Any = 300.0, is_open: Any = True, interval_min: int = 30, slots_per_day: int = 48
) -> Workload:
    contacts = np.asarray(offered, dtype=float)
    return Workload(
        offered=contacts,
        aht_s=np.broadcast_to(np.asarray(aht_s, dtype=float), contacts.shape),
        is_open=np.broadcast_to(np.asarray(is_open, dtype=bool), contacts.shape),
        day=np.arange(contacts.size) // slots_per_day,
        interval_s=interval_min * 60.0,
    )
