"""Sums over the states of a waiting line in which callers are offered a call-back from an expected wait on."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from staffplan.queueing.arrays import Array

TOLD: Final = 1 - 1e-12
"""A wait that is short of the offer's by less than this is as long: 4 x 300 s / 10 are 120 s, whatever the last bit."""
MOST_AHEAD: Final = 100_000
"""Callers ahead that are looked at; no queue is longer in any state that matters."""

_NEGLIGIBLE: Final = 1e-18
_HIGH: Final = 1e100


@dataclass(slots=True)
class _Walk:
    """Where the walk from one state to the next has come; arrays of shape (rows still under way,).

    weight : chance of the state with so many waiting; served_s, told_s : the wait of a caller who finds so many, if he
    is served before his patience ends, and patience aside; late, late_served : chance that it is beyond the threshold,
    patience aside, and if he is served; log_... : the logarithm of the next term of that chance.
    """

    row: NDArray[np.int64]
    load: Array
    agents: Array
    aht_s: Array
    offer_after_s: Array
    accepted: Array
    give_up: Array
    log_pace: Array
    weight: Array
    told_s: Array
    served_s: Array
    late: Array
    late_served: Array
    log_late: Array
    log_late_served: Array

    def keep(self, rows: NDArray[np.bool_]) -> None:
        """Go on with some of the rows."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name)[rows])


def sums_over_states(rows: Array) -> Array:
    """Sums over the states with j = 0, 1, 2 ... callers waiting, from the chances of finding each.

    Parameters
    ----------
    rows : load in erlangs, agents, handle time, threshold, wait from which on the offer is made, chance that it is
        taken and mean patience (inf: endless), times in seconds; shape (7, rows). There is load, there are agents, and
        the queue does not grow without end.

    Returns
    -------
    Shape (10, rows): the chance of j = 0, which is the unit of the others; of those who find j ahead; who then stay;
    who wait beyond the threshold, patience aside; who are served in the end; and that within the threshold; the
    seconds until they are; the seconds that those are told of who stay, and who take the offer; the callers waiting.

    Notes
    -----
    The wait behind j callers is a sum of exponential times of rates ``n mu + i theta``. The chance that it is longer
    than T is ``sum over i = 0..j of x^c (1 - x)^i c (c + 1) ... (c + i - 1) / i!`` with ``c = n mu / theta`` and
    ``x = exp(-theta T)``, Poisson's law where nobody gives up. Who waits is served with the chance ``c / (c + j + 1)``,
    and who is served waited as if c were one higher. Where nobody gives up, all from some j on is a geometric sum.
    """
    walk = _start(rows)
    sums = np.zeros((10, rows.shape[1]))
    sums[0] = 1.0
    for ahead in range(MOST_AHEAD):
        if not walk.row.size:
            break
        offered, ratio = _add_state(walk, sums, ahead)
        walk.weight *= ratio
        tail_is_late = (walk.give_up == 0) & offered & (np.exp(walk.log_late) < _NEGLIGIBLE)
        closed = tail_is_late & (np.log(ahead + 1.0) > walk.log_pace + np.log(walk.agents))
        if closed.any():
            _add_geometric_rest(walk, sums, closed, ratio, ahead)
        rest = walk.weight * (ahead + 2) / np.maximum(1.0 - ratio, 1e-9) ** 2
        under_way = ~closed & ((ratio >= 1.0) | (rest > _NEGLIGIBLE * sums[1, walk.row]))
        if not under_way.all():
            walk.keep(under_way)
        _scale_down(walk, sums)
    return sums


def _start(rows: Array) -> _Walk:
    load, agents, aht_s, threshold_s, offer_after_s, accepted, patience_s = rows
    give_up = aht_s / patience_s  # by one caller, in units of the handle time; 0 where nobody does
    gives_up = give_up > 0
    gone = -np.expm1(-threshold_s / patience_s)
    with np.errstate(divide="ignore"):
        log_pace = np.log(np.where(gives_up, gone / np.where(gives_up, give_up, 1.0), threshold_s / aht_s))
    zero = np.zeros_like(load)
    none_leaves = -agents * threshold_s / aht_s
    return _Walk(
        row=np.arange(load.size),
        load=load,
        agents=agents,
        aht_s=aht_s,
        offer_after_s=offer_after_s * TOLD,
        accepted=accepted,
        give_up=give_up,
        log_pace=log_pace,
        weight=np.ones_like(load),
        told_s=zero.copy(),
        served_s=zero.copy(),
        late=zero.copy(),
        late_served=zero.copy(),
        log_late=none_leaves,
        log_late_served=none_leaves - threshold_s / patience_s,
    )


def _add_state(walk: _Walk, sums: Array, ahead: int) -> tuple[NDArray[np.bool_], Array]:
    """Add the state with so many waiting; whether the offer is made in it, and how much rarer the next one is."""
    before = walk.agents + ahead * walk.give_up  # departures, in units of the handle time, as long as so many wait
    after = before + walk.give_up
    walk.told_s += walk.aht_s / before
    walk.served_s += walk.aht_s / after
    walk.late += np.exp(walk.log_late)
    walk.late_served += np.exp(walk.log_late_served)
    offered = walk.told_s >= walk.offer_after_s
    stays = np.where(offered, 1.0 - walk.accepted, 1.0)
    joined = walk.weight * stays
    served = joined * walk.agents / after
    sums[1:, walk.row] += (
        walk.weight,
        joined,
        joined * np.minimum(walk.late, 1.0),
        served,
        served * np.maximum(1.0 - walk.late_served, 0.0),
        served * walk.served_s,
        joined * walk.told_s,
        (walk.weight - joined) * walk.told_s,
        walk.weight * ahead,
    )
    walk.log_late += walk.log_pace + np.log(before / (ahead + 1.0))
    walk.log_late_served += walk.log_pace + np.log(after / (ahead + 1.0))
    return offered, walk.load * stays / after


def _add_geometric_rest(walk: _Walk, sums: Array, rows: NDArray[np.bool_], ratio: Array, ahead: int) -> None:
    """All states after this one, where every further caller is late and takes the offer with the same chance."""
    weight, r, stays = walk.weight[rows], ratio[rows], 1.0 - walk.accepted[rows]
    states = weight / (1.0 - r)
    callers = (ahead + 1) * states + weight * r / (1.0 - r) ** 2
    told_s = (callers + states) * walk.aht_s[rows] / walk.agents[rows]
    joined, waited_s = stays * states, stays * told_s
    nobody = np.zeros_like(joined)
    sums[1:, walk.row[rows]] += (states, joined, joined, joined, nobody, waited_s, waited_s, told_s - waited_s, callers)


def _scale_down(walk: _Walk, sums: Array) -> None:
    """In deep overload the longer states are the likelier ones, beyond any number."""
    high = walk.weight > _HIGH
    if high.any():
        sums[:, walk.row[high]] /= _HIGH
        walk.weight[high] /= _HIGH
