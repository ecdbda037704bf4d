"""The history that a centre is planned from, and whether it fits the centre."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import BinaryIO

from staffplan.domain.centre import Centre
from staffplan.errors import DataError, Fault
from staffplan.intake import HistoryRead, read_history
from staffplan.intake.names import known
from staffplan.intake.source import source_name


def history_of(centre: Centre, source: Path | BinaryIO, former: Collection[str] = ()) -> HistoryRead:
    """The HISTORY table of a centre.

    Parameters
    ----------
    former : queues that the centre no longer has, whose past others take over.

    Raises
    ------
    DataError with all faults of the table, else for queues that the centre does not have and for intervals that
    cannot be put together into the centre's.
    """
    history = read_history(source, zone=centre.zone, holidays=centre.special_days.holidays)
    faults = [*_unknown_queues(history, [*(queue.name for queue in centre.queues), *former], source_name(source))]
    if centre.interval_min % history.interval_min and history.interval_min % centre.interval_min:
        message = f"Intervals of {history.interval_min} minutes do not make up the centre's {centre.interval_min}."
        hint = f"export the history by {centre.interval_min} minutes, or plan in intervals of {history.interval_min}."
        faults.append(Fault("data.interval_too_long", message, hint, source_name(source), path="start"))
    if faults:
        raise DataError(*faults)
    return history


def queues_without_rows(centre: Centre, history: HistoryRead, stated: Collection[str] = ()) -> tuple[str, ...]:
    """A note for each queue of the centre that needs a history and has none; a quota needs none.

    Parameters
    ----------
    stated : queues of which a season is stated, or that take over the past of others.
    """
    seen = set(history.frame["queue"])
    received = {other for queue in centre.queues for other, _ in queue.transfers}
    return tuple(
        f"{queue.name}: the history has no row of this queue; "
        + (
            "only its floor, its backlog and what is handed on to it will be planned."
            if queue.floor or queue.backlog or queue.name in received
            else "nobody will be planned for it."
        )
        for queue in centre.queues
        if queue.name not in seen and queue.name not in stated and not queue.daily_quota
    )


def _unknown_queues(history: HistoryRead, names: list[str], file: str) -> list[Fault]:
    refused = (known(name, names, "queue") for name in sorted(set(history.frame["queue"])))
    return [Fault(error.code, error.message, error.hint, file, path="queue") for error in refused if error is not None]
