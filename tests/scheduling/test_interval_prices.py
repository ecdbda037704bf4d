"""Prices of intervals and seats are what the relaxed plan's cost changes by, found again by changing the need."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from tiny_centre import BERLIN, HOME, HYBRID, MONDAY, ON_SITE, agent, centre, open_hours, queue

from staffplan.domain.centre import CoverPrices
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.shift import Activity, BreakPlan, ShiftProfile
from staffplan.domain.site import Site
from staffplan.rules.book import whole_book
from staffplan.scheduling.assembled_week import assembled_week
from staffplan.scheduling.model.interval_prices import need_prices, seat_prices
from staffplan.scheduling.plan import plan_week
from staffplan.scheduling.settings import SchedulingSettings
from staffplan.solve.living_model import LivingModel

PAUSE = BreakPlan(Activity.BREAK, 60, paid=True, earliest=60, latest=120)
SHORT = ShiftProfile("short", HYBRID, 8 * 60, 12 * 60, 60, (240,), (PAUSE,))
MICRO = ShiftProfile("micro", HOME, 8 * 60, 14 * 60, 60, (120,), gap=(60, 240), gap_step=60)
FULL = Contract("full", Employment.EMPLOYED, (12.0, 12.0), (3, 3), 10.0, ("short",))
FREE = Contract("free", Employment.CONTRACTOR, (0.0, 8.0), (0, 4), 30.0, ("micro",))
CALLS = (1.3, 3.7, 2.9, 2.2, 1.1, 0.6, 2.4, 1.7)


def house(seats=2):
    people = [agent(f"a{n}", "full", modes=ON_SITE) for n in range(4)] + [agent("c", "free", modes=HOME)]
    return centre(
        *people,
        opening=open_hours((8, 16), days=range(3)),
        contracts=(FULL, FREE),
        profiles=(SHORT, MICRO),
        queues=(queue("calls", shortfall_weight=1.5),),
        interval_min=60,
        sites=(Site("hall", seats),),
        prices=CoverPrices(((0.25, 20.0), (1.0, 60.0)), 1.0),
    )


def need(changes=()) -> pd.DataFrame:
    eight = [pd.Timestamp(MONDAY + timedelta(days=day), tz=BERLIN) + pd.Timedelta(hours=8) for day in range(3)]
    rows = [
        ("calls", start + pd.Timedelta(hours=hour), agents + day / 7)
        for day, start in enumerate(eight)
        for hour, agents in enumerate(CALLS)
    ]
    frame = pd.DataFrame(rows, columns=["queue", "start", "agents"])
    for place, more in changes:
        frame.loc[place, "agents"] += more
    return frame


def relaxed(where, wanted):
    model = assembled_week(where, whole_book(), wanted, MONDAY).model
    return model, LivingModel(model.linear.problem()).relax()


def test_the_price_of_an_interval_lies_between_the_last_agent_and_the_next() -> None:
    where = house()
    model, outcome = relaxed(where, need())
    (prices,) = need_prices(model, outcome)
    there = prices[np.isfinite(prices)]
    assert len(there) == len(need())
    hair, told_apart = 1e-4, 0
    for place, price in enumerate(there):
        after = (relaxed(where, need([(place, hair)]))[1].objective - outcome.objective) / hair
        before = (outcome.objective - relaxed(where, need([(place, -hair)]))[1].objective) / hair
        assert before - 1e-3 <= price <= after + 1e-3
        told_apart += abs(after - before) < 1e-3
    assert told_apart > 10
    assert there.min() < 15 < there.max()


def test_the_price_of_a_seat_is_what_another_one_saves() -> None:
    model, outcome = relaxed(house(), need())
    total = seat_prices(model, outcome)["hall"].sum() * model.demand.interval_h
    more = outcome.objective - relaxed(house(3), need())[1].objective
    assert total >= more - 1e-6
    assert more > 1
    roomy, free = relaxed(house(9), need())
    assert seat_prices(roomy, free)["hall"].max() == 0


def test_a_plan_carries_the_price_of_each_interval_in_which_somebody_is_needed() -> None:
    where = replace(house(), agents=())
    plan = plan_week(where, whole_book(), need(), MONDAY, SchedulingSettings())
    assert len(plan.prices) == len(need())
    # nobody is there: one more agent needed is missing, a quarter of it on the first step of the ladder
    assert set(np.round(list(plan.prices.values()), 6)) == {1.5 * (0.25 * 20 + 0.75 * 60)}


@pytest.mark.parametrize("seats", [2])
def test_without_a_seat_limit_no_price_is_told(seats: int) -> None:
    where = replace(house(seats), sites=(Site("hall"),))
    assert seat_prices(*relaxed(where, need())) == {}
