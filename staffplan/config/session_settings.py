"""What a planner states about meetings and trainings that everybody attends once a week."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from staffplan.config.centre_settings import Settings
from staffplan.config.excerpt import quoted
from staffplan.config.shift_settings import PositiveMinutes
from staffplan.config.values import Form, Hours, Name, Weekdays, band_text, mistake
from staffplan.domain.session import Session
from staffplan.domain.shift import Activity
from staffplan.domain.site import Mode
from staffplan.units import weekday_set


def _group(written: Any) -> tuple[int, int]:
    text = str(written)
    fewest, _, most = text.partition("-")
    try:
        low, high = int(fewest), int(most or fewest)
    except ValueError:
        low, high = 0, 0
    if not 1 <= low <= high or isinstance(written, bool):
        raise mistake(f"{quoted(text)} is not a size of groups", "write it as 6 or 4-8")
    return low, high


Group = Annotated[
    tuple[int, int],
    BeforeValidator(_group),
    WithJsonSchema({"title": "group", "anyOf": [{"type": "integer"}, {"type": "string", "examples": ["4-8"]}]}),
    Form("people, `6` or `4-8`", band_text),
]


class MemberSettings(Settings):
    """Whom a session is for: agents who match every list that is not empty."""

    contract: tuple[str, ...] = Field(default=(), description="names of contracts")
    site: tuple[str, ...] = Field(default=(), description="names of sites")
    mode: tuple[Mode, ...] = Field(default=(), description="on_site, home: agents who may work in one of them")
    skill: tuple[str, ...] = Field(default=(), description="queues: agents who can serve one of them")
    team: tuple[str, ...] = Field(default=(), description="teams, as in the agents' table")


class SessionSettings(Settings):
    """A meeting or training that each member attends once a week, in a group, in place of work; it is paid."""

    name: Name = Field(description="how it is called")
    activity: Literal["meeting", "training"] = Field(default="meeting", description="`meeting` or `training`")
    who: MemberSettings = Field(default_factory=MemberSettings, description="whom it is for; left out: everybody")
    length: PositiveMinutes = Field(description="how long it lasts")
    window: Hours = Field(description="hours of the centre's clock between which it lies")
    weekdays: Weekdays = Field(default="Mon-Fri", description="days on which it may be held")
    group: Group = Field(description="fewest and most people in one group")


def session_of(settings: SessionSettings) -> Session:
    """A session as it is stated."""
    who = settings.who
    return Session(
        name=settings.name,
        activity=Activity(settings.activity),
        minutes=settings.length,
        window=settings.window,
        weekdays=weekday_set(settings.weekdays),
        group=settings.group,
        contracts=frozenset(who.contract),
        sites=frozenset(who.site),
        modes=frozenset(who.mode),
        skills=frozenset(who.skill),
        teams=frozenset(who.team),
    )
