import numpy as np
import pytest
from tiny_centre import BERLIN, HOME, MONDAY, agent

from staffplan.calendar.horizon import Horizon
from staffplan.domain.shift import Activity, BreakWindow, Shift
from staffplan.domain.site import Mode
from staffplan.scheduling.model.pool import PauseGroup
from staffplan.scheduling.naming.place_pauses import place_pauses
from staffplan.scheduling.naming.planned_duty import PlannedDuty
from staffplan.scheduling.people.crew import CoverGroup
from staffplan.scheduling.people.starts import Start

ANYBODY = CoverGroup(frozenset({"calls", "chat"}), 1.0)
WEEK = Horizon(MONDAY, 7, BERLIN, 30)
PAUSE = BreakWindow(Activity.BREAK, 15, True, 60, 120)
MEAL = BreakWindow(Activity.MEAL, 30, False, 180, 240)
DAY = Shift("day 6h", "day", ((0, 360),), (PAUSE, MEAL), (480,), HOME)


def planned(name, minute):
    slot = WEEK.wall_slot(0, minute)
    return PlannedDuty(agent(name), DAY, Start(0, minute, slot), Mode.HOME, ANYBODY)


def group(minutes, width, slots):
    first, last = min(slots), max(slots)
    counts = np.array([slots.count(slot) for slot in range(first, last + 1)], dtype=float)
    numbers = np.arange(len(counts))
    return PauseGroup(ANYBODY, 0, minutes, width, np.arange(first, last + 1), numbers, (numbers, numbers)), counts


def test_planned_pauses_go_to_windows_in_order_of_deadline():
    duties = [planned("late", 540), planned("early", 480)]
    breaks, counts = group(15, 2, [18, 22])
    place_pauses(duties, [breaks], counts, 30)
    early, late = duties[1], duties[0]
    assert early.pauses[0] == 60
    assert late.pauses[0] == 120


def test_a_planned_pause_outside_a_window_is_not_taken():
    duty = planned("a", 480)
    breaks, counts = group(15, 2, [17, 25])
    place_pauses([duty], [breaks], counts, 30)
    assert PAUSE.earliest <= duty.pauses[0] <= PAUSE.latest


def test_every_pause_gets_a_place_inside_its_window_even_without_a_plan():
    duty = planned("a", 480)
    place_pauses([duty], [], np.empty(0), 30)
    for number, pause in enumerate(DAY.breaks):
        assert pause.earliest <= duty.pauses[number] <= pause.latest


def test_a_duty_becomes_segments_without_gaps_and_with_the_right_pay():
    duty = planned("a", 480)
    duty.pauses = {0: 90, 1: 210}
    made = duty.duty(WEEK)
    assert [segment.activity for segment in made.segments] == ["work", "break", "work", "meal", "work"]
    assert made.paid_hours == pytest.approx(5.5)
    assert len(made.blocks) == 1
    assert made.segments[0].queue == "calls"
    assert made.id == "20261130-a"


def test_a_split_duty_has_a_gap_and_its_pause_in_the_block_it_belongs_to():
    split = Shift(
        "split", "split", ((0, 120), (240, 360)), (BreakWindow(Activity.BREAK, 15, True, 270, 300),), (480,), HOME
    )
    duty = PlannedDuty(agent("a"), split, Start(0, 480, WEEK.wall_slot(0, 480)), Mode.HOME, ANYBODY, {0: 270})
    made = duty.duty(WEEK)
    assert len(made.blocks) == 2
    assert [segment.activity for segment in made.segments] == ["work", "work", "break", "work"]
    assert made.paid_hours == pytest.approx(4.0)
