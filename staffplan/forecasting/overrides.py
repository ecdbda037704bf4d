"""A planner's own numbers, put over whatever is forecast: the last word on a day or some hours of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from staffplan.calendar.opening import OpeningHours, Span
from staffplan.calendar.special_days import Override
from staffplan.forecasting.covered import covered
from staffplan.forecasting.day_matrix import Matrix
from staffplan.forecasting.opening_hours import open_slots
from staffplan.forecasting.queue_forecast import QueueForecast
from staffplan.forecasting.stage import Stage
from staffplan.forecasting.wall_clock import Days, WallIntervals, as_day
from staffplan.units import MINUTES_PER_DAY, clock_text

UNEXPLAINED = "yes"
"""What stands beside a number of the planner's that has no note."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The days to come, slots of their wall clock, and how many intervals of the time line each slot is; (days, slots).

    A slot that the clock skips is no interval, one that it has twice is two.
    """

    days: Days
    interval_min: int
    times: Matrix

    @classmethod
    def of(cls, days: Days, intervals: WallIntervals, interval_min: int) -> Grid:
        """The grid of a run of intervals."""
        slots = MINUTES_PER_DAY // interval_min
        cells = np.bincount(intervals.day * slots + intervals.slot, minlength=len(days) * slots)
        return cls(days, interval_min, cells.reshape(len(days), slots).astype(np.float64))


def overridden(
    forecasts: Mapping[str, QueueForecast], overrides: tuple[Override, ...], grid: Grid, stated: Mapping[str, object]
) -> dict[str, QueueForecast]:
    """The forecasts of all queues with the planner's numbers in place of theirs.

    Hours that were learnt give way to a number of contacts for hours outside of them; hours that are `stated`, by
    queue, do not, and a note says what was not put in place.
    """
    last = grid.days[-1]
    due = [one for one in overrides if as_day(one.first) <= last and as_day(one.last) >= grid.days[0]]
    if not due:
        return dict(forecasts)
    return {
        queue: _of_queue(forecast, [one for one in due if one.queue == queue], grid, learnt=queue not in stated)
        for queue, forecast in forecasts.items()
    }


def without_forecast(overrides: tuple[Override, ...], days: Days, queues: Collection[str]) -> list[str]:
    """What is said of overrides on the days to come of queues that are not forecast: they change nothing."""
    return [
        f"{one.queue}: override {_dated(one)}: not put in place, since the queue is not forecast."
        for one in overrides
        if one.queue not in queues and as_day(one.first) <= days[-1] and as_day(one.last) >= days[0]
    ]


def _of_queue(forecast: QueueForecast, mine: list[Override], grid: Grid, *, learnt: bool) -> QueueForecast:
    rates, opening, notes = forecast.rates.copy(), forecast.opening, list(forecast.notes)
    words = np.full(rates.shape, "", dtype=object)
    for one in mine:
        if learnt and one.contacts is not None:
            opening = _opened(opening, one, grid.days)
        is_open = open_slots(opening, grid.days, grid.interval_min) & (grid.times > 0)
        left_out = []
        for day, share in _by_day(one, grid):
            if not (share * is_open).any():
                left_out.append(day)
                continue
            rates = _put(rates, share * is_open, one, grid.times)
            words[share * is_open > 0] = one.note or UNEXPLAINED
        notes += _said(one, left_out, len(list(_by_day(one, grid))))
    whole = words.astype(np.str_)
    why = np.array([", ".join(sorted(set(row[row != ""].tolist()))) for row in whole], dtype=np.str_)
    stages = (*forecast.stages, Stage("override", why, rates=rates)) if (whole != "").any() else forecast.stages
    return replace(forecast, rates=rates, opening=opening, notes=tuple(notes), stages=stages, override=whole)


def _by_day(one: Override, grid: Grid) -> Iterator[tuple[date, Matrix]]:
    """Each date of an override, and the share of each slot that it covers, what runs past midnight included."""
    first, last = max(as_day(one.first), grid.days[0] - np.timedelta64(1, "D")), min(as_day(one.last), grid.days[-1])
    for day in np.arange(first, last + np.timedelta64(1, "D")):
        at = int((day - grid.days[0]).astype(np.int64))
        near = slice(max(at, 0), at + 2)
        share = np.zeros(grid.times.shape)
        share[near] = covered(grid.days[near], grid.times.shape[1], day.item(), day.item(), one.span)
        if share.any():
            yield day.item(), share


def _put(rates: Matrix, share: Matrix, one: Override, times: Matrix) -> Matrix:
    """Rates with one day's number in place; where nothing was forecast, contacts are spread evenly."""
    if one.factor is not None:
        return rates * (1.0 + share * (one.factor - 1.0))
    assert one.contacts is not None
    shape = rates * share
    if not (shape * times).sum() > 0:
        shape = share
    return np.asarray(rates * (1.0 - share) + one.contacts * shape / (shape * times).sum())


def _opened(opening: OpeningHours, one: Override, days: Days) -> OpeningHours:
    """Learnt hours, open where the planner expects contacts; a closed day without hours opens as its weekday does."""
    special = dict(opening.special)
    for day in (day.item() for day in days):
        if one.first <= day <= one.last:
            spans = opening.spans(day)
            wanted = (one.span,) if one.span is not None else () if spans else opening.weekly[day.weekday()]
            if wanted:
                special[day] = _joined((*spans, *wanted))
    return replace(opening, special=special)


def _joined(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _said(one: Override, left_out: list[date], days: int) -> list[str]:
    """What the notes say of an override."""
    wanted = f"{one.contacts:g} contacts a day" if one.factor is None else f"{100 * (one.factor - 1):+g} %"
    why = f" ({one.note})" if one.note else ""
    notes = [f"override {_dated(one)}: {wanted}{why}."] if len(left_out) < days else []
    if left_out:
        closed = ", ".join(str(day) for day in left_out)
        notes.append(f"override {_dated(one)}: not put in place where the queue is closed: {closed}.")
    return notes


def _dated(one: Override) -> str:
    dates = f"{one.first}{'' if one.first == one.last else f' to {one.last}'}"
    return dates if one.span is None else f"{dates} {clock_text(one.span[0])}-{clock_text(one.span[1])}"
