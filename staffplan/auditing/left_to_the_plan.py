"""Cover where a plan was left free: work by its deadline, promises over a day or a week, queues counted together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from staffplan.auditing.covered import Cover
from staffplan.auditing.group_cover import Group, group_split
from staffplan.auditing.presence import Presence
from staffplan.auditing.promised_split import Terms, promised_split
from staffplan.auditing.promises import Kept, Promise
from staffplan.auditing.sharing_out import Grid, add_spare, dearest_first, ladder_steps, required_agents, serving
from staffplan.auditing.waiting_work import Lot
from staffplan.auditing.week_split import week_split
from staffplan.calendar.horizon import Horizon
from staffplan.domain.centre import Centre

_DECIMALS = 9
_WRITTEN = 6
"""Decimals of a requirement's agents; what is left of a difference of two of them is nobody."""


def movable_agents(requirement: pd.DataFrame, queues: tuple[str, ...], horizon: Horizon, required: Grid) -> Grid:
    """Agents of the requirement for work that may wait; nobody where it does not say."""
    if "movable" not in requirement:
        return np.zeros_like(required)
    return required_agents(requirement.assign(agents=requirement["movable"].fillna(0.0)), queues, horizon)[1]


def grouped(bare: Cover, people: Presence, centre: Centre, found: tuple[Group, ...]) -> Cover:
    """The cover with queues that share agents counted together."""
    queues, required, hours = bare.queues, bare.required, bare.interval_h
    serves, supply = serving(people, queues)
    weight = {queue.name: queue.shortfall_weight for queue in centre.queues}
    steps = tuple(ladder_steps(centre.prices.shortfall))
    ladder = [[(share, price * weight.get(queue, 1.0) * hours) for share, price in steps] for queue in queues]
    split = group_split(serves, supply, required, found, ladder, centre.prices.surplus * hours)
    surplus = split.beyond.copy()
    for slot in np.flatnonzero(split.spare.sum(axis=0) > 0):
        add_spare(surplus, serves, split.spare[:, slot].tolist(), required, int(slot))
    return replace(
        bare,
        shortfall=np.round(split.missing, _DECIMALS) + 0.0,
        surplus=np.round(surplus, _DECIMALS) + 0.0,
        given=split.served,
    )


def fewest(
    requirement: pd.DataFrame,
    queues: tuple[str, ...],
    horizon: Horizon,
    required: Grid,
    promised: tuple[Promise, ...],
) -> Grid:
    """What is required, with the fewest agents of each promise in place of those that would keep it."""
    movable = movable_agents(requirement, queues, horizon, required)
    fewest = required.copy()
    for promise in promised:
        for slot, step in promise.steps.items():
            fewest[promise.queue, slot] = step.fewest + movable[promise.queue, slot]
    return fewest


def promised_cover(bare: Cover, people: Presence, centre: Centre, promised: tuple[Promise, ...]) -> Cover:
    """The cover with promises over a day or a week, which make one of all their intervals."""
    queues, required, hours = bare.queues, bare.required, bare.interval_h
    serves, supply = serving(people, queues)
    weight = {queue.name: queue.shortfall_weight for queue in centre.queues}
    weights = [weight.get(queue, 1.0) for queue in queues]
    steps = tuple(ladder_steps(centre.prices.shortfall))
    ladder = [[(share, price * of * hours) for share, price in reversed(steps)] for of in weights]
    late = [centre.prices.late_contact * of for of in weights]
    terms = Terms(serves, supply, required, ladder, centre.prices.surplus * hours, late)
    served, spare = promised_split(terms, promised)
    surplus = np.zeros_like(required)
    for slot in np.flatnonzero(spare.sum(axis=0) > 0):
        add_spare(surplus, serves, spare[:, slot].tolist(), np.maximum(required, served), int(slot))
    short, beyond = np.maximum(required - served, 0.0), np.maximum(served - required, 0.0)
    return replace(
        bare,
        shortfall=np.round(short, _DECIMALS) + 0.0,
        surplus=np.round(surplus, _DECIMALS) + 0.0,
        done=beyond,
        missed=np.zeros_like(required),
        kept=tuple(_kept(promise, queues, short, beyond) for promise in promised),
    )


def _kept(promise: Promise, queues: tuple[str, ...], short: Grid, beyond: Grid) -> Kept:
    row = promise.queue
    in_time = sum(
        step.served_in_time(float(short[row, slot]), float(beyond[row, slot])) for slot, step in promise.steps.items()
    )
    return Kept(queues[row], promise.first_day, promise.offered, promise.wanted, in_time)


def without_movable(
    requirement: pd.DataFrame, centre: Centre, queues: tuple[str, ...], horizon: Horizon, required: Grid
) -> Grid:
    """What is required without the agents for work that may wait; the floor stays on its own."""
    _, movable = required_agents(requirement.assign(agents=requirement["movable"].fillna(0.0)), queues, horizon)
    floors = np.zeros_like(required)
    for queue in centre.queues:
        row = queues.index(queue.name)
        floors[row] = np.where((required[row] > 0) & queue.opening.mask(horizon), float(queue.floor), 0.0)
    return np.maximum(np.round(required - movable, _WRITTEN), floors) + 0.0


def over_the_week(bare: Cover, people: Presence, centre: Centre, waiting: tuple[Lot, ...]) -> Cover:
    """The cover with the work that may wait, which makes one of all intervals."""
    queues, required = bare.queues, bare.required
    serves, supply = serving(people, queues)
    split = week_split(serves, supply, required, waiting, tuple(dearest_first(centre, queues)))
    surplus = np.zeros_like(required)
    for slot in np.flatnonzero(split.spare.sum(axis=0) > 0):
        add_spare(surplus, serves, split.spare[:, slot].tolist(), required + split.done, int(slot))
    short = np.round(np.maximum(required - split.served, 0.0), _DECIMALS) + 0.0
    hours = bare.interval_h
    by_lot = (
        (queues[lot.queue], lot.amount * hours, of * hours) for lot, of in zip(waiting, split.missed_of, strict=True)
    )
    return replace(
        bare,
        shortfall=short,
        surplus=np.round(surplus, _DECIMALS) + 0.0,
        done=split.done,
        missed=split.missed,
        lots=tuple(by_lot),
    )
