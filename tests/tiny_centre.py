"""A centre small enough to think through: one site, two queues, four contracts, and agents as a test needs them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from staffplan.calendar.opening import OpeningHours
from staffplan.calendar.special_days import SpecialDays
from staffplan.domain.agent import Agent, AvailabilityWindow
from staffplan.domain.centre import Centre, CoverPrices
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.queue import Channel, Queue
from staffplan.domain.roster import Duty, Segment
from staffplan.domain.service_goal import ServiceGoal
from staffplan.domain.shift import Activity, BreakPlan, ShiftProfile
from staffplan.domain.shrinkage import ShrinkageLedger
from staffplan.domain.site import Mode, Site

MONDAY = date(2026, 11, 30)
BERLIN = "Europe/Berlin"
ON_SITE, HOME = frozenset({Mode.ON_SITE}), frozenset({Mode.HOME})
HYBRID = ON_SITE | HOME
EVERY_DAY = frozenset(range(7))

MEAL = BreakPlan(Activity.MEAL, 30, paid=False, earliest=180, latest=300, from_min=361)
PAUSE = BreakPlan(Activity.BREAK, 15, paid=True, earliest=60, latest=120, from_min=240)

PROFILES = (
    ShiftProfile("day", HYBRID, 6 * 60, 14 * 60, 30, (360, 510), (PAUSE, MEAL)),
    ShiftProfile("split", HOME, 8 * 60, 12 * 60, 60, (180,), gap=(60, 180), split_only=True, spread=540),
    ShiftProfile("night", ON_SITE, 22 * 60, 22 * 60, 30, (480,), (MEAL,), allowance=25.0),
    ShiftProfile("micro", HOME, 8 * 60, 20 * 60, 30, (120, 180, 240), (replace(PAUSE, from_min=181),), gap=(60, 120)),
)

CONTRACTS = (
    Contract("full", Employment.EMPLOYED, (40.0, 40.0), (5, 5), 20.0, ("day", "night"), min_office_days=2),
    Contract("part", Employment.EMPLOYED, (12.0, 24.0), (2, 4), 18.0, ("day", "split"), home_stipend=1.0),
    Contract("free", Employment.CONTRACTOR, (0.0, 25.0), (0, 6), 24.0, ("micro", "day")),
    Contract("any", Employment.CONTRACTOR, (0.0, 168.0), (0, 7), 24.0, ("day", "split", "night", "micro")),
)


def open_hours(*spans: tuple[int, int], days: range = range(7)) -> OpeningHours:
    """The same spans, in hours, on the weekdays given."""
    minutes = tuple((start * 60, end * 60) for start, end in spans)
    return OpeningHours(tuple(minutes if day in days else () for day in range(7)))


def queue(name: str, **changes: Any) -> Queue:
    return Queue(name, Channel.VOICE, ServiceGoal(0.8, 20.0), open_hours((0, 24)), **changes)


def centre(*agents: Agent, **changes: Any) -> Centre:
    """Open round the clock, half-hour intervals, no shrinkage, 100 seats."""
    tiny = Centre(
        name="Tiny",
        zone=BERLIN,
        interval_min=30,
        week_start=0,
        currency="EUR",
        opening=open_hours((0, 24)),
        special_days=SpecialDays(),
        sites=(Site("hall", 100),),
        queues=(queue("calls"), queue("chat")),
        contracts=CONTRACTS,
        profiles=PROFILES,
        shrinkage=ShrinkageLedger(),
        aht_factor={},
        prices=CoverPrices(((0.1, 40.0), (1.0, 120.0)), 0.5),
        agents=agents,
    )
    return replace(tiny, **changes)


def agent(name: str = "a1", contract: str = "any", **changes: Any) -> Agent:
    """Hybrid, serves calls, without windows."""
    return replace(Agent(name, contract, "hall", HYBRID, frozenset({"calls"}), BERLIN), **changes)


def window(start_h: float, end_h: float, days: frozenset[int] = EVERY_DAY) -> AvailabilityWindow:
    return AvailabilityWindow(days, round(start_h * 60), round(end_h * 60))


def at(day: date, clock: str, zone: str = BERLIN) -> datetime:
    """UTC instant of a wall-clock time of a day; ``30:00`` is six in the morning after."""
    hours, minutes = (int(part) for part in clock.split(":"))
    wall = time(hours % 24, minutes, tzinfo=ZoneInfo(zone))
    return datetime.combine(day + timedelta(days=hours // 24), wall).astimezone(UTC)


def duty(
    agent_id: str, day: date, *pieces: str, mode: Mode = Mode.ON_SITE, queues: str = "calls", name: str = ""
) -> Duty:
    """A duty of pieces such as ``work 08:00-12:00``, ``meal 12:00-12:30``, ``paid break 10:00-10:15``."""
    segments = []
    for piece in pieces:
        what, _, span = piece.rpartition(" ")
        start, end = span.split("-")
        activity = Activity(what.removeprefix("paid ").removeprefix("unpaid "))
        paid = what.startswith("paid ") or (activity not in (Activity.MEAL, Activity.BREAK) and "unpaid" not in what)
        served = queues if activity is Activity.WORK else ""
        segments.append(Segment(activity, at(day, start), at(day, end), paid, served))
    return Duty(name or f"{agent_id} {day} {pieces[0]}", agent_id, day, mode, tuple(segments))
