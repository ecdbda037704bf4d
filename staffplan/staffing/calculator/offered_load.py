"""How much work is offered: from calls, interval and handle time, or as stated."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import numpy as np

from staffplan.staffing.calculator.calculation import Array, Given, Refusal, refusals
from staffplan.staffing.calculator.columns import AHT_S, CALLS, INTERVAL_S, LOAD, MOST_ERLANGS
from staffplan.tables.contract import Column

LOAD_INPUTS: Final[tuple[Column, ...]] = (CALLS, INTERVAL_S, AHT_S, LOAD)
LOAD_NEEDED: Final = ("calls", "load")


def offered_load(given: Given) -> tuple[Array, Array]:
    """Erlangs by row, and what rounding them to a double took away.

    ``calls x aht_s / interval_s``, or `load` where there are no calls; NaN where neither is known. The product is that
    of the decimals as a planner writes them. Near full occupancy the last bit of the load decides: with 60 calls of
    300 s in half an hour 10 agents cannot keep up, and of 14,073.37 erlangs on 14,075 agents the twelfth digit of the
    service level hangs on what the rounding took.
    """
    load, rest = given["load"].copy(), np.zeros_like(given["load"])
    timed = ~np.isnan(given["calls"] * given["aht_s"] * given["interval_s"])
    inputs = (given["calls"].tolist(), given["aht_s"].tolist(), given["interval_s"].tolist(), load.tolist())
    for at in np.flatnonzero(timed | ~np.isnan(load)).tolist():
        calls, aht_s, interval_s, stated = (column[at] for column in inputs)
        exact = (
            Decimal(repr(calls)) * Decimal(repr(aht_s)) / Decimal(repr(interval_s))
            if timed[at]
            else Decimal(repr(stated))
        )
        load[at] = exact
        rest[at] = exact - Decimal(load.item(at))
    return load, rest


def judge_load(given: Given) -> Iterator[Refusal]:
    """Refuse rows with calls and no handle time, and more work than there can be; `load` is that of the row."""
    no_time = ~np.isnan(given["calls"]) & np.isnan(given["aht_s"])
    hint = "give a handle time in seconds, or the load in erlangs instead of calls."
    yield from refusals(no_time, "data.blank", "aht_s", "There are calls and no handle time.", hint)
    message = f"The load is above {MOST_ERLANGS:,.0f} erlangs, the most that can be computed."
    hint = "calls x aht_s / interval_s is the load."
    yield from refusals(given["load"] > MOST_ERLANGS, "data.out_of_range", "calls", message, hint)
