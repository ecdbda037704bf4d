"""Whether queues that share agents can be planned together beside a requirement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

import pandas as pd

from staffplan.domain.service_goal import Over
from staffplan.errors import DataError, Fault
from staffplan.staffing.staffed import Staffing
from staffplan.staffing.views.groups import GROUPS_VIEW
from staffplan.staffing.views.view import Seen, Setting
from staffplan.tables.frames import check_frame
from staffplan.tables.staffing import GROUPS

if TYPE_CHECKING:
    from staffplan.config import Configuration

_WRITTEN: Final = 1e-5
"""Agents; numbers are written with six decimals."""


def groups_of(staffing: Staffing, configuration: Configuration) -> Seen | None:
    """The GROUPS frame of staffed queues, with its notes; None where no queue is live or nobody is there."""
    live = [found for found in staffing.queues if found.queue.channel.is_live]
    if not live or not configuration.centre.agents:
        return None
    return GROUPS_VIEW.look(staffing, Setting(configuration.centre, configuration.staffing))


def fitting_groups(
    groups: pd.DataFrame,
    requirement: pd.DataFrame,
    others: bool,
    configuration: Configuration,
    first_day: date,
) -> pd.DataFrame:
    """The GROUPS frame, checked against the requirement.

    Parameters
    ----------
    others : whether an inventory or pieces were handed in, too.

    Raises
    ------
    DataError with all reasons why it cannot be planned with.
    """
    centre = configuration.centre
    together = check_frame(groups, GROUPS, zone=centre.zone)
    faults = [*_not_poolable(together, configuration)]
    if others:
        message = "Queues counted together go with no other freedom of the plan yet: no inventory, no pieces."
        faults.append(Fault("plan.two_freedoms", message, "hand in one of them."))
    horizon = centre.horizon(first_day)
    starts = together["start"].dt.tz_convert("UTC").dt.tz_localize(None)
    elapsed = (starts - pd.Timestamp(horizon.slot_starts[0])) / pd.Timedelta(minutes=horizon.interval_min)
    off = together[(elapsed % 1 != 0).to_numpy()]
    if len(off):
        message = f"{off['start'].iloc[0].isoformat()} does not start an interval of {horizon.interval_min} minutes."
        faults.append(Fault("data.off_grid", message, "make the groups on the centre's interval.", path="start"))
    inside = together[((elapsed >= 0) & (elapsed < horizon.slots)).to_numpy()]
    if faults:
        raise DataError(*faults)
    _refuse_too_much(inside, requirement)
    return together


def _not_poolable(together: pd.DataFrame, configuration: Configuration) -> Iterator[Fault]:
    queues = {queue.name: queue for queue in configuration.centre.queues}
    for name in sorted({name for names in together["queues"] for name in names.split("|")}):
        if name not in queues:
            message = f"the groups name queue {name!r}, which the centre does not have"
            yield Fault("data.unknown_queue", message, f"one of: {', '.join(sorted(queues))}", path="queues")
        elif queues[name].goal.over is not Over.INTERVAL:
            message = f"{name} holds its level over a {queues[name].goal.over}; a group does so in each interval."
            place = configuration.place(f"queues.{name}.goal")
            yield Fault("data.not_poolable", message, "goal: {over: interval}, or plan each by itself.", place or None)
        elif not queues[name].channel.is_live:
            message = f"{name} is no queue in which somebody waits on the line; it has no place in a group."
            yield Fault("data.not_poolable", message, "make the groups with staffplan require --view groups.")


def _refuse_too_much(together: pd.DataFrame, requirement: pd.DataFrame) -> None:
    """Raise DataError where a group asks for more than its queues do, each by itself."""
    movable = requirement["movable"].fillna(0.0) if "movable" in requirement else 0.0
    live = requirement.assign(live=requirement["agents"] - movable).set_index(["queue", "start"])["live"].to_dict()
    for names, start, agents in zip(together["queues"], together["start"], together["agents"], strict=True):
        alone = sum(live.get((name, start), 0.0) for name in names.split("|"))
        if agents > alone + _WRITTEN:
            message = f"{names} together need {agents:g} agents at {start.isoformat()}, each by itself {alone:g}."
            hint = "make both from the same forecast, with staffing: {rounding: up}."
            raise DataError(Fault("data.not_poolable", message, hint, path="agents"))
