"""Contractors' days dealt out: nobody beyond a limit, the longest to whoever has had least."""

from datetime import date

import numpy as np
import pytest
from tiny_centre import BERLIN, HYBRID, MONDAY, agent

from staffplan.calendar.horizon import Horizon
from staffplan.domain.shift import Shift
from staffplan.domain.site import Mode
from staffplan.rules.resource import Measure
from staffplan.scheduling.naming.block_options import Option
from staffplan.scheduling.naming.deal_blocks import deal_blocks
from staffplan.scheduling.people.limits import Limits
from staffplan.scheduling.people.starts import Start

WEEK = Horizon(MONDAY, 7, BERLIN, 30)
NEVER = float("inf")


def block(day, minute, length, mode=Mode.HOME, number=0, week=WEEK):
    """A planned block of a day."""
    shift = Shift(f"micro {length}", "micro", ((0, length),), (), (minute,), HYBRID)
    return Option(number, mode, shift, Start(day, minute, week.wall_slot(day, minute)))


def may(hours=(0.0, 168.0), days=(0, 7), office=(0, 7), closed=(), longest=7, rest=0.0, **more):
    """Limits of a contractor."""
    ranges = {Measure.PAID_HOURS: hours, Measure.DAYS: days, Measure.OFFICE_DAYS: office}
    return Limits((), frozenset(closed), ranges, longest, rest, **more)


def deal(limits, planned, week=WEEK, **people):
    """Days of each person, in order; with what was left over."""
    folk = [(agent(f"a{n}", **people), one) for n, one in enumerate(limits)]
    hands, left = deal_blocks(folk, planned, week)
    return [hand.dealt for hand in hands], left


def days(dealt):
    return [option.start.day for option in dealt]


def test_days_off_are_kept():
    (first, second), left = deal([may(closed=[0]), may()], [block(0, 540, 120), block(0, 540, 120)])
    assert (days(first), days(second), len(left)) == ([], [0], 1)


@pytest.mark.parametrize(
    ("limits", "worked"),
    [
        (may(hours=(0, 6)), [0, 1, 2]),
        (may(hours=(0, 5.9)), [0, 1]),
        (may(days=(0, 4)), [0, 1, 2, 3]),
        (may(longest=3), [0, 1, 2, 4, 5, 6]),
        (may(longest=3, first_run=1), [0, 2, 3, 4, 6]),
        (may(closed=[0], first_run=1), [1, 2, 3, 4, 5, 6]),
    ],
)
def test_hours_days_and_runs_end_where_the_limits_do(limits, worked):
    (dealt,), left = deal([limits], [block(day, 540, 120) for day in range(7)])
    assert days(dealt) == worked
    assert len(left) == 7 - len(worked)


def test_the_rest_between_two_days_is_kept_to_the_minute():
    late, early = block(0, 18 * 60, 240), block(1, 9 * 60, 120)
    assert days(deal([may(rest=11.0)], [late, early])[0][0]) == [0, 1]
    assert days(deal([may(rest=11.5)], [late, early])[0][0]) == [0]


def test_the_night_in_which_the_clock_is_put_forward_is_an_hour_shorter():
    spring = Horizon(date(2027, 3, 22), 7, BERLIN, 30)
    planned = [block(5, 18 * 60, 240, week=spring), block(6, 9 * 60, 120, week=spring)]
    assert days(deal([may(rest=10.0)], planned, spring)[0][0]) == [5, 6]
    assert days(deal([may(rest=10.5)], planned, spring)[0][0]) == [5]


def test_days_on_site_and_runs_at_home_are_kept():
    places = [Mode.HOME, Mode.HOME, Mode.ON_SITE, Mode.HOME, Mode.ON_SITE, Mode.ON_SITE, Mode.HOME]
    planned = [block(day, 540, 120, mode) for day, mode in enumerate(places)]
    assert days(deal([may(office=(0, 2))], planned)[0][0]) == [0, 1, 2, 3, 4, 6]
    assert days(deal([may(home_run=1.0)], planned)[0][0]) == [0, 2, 3, 4, 5, 6]


def test_the_longest_block_goes_to_whoever_has_had_least():
    (first, second), _ = deal([may(), may()], [block(0, 540, 120), block(0, 600, 240), block(1, 540, 180)])
    assert [option.shift.paid_min for option in first] == [240]
    assert [option.shift.paid_min for option in second] == [120, 180]


def test_a_day_that_somebody_would_rather_have_free_goes_to_another():
    folk = [(agent("a", days_off_wanted=frozenset({0})), may()), (agent("b"), may())]
    hands, _ = deal_blocks(folk, [block(0, 540, 120)], WEEK)
    assert [len(hand.dealt) for hand in hands] == [0, 1]


def test_a_day_that_just_completes_the_guarantee_goes_to_whom_it_completes():
    """By turns alone, the second day's longer block would go to the second, who misses only two hours."""
    limits = [may(hours=(7.0, 20.0)), may(hours=(4.0, 20.0))]
    planned = [block(0, 540, 180), block(0, 540, 120), block(1, 540, 240), block(1, 540, 120)]
    (first, second), left = deal(limits, planned)
    assert left == []
    assert [option.shift.paid_min for option in first] == [180, 240]
    assert [option.shift.paid_min for option in second] == [120, 120]


def test_a_hand_says_what_is_missing_of_its_week():
    folk = [(agent(), may(hours=(5.0, 20.0), days=(2, 6), office=(1, 7)))]
    (hand,), _ = deal_blocks(folk, [block(0, 540, 180), block(1, 540, 120)], WEEK)
    assert hand.missing_min == 0
    assert not hand.is_lawful  # never on site
    (hand,), _ = deal_blocks(folk, [block(0, 540, 180), block(1, 540, 120, Mode.ON_SITE)], WEEK)
    assert hand.is_lawful
    (hand,), _ = deal_blocks(folk, [block(0, 540, 240, Mode.ON_SITE), block(1, 540, 30)], WEEK)
    assert hand.missing_min == 30
    assert not hand.is_lawful


def drawn(seed):
    """Limits of four people and some thirty days of blocks."""
    luck = np.random.default_rng(seed)
    limits = [
        may(
            hours=(5.0, float(luck.integers(6, 16))),
            days=(0, int(luck.integers(2, 7))),
            office=(0, int(luck.integers(0, 4))),
            closed=luck.choice(7, 2, replace=False).tolist(),
            longest=int(luck.integers(1, 5)),
            rest=float(luck.integers(8, 14)),
            first_run=float(luck.choice([0, 1, 2, NEVER])),
            home_run=float(luck.choice([1, 2, NEVER])),
        )
        for _ in range(4)
    ]
    planned = [
        block(
            int(luck.integers(7)),
            int(luck.integers(16, 40)) * 30,
            int(luck.choice([120, 180, 240])),
            Mode.HOME if luck.random() < 0.5 else Mode.ON_SITE,
            number,
        )
        for number in range(30)
    ]
    return limits, planned


def is_kept(limits, dealt):
    """Whether a week keeps all limits but the least hours; counted from the list of days."""
    worked = days(dealt)
    on_site = [option.mode is Mode.ON_SITE for option in dealt]
    at_home = longest_at_home = 0
    for office in on_site:
        at_home = 0 if office else at_home + 1
        longest_at_home = max(longest_at_home, at_home)
    ends = [day * 1440 + one.start.minute + one.shift.elapsed_min for day, one in zip(worked, dealt, strict=True)]
    begins = [day * 1440 + one.start.minute for day, one in zip(worked, dealt, strict=True)]
    return (
        worked == sorted(set(worked))
        and not limits.closed_days & set(worked)
        and sum(option.shift.paid_min for option in dealt) <= 60 * limits.range(Measure.PAID_HOURS)[1]
        and len(worked) <= limits.range(Measure.DAYS)[1]
        and sum(on_site) <= limits.range(Measure.OFFICE_DAYS)[1]
        and limits.allow_runs(worked)
        and longest_at_home <= limits.home_run
        and all(begin - end >= 60 * limits.rest_hours for end, begin in zip(ends, begins[1:], strict=False))
    )


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_planned_nobody_is_dealt_a_week_beyond_their_limits_and_no_day_is_lost(seed):
    limits, planned = drawn(seed)
    dealt, left = deal(limits, planned)
    assert all(is_kept(one, week) for one, week in zip(limits, dealt, strict=True))
    numbers = [option.wanted for week in [*dealt, left] for option in week]
    assert sorted(numbers) == list(range(30))
    assert (dealt, left) == deal(limits, planned)


@pytest.mark.parametrize("seed", range(10))
def test_what_is_left_over_fits_nobody_who_is_free_that_day(seed):
    """Beyond the days of its own: whoever had least was asked first, and everybody was asked."""
    limits, planned = drawn(seed)
    dealt, left = deal(limits, planned)
    for option in left:
        for one, week in zip(limits, dealt, strict=True):
            so_far = [other for other in week if other.start.day < option.start.day]
            if option.start.day not in days(week):
                assert not is_kept(one, [*so_far, option])
