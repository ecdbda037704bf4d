"""Settings in which each agent rule of the book must bind: what the agreement test walks through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from small_rosters import AT_HOME, DAYS, EARLY, LATE, MEAL, NIGHT, SHORT_BREAK, SPLIT, Option, Pause, Plan, duties
from tiny_centre import BERLIN, HOME, MONDAY, ON_SITE, open_hours, window

from staffplan.calendar.opening import OpeningHours
from staffplan.calendar.special_days import Period, SpecialDays
from staffplan.domain.agent import Absence, TimeOff
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.offer import Offer
from staffplan.domain.roster import Duty
from staffplan.domain.shift import Activity
from staffplan.domain.site import Mode

SPRING = date(2027, 3, 22)
"""Monday of a week in which the clock of Berlin skips an hour, on Sunday."""
AUTUMN = date(2026, 10, 19)
"""Monday of a week in which the clock of Berlin shows an hour twice, on Sunday."""


@dataclass(frozen=True)
class Setting:
    """A rule with its numbers, and the small rosters to judge it on.

    `days` are counted from `first`; `horizon` is the number of days planned, the others being free. `tail` says what
    was worked on days before, the eve of `first` being 1.
    """

    rule: Mapping[str, Any]
    agent: Mapping[str, Any] = field(default_factory=dict)
    centre: Mapping[str, Any] = field(default_factory=dict)
    options: Sequence[Option] = DAYS
    days: tuple[int, ...] = (1, 2, 3, 4)
    first: date = MONDAY
    horizon: int = 7
    move_pauses: bool = False
    tail: Mapping[int, Plan] = field(default_factory=dict)

    @property
    def duties_before(self) -> tuple[Duty, ...]:
        """Duties of the roster before, in order of their start."""
        eve = self.first - timedelta(days=1)
        worked = sorted(self.tail.items(), reverse=True)
        return tuple(duties(plan, eve - timedelta(days=ago - 1), BERLIN)[0] for ago, plan in worked)

    @property
    def dates(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=number) for number in self.days)


def contract(
    hours: tuple[float, float], days: tuple[int, int], office: int = 0, most_office: int | None = None
) -> Contract:
    profiles = ("day", "split", "night")
    return Contract(
        "scaled",
        Employment.EMPLOYED,
        hours,
        days,
        20.0,
        profiles,
        min_office_days=office,
        max_office_days=most_office,
    )


def offering(agreed: Contract, agent_id: str) -> Contract:
    """The contract with overtime, extra hours and time off on offer to one person."""
    more = Offer(4.0, 1, 0.25, frozenset({agent_id}))
    return replace(agreed, overtime=more, extra_hours=more, time_off=more)


def leave(first: int, last: int, kind: Absence = Absence.LEAVE) -> TimeOff:
    return TimeOff("a1", MONDAY + timedelta(days=first), MONDAY + timedelta(days=last), kind)


def _weekly(rule: Mapping[str, Any], agreed: Contract, *absences: TimeOff, **changes: Any) -> Setting:
    scaled = {"contracts": (agreed,), "time_off": absences}
    return Setting(rule, agent={"contract": "scaled"}, centre=scaled, **changes)


def _alone(*plans: Plan) -> tuple[Option, ...]:
    return ((), *((plan,) for plan in plans))


_SIX_AND_A_HALF = Plan("6h30", Mode.ON_SITE, "x", 8 * 60, ((0, 390),), (Pause(120, 270, 30),))
_SIX_AND_A_QUARTER = replace(_SIX_AND_A_HALF, name="6h15", blocks=((0, 375),))
_PAUSED = (
    EARLY,
    replace(EARLY, name="no pause", pauses=()),
    replace(EARLY, name="6h05", blocks=((0, 365),), pauses=()),
    _SIX_AND_A_HALF,
    _SIX_AND_A_QUARTER,
    replace(_SIX_AND_A_HALF, name="25 min", blocks=((0, 390),), pauses=(Pause(120, 240, 25),)),
    replace(_SIX_AND_A_HALF, name="10+20", pauses=(Pause(60, 90, 10), Pause(120, 240, 20))),
    replace(_SIX_AND_A_HALF, name="15+15", pauses=(Pause(60, 90, 15), Pause(120, 240, 15))),
    replace(_SIX_AND_A_HALF, name="late pause", blocks=((0, 420),), pauses=(Pause(300, 361, 30),)),
    replace(_SIX_AND_A_HALF, name="early pause", blocks=((0, 450),), pauses=(Pause(59, 90, 30),)),
    Plan("9h+30", Mode.ON_SITE, "x", 8 * 60, ((0, 570),), (Pause(240, 330, 30),)),
    Plan("9h15+30", Mode.ON_SITE, "x", 8 * 60, ((0, 585),), (Pause(240, 330, 30),)),
    Plan("9h15+45", Mode.ON_SITE, "x", 8 * 60, ((0, 600),), (Pause(240, 330, 45),)),
    SPLIT,
    Plan("4+4, 20 min", Mode.HOME, "x", 8 * 60, ((0, 240), (260, 500))),
    Plan("4+4, 30 min", Mode.HOME, "x", 8 * 60, ((0, 240), (270, 510))),
    Plan("4+4, 10 min", Mode.HOME, "x", 8 * 60, ((0, 240), (250, 490)), (Pause(60, 90, 30, block=1),)),
    NIGHT,
)

_MISSHAPEN = (
    replace(EARLY, name="too early", start=5 * 60 + 30),
    replace(EARLY, name="first start", start=6 * 60),
    replace(EARLY, name="last start", start=14 * 60),
    replace(EARLY, name="too late", start=14 * 60 + 30),
    replace(EARLY, name="off the step", start=6 * 60 + 10),
    replace(EARLY, name="7 h", blocks=((0, 420),)),
    replace(EARLY, name="no pause", pauses=()),
    replace(EARLY, name="too many pauses", pauses=(SHORT_BREAK, Pause(200, 210, 15, Activity.BREAK, paid=True))),
    replace(EARLY, name="pause too long", pauses=(replace(SHORT_BREAK, minutes=20),)),
    replace(EARLY, name="pause too short", pauses=(replace(SHORT_BREAK, minutes=10),)),
    replace(EARLY, name="pause too late", pauses=(replace(SHORT_BREAK, latest=125),)),
    replace(EARLY, name="pause too early", pauses=(replace(SHORT_BREAK, earliest=55),)),
    replace(EARLY, name="narrow window", pauses=(replace(SHORT_BREAK, earliest=80, latest=90),)),
    replace(EARLY, name="unpaid pause", pauses=(replace(SHORT_BREAK, paid=False),)),
    replace(AT_HOME, name="paid meal", pauses=(SHORT_BREAK, replace(MEAL, paid=True))),
    replace(SPLIT, name="on site", mode=Mode.ON_SITE),
    replace(SPLIT, name="unsplit", blocks=((0, 180),)),
    replace(SPLIT, name="least gap", blocks=((0, 180), (240, 420))),
    replace(SPLIT, name="gap too short", blocks=((0, 180), (210, 390))),
    replace(SPLIT, name="gap too long", blocks=((0, 180), (420, 600))),
    replace(SPLIT, name="gap off the step", blocks=((0, 180), (270, 450))),
    replace(SPLIT, name="second block too long", blocks=((0, 180), (300, 540))),
    replace(NIGHT, name="night at home", mode=Mode.HOME),
    LATE,
    AT_HOME,
    SPLIT,
    NIGHT,
)
_AT_NIGHT = (EARLY, NIGHT, SPLIT, replace(NIGHT, name="23:00", start=23 * 60), replace(EARLY, name="03:30", start=210))
_ONLY_DAY = {"contract": "scaled"}, {"contracts": (replace(contract((0, 40), (0, 7)), profiles=("day", "split")),)}
_NO_MICRO = {"contract": "scaled"}, {"contracts": (contract((0, 40), (0, 7)),)}
_WIDE_SPLIT = tuple(
    replace(SPLIT, name=f"gap {gap}", blocks=((0, 180), (180 + gap, 360 + gap))) for gap in (60, 120, 180, 240)
)

_LONG = replace(LATE, name="long", blocks=((0, 1020),))
_DOUBLES: tuple[Option, ...] = (
    (),
    (EARLY,),
    (NIGHT,),
    (EARLY, NIGHT),
    (EARLY, replace(AT_HOME, start=12 * 60)),
    (EARLY, replace(AT_HOME, start=12 * 60 - 15)),
    (SPLIT, replace(EARLY, name="in the gap", start=11 * 60, blocks=((0, 120),), pauses=())),
    (_LONG,),
    (_LONG, replace(EARLY, name="inside", start=15 * 60)),
)

_CHRISTMAS = OpeningHours(
    open_hours((6, 22)).weekly,
    holidays=frozenset({MONDAY + timedelta(days=2)}),
    on_holiday=(),
    special={MONDAY + timedelta(days=3): ((540, 1050),)},
)
_SCHOOL_OUT = SpecialDays(school_holidays=(Period("autumn", MONDAY + timedelta(days=3), MONDAY + timedelta(days=9)),))
_CHAT = replace(EARLY, name="chat", queues=frozenset({"chat"}))
_BOTH = replace(LATE, name="both", queues=frozenset({"calls", "chat"}))

_TAILS: tuple[Mapping[int, Plan], ...] = ({1: LATE}, {1: NIGHT}, {2: NIGHT, 1: EARLY}, {2: NIGHT})


def _run(days: int) -> Mapping[int, Plan]:
    """Duties on so many days up to the eve."""
    return {ago: EARLY if ago % 2 else AT_HOME for ago in range(1, days + 1)}


_NIGHTS_AT_HOME = (
    AT_HOME,
    *(
        replace(NIGHT, name=f"home {start}", mode=Mode.HOME, start=start, blocks=((0, 300),), pauses=())
        for start in (0, 22 * 60, 23 * 60, 26 * 60, 27 * 60)
    ),
)
_AT_ALL_HOURS = _alone(*(replace(EARLY, name=f"{start} h", start=start * 60) for start in (6, 8, 9, 14, 22)))
_BOTH_SKILLS = ({"skills": frozenset({"calls", "chat"})},)
_SERVING = (EARLY, AT_HOME, _CHAT, replace(_CHAT, name="chat at home", mode=Mode.HOME), SPLIT, _BOTH)

CASES: dict[str, tuple[Setting, ...]] = {
    "rest_between_shifts": (
        *(
            Setting({"rule": "rest_between_shifts", "min_hours": hours}, days=days, first=first)
            for hours in (8.0, 7.5, 10.5, 11.0)
            for first, days in ((MONDAY, (1, 2, 3, 4)), (SPRING, (4, 5, 6)), (AUTUMN, (4, 5, 6)))
        ),
        *(
            Setting({"rule": "rest_between_shifts", "min_hours": hours}, days=(0, 1), first=first, tail=tail)
            for hours in (7.5, 8.0, 8.01, 11.0, 23.99)
            for first in (MONDAY, SPRING + timedelta(days=7), SPRING + timedelta(days=6), AUTUMN + timedelta(days=6))
            for tail in _TAILS
        ),
    ),
    "daily_hours": tuple(Setting({"rule": "daily_hours", "max_hours": hours}) for hours in (6.0, 5.99, 7.5, 7.99)),
    "breaks_after": (
        Setting({"rule": "breaks_after"}, options=_alone(*_PAUSED), days=(1, 2), move_pauses=True),
        Setting({"rule": "breaks_after", "unbroken_hours": 4.75}, days=(5, 6), first=SPRING, move_pauses=True),
        Setting({"rule": "breaks_after", "unbroken_hours": 4.74}, move_pauses=True),
        Setting(
            {
                "rule": "breaks_after",
                "after_hours": 5.5,
                "pause_min": 15,
                "long_after_hours": 7.5,
                "long_pause_min": 46,
            },
            move_pauses=True,
        ),
    ),
    "consecutive_days": (
        *(Setting({"rule": "consecutive_days", "max_days": most}) for most in (1, 2, 3)),
        Setting({"rule": "consecutive_days", "max_days": 2}, days=(5, 6, 7, 8), horizon=14),
        *(Setting({"rule": "consecutive_days", "max_days": most}, days=(0, 1, 2), tail=_run(most)) for most in (1, 3)),
        *(Setting({"rule": "consecutive_days", "max_days": 3}, days=(0, 1, 2), tail=_run(n)) for n in (1, 2, 5)),
        Setting({"rule": "consecutive_days", "max_days": 2}, days=(0, 1, 2), tail={2: EARLY, 3: NIGHT}),
    ),
    "contract_hours": (
        _weekly({"rule": "contract_hours"}, contract((13.5, 20.0), (0, 7))),
        _weekly({"rule": "contract_hours", "tolerance_h": 0.5}, contract((14.0, 19.5), (0, 7))),
        _weekly({"rule": "contract_hours"}, contract((22.0, 28.0), (4, 4)), leave(0, 0)),
        _weekly({"rule": "contract_hours"}, contract((6.0, 14.0), (1, 7)), days=(5, 6, 7, 8), horizon=14),
        _weekly(
            {"rule": "contract_hours"}, contract((30.0, 30.0), (1, 7)), leave(1, 6, Absence.UNAVAILABLE), days=(0, 1)
        ),
        _weekly({"rule": "contract_hours"}, offering(contract((14.0, 14.0), (0, 7)), "a1")),
        _weekly({"rule": "contract_hours"}, offering(contract((14.0, 14.0), (0, 7)), "somebody else")),
        _weekly({"rule": "contract_hours"}, offering(contract((22.0, 28.0), (4, 4)), "a1"), leave(0, 0)),
    ),
    "contract_days": (
        _weekly({"rule": "contract_days"}, contract((0.0, 40.0), (2, 3))),
        _weekly({"rule": "contract_days"}, contract((0.0, 40.0), (3, 4)), leave(0, 0)),
        _weekly({"rule": "contract_days"}, contract((0.0, 40.0), (1, 1)), days=(5, 6, 7, 8), horizon=14),
        _weekly({"rule": "contract_days"}, contract((0.0, 40.0), (2, 2)), days=(2, 3, 4), horizon=5),
        _weekly({"rule": "contract_days"}, offering(contract((6.0, 40.0), (2, 2)), "a1")),
        _weekly({"rule": "contract_days"}, offering(contract((6.0, 40.0), (2, 2)), "somebody else")),
    ),
    "office_days": (
        _weekly({"rule": "office_days"}, contract((0.0, 40.0), (0, 5), office=2)),
        _weekly({"rule": "office_days"}, contract((0.0, 40.0), (0, 5), office=3), leave(0, 0)),
        _weekly({"rule": "office_days"}, contract((0.0, 40.0), (0, 5), office=1, most_office=2)),
        _weekly({"rule": "office_days"}, contract((0.0, 40.0), (0, 5), most_office=1), days=(2, 3, 4), horizon=5),
        _weekly(
            {"rule": "office_days"},
            contract((0.0, 40.0), (0, 5), office=5),
            leave(2, 6, Absence.UNAVAILABLE),
            days=(0, 1),
        ),
    ),
    "anchor_days": (
        Setting({"rule": "anchor_days"}),
        Setting({"rule": "anchor_days", "weekdays": "Sat-Mon"}, days=(5, 6, 7), first=SPRING, horizon=14),
    ),
    "consecutive_home_days": tuple(
        Setting({"rule": "consecutive_home_days", "max_days": most}, days=days)
        for most, days in ((1, (1, 2, 4)), (2, (0, 1, 2, 4)), (3, (1, 2, 3, 4)))
    ),
    "no_split_on_site": (
        Setting({"rule": "no_split_on_site"}, options=_alone(EARLY, SPLIT, replace(SPLIT, mode=Mode.ON_SITE))),
    ),
    "on_site_hours": (
        Setting({"rule": "on_site_hours", "hours": "17:00-18:00", "weekdays": "Tue-Thu"}),
        Setting({"rule": "on_site_hours", "hours": "11:00-13:00"}, days=(5, 6), first=AUTUMN),
        Setting({"rule": "on_site_hours", "hours": "10:59-13:01"}),
        Setting({"rule": "on_site_hours", "hours": "22:00-09:01", "weekdays": "Mon,Wed"}),
        Setting(
            {"rule": "on_site_hours", "hours": "02:30-04:00"},
            options=_alone(*_NIGHTS_AT_HOME),
            days=(5, 6),
            first=SPRING,
        ),
        Setting(
            {"rule": "on_site_hours", "hours": "23:00-03:00", "weekdays": "Sat"},
            options=_alone(*_NIGHTS_AT_HOME),
            days=(5, 6),
            first=AUTUMN,
        ),
    ),
    "on_site_queues": (
        Setting({"rule": "on_site_queues", "queues": ["chat"]}, *_BOTH_SKILLS, options=_alone(*_SERVING)),
        Setting({"rule": "on_site_queues", "queues": ["calls", "chat"]}, *_BOTH_SKILLS, options=_alone(*_SERVING)),
    ),
    "time_off": (
        Setting({"rule": "time_off"}, centre={"time_off": (leave(2, 3),)}),
        Setting({"rule": "time_off"}, agent={"zone": "Asia/Tokyo"}, centre={"time_off": (leave(2, 3),)}),
        Setting(
            {"rule": "time_off"},
            agent={"zone": "America/New_York"},
            centre={"time_off": (leave(1, 1),)},
            options=_AT_ALL_HOURS,
        ),
        Setting({"rule": "time_off"}, agent={"zone": "Europe/Lisbon"}, centre={"time_off": (leave(2, 3),)}),
        Setting({"rule": "time_off"}, centre={"time_off": (leave(-3, 1), leave(4, 9, Absence.UNAVAILABLE))}),
    ),
    "availability": (
        Setting({"rule": "availability"}, agent={"availability": (window(6, 17.5, frozenset({1, 2, 4})),)}),
        Setting({"rule": "availability"}, agent={"availability": (window(6, 12), window(12, 22), window(21, 29.5))}),
        Setting({"rule": "availability"}, agent={"availability": (window(7, 16.5),), "zone": "Europe/Lisbon"}),
        Setting({"rule": "availability"}, agent={"availability": (window(7, 16.49),), "zone": "Europe/Lisbon"}),
        Setting({"rule": "availability"}, agent={"availability": (window(14, 32),), "zone": "Asia/Tokyo"}),
        Setting({"rule": "availability"}, agent={"availability": (window(22, 30),), "zone": "America/New_York"}),
        Setting({"rule": "availability"}, agent={"availability": (window(8, 11), window(13, 16))}),
        Setting(
            {"rule": "availability"},
            agent={"availability": (window(6, 12),), "school_holiday_availability": (window(13.5, 30),)},
            centre={"special_days": _SCHOOL_OUT},
        ),
        Setting(
            {"rule": "availability"},
            agent={"school_holiday_availability": (window(9, 24, frozenset({3})),)},
            centre={"special_days": _SCHOOL_OUT},
        ),
        Setting({"rule": "availability"}, agent={"availability": (window(21, 30),)}, days=(5, 6), first=SPRING),
        Setting({"rule": "availability"}, agent={"availability": (window(21, 29.5),)}, days=(4, 5), first=AUTUMN),
    ),
    "opening_hours": (
        Setting({"rule": "opening_hours"}, centre={"opening": open_hours((6, 20), days=range(1, 4))}),
        Setting({"rule": "opening_hours"}, centre={"opening": open_hours((6, 12), (13, 22))}),
        Setting({"rule": "opening_hours"}, centre={"opening": open_hours((6, 12), (12, 22), (22, 30), days=range(4))}),
        Setting({"rule": "opening_hours"}, centre={"opening": open_hours((0, 24), days=range(4))}),
        Setting({"rule": "opening_hours"}, centre={"opening": _CHRISTMAS}),
        Setting({"rule": "opening_hours"}, centre={"opening": open_hours((20, 30))}, days=(5, 6), first=SPRING),
        Setting({"rule": "opening_hours"}, centre={"opening": open_hours((6, 29))}, days=(5, 6), first=AUTUMN),
    ),
    "shift_profile": (
        Setting({"rule": "shift_profile"}, *_NO_MICRO, options=_alone(*_MISSHAPEN), days=(1, 2), move_pauses=True),
        Setting({"rule": "shift_profile"}, *_ONLY_DAY, move_pauses=True),
        Setting({"rule": "shift_profile"}, *_ONLY_DAY, options=_alone(*_WIDE_SPLIT), move_pauses=True),
        Setting({"rule": "shift_profile"}, options=_alone(*_AT_NIGHT), days=(5, 6), first=SPRING, move_pauses=True),
        Setting({"rule": "shift_profile"}, options=_alone(*_AT_NIGHT), days=(5, 6), first=AUTUMN, move_pauses=True),
    ),
    "place_of_work": (
        Setting({"rule": "place_of_work"}, agent={"modes": HOME}),
        Setting({"rule": "place_of_work"}, agent={"modes": ON_SITE}),
    ),
    "skills": (
        Setting({"rule": "skills"}, options=_alone(EARLY, _CHAT, _BOTH, SPLIT)),
        Setting({"rule": "skills"}, agent={"skills": frozenset({"chat"})}, options=_alone(EARLY, _CHAT, _BOTH)),
    ),
    "one_duty_a_day": (Setting({"rule": "one_duty_a_day"}, options=_DOUBLES, days=(1, 2, 3)),),
    "no_overlap": (
        Setting({"rule": "no_overlap"}, options=_DOUBLES, days=(1, 2, 3)),
        Setting({"rule": "no_overlap"}, options=_DOUBLES, days=(0, 1), tail={1: NIGHT}),
        Setting(
            {"rule": "no_overlap"},
            options=_DOUBLES,
            days=(0, 1),
            tail={2: EARLY, 1: replace(NIGHT, start=22 * 60 + 30)},
        ),
    ),
}
"""By rule; every agent rule of the book has an entry."""

__all__ = ["BERLIN", "CASES", "Setting"]
