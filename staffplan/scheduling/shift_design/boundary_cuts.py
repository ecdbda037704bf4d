"""Inequalities that say: where demand rises, a shift starts, or there is misfit; and why they hold.

Take a set W of boundaries between slots. Summing the model's difference rows over W gives, for every design::

    rise of demand over W = workers who come in W and leave outside of it
                            - workers who come outside of W and leave in it
                            + sum of pi[k] * (short[k] - spare[k])

with pi[k] = 1 where boundary k lies in W and k + 1 does not, -1 the other way round, 0 otherwise. Dropping what can
only lower the right-hand side leaves, for a set over which demand rises by B > 0,

    B <= sum of x[t, d] out of W + sum of short[k] over pi[k] = 1 + sum of spare[k] over pi[k] = -1.

Templates may then be put in place of their staffing: for any set of templates, ``min(B, sum of most[t, d] out of W) *
y[t]`` may stand for their x. Where one of them is chosen and its coefficient is B, the row holds since nothing in it is
negative; where none of these is chosen, each y stands for at least its x. Sets over which demand falls give the same
with coming and leaving exchanged. These are flow-cover inequalities of cuts in a network with set-up costs (Padberg,
Van Roy, Wolsey 1985); a set of one boundary says that a rise of demand needs a template that starts there, or misfit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.scheduling.shift_design.templates import Templates, Whole

_MOST_ADDED = 4
"""Boundaries that may join the first of a set."""
_VIOLATED = 1e-3
Flags = NDArray[np.bool_]
Reals = NDArray[np.float64]


@dataclass(frozen=True)
class Cut:
    """A row ``sum of staffing + choice * y + short + spare >= low``; flags stand for coefficients of one.

    Attributes
    ----------
    staffing : (templates, days).
    choice : coefficients of y, (templates,).
    short, spare : (slots,).
    low : the rise of demand over the set.
    """

    staffing: Flags
    choice: Reals
    short: Flags
    spare: Flags
    low: float


@dataclass(frozen=True)
class Point:
    """A point of the relaxation: `staffing` (templates, days), `choice` (templates,), `short` and `spare` (slots,)."""

    staffing: Reals
    choice: Reals
    short: Reals
    spare: Reals


@dataclass(frozen=True)
class _Flow:
    """What leaves sets of boundaries, (sets, ...), or enters them where demand falls."""

    rise: Reals
    through: Flags
    short: Flags
    spare: Flags


def single_cuts(templates: Templates, most: Whole) -> list[Cut]:
    """The cuts of each single boundary at which demand changes, written in choices alone."""
    nothing = np.zeros(len(templates))
    point = Point(np.ones(most.shape), nothing, np.zeros(templates.slots), np.zeros(templates.slots))
    return [
        _cut(templates, most, point, _single(templates, int(boundary)), int(np.sign(templates.steps[boundary])))
        for boundary in np.flatnonzero(templates.steps)
    ]


def violated_cuts(templates: Templates, most: Whole, point: Point) -> list[Cut]:
    """Cuts that a point of the relaxation breaks, the most broken first.

    From each boundary at which demand changes, the set grows by the boundary that leaves the cut most broken, as long
    as that helps. Only templates that the point uses are looked at meanwhile.
    """
    used = np.flatnonzero((point.choice > 1e-7) | (point.staffing.max(axis=1, initial=0.0) > 1e-7))
    search = _Search(templates, most, point, used)
    found: dict[tuple[int, bytes], tuple[float, Flags, int]] = {}
    for boundary in np.flatnonzero(templates.steps):
        sign = int(np.sign(templates.steps[boundary]))
        share, members = search.grow(int(boundary), sign)
        if share < 1 - _VIOLATED:
            found[sign, members.tobytes()] = (share, members, sign)
    ranked = sorted(found.values(), key=lambda entry: entry[0])
    return [_cut(templates, most, point, members, sign) for _, members, sign in ranked]


class _Search:
    """Sets of boundaries and how much of their rise a point explains."""

    def __init__(self, templates: Templates, most: Whole, point: Point, used: Whole) -> None:
        self._templates = templates
        self._most = most[used].astype(float)
        self._staffing = point.staffing[used]
        self._choice = point.choice[used]
        self._short, self._spare = point.short, point.spare
        self._first, self._end = templates.first[used], templates.end[used]
        touched = templates.steps != 0
        for boundaries in (self._first, self._end):
            touched[boundaries[boundaries < templates.slots]] = True
        self._touched = touched
        self._reach = templates.slots // templates.days // 2

    def grow(self, boundary: int, sign: int) -> tuple[float, Flags]:
        """The best set from one boundary on, and the share of its rise that the point explains."""
        members = _single(self._templates, boundary)
        best = float(self._shares(members[None, :], sign)[0])
        near = self._near(boundary)
        for _ in range(_MOST_ADDED):
            more = near[~members[near]]
            if len(more) == 0:
                break
            wider = np.repeat(members[None, :], len(more), axis=0)
            wider[np.arange(len(more)), more] = True
            shares = self._shares(wider, sign)
            if shares.min() >= best - 1e-6:
                break
            best, members = float(shares.min()), wider[int(shares.argmin())]
        return best, members

    def _near(self, boundary: int) -> Whole:
        near = np.arange(boundary - self._reach, boundary + self._reach + 1)
        slots = self._templates.slots
        near = np.unique(near % slots) if self._templates.cyclic else near[(near >= 0) & (near < slots)]
        touched: Whole = near[self._touched[near]]
        return touched

    def _shares(self, members: Flags, sign: int) -> Reals:
        flow = _flow(self._templates, members, sign, self._first, self._end)
        rise = np.maximum(flow.rise, 0.0)
        staffed = (flow.through * self._staffing).sum(axis=2)
        chosen = np.minimum(rise[:, None], (flow.through * self._most).sum(axis=2)) * self._choice
        explained = np.minimum(staffed, chosen).sum(axis=1) + flow.short @ self._short + flow.spare @ self._spare
        shares: Reals = np.where(flow.rise > 0.5, explained / np.maximum(rise, 0.5), np.inf)
        return shares


def _single(templates: Templates, boundary: int) -> Flags:
    members = np.zeros(templates.slots, dtype=bool)
    members[boundary] = True
    return members


def _flow(templates: Templates, members: Flags, sign: int, first: Whole, end: Whole) -> _Flow:
    """See `_Flow`; `sign` is 1 for sets over which demand rises."""
    beyond = np.pad(members, ((0, 0), (0, 1)))
    comes, leaves = beyond[:, first], beyond[:, end]
    after = np.roll(members, -1, axis=1) if templates.cyclic else beyond[:, 1:]
    drops, climbs = members & ~after, ~members & after
    rise = sign * (members @ templates.steps).astype(float)
    if sign > 0:
        return _Flow(rise, comes & ~leaves, drops, climbs)
    return _Flow(rise, leaves & ~comes, climbs, drops)


def _cut(templates: Templates, most: Whole, point: Point, members: Flags, sign: int) -> Cut:
    flow = _flow(templates, members[None, :], sign, templates.first, templates.end)
    low, through = float(flow.rise[0]), flow.through[0]
    choice = np.minimum(low, (through * most).sum(axis=1))
    by_staffing = (through * point.staffing).sum(axis=1) < choice * point.choice - 1e-9
    return Cut(through & by_staffing[:, None], np.where(by_staffing, 0.0, choice), flow.short[0], flow.spare[0], low)
