"""How long callers wait when everybody waits to be served (Erlang C, M/M/n).

Loads are in erlangs, times in seconds; all arguments broadcast. Where ``agents <= load`` the queue grows without end:
everybody waits, the service level is 0, the mean wait and the queue are infinite and everyone is always busy. Without
load nobody waits: service level 1, wait 0, occupancy 0, with any number of agents. Planners sweep over agents, so
neither is an error; a negative, infinite or missing number is a ValueError that names its position.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from staffplan.queueing.arrays import Array, numbers, refuse, unwrapped
from staffplan.queueing.erlang_b import acceptance_odds
from staffplan.queueing.measures import Measures

_BEYOND_DOUBT: Final = 1e300
"""Odds are cut here, where the chance of waiting is below any digit that could be seen, to keep inf / inf out."""


def measures(load: ArrayLike, agents: ArrayLike, aht_s: ArrayLike, threshold_s: ArrayLike) -> Measures:
    """All figures of the line from one evaluation of the odds; the functions below give them one by one.

    Parameters as in `service_level`. Nobody gives up: `abandonment` is 0, and the four service levels are the same.
    """
    a, n, aht, threshold = np.broadcast_arrays(
        numbers("load", load), numbers("agents", agents), numbers("aht_s", aht_s),
        numbers("threshold_s", threshold_s, finite=False),
    )  # fmt: skip
    aht, spare, none = handle_time(a, aht), n - a, a == 0
    odds = odds_of_no_wait(a, n)
    waiting = 1.0 / (1.0 + odds)
    level = unwrapped(np.where(none, 1.0, answered_within(odds, spare, aht, threshold)))
    wait_s = unwrapped(np.where(none, 0.0, mean_wait(waiting, spare, aht)))
    return Measures(
        waiting=unwrapped(waiting),
        abandonment=unwrapped(np.zeros(a.shape)),
        served_of_offered=level,
        served_of_answered=level,
        virtual_wait=level,
        served_or_abandoned=level,
        asa_s=wait_s,
        mean_wait_s=wait_s,
        occupancy=occupancy(a, n),
        queue_length=unwrapped(np.where(none, 0.0, mean_wait(waiting, spare, a))),
    )


def probability_of_waiting(load: ArrayLike, agents: ArrayLike) -> Array:
    """Chance C that a contact does not find a free agent.

    ``1/C = (1 - a/n)/B + a/n`` with Erlang B's B, which is ``(1 - C)/C = (1 - a/n) (1 - B)/B``.

    Parameters
    ----------
    load : offered traffic a in erlangs, >= 0.
    agents : agents on the line n, >= 0; whole or not.

    Returns
    -------
    Probability in [0, 1]; 1 where ``agents <= load``, 0 without load.

    References
    ----------
    Cooper, R. B. (1981). Introduction to Queueing Theory, 2nd ed., section 3.4.
    """
    return unwrapped(1.0 / (1.0 + odds_of_no_wait(load, agents)))


def odds_of_no_wait(load: ArrayLike, agents: ArrayLike) -> Array:
    """Odds ``(1 - C) / C`` that a contact is served at once; 0 where ``agents <= load``, inf without load."""
    a, n = np.broadcast_arrays(numbers("load", load), numbers("agents", agents))
    odds = no_wait_from_acceptance(a, n, acceptance_odds(a, n))
    return unwrapped(np.where(a == 0, np.inf, odds))


def no_wait_from_acceptance(load: Array, agents: Array, odds: Array) -> Array:
    """Erlang C's odds of no wait from Erlang B's acceptance odds; 0 where ``agents <= load``."""
    slack = np.maximum(agents - load, 0.0) / np.where(agents > 0, agents, 1.0)
    return np.where(slack > 0, slack * odds, 0.0)


def service_level(load: ArrayLike, agents: ArrayLike, aht_s: ArrayLike, threshold_s: ArrayLike) -> Array:
    """Share of contacts answered within `threshold_s`: ``1 - C exp(-(n - a) T / AHT)``.

    Parameters
    ----------
    load, agents : as in `probability_of_waiting`.
    aht_s : mean handle time in seconds, > 0 where there is load.
    threshold_s : seconds T, >= 0; 0 means answered at once.

    Returns
    -------
    Share in [0, 1], with full relative accuracy where it is small, too.
    """
    a, n = numbers("load", load), numbers("agents", agents)
    aht, threshold = handle_time(a, aht_s), numbers("threshold_s", threshold_s, finite=False)
    return unwrapped(np.where(a == 0, 1.0, answered_within(odds_of_no_wait(a, n), n - a, aht, threshold)))


def answered_within(odds: Array, spare: Array, aht_s: Array, threshold_s: Array) -> Array:
    """Service level from the odds of no wait and the spare agents ``n - a``; 0 where ``spare <= 0``.

    ``((1 - C) / C + 1 - exp(-spare T / AHT)) C`` subtracts nothing, unlike the formula as it is printed.
    """
    sure = np.minimum(odds, _BEYOND_DOUBT)
    room = np.maximum(spare, 0.0)
    decay = np.where(room > 0, room, 1.0) * threshold_s / aht_s
    return np.where(room > 0, (sure - np.expm1(-decay)) / (1.0 + sure), 0.0)


def average_speed_of_answer(load: ArrayLike, agents: ArrayLike, aht_s: ArrayLike) -> Array:
    """Mean wait in seconds over all contacts, those served at once included: ``C AHT / (n - a)``."""
    a, n = numbers("load", load), numbers("agents", agents)
    waiting = probability_of_waiting(a, n)
    return unwrapped(np.where(a == 0, 0.0, mean_wait(waiting, n - a, handle_time(a, aht_s))))


def wait_quantile(load: ArrayLike, agents: ArrayLike, aht_s: ArrayLike, share: ArrayLike) -> Array:
    """Smallest time in seconds within which at least `share` of all contacts are answered.

    Parameters
    ----------
    load, agents, aht_s : as in `service_level`.
    share : in [0, 1].

    Returns
    -------
    Seconds; 0 where enough are answered at once, inf where the queue grows without end or `share` is 1.
    """
    a, n, aht, answered = _with_share(load, agents, aht_s, share)
    odds = odds_of_no_wait(a, n)
    enough = np.minimum(odds, _BEYOND_DOUBT) * (1.0 - answered) >= answered
    # C / (1 - share), which is at least 1 where some have to wait.
    return _until(np.where(enough, 0.0, -np.log1p(-_below_one(answered)) - np.log1p(odds)), a, n, aht, answered)


def wait_quantile_of_waiting(load: ArrayLike, agents: ArrayLike, aht_s: ArrayLike, share: ArrayLike) -> Array:
    """Smallest time in seconds within which `share` of those are answered who have to wait; as `wait_quantile`."""
    a, n, aht, answered = _with_share(load, agents, aht_s, share)
    return _until(-np.log1p(-_below_one(answered)), a, n, aht, answered)


def _with_share(load: ArrayLike, agents: ArrayLike, aht_s: ArrayLike, share: ArrayLike) -> tuple[Array, ...]:
    a, n, answered = numbers("load", load), numbers("agents", agents), numbers("share", share)
    refuse("share", answered, answered > 1, "is above 1: write a share, such as 0.8 for 80 %")
    a, n, aht, answered = np.broadcast_arrays(a, n, handle_time(a, aht_s), answered)
    return a, n, aht, answered


def _below_one(share: Array) -> Array:
    return np.where(share < 1, share, 0.0)


def _until(falls: Array, load: Array, agents: Array, aht_s: Array, share: Array) -> Array:
    """Seconds in which the chance still to wait falls by ``e^falls``."""
    spare = agents - load
    seconds = np.maximum(falls, 0.0) * aht_s / np.where(spare > 0, spare, 1.0)
    endless = (share > 0) & ((spare <= 0) | (share == 1))
    return unwrapped(np.where(load == 0, 0.0, np.where(endless, np.inf, seconds)))


def mean_wait(waiting: Array, spare: Array, aht_s: Array) -> Array:
    """Average speed of answer from the chance of waiting and the spare agents; inf where ``spare <= 0``."""
    return np.where(spare > 0, waiting * aht_s / np.where(spare > 0, spare, 1.0), np.inf)


def mean_queue_length(load: ArrayLike, agents: ArrayLike) -> Array:
    """Contacts waiting, on average over time: ``C a / (n - a)``, which is arrival rate times mean wait."""
    a, n = numbers("load", load), numbers("agents", agents)
    return unwrapped(np.where(a == 0, 0.0, mean_wait(probability_of_waiting(a, n), n - a, a)))


def occupancy(load: ArrayLike, agents: ArrayLike) -> Array:
    """Share of their time that agents are busy: ``a / n``, at most 1."""
    a, n = np.broadcast_arrays(numbers("load", load), numbers("agents", agents))
    return unwrapped(np.where(a >= n, np.where(a > 0, 1.0, 0.0), a / np.where(n > 0, n, 1.0)))


def handle_time(load: Array, aht_s: ArrayLike) -> Array:
    """`aht_s` as numbers, above 0 wherever there is load; 1 where there is none, so that nothing divides by 0."""
    aht = numbers("aht_s", aht_s)
    aht, offered = np.broadcast_arrays(aht, load)
    refuse("aht_s", aht, (aht == 0) & (offered > 0), "handles contacts in no time: give seconds above 0")
    return np.where(aht > 0, aht, 1.0)
