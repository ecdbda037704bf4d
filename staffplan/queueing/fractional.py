"""How many agents are enough when an agent may count in part: the whole-number answer without its rounding up.

Cover is a sum of proficiencies and shares of time, so that it need not be whole. Erlang B, and with it Erlang C, is
taken in its continuous extension ``1/B = e^a a^-n Gamma(n + 1, a)``, which falls with n just as it does from one
agent to the next; the answer lies at most one agent below the whole one.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from staffplan.queueing.arrays import Array, portions, unwrapped
from staffplan.queueing.crossing import Rows, first_met
from staffplan.queueing.erlang_a import steady_state
from staffplan.queueing.erlang_b import acceptance_odds
from staffplan.queueing.erlang_c import no_wait_from_acceptance
from staffplan.queueing.required import required_agents
from staffplan.queueing.required_erlang_a import required_with_patience
from staffplan.queueing.retrials import settled_load

ABOVE: Final = 1e-10
"""How far above a bound that is not enough itself the answer is put, as a share of it: there is no smallest number of
agents above the load, but a queue with exactly as many agents as erlangs grows without end."""

_BEYOND_DOUBT: Final = 1e300
_LAST_DIGIT: Final = 1e-17
"""Odds and logarithms are cut here, to keep inf - inf out."""

_BOUNDED: Final = {
    "asa_s": "asa_s", "mean_wait_s": "mean_wait_s", "max_occupancy": "occupancy", "max_waiting": "waiting",
    "max_abandonment": "abandonment",
}  # fmt: skip
"""By target: the field of `Measures` that it bounds from above."""


def required_fraction(
    load: ArrayLike,
    aht_s: ArrayLike,
    *,
    service_level: ArrayLike | None = None,
    threshold_s: ArrayLike = 20.0,
    asa_s: ArrayLike | None = None,
    max_occupancy: ArrayLike | None = None,
    max_waiting: ArrayLike | None = None,
) -> Array:
    """Smallest real number of agents that meets all the targets at once under Erlang C.

    Parameters and errors as in `required.required_agents`, whose answer this one gives when rounded up.

    Returns
    -------
    Agents, to a relative ``1e-9``, in the broadcast shape; a number that meets the targets rather than one that just
    misses them. 0 without load. Where the load alone asks for agents, ``load (1 + 1e-10)``: any number above the load
    will do, the load itself will not.
    """
    targets: dict[str, ArrayLike | None] = {
        "service_level": service_level, "asa_s": asa_s, "max_occupancy": max_occupancy, "max_waiting": max_waiting
    }  # fmt: skip
    whole = required_agents(load, aht_s, threshold_s=threshold_s, **targets).agents
    columns = _columns(targets | {"load": load, "aht_s": aht_s, "threshold_s": threshold_s}, whole.shape)
    upper = whole.ravel().astype(np.float64)
    agents = np.zeros(upper.size)
    busy = np.flatnonzero(upper > 0)
    for portion in portions(columns["load"][busy]):
        rows = busy[portion]
        agents[rows] = _fraction({name: values[rows] for name, values in columns.items()}, upper[rows])
    return unwrapped(agents.reshape(whole.shape))


def required_fraction_with_patience(
    load: ArrayLike,
    aht_s: ArrayLike,
    patience_s: ArrayLike,
    *,
    service_level: ArrayLike | None = None,
    threshold_s: ArrayLike = 20.0,
    definition: str = "served_of_offered",
    asa_s: ArrayLike | None = None,
    mean_wait_s: ArrayLike | None = None,
    max_occupancy: ArrayLike | None = None,
    max_waiting: ArrayLike | None = None,
    max_abandonment: ArrayLike | None = None,
    retry_share: ArrayLike = 0.0,
) -> Array:
    """Smallest real number of agents that meets all the targets at once under Erlang A.

    Parameters and errors as in `required_erlang_a.required_with_patience`, whose answer this one gives when rounded up.

    Returns
    -------
    Agents, to a relative ``1e-9``, in the broadcast shape; a number that meets the targets rather than one that just
    misses them. 0 without load. Where the targets ask for nobody, ``1e-10``: a line that takes calls has somebody.
    """
    figures = {"service_level": definition} | _BOUNDED
    targets: dict[str, ArrayLike | None] = {
        "service_level": service_level, "asa_s": asa_s, "mean_wait_s": mean_wait_s, "max_occupancy": max_occupancy,
        "max_waiting": max_waiting, "max_abandonment": max_abandonment,
    }  # fmt: skip
    whole = required_with_patience(
        load, aht_s, patience_s, threshold_s=threshold_s, definition=definition, retry_share=retry_share, **targets
    ).agents
    times: dict[str, ArrayLike | None] = {"aht_s": aht_s, "patience_s": patience_s, "threshold_s": threshold_s}
    given = _columns(targets | times | {"load": load, "retry_share": retry_share}, whole.shape)

    def shortfall(rows: Rows, agents: Array) -> Array:
        row = {name: values[rows] for name, values in given.items()}
        total = settled_load(row["load"], agents, row["aht_s"], row["patience_s"], row["retry_share"])
        found = steady_state(total, agents, row["aht_s"], row["patience_s"], row["threshold_s"])
        worst = np.full(agents.shape, -_BEYOND_DOUBT)
        for name in targets.keys() & row.keys():
            reached = getattr(found, figures[name])
            if name == "service_level":
                late = np.log(np.maximum(1.0 - reached, _LAST_DIGIT))
                worst = np.maximum(worst, late - np.log1p(-row[name]))
            else:
                ratio = np.clip(reached, 1.0 / _BEYOND_DOUBT, _BEYOND_DOUBT) / row[name]
                worst = np.maximum(worst, np.log(ratio))
        return worst

    upper = whole.ravel().astype(np.float64)
    busy = np.flatnonzero(upper > 0)
    least = np.maximum((upper - 1.0) * (1.0 + ABOVE), ABOVE)
    agents = np.zeros(upper.size)
    for portion in portions(given["load"][busy]):
        rows = busy[portion]
        agents[rows] = first_met(
            lambda some, n, rows=rows: shortfall(rows[some], n),  # type: ignore[misc]
            least[rows],
            upper[rows],
        )
    return unwrapped(agents.reshape(whole.shape))


def _columns(given: dict[str, ArrayLike | None], shape: tuple[int, ...]) -> dict[str, Array]:
    """All that is given, broadcast to `shape`, in one dimension."""
    return {
        name: np.broadcast_to(np.asarray(values, dtype=np.float64), shape).ravel()
        for name, values in given.items()
        if values is not None
    }


def _fraction(columns: dict[str, Array], whole: Array) -> Array:
    """The answer for rows with load; the whole number of agents meets the targets, one fewer does not."""

    def shortfall(rows: Rows, agents: Array) -> Array:
        return _shortfall({name: values[rows] for name, values in columns.items()}, agents)

    least = np.maximum(whole - 1.0, columns["load"]) * (1.0 + ABOVE)
    return first_met(shortfall, np.minimum(least, whole), whole)


def _shortfall(given: dict[str, Array], agents: Array) -> Array:
    """Above 0 where a target is missed; the targets in logarithms, which run nearly straight in the agents."""
    load, aht = given["load"], given["aht_s"]
    spare = agents - load
    odds = no_wait_from_acceptance(load, agents, acceptance_odds(load, agents))
    no_wait = np.log1p(np.minimum(odds, _BEYOND_DOUBT))  # - log C
    worst = np.full(load.shape, -_BEYOND_DOUBT)
    if "service_level" in given:
        late = -no_wait - np.minimum(spare * given["threshold_s"] / aht, _BEYOND_DOUBT)
        worst = np.maximum(worst, late - np.log1p(-given["service_level"]))
    if "asa_s" in given:
        # C AHT / spare <= ASA, turned so that nothing is infinite where there is hardly an agent to spare.
        worst = np.maximum(worst, np.log1p(aht / given["asa_s"]) - np.log1p(spare * np.exp(no_wait)))
    if "max_occupancy" in given:
        worst = np.maximum(worst, np.log(load / given["max_occupancy"] / agents))
    if "max_waiting" in given:
        worst = np.maximum(worst, -no_wait - np.log(given["max_waiting"]))
    return worst
