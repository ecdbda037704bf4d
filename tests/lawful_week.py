"""A small lawful week: six people, every rule of the book, and nothing to find; for breaking on purpose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tiny_centre import HOME, MONDAY, ON_SITE, agent, centre, duty, open_hours, window

from staffplan.domain.agent import Absence, TimeOff
from staffplan.domain.centre import Centre
from staffplan.domain.roster import Duty, Roster
from staffplan.domain.site import Mode, Site
from staffplan.rules.book import AnyRule, parse

DAYS = tuple(MONDAY + timedelta(days=number) for number in range(7))
MON, TUE, WED, THU, FRI, SAT, SUN = DAYS


def lawful_centre() -> Centre:
    """Open 06-23, two seats; x1 and x2 have free contracts and fewer rules than the others."""
    both = frozenset({"calls", "chat"})
    people = (
        agent("f1", "full", skills=both),
        agent("s1", "full", modes=ON_SITE),
        agent("p1", "part", modes=HOME),
        agent("c1", "free", modes=HOME, zone="Europe/Lisbon", availability=(window(8, 22),)),
        agent("x1", "any"),
        agent("x2", "any"),
    )
    away = (TimeOff("c1", WED, WED, Absence.UNAVAILABLE),)
    house = centre(*people, time_off=away, interval_min=15, opening=open_hours((6, 23)), sites=(Site("hall", 2),))
    few_days = tuple(replace(c, days_per_week=(0, 3)) if c.name == "free" else c for c in house.contracts)
    return replace(house, contracts=few_days)


def lawful_rules() -> tuple[AnyRule, ...]:
    """The whole book; some rules narrowed, so that each can be broken alone."""
    settled = {"contract": ["full", "part", "free"]}
    return parse(
        [
            {"rule": "rest_between_shifts", "applies_to": {"contract": ["full", "part"]}},
            {"rule": "daily_hours", "max_hours": 4.5, "applies_to": {"contract": ["free"]}},
            {"rule": "breaks_after"},
            {"rule": "consecutive_days"},
            {"rule": "contract_hours"},
            {"rule": "contract_days"},
            {"rule": "office_days"},
            {"rule": "time_off"},
            {"rule": "availability"},
            {"rule": "opening_hours"},
            {"rule": "shift_profile", "applies_to": settled},
            {"rule": "place_of_work"},
            {"rule": "skills"},
            {"rule": "one_duty_a_day", "applies_to": {"agent": ["f1", "s1", "p1", "c1", "x1"]}},
            {"rule": "no_overlap"},
            {"rule": "seats"},
        ]
    )


def full_day(agent_id: str, day: date, start: int = 8, *, mode: Mode = Mode.ON_SITE, meal_after: int = 4) -> Duty:
    """Eight hours paid in eight and a half."""
    meal = start + meal_after
    pieces = (
        f"work {start}:00-{start + 1}:30",
        f"paid break {start + 1}:30-{start + 1}:45",
        f"work {start + 1}:45-{meal}:00",
        f"meal {meal}:00-{meal}:30",
        f"work {meal}:30-{start + 8}:30",
    )
    return duty(agent_id, day, *pieces, mode=mode, queues="calls|chat" if agent_id == "f1" else "calls")


def split_day(day: date) -> Duty:
    return duty("p1", day, "work 08:00-11:00", "work 13:00-16:00", mode=Mode.HOME)


def micro_day(day: date, start: int = 10) -> Duty:
    pieces = (f"work {start}:00-{start + 1}:00", f"paid break {start + 1}:00-{start + 1}:15")
    return duty("c1", day, *pieces, f"work {start + 1}:15-{start + 4}:00", mode=Mode.HOME)


def lawful_duties() -> dict[str, Duty]:
    """By a short name such as ``f1 Mon``."""
    tours = [
        *(full_day("f1", day, mode=Mode.ON_SITE if day in (MON, TUE) else Mode.HOME) for day in DAYS[:5]),
        *(full_day("s1", day, 14) for day in DAYS[1:6]),
        *(split_day(day) for day in (MON, WED, FRI)),
        *(micro_day(day) for day in (TUE, THU)),
        duty("x1", MON, "work 08:00-14:00"),
        duty("x2", SAT, "work 08:00-14:00", mode=Mode.HOME),
    ]
    return {f"{tour.agent_id} {tour.day:%a}": tour for tour in tours}


def roster_of(duties: dict[str, Duty]) -> Roster:
    return Roster(MON, SUN, tuple(sorted(duties.values(), key=lambda tour: (tour.agent_id, tour.day))))
