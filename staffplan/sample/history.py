"""The sample's call history, as CSV text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from staffplan.calendar.horizon import Horizon
from staffplan.sample import almanac
from staffplan.sample.arrivals import expected, horizon, local_slot, offered, open_slots
from staffplan.sample.chance import stream
from staffplan.sample.inbound import QUEUES, InboundQueue
from staffplan.sample.service import Service, serve

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HEADER: Final = "queue,start,offered,handled,abandoned,aht_s,talk_s,after_work_s,patience_s"
MISSING_SHARE: Final = 0.004
"""Share of rows that the telephone system lost at random."""


def history_csv() -> str:
    """One row a queue and quarter-hour, by queue and start; cells that say nothing are empty."""
    span = horizon()
    starts = _starts(span)
    lines = [HEADER]
    for queue in sorted(QUEUES, key=lambda queue: queue.name):
        mean = expected(queue, span)
        came = offered(queue, mean, span)
        lines.extend(_rows(queue, starts, recorded(queue, span), came, serve(queue, mean, came, span)))
    return "\n".join(lines) + "\n"


def recorded(queue: InboundQueue, span: Horizon) -> NDArray[np.bool_]:
    """Whether each interval has a row: open, not lost at random, and the recorder was running; shape (slots,)."""
    kept = open_slots(queue, span)
    kept &= stream(queue.name, "lost rows").random_sample(span.slots) >= MISSING_SHARE
    day, since, queues = almanac.RECORDER_DOWN
    if queue.name in queues:
        kept[local_slot(span, day, since) : local_slot(span, day, time(23, 45)) + 1] = False
    return kept


def _starts(span: Horizon) -> list[str]:
    """Start of each interval, ISO 8601 with the offset of the day."""
    zone = ZoneInfo(span.zone)
    return [span.instant(slot).astimezone(zone).isoformat() for slot in range(span.slots)]


def _rows(
    queue: InboundQueue, starts: list[str], kept: NDArray[np.bool_], came: NDArray[np.int64], service: Service
) -> Iterator[str]:
    counts = zip(came.tolist(), service.abandoned.tolist(), strict=True)
    seconds = zip(service.talk_s.tolist(), service.after_work_s.tolist(), service.patience_s.tolist(), strict=True)
    for start, keep, (arrived, lost), (talk, after_work, patience) in zip(
        starts, kept.tolist(), counts, seconds, strict=True
    ):
        if keep:
            handled = arrived - lost
            times = f"{talk + after_work},{talk},{after_work}" if handled else ",,"
            yield f"{queue.name},{start},{arrived},{handled},{lost},{times},{patience if lost else ''}"
