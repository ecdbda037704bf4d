"""What a number of agents gives: every figure of one waiting line at once."""

from __future__ import annotations

from dataclasses import dataclass

from staffplan.queueing.arrays import Array


@dataclass(frozen=True, slots=True)
class Measures:
    """The figures of a waiting line in its steady state, all arrays of one shape.

    Callers who give up are counted as *abandoned*, all others as *answered*; *offered* is everyone. The virtual wait is
    the one that a caller without end of patience would have. The four service levels differ as soon as callers give
    up, and ``served_of_offered <= virtual_wait <= served_of_answered``, ``virtual_wait <= served_or_abandoned``.

    Attributes
    ----------
    waiting : chance not to be answered at once.
    abandonment : share of the offered who give up.
    served_of_offered : answered within the threshold, of all offered.
    served_of_answered : answered within the threshold, of all answered.
    virtual_wait : chance that the virtual wait is no longer than the threshold.
    served_or_abandoned : answered or gone within the threshold, of all offered.
    asa_s : average speed of answer, the mean wait of the answered, seconds.
    mean_wait_s : mean time in the queue over all offered, seconds.
    occupancy : share of their time that agents are busy.
    queue_length : callers waiting, on average over time.
    """

    waiting: Array
    abandonment: Array
    served_of_offered: Array
    served_of_answered: Array
    virtual_wait: Array
    served_or_abandoned: Array
    asa_s: Array
    mean_wait_s: Array
    occupancy: Array
    queue_length: Array
