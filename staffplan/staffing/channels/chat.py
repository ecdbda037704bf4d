"""What a chat queue asks for, when each agent handles several chats at once."""

from __future__ import annotations

from typing import Final

from staffplan.domain.queue import Channel, Queue
from staffplan.staffing.live.served_live import expected_live, served_live
from staffplan.staffing.workload import Arithmetic, Array, Expected, Need, Workload, nothing_left


def need(queue: Queue, workload: Workload, fractions: bool) -> Need:
    """Agents with ``concurrency`` slots each, a chat taking ``aht_s x concurrency_stretch``.

    A waiting customer needs a free slot, so that n agents with k slots are the ``n k`` servers of a queueing model.
    Occupancy is the share of slots in use.
    """
    return served_live(queue, workload, fractions)


def expect(queue: Queue, workload: Workload, live: Array) -> Expected:
    """What customers live through with so many agents."""
    return expected_live(queue, workload, live)


CHAT: Final = Arithmetic(frozenset({Channel.CHAT}), need, expect, nothing_left)
