"""A contact centre played contact by contact, to hold formulas against: nothing in here knows one.

simpy keeps the clock. A desk is people who serve one waiting line, first come, first served.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(slots=True)
class Contact:
    """One attempt of a customer to be served; times in seconds on the clock, inf for what has not happened.

    `turn_s` is when it is the contact's turn, or would have been, had the customer not hung up before.
    """

    came_s: float
    handle_s: float
    patience_s: float = inf
    turn_s: float = inf
    left_s: float = inf
    answered: bool = False
    turned_away: bool = False


def nothing(contact: Contact) -> None:
    """What follows a contact where nothing does."""


class Desk:
    """People (or slots of people) who serve one line.

    Attributes
    ----------
    log : all contacts in the order in which they came.
    when_served, when_gone : what follows a contact that was served, or whose customer hung up.
    """

    def __init__(self, clock: simpy.Environment, people: int, lines: float = inf) -> None:
        self.clock = clock
        self.free = people
        self.lines_left = lines
        self.waiting: deque[Contact] = deque()
        self.log: list[Contact] = []
        self.when_served: Callable[[Contact], None] = nothing
        self.when_gone: Callable[[Contact], None] = nothing

    def come(self, contact: Contact) -> None:
        """A contact comes; it holds a line until it is served or gone."""
        contact.came_s = self.clock.now
        self.log.append(contact)
        if self.lines_left < 1:
            contact.turned_away = True
            return
        self.lines_left -= 1
        self.waiting.append(contact)
        self._serve()
        if not contact.answered and contact.patience_s < inf:
            self._after(contact.patience_s, contact, self._hang_up)

    def change(self, people: int) -> None:
        """So many people more; where it is fewer, those who leave end their contacts first."""
        self.free += people
        self._serve()

    def _serve(self) -> None:
        while self.free > 0 and self.waiting:
            contact = self.waiting.popleft()
            contact.turn_s = self.clock.now
            if contact.left_s == inf:
                contact.answered = True
                contact.left_s = self.clock.now
                self.free -= 1
                self._after(contact.handle_s, contact, self._served)

    def _served(self, event: Any) -> None:
        self.free += 1
        self.lines_left += 1
        self.when_served(event.value)
        self._serve()

    def _hang_up(self, event: Any) -> None:
        """The customer leaves; the contact keeps its place, so that it is known when its turn would have come."""
        contact: Contact = event.value
        if not contact.answered:
            contact.left_s = self.clock.now
            self.lines_left += 1
            self.when_gone(contact)

    def _after(self, seconds: float, contact: Contact, then: Callable[[Any], None]) -> None:
        self.clock.timeout(seconds, contact).callbacks.append(then)


def arrivals(clock: simpy.Environment, desk: Desk, contacts: Sequence[Contact]) -> Iterator[simpy.Event]:
    """The process that brings contacts to a desk when they come."""
    for contact in contacts:
        yield clock.timeout(max(contact.came_s - clock.now, 0.0))
        desk.come(contact)


def poisson(rng: np.random.Generator, per_s: float, seconds: float) -> Array:
    """Moments at which contacts come at a steady rate."""
    return np.sort(rng.uniform(0.0, seconds, rng.poisson(per_s * seconds)))


def contacts_at(
    rng: np.random.Generator, moments: Array, aht_s: float, patience_s: float | None = None
) -> list[Contact]:
    """Contacts that come at given moments, with exponential handle times and patience."""
    handle_s = rng.exponential(aht_s, moments.size).tolist()
    patience = [inf] * moments.size if patience_s is None else rng.exponential(patience_s, moments.size).tolist()
    return [Contact(*times) for times in zip(moments.tolist(), handle_s, patience, strict=True)]


@dataclass(frozen=True, slots=True)
class Record:
    """What happened to the contacts that came within a span of `seconds` to a desk of `people`; arrays by contact."""

    seconds: float
    people: int
    came_s: Array
    handle_s: Array
    queued_s: Array
    virtual_wait_s: Array
    answered: NDArray[np.bool_]
    turned_away: NDArray[np.bool_]

    @classmethod
    def of(cls, contacts: Sequence[Contact], people: int, seconds: float) -> Record:
        """The record of a desk's log."""
        rows = [(c.came_s, c.handle_s, c.left_s, c.turn_s, c.answered, c.turned_away) for c in contacts]
        came, handle, left, turn, answered, away = np.array(rows).T
        flags = (answered.astype(bool), away.astype(bool))
        return cls(seconds, people, came, handle, left - came, turn - came, *flags)

    def within(self, start_s: float, seconds: float) -> Record:
        """Those who came within a part of the span."""
        rows = slice(*np.searchsorted(self.came_s, [start_s, start_s + seconds]))
        return Record(
            seconds, self.people, self.came_s[rows], self.handle_s[rows], self.queued_s[rows],
            self.virtual_wait_s[rows], self.answered[rows], self.turned_away[rows],
        )  # fmt: skip

    def figures(self, threshold_s: float) -> dict[str, float]:
        """The measures of the line, by the names that the formulas give them; nobody is turned away."""
        answered, queued_s = self.answered, self.queued_s
        in_time = answered & (queued_s <= threshold_s)
        return {
            "waiting": np.mean(self.virtual_wait_s > 0),
            "abandonment": np.mean(~answered),
            "served_of_offered": np.mean(in_time),
            "served_of_answered": in_time.sum() / answered.sum(),
            "virtual_wait": np.mean(self.virtual_wait_s <= threshold_s),
            "served_or_abandoned": np.mean(queued_s <= threshold_s),
            "asa_s": np.mean(queued_s[answered]),
            "mean_wait_s": np.mean(queued_s),
            "occupancy": self.handle_s[answered].sum() / (self.people * self.seconds),
            "queue_length": queued_s.sum() / self.seconds,
        }


def batch_means(record: Record, threshold_s: float, batches: int) -> dict[str, Array]:
    """Each figure in so many batches of equal length; half a batch at either end is left out, as warm-up and end.

    Batches have to be long beside the time in which the line forgets, so that their means are nearly independent.
    """
    seconds = record.seconds / (batches + 1)
    each = [record.within((number + 0.5) * seconds, seconds).figures(threshold_s) for number in range(batches)]
    return {name: np.array([figures[name] for figures in each]) for name in each[0]}


def standard_errors_off(claimed: float, means: Array) -> float:
    """How far a claim lies from the mean of independent means, in standard errors of that mean."""
    return float(abs(means.mean() - claimed) / (means.std(ddof=1) / np.sqrt(means.size)))
