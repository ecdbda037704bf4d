"""What events do to volume: taken out of what is learnt, learnt from each other, and put onto the days to come.

A factor is handled as its logarithm. What past events of the same name did is the ratio of contacts that came to those
that level, calendar and the shape of a day would have brought; events differ from each other by more than chance, and
that difference, shrunken towards a typical one, is what the next one may differ by. A stated factor and a learnt one
are averaged by their precisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from staffplan.calendar.special_days import Event
from staffplan.forecasting.covered import covered
from staffplan.forecasting.stage import Stage
from staffplan.forecasting.wall_clock import Days, weekdays

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

_TYPICAL_DIFFERENCE = 0.1**2
_WORTH_TIMES = 2.0
_FEWEST_CONTACTS = 1.0


@dataclass(frozen=True, slots=True)
class EventEffects:
    """What the events to come do.

    Attributes
    ----------
    stages : factors on the rates of the days to come, one for each event.
    extra_cv2 : squared coefficient of variation of their uncertainty; shape (days to come, slots).
    notes : what was stated, learnt or left out, in sentences.
    """

    stages: tuple[Stage, ...]
    extra_cv2: Matrix
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PastVolume:
    """One queue's past, events included, and what it would have been without them.

    Attributes
    ----------
    days : dates without gaps; shape (days,).
    offered : contacts, NaN where unknown or closed; shape (days, slots).
    usual : contacts of each day without its events; NaN where unknown; shape (days,).
    scatter : usual spread of the logarithm of a day's contacts.
    """

    days: Days
    offered: Matrix
    usual: Vector
    scatter: float


@dataclass(frozen=True, slots=True)
class _Found:
    """Mean and variance of the logarithm of an event's factor, and the words for where they come from."""

    mean: float
    variance: float
    source: str


@dataclass(frozen=True, slots=True)
class _Learnt:
    """The same, from past events of a name; `times` is their number."""

    mean: float
    variance: float
    times: int = field(default=0)


def event_hours(events: tuple[Event, ...], queue: str, days: Days, slots: int) -> NDArray[np.bool_]:
    """Which slots of which day an event of the queue touches: they teach nothing; shape (days, slots)."""
    return _touched([event for event in events if event.concerns(queue)], days, slots)


def event_effects(
    events: tuple[Event, ...],
    queue: str,
    past: PastVolume,
    target: Days,
    at_holidays: NDArray[np.bool_],
    is_open: NDArray[np.bool_],
) -> EventEffects:
    """What the events on the days of `target` do to one queue.

    Parameters
    ----------
    at_holidays : past days whose shape is a holiday's; shape (past days,).
    is_open : hours of the days to come; shape (days to come, slots).
    """
    slots = past.offered.shape[1]
    mine = [event for event in events if event.concerns(queue)]
    extra, stages, notes = np.zeros((len(target), slots)), [], []
    for event in mine:
        share = _covered(event, target, slots)
        if not share.any():
            continue
        if not (share * is_open).any():
            notes.append(f"event {_dated(event)}: the queue is closed then; nothing changes.")
            continue
        found = _found(event, _learnt(event.period.name, mine, past, at_holidays))
        if found is None:
            notes.append(
                f"event {_dated(event)}: no effect is stated and none was learnt; expected to be like other days."
            )
            continue
        factor = float(np.exp(found.mean))
        text = f"{_change(factor)}{_give_or_take(found.variance)}, {found.source}"
        stages.append(Stage(f"event {event.period.name}", text, factor=1.0 + share * (factor - 1.0)))
        extra = (1.0 + extra) * (1.0 + share**2 * np.expm1(found.variance)) - 1.0
        notes.append(f"event {_dated(event)}: {text}.")
    return EventEffects(tuple(stages), extra, tuple(notes))


def _touched(events: Iterable[Event], days: Days, slots: int) -> NDArray[np.bool_]:
    touched = np.zeros((len(days), slots), dtype=bool)
    for event in events:
        touched |= _covered(event, days, slots) > 0
    return touched


def _covered(event: Event, days: Days, slots: int) -> Matrix:
    return covered(days, slots, event.period.first, event.period.last, event.span)


def _found(event: Event, learnt: _Learnt | None) -> _Found | None:
    """The factor of an event to come; None where nothing is known of it."""
    stated = event.uplift
    if stated is None:
        return None if learnt is None else _Found(learnt.mean, learnt.variance, f"learnt from {_times(learnt)}")
    mean, variance = float(np.log(max(stated, 1e-9))), float(np.log1p(event.spread**2))
    if learnt is None or variance == 0.0 or stated == 0.0:
        return _Found(mean, variance, "as stated")
    trust = learnt.variance / (learnt.variance + variance)
    source = f"from {_change(stated)} as stated and {_change(np.exp(learnt.mean))} at {_times(learnt)}"
    return _Found(
        trust * mean + (1.0 - trust) * learnt.mean, variance * learnt.variance / (variance + learnt.variance), source
    )


def _learnt(name: str, mine: list[Event], past: PastVolume, at_holidays: NDArray[np.bool_]) -> _Learnt | None:
    """What past events of a name did; None where there are none to be seen."""
    shape = _shapes(past, at_holidays | _touched(mine, past.days, past.offered.shape[1]).any(axis=1))
    seen = np.array(
        [one for event in mine if event.period.name == name for one in _ratio(event, mine, past, shape)]
    ).reshape(-1, 2)
    if not len(seen):
        return None
    ratio, by_chance = seen.T
    times = len(ratio)
    beyond = float(((ratio - ratio.mean()) ** 2).sum() - (1.0 - 1.0 / times) * by_chance.sum())
    differ = (_WORTH_TIMES * _TYPICAL_DIFFERENCE + max(beyond, 0.0)) / (_WORTH_TIMES + times - 1)
    weight = 1.0 / (differ + by_chance)
    return _Learnt(float(np.average(ratio, weights=weight)), differ + 1.0 / float(weight.sum()), times)


def _ratio(event: Event, mine: list[Event], past: PastVolume, shape: Matrix) -> Iterator[tuple[float, float]]:
    """Logarithm of what came over what was usual, and its variance by chance; nothing where little is known."""
    slots = past.offered.shape[1]
    hours = _covered(event, past.days, slots) > 0
    others = (other for other in mine if other.period.name != event.period.name)
    counted = hours & ~_touched(others, past.days, slots) & ~np.isnan(past.offered)
    usual = np.where(counted, past.usual[:, None] * shape[weekdays(past.days)], 0.0)
    usual = np.where(np.isnan(usual), 0.0, usual)
    came = float(past.offered[counted & (usual > 0)].sum())
    expected = float(usual.sum())
    if expected >= _FEWEST_CONTACTS:
        days = int((usual > 0).any(axis=1).sum())
        yield float(np.log((came + 0.5) / (expected + 0.5))), past.scatter**2 / days + 1.0 / (came + 0.5)


def _shapes(past: PastVolume, unlike: NDArray[np.bool_]) -> Matrix:
    """Share of each slot in an ordinary day of each weekday; of all days where a weekday has none; shape (7, slots)."""
    ordinary = np.where(unlike[:, None], np.nan, past.offered)
    member = (weekdays(past.days)[None, :] == np.arange(7)[:, None]).astype(np.float64)
    known = member @ ~np.isnan(ordinary)
    mean = member @ np.nan_to_num(ordinary) / np.maximum(known, 1.0)
    pooled = mean.sum(axis=0)
    mean = np.where(mean.sum(axis=1, keepdims=True) > 0, mean, pooled)
    return np.asarray(mean / np.maximum(mean.sum(axis=1, keepdims=True), 1e-9))


def _dated(event: Event) -> str:
    first, last = event.period.first, event.period.last
    return f"{event.period.name} ({first}{'' if first == last else f' to {last}'})"


def _times(learnt: _Learnt) -> str:
    return "one past time" if learnt.times == 1 else f"{learnt.times} past times"


def _change(factor: float) -> str:
    return f"{100 * (factor - 1):+.0f} %"


def _give_or_take(variance: float) -> str:
    return f", give or take {100 * np.sqrt(np.expm1(variance)):.0f} %" if variance > 0 else ""
