"""Work that may wait, done by the agents that are laid for it: played piece by piece against deadlines and quotas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
import simpy
from staffing.discrete_event import (
    Array,
    Contact,
    Desk,
    Record,
    arrivals,
    batch_means,
    contacts_at,
    standard_errors_off,
)
from staffing.workloads import queue, staff, workload

from staffplan.domain.queue import Channel, PutOff
from staffplan.domain.service_goal import ServiceGoal
from staffplan.staffing.staffed import StaffedQueue
from staffplan.staffing.workload import Workload

INTERVAL_S = 1800.0
CLOSE, FAR = 3.0, 6.0
SLOTS = np.arange(5 * 48)
OFFICE = (SLOTS % 48 >= 16) & (SLOTS % 48 < 36)
BUSY_MORNINGS = np.where(SLOTS % 48 < 24, 30.0, 12.0) * np.where(SLOTS // 48 == 0, 2.0, 1.0)
"""Contacts of five days, the first twice as busy; some come at night, too."""


class Pile:
    """Work done piece by piece in the order in which it came, at the speed of so many people together."""

    def __init__(self, clock: simpy.Environment, people: Callable[[int], float], room: float = np.inf) -> None:
        self.clock, self.people = clock, people
        self.pieces = simpy.Store(clock, room)
        self.done: list[Contact] = []
        clock.process(self._work())

    def _work(self) -> Iterator[simpy.Event]:
        while True:
            piece = yield self.pieces.get()
            left_s = piece.handle_s
            while left_s > 0:
                slot = int((self.clock.now + 1e-6) // INTERVAL_S)
                span, speed = (slot + 1) * INTERVAL_S - self.clock.now, self.people(slot)
                needed = left_s / speed if speed > 0 else np.inf
                yield self.clock.timeout(min(span, needed))
                left_s = 0.0 if needed <= span else left_s - span * speed
            piece.left_s = self.clock.now
            self.done.append(piece)


def worked_off(pieces: list[Contact], people: Array) -> list[Contact]:
    """The pieces that are done by the end, when so many people are there in each interval."""
    clock, ends_s = simpy.Environment(), people.size * INTERVAL_S
    pile = Pile(clock, people.tolist().__getitem__)

    def coming() -> Iterator[simpy.Event]:
        for piece in pieces:
            yield clock.timeout(max(piece.came_s - clock.now, 0.0))
            pile.pieces.put(piece)

    clock.process(coming())
    clock.run(until=ends_s - 1e-3)
    return pile.done


def evenly(work: Workload, pieces: int = 60) -> list[Contact]:
    """The work of each interval in small pieces; what comes after the last opening waits from the start instead."""
    slot, offset_s = np.divmod(np.arange(work.offered.size * pieces), pieces) * np.array([[1.0], [INTERVAL_S / pieces]])
    slot = slot.astype(int)
    late = slot > np.flatnonzero(work.is_open)[-1]
    came_s = np.where(late, 0.0, slot * INTERVAL_S + offset_s)
    handle_s = (work.offered * work.aht_s)[slot] / pieces
    order = np.argsort(came_s, kind="stable")
    return [Contact(came_s[row], handle_s[row]) for row in order if handle_s[row] > 0]


def opening_time_taken_s(pieces: list[Contact], work: Workload) -> Array:
    """Opening time between coming and being done, for each piece."""
    clock_s = np.arange(work.offered.size + 1) * INTERVAL_S
    opened_s = np.append(0.0, np.cumsum(work.is_open) * INTERVAL_S)
    came_s, left_s = np.array([(piece.came_s, piece.left_s) for piece in pieces]).T
    return np.interp(left_s, clock_s, opened_s) - np.interp(came_s, clock_s, opened_s)


def mail(deadline_h: float, max_occupancy: float | None = None) -> StaffedQueue:
    goal = ServiceGoal(deadline_s=deadline_h * 3600.0, max_occupancy=max_occupancy)
    return staff(queue(Channel.EMAIL, goal=goal), workload(BUSY_MORNINGS, aht_s=400.0, is_open=OFFICE))


@pytest.mark.parametrize("deadline_h", [1.0, 4.0, 15.0])
def test_laid_agents_end_every_contact_in_time_where_contacts_come_as_forecast(deadline_h: float) -> None:
    laid = mail(deadline_h)
    pieces, sliver_s = evenly(laid.workload), 2 * INTERVAL_S / 60
    done = worked_off(pieces, laid.agents)
    assert len(done) >= len(pieces) - 2  # the last ones end with the last interval, but for a sliver
    assert opening_time_taken_s(done, laid.workload).max() <= deadline_h * 3600.0 + sliver_s
    # No less would do, though the deadline binds only in places.
    fewer = worked_off(evenly(laid.workload), 0.97 * laid.agents)
    assert len(fewer) < len(pieces) - 20 or opening_time_taken_s(fewer, laid.workload).max() > deadline_h * 3600 + 600


def test_agents_laid_for_mail_are_as_busy_as_said_where_contacts_come_at_random() -> None:
    laid = mail(4.0, max_occupancy=0.85)
    capacity_s = laid.agents.sum() * INTERVAL_S
    assert laid.erlangs_put_off.sum() * INTERVAL_S == pytest.approx(0.85 * capacity_s)
    mean, weeks, late = laid.workload.offered, [], []
    # What comes after the last opening is another week's; as much is left over from the week before.
    mean = np.where(np.arange(mean.size) > np.flatnonzero(OFFICE)[-1], 0.0, mean)
    left_over = laid.workload.offered.sum() - mean.sum()
    for seed in range(25):
        rng = np.random.default_rng(seed)
        counts = rng.poisson(mean)
        came_s = np.sort((np.repeat(SLOTS, counts) + rng.random(counts.sum())) * INTERVAL_S)
        came_s = np.append(np.zeros(rng.poisson(left_over)), came_s)
        done = worked_off(contacts_at(rng, came_s, 400.0), laid.agents)
        weeks.append(sum(piece.handle_s for piece in done) / capacity_s)
        late.append(np.mean(opening_time_taken_s(done, laid.workload) > 4 * 3600.0))
    assert standard_errors_off(0.85, np.array(weeks)) < CLOSE
    assert standard_errors_off(1.05 * 0.85, np.array(weeks)) > FAR
    assert np.mean(late) < 0.02


def test_documentation_put_off_leaves_the_line_as_said_and_is_done_by_those_laid_for_it() -> None:
    load_per_h, after_call_s, share, deadline_h = 120.0, 100.0, 0.6, 4.0
    line = queue(
        aht_s=300.0,
        after_call_s=after_call_s,
        put_off=PutOff(share, deadline_h * 3600.0),
        goal=ServiceGoal(service_level=0.8),
    )
    is_open = np.ones(48 * 32, dtype=bool)
    laid = staff(line, workload(np.full(is_open.size, load_per_h / 2), aht_s=300.0, is_open=is_open))
    people, seconds = int(laid.live[0]), is_open.size * INTERVAL_S
    rng, clock = np.random.default_rng(8), simpy.Environment()
    desk = Desk(clock, people)
    # Those laid for it do it, and whoever on the line has no call; nobody on the line is kept from a call by it.
    pile = Pile(clock, lambda slot: laid.movable[min(slot, laid.movable.size - 1)] + max(desk.free, 0))

    def documented(contact: Contact) -> None:
        pile.pieces.put(Contact(clock.now, rng.exponential(after_call_s * share)))

    desk.when_served = documented
    moments = np.sort(rng.uniform(0.0, seconds, rng.poisson(load_per_h / 3600.0 * seconds)))
    clock.process(arrivals(clock, desk, contacts_at(rng, moments, 300.0 - after_call_s * share)))
    clock.run(until=seconds)
    answered = [contact for contact in desk.log if contact.answered]
    means = batch_means(Record.of(answered, people, seconds), 20.0, 40)
    assert standard_errors_off(float(laid.expected.service_level[0]), means["served_of_offered"]) < CLOSE
    assert standard_errors_off(float(laid.expected.busy[0]) / people, means["occupancy"]) < CLOSE
    came_s, work_s, left_s = np.array([(piece.came_s, piece.handle_s, piece.left_s) for piece in pile.done]).T
    by_day = np.bincount((came_s // 86400.0).astype(int), weights=work_s)[1:-1] / 86400.0
    assert standard_errors_off(float(laid.movable.mean()), by_day) < CLOSE
    assert standard_errors_off(1.05 * float(laid.movable.mean()), by_day) > FAR
    assert (left_s - came_s).max() < deadline_h * 3600.0


def test_documentation_of_a_day_of_calls_ends_in_time_without_anybody_from_the_line() -> None:
    line = queue(aht_s=300.0, after_call_s=100.0, put_off=PutOff(0.6, 7200.0), goal=ServiceGoal(service_level=0.8))
    laid = staff(line, workload(np.where(OFFICE, BUSY_MORNINGS, 0.0), aht_s=300.0, is_open=OFFICE))
    documents = evenly(replace(laid.workload, aht_s=np.full(OFFICE.size, 60.0)))
    done = worked_off(documents, laid.movable)
    assert len(done) >= len(documents) - 2
    assert opening_time_taken_s(done, laid.workload).max() <= 7200.0 + 2 * INTERVAL_S / 60


def test_attempts_laid_for_a_campaign_reach_its_quota() -> None:
    days, aht_s = 150, 90.0
    slots = np.arange(48 * days)
    calling = (slots % 48 >= 20) & (slots % 48 < 30)
    line = queue(Channel.OUTBOUND, aht_s=aht_s, daily_quota=120.0, connect_rate=0.25)
    laid = staff(line, workload(np.zeros(slots.size), aht_s=aht_s, is_open=calling))
    rng, clock = np.random.default_rng(9), simpy.Environment()
    pile = Pile(clock, laid.agents.tolist().__getitem__, room=1)

    def dialling() -> Iterator[simpy.Event]:
        """The next attempt follows as soon as somebody takes one off the pile."""
        while True:
            yield pile.pieces.put(Contact(clock.now, rng.exponential(aht_s)))

    clock.process(dialling())
    clock.run(until=slots.size * INTERVAL_S - 1e-3)
    day = np.array([piece.left_s for piece in pile.done]) // 86400.0
    reached = np.bincount(day.astype(int), weights=rng.random(day.size) < 0.25, minlength=days)
    assert standard_errors_off(120.0, reached) < CLOSE
    assert standard_errors_off(1.05 * 120.0, reached) > FAR
