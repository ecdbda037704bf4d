"""What can be said about workers and misfit of every design that is worth looking at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from staffplan.scheduling.shift_design.templates import Templates, Whole

_HAIR = 1e-6


@dataclass(frozen=True)
class Scope:
    """What some best of the designs within a budget keeps.

    Attributes
    ----------
    most : most workers of a template on a day, (templates, days).
    short, spare : most workers too few and too many in any slot.
    """

    most: Whole
    short: float
    spare: float


def scope_of(templates: Templates, budget: float) -> Scope:
    """The scope of designs that cost no more than `budget`; misfit in any slot cannot cost more than that either."""
    return Scope(_useful_workers(templates, budget), _whole(budget, templates.under), _whole(budget, templates.over))


def _useful_workers(templates: Templates, misfit: float) -> Whole:
    """Most workers of a template on a day where misfit may cost no more than `misfit`.

    More than the largest demand under the shift is never of use: one worker fewer leaves less over-cover and no more
    under-cover. And whoever exceeds the demand of single slots pays for it: x workers of one template are at least the
    sum of max(0, x - demand) over its slots too many.
    """
    wanted = templates.wanted
    inside = np.where(wanted > templates.demand.max(initial=0), 0, wanted)
    low, high = np.zeros(templates.first.shape, dtype=np.int64), inside.max(axis=2, initial=0)
    while (low < high).any():
        middle = (low + high + 1) // 2
        spare = (middle[:, :, None] - wanted).clip(min=0).sum(axis=2)
        affordable = templates.over * spare <= misfit + _HAIR
        low, high = np.where(affordable, middle, low), np.where(affordable, high, middle - 1)
    return low


def _whole(misfit: float, price: float) -> float:
    return np.inf if price == 0.0 else float(max(np.floor(misfit / price + _HAIR), 0.0))
