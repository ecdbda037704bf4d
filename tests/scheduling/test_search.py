"""The search of a week: each day once, and a second time where the week is not within its gap."""

from dataclasses import replace
from typing import ClassVar

import numpy as np
import pandas as pd
import pytest
from tiny_centre import BERLIN, HOME, MONDAY, agent, centre, open_hours, queue

from staffplan.domain.centre import CoverPrices
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.shift import ShiftProfile
from staffplan.rules.book import whole_book
from staffplan.scheduling.assembled_week import assembled_week
from staffplan.scheduling.search import day_search
from staffplan.scheduling.search.day_search import DaySearch
from staffplan.scheduling.search.week_search import WeekSearch
from staffplan.scheduling.settings import SchedulingSettings
from staffplan.solve.living_model import LivingModel
from staffplan.solve.outcome import Ending

MICRO = ShiftProfile("micro", HOME, 8 * 60, 14 * 60, 60, (120, 240), gap=(60, 240), gap_step=60)
FREE = Contract("free", Employment.CONTRACTOR, (4.0, 12.0), (0, 6), 12.0, ("micro",))
CLOSE = SchedulingSettings(gap=1e-6, node_limit=20)
AGAIN = " again"


@pytest.fixture(scope="module")
def model():
    """A busy week of half agents, in which whole people do not come to the relaxed plan."""
    where = centre(
        *(agent(f"c{n}", "free", modes=HOME) for n in range(5)),
        opening=open_hours((8, 16), days=range(5)),
        contracts=(FREE,),
        profiles=(MICRO,),
        queues=(queue("calls"),),
        interval_min=60,
        prices=CoverPrices(((0.1, 20.0), (0.3, 40.0), (1.0, 90.0)), 0.5),
    )
    luck, first = np.random.default_rng(0), pd.Timestamp(MONDAY, tz=BERLIN)
    rows = [
        ("calls", first + pd.Timedelta(days=day, hours=8 + hour), float(luck.integers(2, 9)) / 2)
        for day in range(5)
        for hour in range(8)
    ]
    wanted = pd.DataFrame(rows, columns=["queue", "start", "agents"])
    return assembled_week(where, whole_book(), wanted, MONDAY).model


class Heard:
    """What a search told on its way."""

    def __init__(self, model, settings):
        self.stages, self.plans, self.bounds, self.order = [], [], [], []
        searching = WeekSearch(model, settings, self.stage, on_bound=self.bounds.append, on_plan=self.plan)
        self.week = searching.plan()

    def stage(self, name):
        self.stages.append(name)
        self.order.append("again" if name.endswith(AGAIN) else name.split()[0])

    def plan(self, week):
        self.plans.append(week)
        self.order.append("told")


@pytest.fixture(scope="module")
def twice(model):
    return Heard(model, CLOSE)


def test_a_week_that_is_not_near_its_bound_is_planned_again_and_the_first_plan_told_once_before(twice):
    assert twice.order.count("told") == 1
    told = twice.order.index("told")
    assert "again" not in twice.order[:told]
    assert set(twice.order[told + 1 :]) == {"again"}
    assert twice.order[told + 1 :].count("again") == 7


def test_what_a_first_plan_too_near_the_relaxed_one_misses_the_second_finds(model, twice, monkeypatch):
    monkeypatch.setattr(day_search, "_WINDOW", 0.0)
    monkeypatch.setattr(day_search, "_NEIGHBOURS", 0)
    heard = Heard(model, CLOSE)
    (first,) = heard.plans
    assert heard.week.objective < first.objective - 1.0
    whole = model.linear.integer
    assert np.allclose(heard.week.values[whole], np.round(heard.week.values[whole]))
    assert heard.bounds == [heard.week.bound] == twice.bounds
    assert heard.week.bound <= heard.week.objective


@pytest.mark.parametrize("nodes", [1, 5])
def test_the_second_plan_is_never_dearer_than_the_first(model, nodes):
    heard = Heard(model, SchedulingSettings(gap=1e-6, node_limit=nodes))
    (first,) = heard.plans
    assert heard.week.objective <= first.objective + 1e-9
    assert heard.week.objective == pytest.approx(float(model.linear.cost @ heard.week.values))


def test_a_second_plan_that_costs_more_is_left_aside(model, monkeypatch):
    plain = LivingModel.search

    def worse(self, *, start=None, **limits):
        found = plain(self, start=start, **limits)
        return found if start is None else replace(found, objective=np.inf)

    monkeypatch.setattr(LivingModel, "search", worse)
    heard = Heard(model, CLOSE)
    (first,) = heard.plans
    assert heard.week.values.tolist() == first.values.tolist()


def test_within_its_gap_a_week_is_planned_once_and_says_that_the_gap_ended_it(model):
    heard = Heard(model, SchedulingSettings(gap=0.5, node_limit=20))
    assert heard.plans == []
    assert not any(stage.endswith(AGAIN) for stage in heard.stages)
    assert heard.week.ended_by in (Ending.GAP, Ending.OPTIMAL)
    assert heard.week.objective <= 1.5 * heard.week.bound


@pytest.mark.parametrize(("gap", "ended_by"), [(0.5, Ending.GAP), (1e-6, Ending.WORK_LIMIT)])
def test_a_week_within_its_gap_was_not_ended_by_the_nodes_of_a_day(model, monkeypatch, gap, ended_by):
    plain = DaySearch.plan
    monkeypatch.setattr(DaySearch, "plan", lambda *asked: (plain(*asked)[0], Ending.WORK_LIMIT))
    assert Heard(model, SchedulingSettings(gap=gap, node_limit=20)).week.ended_by is ended_by


class Asked(LivingModel):
    """A model that writes down how many nodes the search of a day may visit."""

    nodes: ClassVar[set[int]] = set()

    def search(self, *, nodes=None, **limits):
        self.nodes.add(nodes)
        return super().search(nodes=nodes, **limits)


@pytest.mark.parametrize(("times", "nodes"), [(1, 20), (4, 5), (1000, 1)])
def test_larger_days_visit_fewer_nodes_in_proportion_and_are_planned_once(model, monkeypatch, times, nodes):
    columns_of_a_day = model.linear.width / model.horizon.days
    monkeypatch.setattr(day_search, "_COLUMNS_OF_A_DAY", columns_of_a_day / times)
    monkeypatch.setattr(day_search, "LivingModel", Asked)
    monkeypatch.setattr(Asked, "nodes", set())
    heard = Heard(model, CLOSE)
    assert Asked.nodes == {nodes}
    assert len(heard.plans) == (times == 1)
    assert any(stage.endswith(AGAIN) for stage in heard.stages) == (times == 1)


def test_the_same_week_again_is_the_same_plan(model, twice):
    assert Heard(model, CLOSE).week.values.tolist() == twice.week.values.tolist()
