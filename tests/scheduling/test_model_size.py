"""A model that the memory cannot hold is refused before it is built, on a count that is near the truth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError
from tiny_centre import BERLIN, HYBRID, MONDAY, ON_SITE, agent, centre, open_hours, window

from staffplan.domain.centre import Centre
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.shift import Activity, BreakPlan, ShiftProfile
from staffplan.errors import Exit, NoSolutionError
from staffplan.rules.base import AgentRule
from staffplan.rules.book import whole_book
from staffplan.scheduling import assembled_week as assembled_module
from staffplan.scheduling.model.model_size import ModelSize, model_size
from staffplan.scheduling.model.week_model import week_model
from staffplan.scheduling.need.demand import Demand
from staffplan.scheduling.people.crews import crews
from staffplan.scheduling.plan import plan_week
from staffplan.scheduling.settings import SchedulingSettings, memory_text
from staffplan.shifts.catalogue import catalogue

PAUSE = BreakPlan(Activity.BREAK, 30, paid=True, earliest=60, latest=180, from_min=240)
DAY = ShiftProfile("day", HYBRID, 8 * 60, 16 * 60, 30, (240, 360), (PAUSE,))
MICRO = ShiftProfile("micro", HYBRID, 8 * 60, 18 * 60, 30, (120, 240), gap=(60, 240), gap_step=30)
FULL = Contract("full", Employment.EMPLOYED, (24.0, 30.0), (4, 6), 10.0, ("day",), min_office_days=2)
FREE = Contract("free", Employment.CONTRACTOR, (0.0, 20.0), (0, 6), 12.0, ("micro",))


def house(count: int = 6) -> Centre:
    people = [agent(f"a{n}", "full") for n in range(count)]
    people += [agent(f"w{n}", "full", availability=(window(8, 15),)) for n in range(count)]
    people += [agent(f"c{n}", "free", modes=ON_SITE) for n in range(count)]
    return centre(*people, contracts=(FULL, FREE), profiles=(DAY, MICRO), opening=open_hours((8, 20)))


def wanted(agents: float = 2.0) -> pd.DataFrame:
    starts = pd.date_range(pd.Timestamp(MONDAY), periods=24, freq="30min", tz=BERLIN) + pd.Timedelta(hours=8)
    return pd.DataFrame({"queue": "calls", "start": starts, "agents": agents})


def sizes(where: Centre) -> tuple[ModelSize, ModelSize, ModelSize]:
    """The model as it is, as it is counted closely, and at a glance."""
    horizon = where.horizon(MONDAY)
    need = Demand(where.queues, np.full((len(where.queues), horizon.slots), 2.0), where.prices, where.interval_min)
    people = crews(where, [rule for rule in whole_book() if isinstance(rule, AgentRule)], horizon)
    shifts = catalogue(where.profiles)
    linear = week_model(people, where.profiles, shifts, need, horizon, {"hall": 50}).linear
    nonzeros = len(linear._summed_entries()[0])
    closely, glance = (
        model_size(people, where.profiles, shifts, need, horizon, closely=closely) for closely in (True, False)
    )
    return ModelSize(linear.width, linear.height, nonzeros), closely, glance


@pytest.mark.parametrize("interval_min", [30, 15])
def test_the_count_is_near_the_model_and_a_glance_lies_above_it(interval_min: int) -> None:
    real, closely, glance = sizes(replace(house(), interval_min=interval_min))
    assert 0.8 * real.memory < closely.memory < 1.6 * real.memory
    assert glance.memory >= closely.memory
    assert glance.memory > real.memory


def test_the_size_does_not_depend_on_how_many_people_are_alike() -> None:
    assert sizes(house(2))[1] == sizes(house(9))[1]


def test_a_week_too_large_for_the_limit_is_refused_before_it_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembled_module, "week_model", lambda *_: pytest.fail("the model was built"))
    with pytest.raises(NoSolutionError) as told:
        plan_week(house(), whole_book(), wanted(), MONDAY, SchedulingSettings(memory_limit="2 MB"))
    (fault,) = told.value.faults
    assert (fault.code, told.value.exit_code) == ("plan.too_large", Exit.NO_SOLUTION)
    assert "there are 2 MB" in fault.message
    assert "start_step" in str(fault.hint)


def test_a_profile_that_splits_in_a_thousand_ways_is_named() -> None:
    wild = replace(MICRO, lengths=tuple(range(60, 300, 40)), start_step=5, gap=(60, 300), gap_step=10, spread=900)
    employed = replace(FREE, employment=Employment.EMPLOYED)
    where = replace(house(2), interval_min=5, profiles=(DAY, wild), contracts=(FULL, employed))
    with pytest.raises(NoSolutionError, match="of profile micro"):
        plan_week(where, whole_book(), wanted(), MONDAY, SchedulingSettings(memory_limit="1 GB"))


def test_a_limit_that_is_not_reached_changes_nothing() -> None:
    where = house(1)
    free, limited = SchedulingSettings(), SchedulingSettings(memory_limit="4 GB")
    assert plan_week(where, whole_book(), wanted(), MONDAY, free) == plan_week(
        where, whole_book(), wanted(), MONDAY, limited
    )


def test_limits_are_read_as_planners_write_them() -> None:
    assert SchedulingSettings(memory_limit="1.5 GB").memory_limit_bytes == 1_500_000_000
    assert SchedulingSettings(memory_limit="800MB").memory_limit_bytes == 800_000_000
    assert SchedulingSettings().memory_limit_bytes is None
    assert [memory_text(size) for size in (350e6, 4.2e9)] == ["350 MB", "4.2 GB"]
    with pytest.raises(ValidationError):
        SchedulingSettings(memory_limit="lots")
