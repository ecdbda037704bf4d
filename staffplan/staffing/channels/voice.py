"""How many agents a telephone queue needs: Erlang C under all of the queue's targets at once."""

from __future__ import annotations

from typing import Final

from staffplan.domain.queue import Channel, Queue
from staffplan.staffing.live import served_live
from staffplan.staffing.workload import Arithmetic, Need, Workload


def need(queue: Queue, workload: Workload) -> Need:
    """Smallest whole number of agents for each open interval, one call an agent."""
    return served_live(queue, workload, slots_per_agent=1, stretch=1.0)


VOICE: Final = Arithmetic(frozenset({Channel.VOICE}), need)
