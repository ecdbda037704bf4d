"""Which wait is told to callers, from where on they are offered a call-back, and how that lowers the peak."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from staffplan.staffing.staffed import StaffedQueue, Staffing
from staffplan.staffing.views.view import Seen, Setting, View, gathered
from staffplan.staffing.waits import ASSUMED_OFFER_AFTER_S, waits
from staffplan.tables.staffing import WAITS


def look(staffing: Staffing, setting: Setting) -> Seen:
    """A row for each live queue and open interval with contacts."""
    del setting
    live = [staffed for staffed in staffing.queues if staffed.queue.channel.is_live]
    frames = [_rows(staffing, staffed) for staffed in live]
    return Seen(gathered(frames, WAITS, staffing.grid), tuple(_notes(live)))


def _rows(staffing: Staffing, staffed: StaffedQueue) -> pd.DataFrame:
    found = waits(staffed)
    columns = {
        "queue": staffed.queue.name,
        "start": staffing.grid.starts(found.slots),
        "agents": found.agents,
        "waiting": found.waiting,
        "announce_s": found.announced_s,
        "announce_90_s": found.ninety_s,
        "mean_wait_s": found.mean_s,
        "offer_from": found.offer_from,
        "agents_without": found.without_offers,
        "called_back": found.called_back,
    }
    return pd.DataFrame(columns).replace(np.inf, np.nan)


def _notes(live: list[StaffedQueue]) -> Iterator[str]:
    silent = [staffed.queue.name for staffed in live if staffed.queue.call_back is None]
    if silent:
        yield (
            f"{', '.join(silent)}: no offer of a call-back is stated; offer_from is the place in the queue from which "
            f"on the expected wait is {ASSUMED_OFFER_AFTER_S / 60:g} min or more."
        )
    impatient = [staffed.queue.name for staffed in live if staffed.queue.patience_s is not None]
    if impatient:
        yield f"{', '.join(impatient)}: waits announced are those of a caller who does not hang up."


WAITS_VIEW: Final = View("waits", "Which wait is told to callers, and when are they offered a call-back?", WAITS, look)
