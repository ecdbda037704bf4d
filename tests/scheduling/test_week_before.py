"""A week is tied to the one before it: rests, runs of days, and nights that reach into Monday."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import numpy as np
import pandas as pd
import pytest
from tiny_centre import BERLIN, HOME, MONDAY, ON_SITE, agent, centre, duty, open_hours

from staffplan.auditing import examine
from staffplan.domain.centre import CoverPrices
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.roster import Duty
from staffplan.domain.shift import ShiftProfile
from staffplan.domain.site import Mode, Site
from staffplan.errors import InfeasibleError
from staffplan.rules.book import whole_book
from staffplan.scheduling.plan import plan_week
from staffplan.scheduling.settings import SchedulingSettings

EXACT = SchedulingSettings(gap=1e-6, node_limit=1000)
EVE = MONDAY - timedelta(days=1)
SHORT = ShiftProfile("short", ON_SITE | HOME, 0, 20 * 60, 60, (240,))
MICRO = ShiftProfile("micro", HOME, 6 * 60, 20 * 60, 60, (120, 240), gap=(60, 120), gap_step=60)
ONCE = Contract("once", Employment.EMPLOYED, (4.0, 4.0), (1, 1), 10.0, ("short",))
SIX = Contract("six", Employment.EMPLOYED, (24.0, 24.0), (6, 6), 10.0, ("short",))
IDLE = Contract("idle", Employment.EMPLOYED, (0.0, 4.0), (0, 1), 10.0, ("short",))
FREE = Contract("free", Employment.CONTRACTOR, (0.0, 24.0), (0, 6), 10.0, ("micro",))


def house(*people, **changes):
    settings = {
        "contracts": (ONCE, SIX, IDLE, FREE),
        "profiles": (SHORT, MICRO),
        "interval_min": 60,
        "prices": CoverPrices(((1.0, 100.0),), 1.0),
    }
    return centre(*people, **(settings | changes))


def need(*spans, calls=1.0):
    """`calls` agents on hours (day, from, to)."""
    rows = [
        ("calls", pd.Timestamp(MONDAY + timedelta(days=day), tz=BERLIN) + pd.DateOffset(hours=hour), calls)
        for day, start, end in spans
        for hour in range(start, end)
    ]
    return pd.DataFrame(rows, columns=["queue", "start", "agents"])


def planned(where, wanted, tail=()):
    """The plan of a week, which must be lawful and of the same cost by the auditor's count."""
    made = plan_week(where, whole_book(), wanted, MONDAY, EXACT, tail=tail)
    report = examine(made.roster, where, whole_book(), wanted, tail=tail)
    assert report.breaches == ()
    assert report.cost.total == pytest.approx(made.objective)
    assert made.bound <= made.objective + 1e-6
    return made, report


def worked(made):
    return {(duty.agent_id, duty.day.weekday(), duty.start.hour + 1) for duty in made.roster.duties}


def late(name="a", **changes):
    return duty(name, EVE, "work 18:00-22:00", **changes)


@pytest.mark.parametrize(("contract", "modes"), [("once", ON_SITE), ("six", ON_SITE), ("free", HOME)])
def test_the_rest_after_a_late_sunday_keeps_an_agent_from_an_early_monday(contract, modes):
    where, wanted = house(agent("a", contract, modes=modes)), need((0, 6, 10))
    assert ("a", 0, 6) in worked(planned(where, wanted)[0])
    made, _ = planned(where, wanted, [late()])
    assert made.bound > 100
    assert all((day, start) >= (0, 9) for _, day, start in worked(made))


@pytest.mark.parametrize(("contract", "modes"), [("once", ON_SITE), ("six", ON_SITE), ("free", HOME)])
def test_only_those_who_worked_late_are_bound(contract, modes):
    where = house(*(agent(name, contract, modes=modes) for name in "ab"))
    made, report = planned(where, need((0, 6, 10)), [late("a")])
    assert report.totals.shortfall_hours == 0
    assert all((day, start) >= (0, 9) for name, day, start in worked(made) if name == "a")
    assert made.gap == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize(("contract", "modes"), [("six", ON_SITE), ("free", HOME)])
@pytest.mark.parametrize("days_before", [0, 1, 3, 5, 6, 8])
def test_a_run_of_days_goes_on_from_the_week_before(contract, modes, days_before):
    where = house(agent("a", contract, modes=modes))
    wanted = need(*((day, 8, 12) for day in range(7)))
    tail = [duty("a", EVE - timedelta(days=ago), "work 08:00-12:00") for ago in range(days_before)]
    made, _ = planned(where, wanted, tail)
    days = sorted(day for _, day, _ in worked(made))
    run = next((number for number, day in enumerate(days) if day != number), len(days))
    assert run <= max(0, 6 - days_before)
    assert len(days) >= 5
    if contract == "six":
        assert len(days) == 6
        assert made.gap == pytest.approx(0.0, abs=1e-6)


def test_a_week_that_last_weeks_duties_make_impossible_is_told_as_that():
    where = house(agent("a", "once", modes=ON_SITE), opening=open_hours((6, 10), days=range(1)))
    with pytest.raises(InfeasibleError, match="no lawful week exists for a after their duties of the week before"):
        plan_week(where, whole_book(), need((0, 6, 10)), MONDAY, EXACT, tail=[late()])


def test_a_run_that_ended_before_the_eve_binds_nothing():
    where = house(agent("a", "six", modes=ON_SITE))
    tail = [duty("a", EVE - timedelta(days=ago), "work 08:00-12:00") for ago in range(1, 7)]
    wanted = need(*((day, 8, 12) for day in range(6)))
    assert planned(where, wanted, tail)[0] == planned(where, wanted)[0]


def night(name="n", **changes):
    return duty(name, EVE, "work 22:00-25:00", "unpaid break 25:00-26:00", "work 26:00-30:00", **changes)


def test_a_night_from_sunday_covers_monday_morning():
    where = house(agent("n", "idle", proficiency=0.8))
    wanted = need((0, 0, 6))
    alone, _ = planned(where, wanted)
    made, report = planned(where, wanted, [night()])
    assert made.roster.duties == ()
    assert made.objective == pytest.approx(100.0 * (6 - 0.8 * 5))
    assert alone.objective != pytest.approx(made.objective)
    assert report.totals.covered_hours == pytest.approx(4.0)
    assert report.totals.paid_hours == {Mode.ON_SITE: 0, Mode.HOME: 0}
    assert list(report.coverage["on_site"]) == [1, 0, 1, 1, 1, 1]


def test_the_queues_that_a_night_serves_are_those_of_its_segments_and_of_its_agent():
    where = house(agent("n", "idle", skills=frozenset({"calls", "chat"})))
    wanted = pd.concat([need((0, 0, 6)), need((0, 0, 6)).assign(queue="chat")])
    tail = [duty("n", EVE, "work 22:00-30:00", queues="chat")]
    made, report = planned(where, wanted, tail)
    assert made.objective == pytest.approx(600.0)
    short = report.coverage.set_index("queue")["shortfall"]
    assert short["calls"].sum() == 6
    assert short["chat"].sum() == 0


@pytest.mark.parametrize("seats", [1, 2])
def test_somebody_still_there_keeps_the_seat(seats):
    where = house(agent("n", "idle"), agent("a", "once", modes=ON_SITE), sites=(Site("hall", seats),))
    made, _ = planned(where, need((0, 4, 8), calls=2.0), [night()])
    assert {(name, start) for name, _, start in worked(made)} == {("a", 6 if seats == 1 else 4)}
    reasons = {start.hour + 1: reason for (_, start), reason in made.reasons.items()}
    assert (reasons.get(4) == "seats full") == (seats == 1)


def test_more_people_still_there_than_seats_are_no_fault_of_the_new_week():
    where = house(*(agent(name, "idle", modes=ON_SITE) for name in "amn"), sites=(Site("hall", 1),))
    made, _ = planned(where, need((0, 0, 8), calls=3.0), [night("n", mode=Mode.ON_SITE), night("m")])
    assert all((day, start) >= (0, 6) for _, day, start in worked(made))


def test_people_who_have_left_and_absences_written_down_count_for_nothing():
    where, wanted = house(agent("a", "once", modes=ON_SITE)), need((0, 0, 10))
    sick = duty("a", EVE, "sickness 18:00-26:00")
    assert planned(where, wanted, [night("gone"), sick])[0] == planned(where, wanted)[0]


@pytest.mark.parametrize("bound", [*product((False, True), repeat=2)])
def test_the_plan_of_two_people_is_the_best_of_all_pairs_of_starts(bound):
    people = [agent("a", "once", modes=ON_SITE), agent("b", "once", modes=ON_SITE), agent("n", "idle", modes=HOME)]
    where = house(*people, opening=open_hours((5, 14), days=range(1)))
    tails: dict[str, Duty] = {"a": late("a"), "b": duty("b", EVE, "work 18:00-20:00")}
    earliest = {"a": 9, "b": 7}
    tail = [tails[name] for name, binds in zip("ab", bound, strict=True) if binds]
    made, _ = planned(where, need((0, 5, 14), calls=1.4), [*tail, duty("n", EVE, "work 22:00-33:00")])
    costs = []
    for starts in product(
        *(range(earliest[name] if binds else 5, 11) for name, binds in zip("ab", bound, strict=True))
    ):
        cover = np.zeros(14)
        cover[:9] += 1
        for start in starts:
            cover[start : start + 4] += 1
        missing, idle = np.clip(1.4 - cover[5:], 0, None).sum(), np.clip(cover[5:] - 1.4, 0, None).sum()
        costs.append(80.0 + 100.0 * missing + idle + 5.0)
    assert made.objective == pytest.approx(min(costs))


def test_a_planted_slip_across_the_border_is_caught_by_the_auditor():
    where, wanted = house(agent("a", "once", modes=ON_SITE)), need((0, 6, 10))
    careless, _ = planned(where, wanted)
    found = examine(careless.roster, where, whole_book(), wanted, tail=[late()])
    assert [breach.rule for breach in found.breaches] == ["rest_between_shifts"]
    moved = replace(careless.roster, duties=())
    assert examine(moved, where, whole_book(), wanted, tail=[night("a")]).cost.total < 600
