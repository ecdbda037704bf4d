"""Cover, interval by interval, from the work segments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest
from tiny_centre import BERLIN, MONDAY, agent, at, centre, duty, queue

from staffplan.auditing import AuditReport, examine
from staffplan.domain.centre import Centre, CoverPrices
from staffplan.domain.roster import Duty, Roster
from staffplan.domain.shrinkage import ShrinkageLedger
from staffplan.domain.site import Mode
from staffplan.tables.frames import check_frame
from staffplan.tables.requirement import COVERAGE

BOTH = frozenset({"calls", "chat"})


def required(*rows: tuple[str, str, float], day: date = MONDAY, zone: str | None = BERLIN) -> pd.DataFrame:
    """Rows such as ("calls", "08:00", 2.0); naive where `zone` is None."""
    starts = pd.to_datetime([f"{day}T{clock}" for _, clock, _ in rows]).as_unit("us")
    return pd.DataFrame(
        {
            "queue": pd.Series([name for name, _, _ in rows], dtype="str"),
            "start": starts if zone is None else starts.tz_localize(zone),
            "agents": [agents for _, _, agents in rows],
        }
    )


def report(house: Centre, wanted: pd.DataFrame, *duties: Duty, days: int = 1) -> AuditReport:
    return examine(Roster(MONDAY, MONDAY + timedelta(days=days - 1), duties), house, (), wanted)


def row(found: AuditReport, name: str, clock: str, day: date = MONDAY) -> dict[str, float]:
    frame = found.coverage
    chosen = frame[(frame["queue"] == name) & (frame["start"] == pd.Timestamp(at(day, clock)))]
    assert len(chosen) == 1
    return chosen.iloc[0].to_dict()


def numbers(cells: dict[str, float]) -> tuple[float, ...]:
    return tuple(cells[name] for name in ("required", "cover", "shortfall", "surplus", "on_site", "home"))


def test_each_interval_counts_who_is_at_work_in_it_and_where() -> None:
    house = centre(agent("a1"), agent("a2"))
    found = report(
        house,
        required(("calls", "08:00", 1.0), ("calls", "08:30", 3.0), ("calls", "09:00", 1.0)),
        duty("a1", MONDAY, "work 08:00-09:00"),
        duty("a2", MONDAY, "work 08:30-09:00", mode=Mode.HOME),
    )
    assert numbers(row(found, "calls", "08:00")) == (1, 1, 0, 0, 1, 0)
    assert numbers(row(found, "calls", "08:30")) == (3, 2, 1, 0, 1, 1)
    assert numbers(row(found, "calls", "09:00")) == (1, 0, 1, 0, 0, 0)


def test_breaks_meals_and_training_serve_nobody() -> None:
    pieces = ("work 08:00-08:30", "meal 08:30-09:00", "training 09:00-09:30", "paid break 09:30-10:00")
    wanted = required(*(("calls", clock, 1.0) for clock in ("08:00", "08:30", "09:00", "09:30")))
    found = report(centre(agent("a1")), wanted, duty("a1", MONDAY, *pieces))
    assert list(found.coverage["cover"]) == [1, 0, 0, 0]


def test_a_part_of_an_interval_counts_as_its_share() -> None:
    found = report(
        centre(agent("a1")),
        required(("calls", "08:00", 1.0), ("calls", "08:30", 1.0), ("calls", "09:00", 1.0)),
        duty("a1", MONDAY, "work 08:10-08:20", "work 08:25-09:06"),
    )
    assert list(found.coverage["cover"]) == pytest.approx([0.5, 1.0, 0.2])


def test_an_agent_is_worth_proficiency_less_shrinkage_over_the_handle_time_of_the_mode() -> None:
    house = centre(
        agent("a1", proficiency=0.8),
        shrinkage=ShrinkageLedger.by_mode({Mode.ON_SITE: 0.25, Mode.HOME: 0.2}),
        aht_factor={("hall", Mode.HOME): 1.25},
    )
    wanted = required(("calls", "08:00", 1.0), ("calls", "12:00", 1.0))
    found = report(
        house,
        wanted,
        duty("a1", MONDAY, "work 08:00-08:30"),
        duty("a1", MONDAY, "work 12:00-12:30", mode=Mode.HOME),
    )
    assert list(found.coverage["cover"]) == pytest.approx([0.8 * 0.75, 0.8 * 0.8 / 1.25])


def test_work_that_names_no_queue_serves_all_skills_and_skills_never_learnt_serve_nobody() -> None:
    house = centre(agent("a1", skills=BOTH), agent("a2"))
    wanted = required(("calls", "08:00", 0.5), ("chat", "08:00", 1.5))
    anything = report(house, wanted, duty("a1", MONDAY, "work 08:00-08:30", queues=""))
    never = report(house, wanted, duty("a2", MONDAY, "work 08:00-08:30", queues="chat"))
    assert anything.coverage["cover"].sum() == 1.0
    assert never.coverage["cover"].sum() == 0.0


def test_a_skilled_agent_counts_once_however_many_queues_could_use_them() -> None:
    house = centre(agent("a1", skills=BOTH), agent("a2"))
    both = duty("a1", MONDAY, "work 08:00-08:30", queues="calls|chat")
    found = report(
        house, required(("calls", "08:00", 1.0), ("chat", "08:00", 1.0)), both, duty("a2", MONDAY, "work 08:00-08:30")
    )
    assert numbers(row(found, "calls", "08:00")) == (1, 1, 0, 0, 2, 0)
    assert numbers(row(found, "chat", "08:00")) == (1, 1, 0, 0, 1, 0)


@pytest.mark.parametrize(("weight", "missing"), [(4.0, (1.0, 0.0)), (1.5, (0.9, 0.1)), (0.2, (0.0, 1.0))])
def test_what_is_dearest_to_miss_is_served_first(weight: float, missing: tuple[float, float]) -> None:
    house = centre(agent("a1", skills=BOTH), queues=(queue("calls"), queue("chat", shortfall_weight=weight)))
    found = report(
        house,
        required(("calls", "08:00", 1.0), ("chat", "08:00", 1.0)),
        duty("a1", MONDAY, "work 08:00-08:30", queues="calls|chat"),
    )
    shortfalls = (row(found, "calls", "08:00")["shortfall"], row(found, "chat", "08:00")["shortfall"])
    assert shortfalls == pytest.approx(missing)


def test_a_shortfall_climbs_the_ladder_of_prices_and_surplus_has_its_own() -> None:
    prices = CoverPrices(((0.25, 10.0), (1.0, 100.0)), 4.0)
    house = centre(agent("a1"), queues=(queue("calls", shortfall_weight=2.0), queue("chat")), prices=prices)
    found = report(
        house,
        required(("calls", "08:00", 4.0), ("chat", "09:00", 4.0)),
        duty("a1", MONDAY, "work 08:00-10:00"),
    )
    # calls lacks 3 of 4: one at 10, two at 100, twice as dear; chat lacks all 4: one at 10, three at 100
    assert found.cost["shortfall"] == pytest.approx(0.5 * (2 * (10 + 200) + (10 + 300)))
    # nobody needs a1 from 08:30 to 10:00: chat is not among the skills
    assert found.cost["surplus"] == pytest.approx(4.0 * 1.5)
    assert found.cost["wages"] == pytest.approx(2 * 24.0)
    assert found.cost.total == pytest.approx(sum(found.cost.values()))
    assert (found.totals.required_hours, found.totals.shortfall_hours) == (4.0, 3.5)
    assert (found.totals.surplus_hours, found.totals.cover_share) == (1.5, 0.125)


def test_time_left_over_is_shared_out_by_requirement_and_listed_where_nothing_is_required() -> None:
    house = centre(agent("a1", skills=BOTH, proficiency=4.0))
    found = report(
        house,
        required(("calls", "08:00", 0.75), ("chat", "08:00", 0.25)),
        duty("a1", MONDAY, "work 08:00-09:00", queues=""),
    )
    assert numbers(row(found, "calls", "08:00"))[:4] == (0.75, 3.0, 0, 2.25)
    assert numbers(row(found, "chat", "08:00"))[:4] == (0.25, 1.0, 0, 0.75)
    assert numbers(row(found, "calls", "08:30"))[:4] == (0, 2.0, 0, 2.0)


def test_the_frame_keeps_its_contract_and_lists_the_requirement() -> None:
    wanted = required(("chat", "08:30", 0.0), ("calls", "08:00", 1.0))
    found = report(centre(agent("a1")), wanted, duty("a1", MONDAY, "work 20:00-20:30")).coverage
    checked = check_frame(found, COVERAGE, zone=BERLIN)
    assert list(checked["queue"]) == ["calls", "calls", "chat"]
    assert list(found.columns) == list(COVERAGE.names)
    pd.testing.assert_frame_equal(found, checked)


def test_naive_starts_are_on_the_centres_clock_and_zoned_ones_in_any_zone() -> None:
    house, tour = centre(agent("a1")), duty("a1", MONDAY, "work 08:00-08:30")
    zoned = required(("calls", "08:00", 1.0))
    naive = required(("calls", "08:00", 1.0), zone=None)
    elsewhere = zoned.assign(start=zoned["start"].dt.tz_convert("Asia/Tokyo"))
    frames = [report(house, wanted, tour).coverage for wanted in (zoned, naive, elsewhere)]
    assert frames[0]["cover"].tolist() == [1.0]
    pd.testing.assert_frame_equal(frames[0], frames[1])
    pd.testing.assert_frame_equal(frames[0], frames[2])


def test_requirements_and_work_outside_the_roster_do_not_count() -> None:
    around = (MONDAY - timedelta(days=1), MONDAY, MONDAY + timedelta(days=1))
    needs = zip(around, (7.0, 1.0, 9.0), strict=True)
    wanted = pd.concat([required(("calls", "23:30", need), ("calls", "00:00", need), day=day) for day, need in needs])
    wanted = wanted.sort_values("agents", ignore_index=True)
    tours = (duty("a1", MONDAY, "work 23:00-25:00"), duty("a1", around[0], "work 23:00-24:30"))
    found = report(centre(agent("a1")), wanted, *tours)
    assert list(found.coverage["start"]) == [pd.Timestamp(at(MONDAY, clock)) for clock in ("00:00", "23:00", "23:30")]
    assert list(found.coverage["cover"]) == [1.0, 1.0, 1.0]
    assert (found.totals.required_hours, found.totals.surplus_hours) == (1.0, 0.5)


@pytest.mark.parametrize(("sunday", "intervals"), [(date(2027, 3, 28), 46), (date(2026, 10, 25), 50)])
def test_a_day_on_which_the_clock_changes_has_its_own_number_of_intervals(sunday: date, intervals: int) -> None:
    house = centre(agent("a1"))
    starts = pd.date_range(pd.Timestamp(sunday, tz=BERLIN), periods=intervals, freq="30min").as_unit("us")
    wanted = pd.DataFrame({"queue": "calls", "start": starts, "agents": 1.0})
    whole_day = duty("a1", sunday, "work 00:00-24:00")
    found = examine(Roster(sunday, sunday, (whole_day,)), house, (), wanted)
    assert found.coverage["cover"].tolist() == [1.0] * intervals
    assert found.totals.paid_hours == {Mode.ON_SITE: intervals / 2, Mode.HOME: 0}


def test_without_a_requirement_cover_is_not_judged() -> None:
    found = examine(Roster(MONDAY, MONDAY, (duty("a1", MONDAY, "work 08:00-09:00"),)), centre(agent("a1")), ())
    assert found.coverage.empty
    assert list(found.coverage.columns) == list(COVERAGE.names)
    assert (found.cost["shortfall"], found.cost["surplus"], found.cost["wages"]) == (0, 0, 24.0)
    assert found.totals.cover_share == 1.0


def test_a_roster_of_nobody_covers_nothing() -> None:
    found = report(centre(), required(("calls", "08:00", 2.0)))
    assert found.totals.shortfall_hours == 1.0
    assert found.hours.empty
    assert found.breaches == ()


def test_stipends_and_allowances_are_paid_beside_the_wage() -> None:
    house = centre(agent("a1", "part"), agent("a2", "any"))
    split = duty("a1", MONDAY, "work 08:00-11:00", "work 13:00-16:00", mode=Mode.HOME)
    on_site = duty("a1", MONDAY, "work 17:00-18:00")
    night = duty("a2", MONDAY, "work 22:00-26:00", "meal 26:00-26:30", "work 26:30-30:00")
    found = report(house, required(("calls", "08:00", 1.0)), split, on_site, night)
    assert (found.cost["wages"], found.cost["stipends"]) == (7 * 18.0 + 7.5 * 24.0, 6.0)
    assert found.cost["allowances"] == 25.0
    lines = [(line.kind, line.of, line.mode, line.hours, line.money) for line in found.cost.lines if line.money]
    assert lines == [
        ("wages", "any", "on_site", 7.5, 7.5 * 24.0),
        ("wages", "part", "home", 6.0, 6.0 * 18.0),
        ("wages", "part", "on_site", 1.0, 18.0),
        ("stipends", "part", "", 6.0, 6.0),
        ("allowances", "any", "", 0.0, 25.0),
        ("surplus", "", "", 8.5, 4.25),
    ]
    assert sum(line.money for line in found.cost.lines) == pytest.approx(found.cost.total)


def test_a_shift_that_is_named_gets_the_allowance_of_its_profile() -> None:
    odd = replace(duty("a2", MONDAY, "work 22:00-24:00"), shift="night 8h")
    plain = duty("a2", MONDAY, "work 22:00-24:00")
    house = centre(agent("a2", "any"))
    allowances = [report(house, required(("calls", "08:00", 1.0)), tour).cost["allowances"] for tour in (odd, plain)]
    assert allowances == [25.0, 0.0]


def test_the_order_of_the_duties_changes_nothing() -> None:
    house = centre(*(agent(f"a{n}", skills=BOTH if n % 2 else frozenset({"calls"})) for n in range(6)))
    tours = [duty(f"a{n}", MONDAY, f"work {8 + n}:00-{12 + n}:00", queues="") for n in range(6)]
    wanted = required(*((name, f"{hour:02d}:00", 1.3) for name in ("calls", "chat") for hour in range(8, 18)))
    forward, backward = report(house, wanted, *tours), report(house, wanted, *reversed(tours))
    pd.testing.assert_frame_equal(forward.coverage, backward.coverage)
    assert dict(forward.cost) == pytest.approx(dict(backward.cost))
