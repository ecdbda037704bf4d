"""How far each forecast was off, week by week, in contacts and in agents; and the sums and ratios of that."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from staffplan.forecasting.day_facts import day_facts
from staffplan.forecasting.day_matrix import DayMatrix
from staffplan.forecasting.learnt_from import learnt_from
from staffplan.forecasting.opening_hours import open_slots
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

    @cached_property
    def is_open(self) -> np.ndarray:
        """Hours of the days up to the week's end, as staffplan learns them from those before it; (days, slots)."""
        matrix, special = self.matrix, self.calls.special_days(self.matrix)
        facts = day_facts(matrix.days[: self.origin + 7], special, matrix.queue)
        past, future = facts.part(0, self.origin), facts.part(self.origin, self.origin + 7)
        opening = learnt_from(matrix.part(0, self.origin), past, future, special, None).opening
        return open_slots(opening, facts.days, matrix.interval_min)

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


def agents_for(contacts: np.ndarray, is_open: np.ndarray) -> np.ndarray:
    """Agents that half-hours of so many contacts need under Erlang C; one at least while open, whoever calls."""
    load = np.nan_to_num(contacts) * AHT_S / INTERVAL_S
    agents = required_agents(load, AHT_S, service_level=SERVICE_LEVEL, threshold_s=THRESHOLD_S).agents
    return np.maximum(agents, is_open)


def scored(week: Week, who: str, lead: int, rates: np.ndarray, seconds: float) -> dict[str, object]:
    """One row: sums over the week's half-hours of which the contacts are known."""
    actual, known = week.actual, ~np.isnan(week.actual)
    is_open = week.is_open[-7:]
    needed = agents_for(actual, is_open)[known]
    off = agents_for(rates, is_open)[known] - needed
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
        "open": int(is_open[known].sum()),
        "agents": int(needed.sum()),
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
    """Sets and names of the queues with fewer than `SPARSE` contacts an open half-hour."""
    means = summed(scores[scores["who"] == MEAN_OF_4], ["set", "queue"])
    means = means[means["contacts_an_interval"] < SPARSE]
    return list(zip(means["set"], means["queue"], strict=True))
