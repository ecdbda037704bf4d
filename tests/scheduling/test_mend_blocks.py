"""Weeks too short and days left over: mended among a few people, at the price of the cover that is lost."""

import numpy as np
import pandas as pd
import pytest
from tiny_centre import BERLIN, HOME, MONDAY, agent, centre, open_hours, queue

from staffplan.auditing import examine
from staffplan.domain.agent import Absence, TimeOff
from staffplan.domain.centre import CoverPrices
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.shift import ShiftProfile
from staffplan.domain.site import Mode
from staffplan.rules.book import parse, whole_book
from staffplan.rules.resource import Measure
from staffplan.scheduling.assembled_week import assembled_week
from staffplan.scheduling.naming import mend_blocks
from staffplan.scheduling.naming.block_days import DayOfBlocks
from staffplan.scheduling.naming.block_options import BlockOptions
from staffplan.scheduling.naming.deal_blocks import Hand
from staffplan.scheduling.naming.lost_cover import LostCover
from staffplan.scheduling.naming.mend_blocks import Mender
from staffplan.scheduling.people.starts import Timetable
from staffplan.scheduling.plan import plan_week
from staffplan.scheduling.settings import SchedulingSettings

MICRO = ShiftProfile("micro", HOME, 540, 720, 60, (120, 180, 240))
SPLIT = ShiftProfile("micro", HOME, 540, 840, 60, (120, 180), gap=(60, 180), gap_step=60)
QUICK = SchedulingSettings(gap=0.01, node_limit=20)


def contractors(count, hours=(0.0, 12.0), days=(0, 6), profile=MICRO, price=50.0, **changes):
    """People at home with an hours band; open from nine to five on workdays."""
    free = Contract("free", Employment.CONTRACTOR, hours, days, 12.0, ("micro",))
    return centre(
        *(agent(f"a{n}", "free", modes=HOME) for n in range(count)),
        **(
            {
                "opening": open_hours((9, 17), days=range(5)),
                "contracts": (free,),
                "profiles": (profile,),
                "queues": (queue("calls"),),
                "interval_min": 60,
                "prices": CoverPrices(((1.0, price),), 1.0),
            }
            | changes
        ),
    )


def wanted(calls):
    """REQUIREMENT of calls[day][hour] agents from nine."""
    rows = [
        ("calls", pd.Timestamp(MONDAY, tz=BERLIN) + pd.Timedelta(days=day, hours=9 + hour), float(agents))
        for day, hours in enumerate(calls)
        for hour, agents in enumerate(hours)
    ]
    return pd.DataFrame(rows, columns=["queue", "start", "agents"])


class Table:
    """A crew, its hands, and days of blocks to deal, without a planned week around them."""

    def __init__(self, where, blocks, *, spare=0.0, rules=()):
        self.model = assembled_week(where, [*whole_book(), *rules], wanted(np.ones((5, 8))), MONDAY).model
        (self.weeks,) = self.model.flexible
        (pair,) = self.weeks.pairs
        crew, timetable = self.weeks.crew, Timetable(self.model.horizon)
        self.planned = [DayOfBlocks(day, pair, parts) for day, parts in blocks]
        self.options = BlockOptions(self.weeks, timetable, (), limited=False)
        values = np.zeros(self.model.linear.width)
        for unused in self.model.cover.unused.values():
            values[unused] = spare
        self.lost = LostCover(self.model.cover, values)
        self.hands = [Hand(person, group.limits) for group in crew.groups for person in group.agents]
        self.mender = Mender(crew, self.planned, self.options, timetable, self.lost)

    def give(self, hand, *numbers):
        self.hands[hand].dealt = [self.options.as_planned(number, self.planned[number]) for number in numbers]

    def mend(self, left=()):
        self.mender.mend(self.hands, left)
        return [[(one.start.day, one.start.minute, one.shift.paid_min) for one in hand.dealt] for hand in self.hands]


def test_a_day_left_over_finds_whoever_has_room():
    table = Table(contractors(2), [(0, ((540, 240),)), (0, ((600, 120),))])
    table.give(0, 0)
    assert table.mend(left=[1]) == [[(0, 540, 240)], [(0, 600, 120)]]


def test_a_day_that_nobody_can_work_is_dropped():
    table = Table(contractors(1), [(0, ((540, 240),)), (0, ((600, 120),))])
    table.give(0, 0)
    assert table.mend(left=[1]) == [[(0, 540, 240)]]


def test_a_day_that_nobody_can_work_whole_is_worked_in_part():
    table = Table(contractors(1, hours=(0.0, 6.0)), [(0, ((540, 240),)), (1, ((600, 240),))])
    table.give(0, 0)
    (week,) = table.mend(left=[1])
    assert sum(length for *_, length in week) == 360
    assert [day for day, *_ in week] == [0, 1]


def test_a_day_whose_cover_is_worth_less_than_its_pay_is_dropped():
    table = Table(contractors(2, price=11.0), [(0, ((540, 240),))])
    assert table.mend(left=[0]) == [[], []]


def test_nobody_stays_below_the_guarantee_while_another_has_more_than_enough():
    days = [(0, ((540, 240),)), (1, ((540, 240),)), (2, ((540, 240),)), (0, ((540, 120),))]
    table = Table(contractors(2, hours=(5.0, 14.0)), days)
    table.give(0, 0, 1, 2)
    table.give(1, 3)
    weeks = table.mend()
    assert all(hand.is_lawful for hand in table.hands)
    # Fourteen hours were planned and are worked: the days change hands, and nobody comes who was not asked for.
    assert sum(length for week in weeks for *_, length in week) == 14 * 60


def test_where_too_little_was_planned_blocks_become_longer_or_are_added():
    table = Table(contractors(2, hours=(5.0, 12.0)), [(0, ((540, 120),))])
    table.give(0, 0)
    weeks = table.mend()
    assert [sum(length for *_, length in week) >= 300 for week in weeks] == [True, True]


def test_both_blocks_of_a_day_are_kept_where_they_do_no_harm_and_one_is_left_out_where_hours_end():
    table = Table(contractors(1, hours=(0.0, 5.0), profile=SPLIT), [(0, ((540, 120), (720, 180)))])
    assert table.mend(left=[0]) == [[(0, 540, 300)]]
    table = Table(contractors(1, hours=(0.0, 3.5), profile=SPLIT), [(0, ((540, 120), (720, 180)))])
    assert table.mend(left=[0]) == [[(0, 720, 180)]]


def test_cover_to_spare_is_given_up_once_and_not_by_every_team(monkeypatch):
    """Two days of the same hours are left over, and one person there can be spared: one of the days is worked."""
    monkeypatch.setattr(mend_blocks, "_PEOPLE_AT_ONCE", 1)
    table = Table(contractors(2), [(0, ((540, 240),)), (0, ((540, 240),))], spare=1.0)
    assert sorted(map(len, table.mend(left=[0, 1]))) == [0, 1]


def test_a_day_that_a_team_works_leaves_as_much_to_spare_as_before(monkeypatch):
    """Half a person can be spared on Monday: the first team works there for its guarantee, the second need not."""
    monkeypatch.setattr(mend_blocks, "_PEOPLE_AT_ONCE", 1)
    monday = (0, ((540, 120),))
    table = Table(contractors(2, hours=(2.0, 12.0), price=20.0), [monday, monday, (1, ((540, 120),))], spare=0.5)
    table.lost.change(
        table.weeks.crew.cover[Mode.HOME], 1, [table.model.horizon.wall_slot(1, 540) + n for n in (0, 1)], -1
    )
    table.give(1, 2)
    assert table.mend(left=[0, 1]) == [[(0, 540, 120)], [(1, 540, 120)]]


def test_every_person_belongs_to_a_team_before_any_team_has_nobody(monkeypatch):
    monkeypatch.setattr(mend_blocks, "_PEOPLE_AT_ONCE", 2)
    table = Table(contractors(5), [(0, ((540, 240),))] * 5)
    assert [len(week) for week in table.mend(left=range(5))] == [1] * 5


def lawful(limits, week):
    """Whether a mended week keeps every limit of the crew, the least ones included."""
    days, hours = [option.start.day for option in week], sum(option.shift.paid_min for option in week) / 60
    ends = [option.start.slot * 60 + option.shift.elapsed_min for option in week]
    rests = zip(ends, (option.start.slot * 60 for option in week[1:]), strict=False)
    return (
        days == sorted(set(days))
        and limits.range(Measure.PAID_HOURS)[0] <= hours <= limits.range(Measure.PAID_HOURS)[1]
        and len(days) <= limits.range(Measure.DAYS)[1]
        and not limits.closed_days & set(days)
        and limits.allow_runs(days)
        and all(begin - end >= 60 * limits.rest_hours for end, begin in rests)
    )


@pytest.mark.parametrize("seed", range(8))
def test_whatever_was_dealt_the_mended_weeks_are_lawful_and_every_planned_day_is_worked_at_most_once(seed):
    luck = np.random.default_rng(seed)
    away = (TimeOff("a0", MONDAY, MONDAY, Absence.UNAVAILABLE),)
    where = contractors(5, hours=(5.0, 9.0), days=(0, 4), time_off=away)
    blocks = [
        (int(luck.integers(5)), ((int(luck.choice([540, 600, 660])), int(luck.choice([120, 240]))),)) for _ in range(12)
    ]
    table = Table(where, blocks, rules=parse([{"rule": "consecutive_days", "max_days": 2}]))
    for number, hand in enumerate(table.hands):
        first = {day: n for n, (day, _) in enumerate(blocks) if n % 6 == number}
        table.give(number, *(first[day] for day in sorted(first) if day not in {2} | hand.limits.closed_days))
    held = {option.wanted for hand in table.hands for option in hand.dealt}
    table.mend(left=sorted(set(range(12)) - held))
    assert all(lawful(hand.limits, hand.dealt) for hand in table.hands)
    worked = [option.wanted for hand in table.hands for option in hand.dealt if option.wanted >= 0]
    assert len(worked) == len(set(worked))


@pytest.mark.parametrize(("hours", "seed"), [((5.0, 8.0), 1), ((7.0, 12.0), 0)])
def test_named_weeks_of_contractors_keep_guarantee_and_law(hours, seed):
    calls = np.random.default_rng(seed).integers(0, 4, (5, 8))
    where, need = contractors(5, hours=hours, profile=SPLIT), wanted(calls)
    made = plan_week(where, whole_book(), need, MONDAY, QUICK)
    report = examine(made.roster, where, whole_book(), need)
    assert report.breaches == ()
    assert report.cost.total == pytest.approx(made.objective)
    worked = {person.id: 0.0 for person in where.agents}
    for duty in made.roster.duties:
        worked[duty.agent_id] += duty.paid_hours
    assert min(worked.values()) >= hours[0]
