"""What the customers of a queue are promised."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LEAST_CONFIDENCE: Final = 0.5
MOST_CONFIDENCE: Final = 0.999
"""Chances that can be planned for: from even odds up to nearly certain."""


class Counted(StrEnum):
    """Which contacts count as served in time: the four definitions, which differ as soon as customers hang up.

    SERVED_OF_OFFERED : served within the threshold, of all that were offered.
    SERVED_OF_ANSWERED : served within the threshold, of those that were answered at all.
    VIRTUAL_WAIT : contacts whose wait would be within the threshold if they had endless patience.
    SERVED_OR_ABANDONED : served or gone within the threshold, of all that were offered.
    """

    SERVED_OF_OFFERED = "served_of_offered"
    SERVED_OF_ANSWERED = "served_of_answered"
    VIRTUAL_WAIT = "virtual_wait"
    SERVED_OR_ABANDONED = "served_or_abandoned"


class Over(StrEnum):
    """The time over which a service level has to hold."""

    INTERVAL = "interval"
    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class ServiceGoal:
    """The promise to customers; every target that is not None must hold in every interval, unless `over` says more.

    Attributes
    ----------
    service_level : share served within `threshold_s`, in (0, 1), of what `counted` says.
    threshold_s : seconds; 0 means answered at once.
    asa_s : highest average speed of answer of those who are answered, seconds.
    max_occupancy : highest share of time that agents are busy, in (0, 1).
    deadline_s : deferred channels (email, message, back office): working time within which a contact is handled,
        seconds.
    counted : which service level is meant; all four are the same where nobody hangs up.
    mean_wait_s : highest mean wait of all contacts, those that hang up included, seconds.
    max_waiting : highest chance of having to wait, in (0, 1).
    max_abandonment : highest share of contacts that hang up, in (0, 1); only with a queue's patience.
    over : what the service level is the mean of; the other targets hold in every interval all the same.
    at_least : with `over` a day or a week, the service level that every interval keeps.
    confidence : chance with which the targets hold, whatever the volume turns out to be; None: at the volume that is
        planned for.
    """

    service_level: float | None = None
    threshold_s: float = 20.0
    asa_s: float | None = None
    max_occupancy: float | None = None
    deadline_s: float | None = None
    counted: Counted = Counted.SERVED_OF_OFFERED
    mean_wait_s: float | None = None
    max_waiting: float | None = None
    max_abandonment: float | None = None
    over: Over = Over.INTERVAL
    at_least: float | None = None
    confidence: float | None = None
