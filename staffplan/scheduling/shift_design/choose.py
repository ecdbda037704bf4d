"""Branch and bound: which of these templates, worked by how many, cost least."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from staffplan.scheduling.shift_design.boundary_cuts import Cut
from staffplan.scheduling.shift_design.cover_model import cover_model
from staffplan.scheduling.shift_design.root_bound import put_cuts
from staffplan.scheduling.shift_design.scope import Scope, scope_of
from staffplan.scheduling.shift_design.templates import Templates, Whole
from staffplan.solve.living_model import LivingModel
from staffplan.solve.outcome import Ending

_SHORT_OF_A_STEP = 0.999
_HAIR = 1e-6


@dataclass(frozen=True)
class Chosen:
    """A design, what it costs, and what is known about those among the same templates.

    Attributes
    ----------
    workers : (templates, days).
    bound : lower bound of designs of the templates that were to choose from; it may lie below the cost by less than one
        step where nothing better is left.
    ending : why the solver stopped.
    """

    workers: Whole
    cost: float
    bound: float
    ending: Ending


def choose(
    templates: Templates,
    among: Whole,
    scope: Scope,
    known: Whole,
    *,
    cuts: Sequence[Cut] = (),
    step: float,
    nodes: int,
    time_left: Callable[[], float],
) -> Chosen:
    """Improve on a known design by branch and bound.

    Parameters
    ----------
    among : numbers of the templates to choose from, ascending; those of the known design are among them.
    scope : which designs are looked at; the known one is in it.
    known : workers of the design to improve on, (templates, days).
    step : costs are whole multiples of it; zero: unknown.
    nodes : most nodes of the search.
    """
    cover = cover_model(templates, among, scope)
    put_cuts(cover, cuts)
    living = LivingModel(cover.model.problem(), clock_s=max(time_left(), 0.01))
    workers, cost = known, templates.cost(known)
    outcome = living.search(
        gap=0.0,
        within=_SHORT_OF_A_STEP * step,
        nodes=nodes,
        start=cover.point(templates, known),
    )
    if outcome.values is not None and outcome.objective < cost - _HAIR:
        found = np.zeros_like(known)
        found[among] = np.rint(outcome.values[cover.staffing])
        if templates.cost(found) > outcome.objective + _HAIR:
            found = staffed(templates, among[outcome.values[cover.choice] > 0.5])
        if templates.cost(found) < cost:
            workers, cost = found, templates.cost(found)
    return Chosen(workers, cost, outcome.bound, outcome.ending)


def staffed(templates: Templates, chosen: Whole) -> Whole:
    """The best whole workers, (templates, days), of fixed templates: a corner of a network programme."""
    cover = cover_model(templates, chosen, scope_of(templates, np.inf))
    living = LivingModel(cover.model.problem())
    living.bound_columns(cover.choice, 1.0, 1.0)
    outcome = living.relax()
    workers = np.zeros(templates.first.shape, dtype=np.int64)
    if outcome.values is not None:
        workers[chosen] = np.rint(outcome.values[cover.staffing])
    return workers
