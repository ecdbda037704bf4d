"""How callers fare with so many agents: Erlang A where they have a patience, Erlang C where they wait for ever."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal

import numpy as np

from staffplan.queueing import erlang_a
from staffplan.queueing.erlang_b import acceptance_odds
from staffplan.queueing.erlang_c import answered_within, mean_wait, occupancy
from staffplan.queueing.measures import Measures
from staffplan.staffing.calculator.calculation import Array, Given

_OF_TIME = ("served_of_offered", "served_of_answered", "virtual_wait", "served_or_abandoned", "asa_s", "mean_wait_s")
"""Measures that cannot be told without a handle time."""


def measures_by_row(given: Given, agents: Array, patience_s: Array) -> Measures:
    """Measures of every row of `given` with so many agents, in float arrays of one length.

    Parameters
    ----------
    given : `load`, `load_rest`, `aht_s` and `threshold_s` are read. Without a handle time, all that is measured in time
        is NaN; without a threshold, it is 0.
    agents : at work, whole or not; at least 1 where there is a patience.
    patience_s : mean patience in seconds (Erlang A); NaN where nobody gives up (Erlang C).
    """
    aht_s = given["aht_s"]
    timed = np.where(aht_s > 0, aht_s, 1.0)  # not known; or 0, and no load
    in_time = np.where(np.isnan(given["threshold_s"]), 0.0, given["threshold_s"])
    inputs = (given["load"], given["load_rest"], agents, timed, patience_s, in_time)
    found = {field.name: np.full(agents.shape, np.nan) for field in fields(Measures)}
    impatient = ~np.isnan(patience_s)
    for rows, formula in ((~impatient, _all_wait), (impatient, _some_give_up)):
        if rows.any():
            part = formula(*(column[rows] for column in inputs))
            for name, column in found.items():
                column[rows] = getattr(part, name)
    for name in _OF_TIME:
        found[name][np.isnan(aht_s)] = np.nan
    return Measures(**found)


def _some_give_up(
    load: Array, _rest: Array, agents: Array, aht_s: Array, patience_s: Array, threshold_s: Array
) -> Measures:
    return erlang_a.measures(load, agents, aht_s, patience_s, threshold_s)


def _all_wait(
    load: Array, rest: Array, agents: Array, aht_s: Array, _patience_s: Array, threshold_s: Array
) -> Measures:
    """Erlang C, with the spare agents counted from load and agents before they were rounded."""
    spare = (agents - load) - (rest - _rounded_off(agents))
    idle = load == 0
    share_spare = np.maximum(spare, 0.0) / np.where(agents > 0, agents, 1.0)
    # More than any chance that could be seen, so that nothing spare times certain acceptance stays a number.
    no_wait = np.where(idle, np.inf, share_spare * np.minimum(acceptance_odds(load, agents), 1e300))
    waiting = 1.0 / (1.0 + no_wait)
    served = np.where(idle, 1.0, answered_within(no_wait, spare, aht_s, threshold_s))
    wait_s = np.where(idle, 0.0, mean_wait(waiting, spare, aht_s))
    queue = np.where(idle, 0.0, mean_wait(waiting, spare, load))
    busy = np.asarray(occupancy(load, agents))
    return Measures(waiting, np.zeros_like(load), served, served, served, served, wait_s, wait_s, busy, queue)


def _rounded_off(agents: Array) -> Array:
    """What rounding to doubles took from agents that are not whole, as a planner writes them."""
    rest = np.zeros_like(agents)
    for at in np.flatnonzero(agents != np.floor(agents)).tolist():
        written = agents.item(at)
        rest[at] = Decimal(repr(written)) - Decimal(written)
    return rest
