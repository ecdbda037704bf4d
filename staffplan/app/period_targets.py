"""Whether the pieces of service levels over a day or a week can be planned beside a requirement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

import pandas as pd

from staffplan.auditing.promises import Kept
from staffplan.domain.service_goal import Over
from staffplan.errors import DataError, Fault
from staffplan.staffing.staffed import Staffing
from staffplan.staffing.views.pieces import PIECES_VIEW
from staffplan.staffing.views.view import Setting
from staffplan.tables.frames import check_frame
from staffplan.tables.staffing import PIECES

if TYPE_CHECKING:
    from staffplan.config import Configuration

_WRITTEN: Final = 1e-5
"""Contacts; numbers are written with six decimals."""


def pieces_of(staffing: Staffing) -> pd.DataFrame | None:
    """The PIECES frame of staffed queues; None where no service level holds over a day or a week."""
    if all(found.queue.goal.over is Over.INTERVAL for found in staffing.queues):
        return None
    return PIECES_VIEW.look(staffing, Setting()).frame


def promises_told(kept: Sequence[Kept]) -> tuple[str, ...]:
    """A sentence for each queue with a promise over a day or a week: what is expected, and where that is too little."""
    told = []
    for name in sorted({one.queue for one in kept}):
        own = [one for one in kept if one.queue == name and one.offered > 0]
        levels = [one.in_time / one.offered for one in own]
        if not levels:
            continue
        span = f"{min(levels):.1%}" if len(own) == 1 else f"{min(levels):.1%} to {max(levels):.1%} by day"
        late = [f"{one.first_day:%a %d %b}" for one in own if one.late > _WRITTEN * one.offered]
        where = f"; too little from {', '.join(late)} on" if len(own) == 1 and late else ""
        where = f"; too little on {', '.join(late)}" if len(own) > 1 and late else where
        told.append(f"{name}: {span} expected in time, {own[0].wanted / own[0].offered:.1%} promised{where}.")
    return tuple(told)


def fitting_pieces(
    pieces: pd.DataFrame, inventory: pd.DataFrame | None, configuration: Configuration, first_day: date
) -> pd.DataFrame:
    """The PIECES frame, checked against the centre's queues.

    Raises
    ------
    DataError with all reasons why it cannot be planned with.
    """
    centre = configuration.centre
    parts = check_frame(pieces, PIECES, zone=centre.zone)
    faults = [*_not_promised(parts, configuration)]
    if inventory is not None:
        message = "Work by its deadline and service levels over a day or a week cannot both be left to one plan yet."
        hint = "hand in the inventory or the pieces; the requirement has what the other one says."
        faults.append(Fault("plan.two_freedoms", message, hint))
    horizon = centre.horizon(first_day)
    starts = parts["start"].dt.tz_convert("UTC").dt.tz_localize(None)
    elapsed = (starts - pd.Timestamp(horizon.slot_starts[0])) / pd.Timedelta(minutes=horizon.interval_min)
    off = parts[(elapsed % 1 != 0).to_numpy()]
    if len(off):
        message = f"{off['start'].iloc[0].isoformat()} does not start an interval of {horizon.interval_min} minutes."
        faults.append(Fault("data.off_grid", message, "make the pieces on the centre's interval.", path="start"))
    faults += _uneven(parts)
    if faults:
        raise DataError(*faults)
    return parts


def _not_promised(parts: pd.DataFrame, configuration: Configuration) -> Iterator[Fault]:
    goals = {queue.name: queue.goal for queue in configuration.centre.queues}
    for name in sorted(set(parts["queue"])):
        if name not in goals:
            message = f"the pieces name queue {name!r}, which the centre does not have"
            yield Fault("data.unknown_queue", message, f"one of: {', '.join(sorted(goals))}", path="queue")
        elif goals[name].over is Over.INTERVAL:
            message = f"{name} holds its service level in every interval, and there are pieces of it."
            place = configuration.place(f"queues.{name}.goal")
            yield Fault("data.uneven_pieces", message, "goal: {over: day}, or leave its pieces out.", place or None)


def _uneven(parts: pd.DataFrame) -> Iterator[Fault]:
    """Pieces that are no steps of one agent, or that rise: a plan would take the second before the first."""
    for (queue, _), rows in parts.sort_values("agents", kind="stable").groupby(["queue", "start"], sort=True):
        steps, gains = rows["agents"].diff().iloc[1:], rows["gain"].iloc[1:]
        if ((steps - 1).abs() > _WRITTEN).any() or gains.isna().any() or (gains.diff() > _WRITTEN).any():
            start = rows["start"].iloc[0].isoformat()
            message = f"{queue}: the pieces of {start} are no steps of one agent with ever smaller gains."
            yield Fault("data.uneven_pieces", message, "make them with staffplan require --view pieces.", path="gain")
