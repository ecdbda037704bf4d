"""What the cover loses where somebody is taken away."""

import numpy as np
import pandas as pd
import pytest
from tiny_centre import BERLIN, MONDAY, centre, queue

from staffplan.domain.centre import CoverPrices
from staffplan.scheduling.linear_model import LinearModel
from staffplan.scheduling.naming.lost_cover import LostCover
from staffplan.scheduling.need.cover import Cover
from staffplan.scheduling.need.demand import demand
from staffplan.scheduling.people.crew import CoverGroup

CALLS, BOTH = frozenset({"calls"}), frozenset({"calls", "chat"})


def somebody(skills, worth=1.0):
    return CoverGroup(skills, (worth,) * 7)


def lost(calls, chat=(), spare=None, weights=(1.0, 0.5)):
    """The ledger of a week that begins with so many agents needed, with `spare` people unused by skills."""
    where = centre(
        queues=(queue("calls", shortfall_weight=weights[0]), queue("chat", shortfall_weight=weights[1])),
        prices=CoverPrices(((1.0, 40.0),), 1.0),
    )
    first = pd.Timestamp(MONDAY, tz=BERLIN)
    rows = [
        (name, first + pd.Timedelta(minutes=30 * n), float(agents))
        for name, need in (("calls", calls), ("chat", chat))
        for n, agents in enumerate(need)
    ]
    requirement = pd.DataFrame(rows, columns=["queue", "start", "agents"])
    need = demand(requirement, where.queues, where.prices, where.horizon(MONDAY))
    model = LinearModel("cover")
    cover = Cover(model, need, [CALLS, BOTH])
    values = np.zeros(model.width)
    for skills, people in (spare or {}).items():
        values[cover.unused[skills][: len(people)]] = people
    return LostCover(cover, values)


def test_each_half_hour_missed_costs_its_price():
    assert lost([1, 1, 0]).without(somebody(CALLS), 0, [0, 1]) == pytest.approx(40.0)


def test_where_nobody_is_needed_nothing_is_lost():
    assert lost([1, 1, 0]).without(somebody(CALLS), 0, [2, 3]) == 0.0


def test_what_is_to_spare_is_not_lost():
    ledger = lost([1, 1, 1], spare={CALLS: [0.0, 0.25, 2.0]})
    assert ledger.without(somebody(CALLS), 0, [0, 1, 2]) == pytest.approx(20.0 + 15.0)


def test_a_person_is_missed_by_what_they_are_worth():
    assert lost([2]).without(somebody(CALLS, 0.8), 0, [0]) == pytest.approx(16.0)


def test_who_serves_two_queues_is_missed_by_the_cheaper_one_that_needs_somebody():
    assert lost([1, 1], [1, 0]).without(somebody(BOTH), 0, [0, 1]) == pytest.approx(10.0 + 20.0)
    dearer = lost([1, 1], [1, 0], weights=(1.0, 2.0))
    assert dearer.without(somebody(BOTH), 0, [0, 1]) == pytest.approx(20.0 + 20.0)


def test_people_who_leave_are_no_longer_to_spare_and_people_who_come_are():
    ledger = lost([1], spare={CALLS: [1.0]})
    ledger.change(somebody(CALLS), 0, [0], -1)
    assert ledger.without(somebody(CALLS), 0, [0]) == pytest.approx(20.0)
    ledger.change(somebody(CALLS), 0, [0], 1)
    assert ledger.without(somebody(CALLS), 0, [0]) == 0.0


def test_hours_after_the_week_cover_nothing():
    ledger = lost([1])
    assert ledger.without(somebody(CALLS), 6, [336, 340]) == 0.0
    ledger.change(somebody(CALLS), 6, [336], -1)
