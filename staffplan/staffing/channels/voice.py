"""What a telephone queue asks for: one call an agent, under all of the queue's targets at once."""

from __future__ import annotations

from typing import Final

from staffplan.domain.queue import Channel, Queue
from staffplan.staffing.live.served_live import expected_live, left_by_live, served_live
from staffplan.staffing.workload import Arithmetic, Array, Expected, Left, Need, Workload


def need(queue: Queue, workload: Workload, fractions: bool) -> Need:
    """Smallest number of agents for each open interval."""
    return served_live(queue, workload, fractions)


def expect(queue: Queue, workload: Workload, live: Array) -> Expected:
    """What callers live through with so many agents."""
    return expected_live(queue, workload, live)


def leave(queue: Queue, workload: Workload, live: Array) -> Left:
    """The callers whom so many agents promise to call back."""
    return left_by_live(queue, workload, live)


VOICE: Final = Arithmetic(frozenset({Channel.VOICE}), need, expect, leave)
