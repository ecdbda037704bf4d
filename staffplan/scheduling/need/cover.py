"""How the agents who are there serve the queues, and what missing or superfluous ones cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from staffplan.scheduling.linear_model import Columns, LinearModel, Rows
from staffplan.scheduling.need.demand import Demand
from staffplan.scheduling.need.group_bounds import plan_groups
from staffplan.scheduling.need.period_targets import Promise, plan_promise
from staffplan.scheduling.need.waiting_work import Stock, plan_stock

_NOBODY: Mapping[frozenset[str], NDArray[np.float64]] = {}


class Cover:
    """The balance between presence and need, interval by interval.

    For each set of skills k and interval t: presence = what it serves of each of its queues + what stays unused. For
    each queue q and t: what all sets serve + shortfall = need. A multi-skilled agent counts once, however many queues
    could use the time, and the split over queues is the cheapest one. Shortfall is priced by a convex ladder.

    Parameters
    ----------
    there : net agents at work in each interval whatever is planned, by the queues that they serve.

    Attributes
    ----------
    balance : row of each interval for each set of skills; presence enters with coefficient -1 times its worth.
    need_rows : row of each interval for each queue, in the order of the demand.
    unused : column of each interval for each set of skills: presence that serves nobody.
    columns_by_slot : the columns of this block with the interval that each belongs to, without those of `missed`.
    missed : for each stock of work that may wait, the agent-hours of it that miss their deadline, step by step.
    """

    def __init__(
        self,
        model: LinearModel,
        demand: Demand,
        skill_sets: Iterable[frozenset[str]],
        there: Mapping[frozenset[str], NDArray[np.float64]] = _NOBODY,
    ) -> None:
        self.demand = demand
        slots = demand.slots
        self.balance: dict[frozenset[str], Rows] = {}
        self.unused: dict[frozenset[str], Columns] = {}
        self.columns_by_slot: list[tuple[Columns, Columns]] = []
        self._shortfall: list[tuple[str, Columns, Columns]] = []
        self._model = model
        every = np.arange(slots)
        self.need_rows = need_rows = [self._need(row) for row in range(len(demand.queues))]
        for skills in sorted({*skill_sets, *there}, key=sorted):
            label = "+".join(sorted(skills))
            balance = model.rows(f"presence {label}", slots, "==", there.get(skills, 0.0))
            self.balance[skills] = balance
            unused = model.columns(f"unused {label}", slots, cost=demand.prices.surplus * demand.interval_h)
            model.put(balance, unused)
            self.unused[skills] = unused
            self.columns_by_slot.append((unused, every))
            for row, queue in enumerate(demand.queues):
                wanted = demand.served(row)
                if queue.name in skills and len(wanted):
                    served = model.columns(f"served {queue.name} by {label}", len(wanted))
                    model.put(balance[wanted], served)
                    model.put(need_rows[row][wanted], served)
                    self.columns_by_slot.append((served, wanted))
        for row in range(len(demand.queues)):
            self._price_shortfall(row, need_rows[row])
        self.missed = [self._plan_stock(stock, need_rows[stock.row]) for stock in demand.stocks]
        for promise in demand.promises:
            self._plan_promise(promise, need_rows[promise.row])
        if demand.groups:
            self.columns_by_slot += plan_groups(
                model, demand.groups, self.balance, self._shortfall, demand.prices.surplus * demand.interval_h
            )

    def missing(self) -> Iterator[tuple[str, Columns, Columns]]:
        """Queue, intervals and columns of each piece of the shortfall ladder."""
        yield from self._shortfall

    def _need(self, row: int) -> Rows:
        """Rows of a queue's need; of a queue that is counted in groups, what is missing stands free."""
        queue, slots = self.demand.queues[row], self.demand.slots
        if queue.name in self.demand.pooled:
            return self._model.rows(f"need {queue.name}", slots, ">=")
        return self._model.rows(f"need {queue.name}", slots, "==", self.demand.agents[row])

    def _price_shortfall(self, row: int, need_rows: Rows) -> None:
        queue, need = self.demand.queues[row], self.demand.agents[row]
        wanted = np.flatnonzero(need > 0)
        reached = 0.0
        ladder = self.demand.prices.shortfall
        for step, (share, price) in enumerate(ladder):
            last = step == len(ladder) - 1
            width = np.inf if last else (share - reached) * need[wanted]
            if last and row in self.demand.rows_with_more:
                width = (1.0 - reached) * need[wanted]  # what goes beyond the need has a price of its own
            missing = self._model.columns(
                f"shortfall {queue.name} {step}",
                len(wanted),
                cost=price * queue.shortfall_weight * self.demand.interval_h,
                high=width,
            )
            self._model.put(need_rows[wanted], missing)
            self.columns_by_slot.append((missing, wanted))
            self._shortfall.append((queue.name, wanted, missing))
            reached = share

    def _plan_stock(self, stock: Stock, need: Rows) -> Columns:
        """The work of a stock beside the queue's other need; a share of a day's work costs as much as one of a need."""
        queue = self.demand.queues[stock.row]
        ladder, tops = self.demand.prices.shortfall, [0.0]
        tops += [share for share, _ in ladder[:-1]] + [1.0]
        prices = [
            (upper - lower, price * queue.shortfall_weight)
            for lower, upper, (_, price) in zip(tops, tops[1:], ladder, strict=False)
        ]
        label = f"{queue.name} {stock.kind} day {stock.day}"
        by_slot, missed = plan_stock(self._model, stock, label, need, self.demand.interval_h, prices)
        self.columns_by_slot += by_slot
        return missed

    def _plan_promise(self, promise: Promise, need: Rows) -> None:
        """A service level over a day or a week, kept with agents beyond the fewest of each interval."""
        queue = self.demand.queues[promise.row]
        of_period = np.isin(np.arange(self.demand.slots), promise.slots)
        missing = [
            (slots[of_period[slots]], columns[of_period[slots]])
            for name, slots, columns in self._shortfall
            if name == queue.name
        ]
        price = self.demand.prices.late_contact * queue.shortfall_weight
        label = f"{queue.name} from {promise.slots[0]}"
        self.columns_by_slot += plan_promise(self._model, promise, label, need, missing, price)
