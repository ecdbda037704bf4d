"""What it costs to be sure: agent-hours by the chance with which the targets hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from staffplan.errors import DataError, Fault
from staffplan.queueing import gamma_rate
from staffplan.staffing.settings import Rounding
from staffplan.staffing.staffed import StaffedQueue, Staffing, staffed
from staffplan.staffing.streams import Stream, Streams
from staffplan.staffing.workload import Array, Workload

CONFIDENCES: Final = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Assurance:
    """Net agent-hours of one live queue.

    Attributes
    ----------
    for_the_mean : with the contacts expected.
    hours : for each confidence; shape (confidences,).
    """

    queue: str
    for_the_mean: float
    hours: Array


def assurances(
    staffing: Staffing, rounding: Rounding, confidences: Sequence[float] = CONFIDENCES
) -> tuple[Assurance, ...]:
    """Each live queue staffed for the volume that its contacts exceed with a chance of 1 less the confidence.

    The rate of contacts is gamma distributed around what is expected, with the forecast's squared coefficient of
    variation. More contacts never improve service, so that the agents for the rate's quantile p meet the targets
    wherever the rate stays below it: with a chance of p, and of a bit more where they are rounded up. That is the
    chance for each interval; as far as a day's intervals run high or low together, it is the chance for the day, too.

    Raises
    ------
    DataError : the forecast does not say how uncertain it is.
    """
    live = [queue for queue in staffing.queues if queue.queue.channel.is_live]
    _refuse_certainty(live)
    mean = _hours(staffing, live, [queue.workload.expected for queue in live], rounding)
    by_confidence = np.array(
        [_hours(staffing, live, [volume(queue.workload, p) for queue in live], rounding) for p in confidences]
    ).reshape(len(confidences), len(live))
    return tuple(Assurance(queue.queue.name, float(mean[row]), by_confidence[:, row]) for row, queue in enumerate(live))


def volume(workload: Workload, confidence: float) -> Array:
    """Contacts that are not exceeded with the given chance; of a workload with `rate_cv2`."""
    assert workload.rate_cv2 is not None
    return workload.expected * gamma_rate.quantile(workload.rate_cv2, confidence)


def _hours(staffing: Staffing, live: Sequence[StaffedQueue], offered: Sequence[Array], rounding: Rounding) -> Array:
    """Agent-hours of each queue with other volumes."""
    if not live:
        return np.zeros(0)
    streams = tuple(
        Stream(queue.queue, queue.mean, replace(queue.workload, offered=contacts, steps=()), ())
        for queue, contacts in zip(live, offered, strict=True)
    )
    found = staffed(Streams(staffing.grid, streams, ()), rounding=rounding)
    return np.array([queue.agents.sum() * found.interval_h for queue in found.queues])


def _refuse_certainty(live: Sequence[StaffedQueue]) -> None:
    unknown = sorted(queue.queue.name for queue in live if queue.workload.rate_cv2 is None)
    if unknown:
        raise DataError(
            Fault(
                "data.missing_column",
                f"{', '.join(unknown)}: the forecast does not say how uncertain it is: there is neither a column "
                "'cv2_interval' or 'cv2_day' nor quantiles.",
                "a forecast made by staffplan has them; a day factor's squared coefficient of variation goes into "
                "cv2_day, such as 0.01 for 10 %.",
                path="cv2_interval",
            )
        )
