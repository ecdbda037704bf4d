"""Whether an inventory of work that may wait can be planned beside a requirement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from staffplan.errors import DataError, Fault
from staffplan.tables.frames import check_frame
from staffplan.tables.staffing import INVENTORY

if TYPE_CHECKING:
    from staffplan.config import Configuration

_WRITTEN_H: Final = 1e-5
"""Hours; numbers are written with six decimals, and sums of them are not exact to the last."""


def fitting_inventory(
    inventory: pd.DataFrame, requirement: pd.DataFrame, configuration: Configuration, first_day: date
) -> pd.DataFrame:
    """The INVENTORY frame, checked against the REQUIREMENT whose `movable` agents it stands for.

    Raises
    ------
    DataError with all reasons why the two cannot be planned together.
    """
    centre = configuration.centre
    work = check_frame(inventory, INVENTORY, zone=centre.zone)
    faults = [*_floors(configuration), *_strangers(work, configuration), *_without_work(work, requirement)]
    horizon = centre.horizon(first_day)
    starts = work["start"].dt.tz_convert("UTC").dt.tz_localize(None)
    elapsed = (starts - pd.Timestamp(horizon.slot_starts[0])) / pd.Timedelta(minutes=horizon.interval_min)
    off = work[(elapsed % 1 != 0).to_numpy()]
    if len(off):
        message = f"{off['start'].iloc[0].isoformat()} does not start an interval of {horizon.interval_min} minutes."
        faults.append(Fault("data.off_grid", message, "make the inventory on the centre's interval.", path="start"))
    inside = work[((elapsed >= 0) & (elapsed < horizon.slots)).to_numpy()]
    faults += _due_too_soon(inside)
    if faults:
        raise DataError(*faults)
    return work


def _floors(configuration: Configuration) -> Iterator[Fault]:
    for queue in configuration.centre.queues:
        if queue.floor and not queue.channel.is_live:
            message = f"{queue.name} has a floor of {queue.floor}, and its work is to be done by its deadline."
            hint = "leave the floor out, or plan without an inventory."
            place = configuration.place(f"queues.{queue.name}.floor")
            yield Fault("data.floor_of_waiting_work", message, hint, place or None)


def _strangers(work: pd.DataFrame, configuration: Configuration) -> Iterator[Fault]:
    known = sorted(queue.name for queue in configuration.centre.queues)
    for name in sorted(set(work["queue"]) - set(known)):
        message = f"the inventory names queue {name!r}, which the centre does not have"
        yield Fault("data.unknown_queue", message, f"one of: {', '.join(known)}", path="queue")


def _without_work(work: pd.DataFrame, requirement: pd.DataFrame) -> Iterator[Fault]:
    """Agents of the requirement for work that may wait and that the inventory does not know."""
    if "movable" not in requirement:
        message = "The requirement does not say which of its agents are for work that may wait."
        hint = "hand it in with its column movable, or without an inventory."
        yield Fault("data.no_movable", message, hint, path="movable")
        return
    laid = requirement.loc[requirement["movable"] > 0, "queue"]
    for name in sorted(set(laid) - set(work.loc[work["due_h"] > 0, "queue"])):
        message = f"{name}: the requirement has agents for work that may wait, and the inventory has none of it."
        yield Fault("data.no_movable", message, "hand in the inventory of the same forecast.", path="queue")


def _due_too_soon(work: pd.DataFrame) -> Iterator[Fault]:
    for (queue, kind), rows in work.sort_values("start", kind="stable").groupby(["queue", "kind"], sort=True):
        ahead = rows["due_h"].cumsum().to_numpy() - rows["arriving_h"].cumsum().to_numpy()
        early = np.flatnonzero(ahead > _WRITTEN_H * len(rows))
        if len(early):
            start = rows["start"].iloc[int(early[0])].isoformat()
            message = f"{queue}, {kind}: by {start} more hours fall due than have arrived."
            yield Fault("data.due_too_soon", message, "work arrives in or before the interval of its deadline.")
