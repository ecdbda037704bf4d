"""How people serve queues of which some promise a service level over a day or a week, at least cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.auditing.least_cost_split import least_cost_split
from staffplan.auditing.mixture import Way, cheapest_mixture
from staffplan.auditing.promises import Promise, Step

Grid = NDArray[np.float64]


@dataclass(frozen=True)
class Terms:
    """Who can serve what, and what it costs not to.

    Attributes
    ----------
    serves : for each group the numbers of the queues it can serve.
    supply : net agents of each group, shape (groups, intervals).
    required : agents that each queue needs at least, shape (queues, intervals).
    ladder : (share of what is required, money for an agent over an interval) of each queue, the dearest first.
    surplus : money for an agent over an interval.
    late : money for a contact, by queue.
    """

    serves: Sequence[Sequence[int]]
    supply: Grid
    required: Grid
    ladder: Sequence[Sequence[tuple[float, float]]]
    surplus: float
    late: Sequence[float]


def promised_split(terms: Terms, promises: Sequence[Promise]) -> tuple[Grid, Grid]:
    """Agents serving each queue, shape (queues, intervals), and agents left over, shape (groups, intervals).

    Promises that have no interval in common fall apart; those that have are kept together, interval by interval at the
    worth of a contact that suits them all.
    """
    served, spare = np.zeros_like(terms.required), np.zeros_like(terms.supply)
    for together, slots in _apart(promises, terms.required.shape[1]):
        by_slot = _SlotWays(terms, together)

        def best_way(worth: Grid, by_slot: _SlotWays = by_slot, slots: list[int] = slots) -> Way:
            return by_slot.best(worth, slots)

        wanted = np.array([promise.wanted for promise in together])
        if len(together):
            mixture = cheapest_mixture(best_way, wanted, [terms.late[promise.queue] for promise in together])
            ways = mixture.shares
        else:
            ways = ((1.0, best_way(wanted)),)
        for share, way in ways:
            served[:, slots] += share * way.served[0]
            spare[:, slots] += share * way.served[1]
    return served, spare


def _apart(promises: Sequence[Promise], slots: int) -> Iterator[tuple[list[Promise], list[int]]]:
    """Promises that share intervals, with all intervals of theirs; then the intervals without any promise."""
    left = list(promises)
    free = set(range(slots))
    while left:
        together = [left.pop(0)]
        reached = set(together[0].steps)
        while more := [promise for promise in left if not reached.isdisjoint(promise.steps)]:
            together += more
            left = [promise for promise in left if promise not in more]
            reached = reached.union(*(promise.steps for promise in more))
        free -= reached
        yield together, sorted(reached)
    yield [], sorted(free)


class _SlotWays:
    """The cheapest way of each interval for given worths of contacts served in time."""

    def __init__(self, terms: Terms, promises: Sequence[Promise]) -> None:
        self._terms = terms
        self._promises = promises

    def best(self, worth: Grid, slots: Sequence[int]) -> Way:
        """The way of least ``money - worth @ in_time`` over the intervals."""
        money, in_time = 0.0, np.zeros(len(worth))
        served = np.zeros((len(self._terms.required), len(slots)))
        spare = np.zeros((len(self._terms.supply), len(slots)))
        for place, slot in enumerate(slots):
            split = least_cost_split(
                self._terms.serves,
                self._terms.supply[:, slot].tolist(),
                [(queue, amount) for _, queue, amount in self._dearest_first(worth, slot)],
                len(served),
            )
            served[:, place], spare[:, place] = split.served, split.spare
            money += self._terms.surplus * sum(split.spare) + self._short(split.served, slot)
            for number, promise in enumerate(self._promises):
                if slot in promise.steps:
                    beyond = split.served[promise.queue] - float(self._terms.required[promise.queue, slot])
                    in_time[number] += promise.steps[slot].served_in_time(max(-beyond, 0.0), max(beyond, 0.0))
        return Way(money, in_time, (served, spare))

    def _steps(self, worth: Grid, slot: int) -> dict[int, tuple[float, Step]]:
        """Worth of a contact, and the step, of each queue with a promise in an interval."""
        return {
            promise.queue: (float(worth[number]), promise.steps[slot])
            for number, promise in enumerate(self._promises)
            if slot in promise.steps
        }

    def _dearest_first(self, worth: Grid, slot: int) -> list[tuple[float, int, float]]:
        """(money that an agent saves, less than nothing, queue, agents) of all that can be served in an interval."""
        promised = self._steps(worth, slot)
        wishes = []
        for queue, ladder in enumerate(self._terms.ladder):
            value, step = promised.get(queue, (0.0, None))
            beside = value * step.loss if step else 0.0
            required = float(self._terms.required[queue, slot])
            wishes += [(-price - beside, queue, share * required) for share, price in ladder]
            wishes += [(-value * gain, queue, 1.0) for gain in (step.gains if step else ())]
        return sorted(wishes, key=lambda wish: (wish[0], wish[1]))

    def _short(self, served: Sequence[float], slot: int) -> float:
        """Money for the agents missing in an interval."""
        money = 0.0
        for queue, ladder in enumerate(self._terms.ladder):
            required = float(self._terms.required[queue, slot])
            left = required - served[queue]
            for share, price in reversed(ladder):
                step = min(max(left, 0.0), share * required)
                money += price * step
                left -= step
        return money
