"""Whether hours, events and a planner's numbers that are stated from Python are for queues that there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from staffplan.calendar.special_days import Event, Override
from staffplan.errors import Fault, UsageError
from staffplan.intake.names import known


def refuse_unknown_queues(
    queues: Iterable[str], opening: Mapping[str, object], events: Iterable[Event], overrides: Iterable[Override]
) -> None:
    """UsageError with every queue that is named and that the history does not have: it would be left out in silence.

    Parameters
    ----------
    queues : those of the history.
    opening : hours by queue.
    """
    names = sorted(str(queue) for queue in queues)
    named = [("opening", queue) for queue in opening]
    named += [("events", queue) for event in events for queue in sorted(event.queues)]
    named += [("overrides", one.queue) for one in overrides]
    refused = [(argument, known(queue, names, "queue")) for argument, queue in dict.fromkeys(named)]
    faults = [
        Fault("usage.unknown_queue", f"{argument}: {error.message}", error.hint, path=argument)
        for argument, error in refused
        if error is not None
    ]
    if faults:
        raise UsageError(*faults)
