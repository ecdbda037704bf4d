"""How far each forecast was off, week by week, in contacts and in agents; and the sums and ratios of that."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass

import numpy as np
import pandas as pd

from staffplan.forecasting.day_matrix import DayMatrix
from staffplan.queueing.required import required_agents
from weekly.call_sets import CallSet
from weekly.forecasters import MEAN_OF_4, SHIPPED, Forecaster

AHT_S, INTERVAL_S, SERVICE_LEVEL, THRESHOLD_S = 300.0, 1800.0, 0.8, 20.0
ONE_WEEK, THREE_WEEKS = 0, 14
SPARSE = 10.0


@dataclass(frozen=True)
class Week:
    """One week of one queue that is to be forecast.

    Attributes
    ----------
    origin : number of its first day in the queue's matrix.
    early : whether it lies in the first half of the set's origins.
    """

    calls: CallSet
    matrix: DayMatrix
    origin: int
    early: bool

    @property
    def actual(self) -> np.ndarray:
        """Contacts that came, NaN where unknown; shape (7, slots)."""
        return self.matrix.offered[self.origin : self.origin + 7]


def weeks_of(sets: tuple[CallSet, ...]) -> list[Week]:
    """All weeks, by set, queue and origin."""
    found = []
    for calls in sets:
        for matrix in calls.queues():
            origins = calls.origins(matrix)
            found += [Week(calls, matrix, day, at < len(origins) // 2) for at, day in enumerate(origins)]
    return found


def agents_for(contacts: np.ndarray) -> np.ndarray:
    """Agents that half-hours of so many contacts need under Erlang C."""
    load = np.nan_to_num(contacts) * AHT_S / INTERVAL_S
    return required_agents(load, AHT_S, service_level=SERVICE_LEVEL, threshold_s=THRESHOLD_S).agents


def scored(week: Week, who: str, lead: int, rates: np.ndarray, seconds: float) -> dict[str, object]:
    """One row: sums over the week's half-hours of which the contacts are known."""
    actual, known = week.actual, ~np.isnan(week.actual)
    off = agents_for(rates)[known] - agents_for(actual)[known]
    return {
        "set": week.calls.name,
        "queue": week.matrix.queue,
        "origin": str(week.matrix.days[week.origin]),
        "early": week.early,
        "lead": lead,
        "who": who,
        "error": float(np.nansum(np.abs(rates - actual))),
        "surplus": float(np.nansum(rates - actual)),
        "contacts": float(np.nansum(actual)),
        "open": int(((rates > 0) | (actual > 0))[known].sum()),
        "agents": int(agents_for(actual)[known].sum()),
        "over": int(np.maximum(off, 0).sum()),
        "under": int(np.maximum(-off, 0).sum()),
        "seconds": seconds,
    }


def score(weeks: list[Week], forecasters: dict[str, Forecaster], lead: int) -> pd.DataFrame:
    """Every forecaster on every week."""
    rows = []
    for who, forecaster in forecasters.items():
        began = time.process_time()
        for week in weeks:
            start = time.process_time()
            rates = forecaster(week.calls, week.matrix, week.origin, lead)
            rows.append(scored(week, who, lead, rates, time.process_time() - start))
        print(f"{who}, {lead} days between: {time.process_time() - began:.0f} s", file=sys.stderr, flush=True)
    return pd.DataFrame(rows)


def summed(scores: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """WAPE, bias and agents over and under in %, seconds a forecast, for each group and forecaster."""
    groups = scores.groupby([*by, "who"], sort=False)
    sums = groups[["error", "surplus", "contacts", "open", "agents", "over", "under"]].sum()
    found = pd.DataFrame(
        {
            "wape": 100 * sums["error"] / sums["contacts"],
            "bias": 100 * sums["surplus"] / sums["contacts"],
            "over": 100 * sums["over"] / sums["agents"],
            "under": 100 * sums["under"] / sums["agents"],
            "contacts_an_interval": sums["contacts"] / sums["open"],
            "seconds": groups["seconds"].mean(),
            "weeks": groups.size(),
        }
    )
    return found.reset_index()


def ratios(scores: pd.DataFrame, by: list[str], beside: str, who: str = SHIPPED) -> pd.Series:
    """WAPE of one forecaster over that of another, by group."""
    table = summed(scores, by).pivot_table(index=by, columns="who", values="wape", sort=False)
    return table[who] / table[beside]


def sparse_queues(scores: pd.DataFrame) -> list[tuple[str, str]]:
    """Sets and names of the queues with fewer than `SPARSE` contacts a half-hour in which any came or were expected."""
    means = summed(scores[scores["who"] == MEAN_OF_4], ["set", "queue"])
    means = means[means["contacts_an_interval"] < SPARSE]
    return list(zip(means["set"], means["queue"], strict=True))
