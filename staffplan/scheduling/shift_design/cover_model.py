"""How many workers of each template, as a mixed-integer programme whose only integers are the choices of templates.

With staffing x[template, day], choice y[template] in {0, 1}, and in each slot `short` and `spare` workers, the model
is::

    least    shift * sum y + under * sum short + over * sum spare
    where    sum of x present in slot k + short[k] - spare[k] = demand[k]
             x[t, d] <= most[t, d] * y[t]                               (1)
             x[t, d] <= least[t, d] * y[t] + spare[leanest slot]        (2)

- The first rows are written as differences of consecutive slots: a column then stands in two rows (its start and its
  end) instead of in one a slot. That is a network matrix, so that with the choices fixed all corners are whole-numbered
  and the staffing needs no integer columns.
- `most` is what a best design can use (`Scope`), so (1) cuts off no best design.
- (2) is the tight one. More workers than the least demand under the shift are spare in that slot, whoever else is
  there, so that every design keeps (2) with y = 1; with y = 0 it says no more than (1).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.scheduling.linear_model import Columns, LinearModel
from staffplan.scheduling.shift_design.scope import Scope
from staffplan.scheduling.shift_design.templates import Templates, Whole


@dataclass(frozen=True)
class CoverModel:
    """The model over some of the templates.

    Attributes
    ----------
    among : numbers of the templates that may be chosen, ascending.
    staffing : columns x, (among, days).
    choice : columns y, (among,).
    short, spare : columns of each slot.
    """

    model: LinearModel
    among: Whole
    staffing: Columns
    choice: Columns
    short: Columns
    spare: Columns

    def point(self, templates: Templates, workers: Whole) -> NDArray[np.float64]:
        """A design, (templates, days) with workers only of `among`, as one number a column."""
        surplus = templates.surplus(workers)
        values = np.zeros(self.model.width)
        values[self.staffing] = workers[self.among]
        values[self.choice] = workers[self.among].any(axis=1)
        values[self.short] = (-surplus).clip(min=0)
        values[self.spare] = surplus.clip(min=0)
        return values


def cover_model(templates: Templates, among: Whole, scope: Scope) -> CoverModel:
    """The model of the designs in `scope` that use templates numbered `among` alone."""
    model = LinearModel("shift design")
    shape = (len(among), templates.days)
    staffing = model.columns("workers", shape, high=scope.most[among])
    choice = model.columns("chosen", len(among), cost=templates.shift, high=1.0, integer=True)
    short = model.columns(
        "short", templates.slots, cost=templates.under, high=np.minimum(templates.demand, scope.short)
    )
    spare = model.columns("spare", templates.slots, cost=templates.over, high=scope.spare)
    _follow_demand(model, templates, (among, staffing), short, spare)
    _put_to_choice(model, templates, scope.most, (among, staffing), choice, spare)
    return CoverModel(model, among, staffing, choice, short, spare)


def _follow_demand(
    model: LinearModel, templates: Templates, staffed: tuple[Whole, Columns], short: Columns, spare: Columns
) -> None:
    """Cover of the first slot, and of each other slot less that of the one before."""
    among, staffing = staffed
    rises = np.concatenate((templates.demand[:1], np.diff(templates.demand)))
    rows = model.rows("cover", templates.slots, "==", rises)
    opens = templates.opens[among]
    model.put(rows[0], staffing[opens])
    for boundary, sign in ((templates.first[among], 1.0), (templates.end[among], -1.0)):
        inside = (boundary > 0) & (boundary < templates.slots)
        model.put(rows[boundary[inside]], staffing[inside], sign)
    for columns, sign in ((short, 1.0), (spare, -1.0)):
        model.put(rows, columns, sign)
        model.put(rows[1:], columns[:-1], -sign)


def _put_to_choice(
    model: LinearModel,
    templates: Templates,
    most: Whole,
    staffed: tuple[Whole, Columns],
    choice: Columns,
    spare: Columns,
) -> None:
    """Rows (1) and (2): nobody works what is not chosen."""
    among, staffing = staffed
    most, least = most[among], templates.least[among]
    chosen = np.broadcast_to(choice[:, None], staffing.shape)
    used = most > 0
    opened = model.rows("opened", int(used.sum()), "<=")
    model.put(opened, staffing[used])
    model.put(opened, chosen[used], -most[used])
    tight = used & (least < most)
    leanest = model.rows("leanest", int(tight.sum()), "<=")
    model.put(leanest, staffing[tight])
    model.put(leanest, chosen[tight], -least[tight])
    model.put(leanest, spare[templates.leanest[among][tight]], -1.0)
