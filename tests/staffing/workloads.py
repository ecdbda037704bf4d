"""Queues, workloads and staffed queues for the tests of the channels."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from staffplan.calendar.opening import ALWAYS_OPEN
from staffplan.domain.queue import Channel, Queue
from staffplan.domain.service_goal import ServiceGoal
from staffplan.staffing.interval_grid import IntervalGrid
from staffplan.staffing.settings import Rounding
from staffplan.staffing.staffed import StaffedQueue, staffed
from staffplan.staffing.streams import Stream, Streams
from staffplan.staffing.workload import Workload


def queue(channel: Channel = Channel.VOICE, *, goal: ServiceGoal | None = None, **fields: Any) -> Queue:
    return Queue("line", channel, goal or ServiceGoal(service_level=0.8), ALWAYS_OPEN, **fields)


def workload(
    offered: Any, *, aht_s: Any = 300.0, is_open: Any = True, interval_min: int = 30, slots_per_day: int = 48
) -> Workload:
    contacts = np.asarray(offered, dtype=float)
    return Workload(
        expected=contacts,
        offered=contacts,
        aht_s=np.broadcast_to(np.asarray(aht_s, dtype=float), contacts.shape),
        is_open=np.broadcast_to(np.asarray(is_open, dtype=bool), contacts.shape),
        day=np.arange(contacts.size) // slots_per_day,
        week=np.arange(contacts.size) // slots_per_day // 7,
        interval_s=interval_min * 60.0,
    )


def staff(line: Queue, work: Workload, *, rounding: Rounding = Rounding.UP, fractions: bool = False) -> StaffedQueue:
    """The queue with the agents it needs."""
    grid = IntervalGrid.around(pd.Series([pd.Timestamp("2026-11-30")]), 30)
    arriving = Streams(grid, (Stream(line, work.expected, work, ()),), ())
    return staffed(arriving, rounding=rounding, fractions=fractions).queues[0]
