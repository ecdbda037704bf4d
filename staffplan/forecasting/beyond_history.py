"""What is known of a queue beyond its own history: its group, the hours beside new ones, and a planner's statement."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.backtest import HeldOut
from staffplan.forecasting.day_matrix import Matrix
from staffplan.forecasting.hierarchy import Parent, by_share
from staffplan.forecasting.hours_changed import fill_newly_opened
from staffplan.forecasting.stage import Stage
from staffplan.forecasting.stated_season import shrunk
from staffplan.forecasting.stated_volume import StatedSeason
from staffplan.forecasting.wall_clock import Days


@dataclass(frozen=True, slots=True)
class Beyond:
    """What is known of one queue beside its rows; None where nothing is."""

    parent: Parent | None = None
    season: StatedSeason | None = None


@dataclass(frozen=True, slots=True)
class Completed:
    """A forecast with all that is known; `held_out` is by the same means, stages and notes are those added."""

    held_out: HeldOut | None
    stages: tuple[Stage, ...]
    notes: tuple[str, ...]


def completed(
    rates: Matrix,
    held_out: HeldOut | None,
    history: tuple[Days, Matrix],
    ahead: tuple[Days, NDArray[np.bool_]],
    beyond: Beyond,
) -> Completed:
    """A queue's own forecast with what is known beyond its history.

    Parameters
    ----------
    rates : the queue's own forecast; shape (days to come, slots).
    history : dates, and contacts of each slot, NaN where unknown or closed.
    ahead : the days to come, and which slots of them are open.
    """
    (days, offered), (target, is_open) = history, ahead
    stages: list[Stage] = []
    notes: list[str] = []
    if beyond.parent is not None and held_out is not None:
        shared = by_share(beyond.parent, offered, days, target, rates, held_out)
        if shared is not None:
            rates, held_out = shared.rates, shared.held_out
            stages.append(Stage(f"share of {beyond.parent.name}", shared.how, rates=rates))
            notes.append(f"a small queue; forecast as {shared.how}.")
    rates, said = fill_newly_opened(rates, is_open, offered, days, target)
    if said:
        stages.append(Stage("newly opened hours", "as in the hour next to them", rates=rates))
        notes += said
    if beyond.season is not None:
        known = days[~np.isnan(offered).all(axis=1)]
        rates, weight = shrunk(beyond.season, rates, known, target, is_open)
        how = f"counts {100 * weight:.0f} %, the history of {len(known)} days the rest"
        stages.append(Stage("stated season", how, rates=rates))
        notes.append(f"the stated seasonality {how}.")
    return Completed(held_out, tuple(stages), tuple(notes))
