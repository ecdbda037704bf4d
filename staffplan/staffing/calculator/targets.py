"""The targets of a requirement, from the columns of the calculator to the arguments of the formulas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from staffplan.staffing.calculator.calculation import Array, Given, Refusal, refusals

PATIENT: Final = {
    "service_level": "sl_target",
    "asa_s": "asa_target_s",
    "max_occupancy": "max_occupancy",
    "max_waiting": "max_p_wait",
}
"""Targets of Erlang C by their argument; without abandonment the mean wait of all is that of the answered."""
IMPATIENT: Final = PATIENT | {"mean_wait_s": "max_mean_wait_all_s", "max_abandonment": "max_abandon"}
"""Targets of Erlang A by their argument."""
NAMES: Final = ("sl_target", "sl_target_offered", *list(IMPATIENT.values())[1:])
"""Every target column."""


def judge_targets(given: Given) -> Iterator[Refusal]:
    """Refuse two service levels, a service level that nobody reaches, and times to keep without a handle time."""
    first, second = given["sl_target"], given["sl_target_offered"]
    differ = (first != second) & ~np.isnan(first) & ~np.isnan(second)
    message = "sl_target and sl_target_offered differ, and mean the same."
    yield from refusals(differ, "data.contradiction", "sl_target_offered", message, "give one of them.")
    timed = np.zeros(first.shape, dtype=bool)
    for name in ("sl_target", "sl_target_offered", "asa_target_s", "max_mean_wait_all_s", "max_abandon", "patience_s"):
        timed |= ~np.isnan(given[name])
    message = "Waits cannot be told without a handle time."
    hint = "give aht_s; the load alone is enough for max_occupancy and max_p_wait."
    alone = np.isnan(given["calls"]) & np.isnan(given["aht_s"])  # calls without a handle time have no load either
    yield from refusals(timed & alone, "data.blank", "aht_s", message, hint)


def unreachable(given: Given) -> Iterator[tuple[int, str]]:
    """Position and column of each service level of 100 %."""
    for name in ("sl_target", "sl_target_offered"):
        for at in np.flatnonzero(given[name] == 1).tolist():
            yield at, name


def stated_targets(given: Given) -> dict[str, Array]:
    """Each row's targets by the argument's name in `IMPATIENT`; NaN where there is none.

    Without patience nobody gives up: a cap on abandonment holds by itself, and one on the mean wait of all is one on
    the speed of answer.
    """
    targets = {argument: given[column] for argument, column in IMPATIENT.items()}
    targets["service_level"] = np.where(np.isnan(given["sl_target"]), given["sl_target_offered"], given["sl_target"])
    patient = np.isnan(given["patience_s"])
    targets["asa_s"] = np.where(patient, np.fmin(targets["asa_s"], targets["mean_wait_s"]), targets["asa_s"])
    for argument in ("mean_wait_s", "max_abandonment"):
        targets[argument] = np.where(patient, np.nan, targets[argument])
    return targets
