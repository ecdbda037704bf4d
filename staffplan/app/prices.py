"""What the next agent, seat or person is worth, and what a rule costs: the week's prices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from staffplan.app.progress import Progress, silent
from staffplan.config import Configuration
from staffplan.config.names import nearest
from staffplan.domain.centre import Centre
from staffplan.domain.week_prices import Change, WeekPrices
from staffplan.errors import Fault, InfeasibleError, UsageError
from staffplan.scheduling.model.interval_prices import held, need_prices, seat_prices
from staffplan.scheduling.relaxed_week import RelaxedWeek, relaxed_week
from staffplan.scheduling.what_if import Rules, known, with_one_less, with_one_more, without
from staffplan.tables.requirement import PRICES

_DECIMALS = 4


@dataclass(frozen=True)
class Prices:
    """PRICES frame of a week, and what changes its cost."""

    frame: pd.DataFrame
    week: WeekPrices


def prices(
    requirement: pd.DataFrame,
    configuration: Configuration,
    *,
    first_day: date,
    inventory: pd.DataFrame | None = None,
    pieces: pd.DataFrame | None = None,
    groups: pd.DataFrame | None = None,
    without_each: Sequence[str] = (),
    more_of: Sequence[str] = (),
    progress: Progress = silent,
) -> Prices:
    """Price a week by its linear relaxation; the roster of the week before is left out of account.

    Parameters
    ----------
    requirement : checked REQUIREMENT frame; `inventory` and `pieces` as for `schedule`.
    groups : GROUPS frame, where queues that share agents are counted together; cannot be priced yet, and is refused.
    without_each : rules of the configuration, or ways of working, each to be left out in turn.
    more_of : contracts, each to have one more person, and one less, in turn.

    Raises
    ------
    UsageError : a rule, way or contract that there is not, or queues counted together.
    InfeasibleError, NoSolutionError : there is no week to price.
    """
    centre, rules = configuration.centre, configuration.rules
    _refuse_unknown(without_each, more_of, centre, rules)
    _refuse_groups(groups, configuration)

    def relax(of: Centre, keeping: Rules, *, with_ranges: bool = False) -> RelaxedWeek:
        return relaxed_week(
            of,
            keeping,
            requirement,
            first_day,
            configuration.scheduling,
            inventory=inventory,
            pieces=pieces,
            with_ranges=with_ranges,
        )

    progress("relaxing the week")
    base = relax(centre, rules, with_ranges=True)
    changes = []
    for what, of, keeping in _changed(centre, rules, without_each, more_of):
        progress(f"planning {what}")
        try:
            changes.append(_change(what, base, relax(of, keeping)))
        except InfeasibleError as impossible:
            nan = float("nan")
            changes.append(Change(what, nan, nan, nan, impossible.faults[0].message))
    week = WeekPrices(centre.currency, base.cost, base.paid_hours, base.missing_hours, tuple(changes))
    return Prices(_frame(base), week)


def _changed(
    centre: Centre, rules: Rules, without_each: Sequence[str], more_of: Sequence[str]
) -> Iterator[tuple[str, Centre, Rules]]:
    for name in without_each:
        yield f"without {name}", *without(name, centre, rules)
    for contract in more_of:
        found = with_one_more(contract, centre)
        if found is not None:
            more, like = found
            yield f"with one more {contract} (like {like})", more, rules
            yield f"with one less {contract} ({like})", with_one_less(contract, centre), rules


def _change(what: str, base: RelaxedWeek, changed: RelaxedWeek) -> Change:
    return Change(
        what,
        base.cost - changed.cost,
        changed.paid_hours - base.paid_hours,
        changed.missing_hours - base.missing_hours,
    )


def _refuse_unknown(without_each: Sequence[str], more_of: Sequence[str], centre: Centre, rules: Rules) -> None:
    """Raise UsageError for what cannot be left out, and for contracts that nobody has."""
    contracts = tuple(dict.fromkeys(agent.contract for agent in centre.agents))
    faults = []
    for option, names, choices in (("--without", without_each, known(rules)), ("--more-of", more_of, contracts)):
        for name in names:
            if name not in choices:
                near = nearest(name, choices)
                hint = f"did you mean {near}?" if near else f"one of {', '.join(choices)}"
                message = f"{option} {name}: there is no such thing."
                faults.append(Fault("usage.unknown_change", message, hint, path=option))
    if faults:
        raise UsageError(*faults)


def _refuse_groups(groups: pd.DataFrame | None, configuration: Configuration) -> None:
    """Raise UsageError for queues that are counted together: each by itself would be another week."""
    if groups is not None:
        message = "A week whose queues are counted together cannot be priced yet."
        hint = "scheduling: {skill_groups: by_queue} prices each queue with the agents it needs alone."
        place = configuration.place("scheduling.skill_groups")
        raise UsageError(Fault("usage.prices_of_groups", message, hint, place or None))


def _frame(base: RelaxedWeek) -> pd.DataFrame:
    assert base.ranges is not None
    model, horizon = base.model, base.model.horizon
    needs = need_prices(model, base.outcome)
    parts = []
    for row, queue in enumerate(model.demand.queues):
        slots = np.flatnonzero(np.isfinite(needs[row]))
        rows = model.cover.need_rows[row][slots]
        parts.append(("need", queue.name, slots, model.demand.agents[row][slots], needs[row][slots], rows))
    for site, values in seat_prices(model, base.outcome).items():
        rows = model.pools.seat_rows[site]
        parts.append(("seat", site, np.arange(horizon.slots), model.linear.sides(rows), values, rows))
    frames = []
    for kind, of, slots, level, price, rows in parts:
        least, most = held(base.ranges, rows)
        starts = pd.Series(horizon.slot_starts[slots].astype("datetime64[us]"))
        columns = {
            "kind": kind,
            "of": of,
            "start": starts.dt.tz_localize("UTC").dt.tz_convert(horizon.zone),
            "level": np.round(level, _DECIMALS) + 0.0,
            "price": np.round(price, _DECIMALS) + 0.0,
            "holds_from": np.round(least, _DECIMALS) + 0.0,
            "holds_to": np.where(np.isfinite(most), np.round(most, _DECIMALS) + 0.0, np.nan),
        }
        frames.append(pd.DataFrame(columns, index=range(len(slots))))
    return pd.concat(frames, ignore_index=True)[list(PRICES.names)]
