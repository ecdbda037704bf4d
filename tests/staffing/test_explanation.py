"""One number of a requirement taken apart: the steps add up to it, and say what each is for."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest
from staffing.workloads import queue
from tiny_centre import centre

from staffplan.calendar.opening import OpeningHours
from staffplan.domain.queue import Channel, PutOff
from staffplan.domain.service_goal import ServiceGoal
from staffplan.domain.shrinkage import ShrinkageEntry, ShrinkageLedger, ShrinkageType
from staffplan.errors import DataError
from staffplan.staffing.explanation import explain
from staffplan.staffing.settings import Rounding
from staffplan.staffing.staffed import Staffing, staffed
from staffplan.staffing.streams import streams

NOON = pd.Timestamp(2026, 11, 30, 12)


def staffing(line: object, contacts: float = 60.0, rounding: Rounding = Rounding.UP, **columns: float) -> Staffing:
    frame = pd.DataFrame(
        {
            "queue": ["line", "line"],
            "start": pd.to_datetime(["2026-11-30 12:00", "2026-11-30 12:30"]),
            "offered_mean": [contacts, 0.0],
            **{name: [value, value] for name, value in columns.items()},
        }
    )
    arriving = streams(frame, {"line": line}, interval_min=30, plan_for="mean", week_start=0)
    return staffed(arriving, rounding=rounding, fractions=True)


def steps(line: object, **columns: float) -> dict[str, float]:
    told = explain(staffing(line, **columns), "line", NOON)
    assert told.steps[-1].level == pytest.approx(told.agents)
    assert sum(step.change for step in told.steps) == pytest.approx(told.agents)
    return {step.name: step.level for step in told.steps}


def test_workload_safety_and_rounding_make_the_number() -> None:
    told = explain(staffing(queue()), "line", NOON)
    assert (told.agents, told.binding) == (14, "service_level")
    assert [step.name for step in told.steps] == ["workload", "queueing safety", "whole agents"]
    assert told.steps[0].level == pytest.approx(10)
    assert 13 < told.steps[1].level < 14
    assert "60 contacts of 300 s in 30 minutes are 10.00 erlangs" in told.sentence
    assert "14 agents answer 86.7 % within 20 s, one fewer 76.6 %; the target is 80.0 %." in told.sentence
    assert told.sentence.endswith("What asks for the last agent is the service level.")
    assert told.rostered == ()


def test_one_agent_answers() -> None:
    told = explain(staffing(queue(), contacts=1.0), "line", NOON)
    assert "1 contact of 300 s in 30 minutes is 0.17 erlangs" in told.sentence
    assert "1 agent answers" in told.sentence


def test_without_contacts_nobody_is_needed_and_why_is_said() -> None:
    told = explain(staffing(queue()), "line", NOON + pd.Timedelta(minutes=30))
    assert told.sentence.endswith("0 agents at work, net. The forecast has no contacts for it.")


def test_a_closed_queue_has_no_safety_but_a_closing() -> None:
    line = replace(queue(), opening=OpeningHours(weekly=(((0, 60),),) * 7))
    told = explain(staffing(line), "line", NOON)
    assert [(step.name, step.level) for step in told.steps] == [("workload", 10), ("closing", 0)]
    assert told.sentence.endswith("The queue is closed.")


def test_a_floor_is_the_last_step_and_decides() -> None:
    told = explain(staffing(queue(floor=20)), "line", NOON)
    assert (told.agents, told.steps[-1].name, told.steps[-1].change) == (20, "floor", 6)
    assert told.sentence.endswith("The floor of 20 decides.")


def test_every_cause_of_more_or_fewer_agents_is_a_step() -> None:
    goal = ServiceGoal(service_level=0.8, confidence=0.9)
    line = queue(goal=goal, after_call_s=100.0, put_off=PutOff(0.6, 3600.0))
    levels = steps(line, cv2_interval=0.04)
    assert levels["workload"] == pytest.approx(10)
    assert levels["confidence"] == pytest.approx(12.6, abs=0.1)  # 10 erlangs and 1.28 times 20 % of them
    assert levels["work put off"] == pytest.approx(levels["confidence"] * 0.8)
    assert list(levels) == ["workload", "confidence", "work put off", "queueing safety", "whole agents"]


def test_chats_at_once_are_a_step() -> None:
    levels = steps(queue(Channel.CHAT, concurrency=2, concurrency_stretch=1.2))
    assert levels["several at once"] == pytest.approx(10 * 1.2 / 2)


def test_work_that_may_wait_is_laid_somewhere_and_said_so() -> None:
    mail = queue(Channel.EMAIL, goal=ServiceGoal(deadline_s=1800.0))
    told = explain(staffing(mail), "line", NOON)
    assert told.agents == pytest.approx(5)  # 10 erlangs over two intervals
    assert told.binding == "deadline"
    assert "5 agents at work" in told.sentence
    assert "a plan may lay it elsewhere" in told.sentence


def test_a_centre_tells_what_becomes_of_those_who_are_rostered() -> None:
    lost = (ShrinkageEntry(ShrinkageType.SICKNESS, 0.06), ShrinkageEntry(ShrinkageType.COACHING, 0.04, in_office=True))
    told = explain(staffing(queue()), "line", NOON, centre(shrinkage=ShrinkageLedger(lost)))
    assert [step.name for step in told.rostered] == ["sickness", "coaching"]
    assert told.rostered[-1].level == pytest.approx(14 / 0.9)
    levels = [told.agents, *(step.level for step in told.rostered)]
    assert [after - before for before, after in pairwise(levels)] == pytest.approx(
        [step.change for step in told.rostered]
    )


def test_an_hour_that_the_clock_shows_twice_has_to_be_told_apart() -> None:
    starts = pd.date_range("2026-10-25", periods=4, freq="30min", tz="UTC").tz_convert("Europe/Berlin")
    frame = pd.DataFrame({"queue": "line", "start": starts, "offered_mean": [0.0, 60.0, 0.0, 6.0]})
    found = staffed(streams(frame, {"line": queue()}, interval_min=30, plan_for="mean", week_start=0), fractions=True)
    with pytest.raises(DataError, match="comes twice"):
        explain(found, "line", pd.Timestamp("2026-10-25 02:30"))
    assert explain(found, "line", starts[1]).agents > explain(found, "line", starts[3]).agents > 0


@pytest.mark.parametrize(
    ("name", "start", "code"),
    [
        ("lines", NOON, "data.unknown_queue"),
        ("line", pd.Timestamp(2026, 12, 1, 12), "data.outside_horizon"),
        ("line", pd.Timestamp(2026, 11, 30, 12, 10), "data.outside_horizon"),
    ],
)
def test_what_is_not_there_cannot_be_explained(name: str, start: pd.Timestamp, code: str) -> None:
    with pytest.raises(DataError) as caught:
        explain(staffing(queue()), name, start)
    assert caught.value.faults[0].code == code
