"""The week that the sample plans can be covered: required hours against what its people can give, on paper."""

from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from staffplan.app.centre import load_centre
from staffplan.calendar.horizon import Horizon
from staffplan.domain.centre import Centre
from staffplan.domain.site import Mode
from staffplan.sample import almanac
from staffplan.sample.arrivals import expected
from staffplan.sample.inbound import QUEUES
from staffplan.staffing.requirement import requirement

CONFIGS = Path(__file__).resolve().parents[2] / "configs"
WORK_OF_PAID = 0.94
"""Paid hours less paid pauses."""


def required_hours(centre: Centre) -> dict[str, float]:
    """Net agent-hours by queue in the week to plan, for the volumes that the generator expects."""
    span = Horizon(almanac.PLAN_WEEK, 7, almanac.ZONE, almanac.INTERVAL_MIN)
    starts = pd.DatetimeIndex(span.slot_starts).tz_localize("UTC").tz_convert(almanac.ZONE)
    frames = []
    for queue in QUEUES:
        mean = expected(queue, span)
        rows = np.flatnonzero(mean)
        blank = dict.fromkeys(("p05", "p10", "p50", "p90", "p95"), 0.0)
        columns = {"queue": queue.name, "start": starts[rows], "offered_mean": mean[rows], "cv2_interval": 0.0}
        columns |= {"cv2_day": 0.0, "aht_s": float(queue.talk_s + queue.after_work_s)}
        frames.append(pd.DataFrame(columns | {f"offered_{name}": value for name, value in blank.items()}))
    needed = requirement(pd.concat(frames), {queue.name: queue for queue in centre.queues}, interval_min=15)
    return (needed.frame.groupby("queue")["agents"].sum() * 0.25).to_dict()


def available_hours(centre: Centre) -> dict[frozenset[str], float]:
    """Net agent-hours by skill group in the week to plan, time off taken out."""
    week = set(centre.horizon(almanac.PLAN_WEEK).dates)
    hours: dict[frozenset[str], float] = defaultdict(float)
    for agent in centre.agents:
        contract = centre.contract(agent)
        mode = Mode.ON_SITE if Mode.ON_SITE in agent.modes else Mode.HOME
        days_away = sum(day.weekday() < 5 for day in centre.days_off(agent) & week)
        present = 1 - min(days_away / contract.days_per_week[1], 1)
        hours[agent.skills] += (
            contract.weekly_hours[1] * present * WORK_OF_PAID * centre.cover(agent, mode, almanac.PLAN_WEEK)
        )
    return hours


@pytest.fixture(scope="module")
def centre() -> Centre:
    return load_centre(CONFIGS).centre


@pytest.fixture(scope="module")
def required(centre) -> dict[str, float]:
    return required_hours(centre)


@pytest.fixture(scope="module")
def available(centre) -> dict[frozenset[str], float]:
    return available_hours(centre)


def test_the_week_needs_most_of_what_the_people_can_give(required, available):
    assert 0.8 < sum(required.values()) / sum(available.values()) < 0.92


def test_for_every_set_of_queues_those_who_can_serve_them_have_hours_to_spare(required, available):
    """Hall's condition on the hours of the week, with three per cent in hand."""
    for size in range(1, len(required) + 1):
        for queues in combinations(sorted(required), size):
            able = sum(hours for skills, hours in available.items() if skills & set(queues))
            assert sum(required[queue] for queue in queues) < 0.97 * able, queues


def test_every_class_of_queue_is_wanted(required):
    assert set(required) == {"support", "sales", "chat", "email", "messages", "outreach"}
    assert min(required.values()) > 40


def test_the_past_events_of_the_configuration_are_those_of_the_history(centre):
    periods = {event.period.name: event.period for event in centre.special_days.events}
    for event in (almanac.SPRING_CAMPAIGN, almanac.OUTAGE):
        assert (periods[event.period.name].first, periods[event.period.name].last) == (
            event.period.first,
            event.period.last,
        )
    ours = {(period.first, period.last) for period in almanac.SCHOOL_HOLIDAYS}
    assert ours <= {(period.first, period.last) for period in centre.special_days.school_holidays}
    assert set(centre.special_days.holidays) >= almanac.PUBLIC_HOLIDAYS


def test_the_hours_of_the_configuration_are_those_of_the_history(centre):
    days = [almanac.PLAN_WEEK.fromordinal(almanac.PLAN_WEEK.toordinal() + step) for step in range(7)]
    assert [centre.opening.spans(day) for day in days] == [almanac.OPENING.spans(day) for day in days]
    assert (centre.zone, centre.interval_min) == (almanac.ZONE, almanac.INTERVAL_MIN)
