"""Weeks in a row on every grid, in weeks in which the clock changes, and round the clock: found, lawful and covered."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from tiny_centre import BERLIN, MONDAY, ON_SITE, agent, centre, open_hours

from staffplan.auditing import examine
from staffplan.calendar.horizon import wall_instant
from staffplan.domain.centre import CoverPrices
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.shift import Activity, BreakPlan, ShiftProfile
from staffplan.rules.book import whole_book
from staffplan.scheduling.plan_weeks import joined, plan_weeks
from staffplan.scheduling.settings import SchedulingSettings

SETTINGS = SchedulingSettings(gap=1e-6, node_limit=200)
NIGHTS = Contract("nights", Employment.EMPLOYED, (30.0, 30.0), (5, 5), 10.0, ("night",))
SHORT = Contract("short", Employment.EMPLOYED, (6.0, 6.0), (3, 3), 10.0, ("short",))
DAYS = Contract("days", Employment.EMPLOYED, (30.0, 30.0), (5, 5), 10.0, ("day",))
NIGHT = ShiftProfile("night", ON_SITE, 22 * 60, 22 * 60, 60, (360,))
DAY = ShiftProfile("day", ON_SITE, 6 * 60, 14 * 60, 480, (360,))
ZONES = {
    "Berlin": (BERLIN, (date(2026, 3, 23), date(2026, 10, 19))),
    "Santiago": ("America/Santiago", (date(2026, 3, 30), date(2026, 8, 31))),
    "Lord Howe": ("Australia/Lord_Howe", (date(2026, 3, 30), date(2026, 9, 28))),
}
"""A zone and the Mondays of its two weeks in which the clock changes; in Santiago it does so at midnight."""


def need(first_day, days, hours, agents, *, zone=BERLIN, interval_min=60):
    """`agents` in every interval of the wall-clock hours of each day."""
    starts = []
    for offset in range(days):
        day = first_day + timedelta(days=offset)
        moment, end = (wall_instant(day, hour * 60, zone) for hour in hours)
        while moment < end:
            starts.append(moment)
            moment += timedelta(minutes=interval_min)
    return pd.DataFrame({"queue": "calls", "start": pd.Series(starts).dt.tz_convert(zone), "agents": float(agents)})


def planned(where, wanted, first_day, weeks, tail=()):
    """Plans of the weeks and the audit of all of them, which agree on what is lawful and on the cost."""
    plans = plan_weeks(where, whole_book(), wanted, first_day, SETTINGS, weeks=weeks, tail=tail)
    one = joined(plans)
    report = examine(one.roster, where, whole_book(), wanted, tail=tail)
    assert report.breaches == ()
    assert report.cost.total == pytest.approx(one.objective)
    assert all(plan.bound <= plan.objective + 1e-6 for plan in plans)
    return plans, report


@pytest.mark.parametrize("interval_min", [5, 10, 15, 20, 30, 60])
def test_a_centre_open_a_few_hours_a_day_is_covered_on_every_grid(interval_min):
    pause = BreakPlan(Activity.BREAK, interval_min, paid=True, earliest=60, latest=60, from_min=120)
    profile = ShiftProfile("short", ON_SITE, 9 * 60, 10 * 60, 60, (120,), (pause,))
    where = centre(
        *(agent(f"a{n}", "short", modes=ON_SITE) for n in range(4)),
        contracts=(SHORT,),
        profiles=(profile,),
        interval_min=interval_min,
        opening=open_hours((9, 12), days=range(6)),
        prices=CoverPrices(((1.0, 50.0),), 1.0),
    )
    wanted = need(MONDAY, 6, (9, 12), 1.0, interval_min=interval_min)
    plans, report = planned(where, wanted, MONDAY, 1)
    pauses_h = 12 * interval_min / 60
    assert report.totals.required_hours == pytest.approx(18.0)
    assert report.totals.covered_hours + report.totals.surplus_hours == pytest.approx(24.0 - pauses_h)
    assert plans[0].gap == pytest.approx(0.0, abs=0.02)


def round_the_clock(zone, **changes):
    people = [agent(f"n{n}", "nights", modes=ON_SITE, zone=zone) for n in range(2)]
    people += [agent(f"d{n}", "days", modes=ON_SITE, zone=zone) for n in range(2)]
    settings = {
        "zone": zone,
        "interval_min": 60,
        "contracts": (NIGHTS, DAYS),
        "profiles": (NIGHT, DAY),
        "prices": CoverPrices(((1.0, 100.0),), 1.0),
    }
    return centre(*people, **(settings | changes))


@pytest.mark.parametrize(("zone", "first_day"), [(zone, day) for zone, days in ZONES.values() for day in days])
def test_round_the_clock_through_weeks_in_which_the_clock_changes(zone, first_day):
    grid = 30 if zone == "Australia/Lord_Howe" else 60
    where = round_the_clock(zone, interval_min=grid)
    wanted = need(first_day, 14, (0, 24), 1.0, zone=zone, interval_min=grid)
    plans, report = planned(where, wanted, first_day, 2)
    horizon, border = where.horizon(first_day, 14), wall(first_day + timedelta(days=7), zone)
    assert set(np.diff(horizon.day_bounds)) - {24 * 60 // grid}, "the clock changes in none of the weeks"
    duties = [duty for plan in plans for duty in plan.roster.duties]
    assert len(duties) == 2 * 4 * 5
    end = horizon.instant(horizon.slots)
    worked_h = sum((min(duty.end, end) - duty.start).total_seconds() / 3600 for duty in duties)
    assert report.totals.covered_hours + report.totals.surplus_hours == pytest.approx(worked_h)
    assert float(report.coverage["cover"].sum()) * grid / 60 == pytest.approx(worked_h)
    still_there = [duty for duty in duties if duty.start < border < duty.end]
    covered = report.coverage.set_index(report.coverage["start"].dt.tz_convert("UTC"))["cover"]
    assert covered[pd.Timestamp(border)] == len(still_there)


def wall(day: date, zone: str) -> datetime:
    return wall_instant(day, 0, zone).astimezone(UTC)


def test_rests_and_runs_are_carried_over_every_border_of_eight_weeks():
    where = round_the_clock(BERLIN)
    where = replace(where, agents=tuple(a for a in where.agents if a.id in {"n0", "d0", "d1"}))
    wanted = need(MONDAY, 56, (0, 24), 1.0)
    plans, _ = planned(where, wanted, MONDAY, 8)
    assert len(plans) == 8
    for person in ("n0", "d0", "d1"):
        days = [duty.day.toordinal() for plan in plans for duty in plan.roster.duties if duty.agent_id == person]
        assert len(days) == 40
        starts = [number for number, day in enumerate(days) if number == 0 or day != days[number - 1] + 1]
        assert max(np.diff([*starts, len(days)])) <= 6


def test_weeks_planned_one_by_one_are_those_planned_in_a_row():
    where = round_the_clock(BERLIN)
    wanted = need(MONDAY, 14, (0, 24), 1.0)
    together, _ = planned(where, wanted, MONDAY, 2)
    first, _ = planned(where, wanted, MONDAY, 1)
    second, _ = planned(where, wanted, MONDAY + timedelta(days=7), 1, tail=first[0].roster.duties)
    assert together == (first[0], second[0])


def test_what_lies_after_the_last_week_covers_nothing_in_it():
    where = replace(round_the_clock(BERLIN, opening=open_hours((0, 24))), agents=())
    night = agent("n0", "nights", modes=ON_SITE)
    where = replace(where, agents=(night,))
    wanted = need(MONDAY, 7, (22, 28), 1.0)
    plans, report = planned(where, wanted, MONDAY, 1)
    sunday = [duty for duty in plans[0].roster.duties if duty.day.weekday() == 6]
    in_the_week_h = 6.0 * (5 - len(sunday)) + 2.0 * len(sunday)
    assert report.totals.covered_hours == pytest.approx(in_the_week_h)
    assert sunday == [], "a night of which the week sees two hours is worth less than any other"
