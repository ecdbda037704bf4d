"""People at home in other zones: their windows, days off and rest by their own clock, and their times in the roster."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from tiny_centre import HOME, agent, centre, open_hours, queue, window

from staffplan.auditing import examine
from staffplan.domain.agent import Absence, TimeOff
from staffplan.domain.centre import CoverPrices
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.shift import ShiftProfile
from staffplan.export.roster_frame import roster_frame
from staffplan.rules.book import whole_book
from staffplan.scheduling.plan import plan_week
from staffplan.scheduling.settings import SchedulingSettings

SPLIT_CLOCKS = date(2026, 10, 26)
"""Monday of the week in which Berlin has changed its clock and New York has not."""
TUESDAY = SPLIT_CLOCKS + timedelta(days=1)
EXACT = SchedulingSettings(gap=1e-6, node_limit=1000)
ROUND = ShiftProfile("round", HOME, 0, 20 * 60, 60, (240,))
FULL = Contract("full", Employment.EMPLOYED, (16.0, 16.0), (4, 4), 10.0, ("round",))
ZONES = {"t": "Asia/Tokyo", "n": "America/New_York", "l": "Europe/Lisbon"}


def planned(*people, **changes):
    where = centre(
        *people,
        **{
            "opening": open_hours((0, 24), days=range(6)),
            "contracts": (FULL,),
            "profiles": (ROUND,),
            "queues": (queue("calls"),),
            "interval_min": 60,
            "prices": CoverPrices(((1.0, 40.0),), 1.0),
        }
        | changes,
    )
    starts = pd.date_range(pd.Timestamp(SPLIT_CLOCKS, tz="Europe/Berlin"), periods=144, freq="h")
    wanted = pd.DataFrame({"queue": "calls", "start": starts, "agents": 1.0})
    made = plan_week(where, whole_book(), wanted, SPLIT_CLOCKS, EXACT)
    report = examine(made.roster, where, whole_book(), wanted)
    assert report.breaches == ()
    assert report.cost.total == pytest.approx(made.objective)
    return where, made


def test_everybody_works_inside_their_windows_on_their_own_clock_and_rests_in_between():
    people = [agent(n, "full", modes=HOME, zone=zone, availability=(window(9, 17),)) for n, zone in ZONES.items()]
    where, made = planned(*people)
    assert len(made.roster.duties) == 12
    frame = roster_frame(made.roster, where)
    for row in frame.to_dict("records"):
        start, end = (datetime.fromisoformat(row[f"{edge}_local"]) for edge in ("start", "end"))
        assert 9 <= start.hour < end.hour <= 17
        assert start.utcoffset() == start.replace(tzinfo=ZoneInfo(ZONES[row["agent_id"]])).utcoffset()
        assert start.astimezone(UTC) == datetime.fromisoformat(row["start_utc"])


def test_a_day_off_is_one_of_the_own_calendar():
    away = tuple(TimeOff(n, TUESDAY, TUESDAY, Absence.UNAVAILABLE) for n in ZONES)
    contract = replace(FULL, weekly_hours=(4.0, 20.0), days_per_week=(1, 5))
    people = [agent(n, "full", modes=HOME, zone=zone) for n, zone in ZONES.items()]
    _, made = planned(*people, agent("b", "full", modes=HOME), contracts=(contract,), time_off=away)
    for duty in made.roster.duties:
        zone = ZONES.get(duty.agent_id)
        assert zone is None or duty.start.astimezone(ZoneInfo(zone)).date() != TUESDAY


def test_people_of_one_crew_with_different_days_off_on_another_calendar_keep_them():
    away = (TimeOff("t1", TUESDAY, TUESDAY), TimeOff("t2", TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=1)))
    people = [agent(n, "full", modes=HOME, zone="Asia/Tokyo") for n in ("t1", "t2", "t3")]
    _, made = planned(*people, time_off=away)
    for entry in away:
        own = [duty for duty in made.roster.duties if duty.agent_id == entry.agent_id]
        assert all(duty.start.astimezone(ZoneInfo("Asia/Tokyo")).date() != entry.first for duty in own)
