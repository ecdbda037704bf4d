"""Which sections a configuration has, and what may stand at any place in them."""

from __future__ import annotations

from collections.abc import Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, Field

from staffplan.config.calendar_settings import (
    EventSettings,
    HolidaySettings,
    OverrideSettings,
    SchoolHolidaySettings,
    WeekHours,
)
from staffplan.config.centre_settings import (
    CentreSettings,
    FileSettings,
    LineSettings,
    PriceSettings,
    Settings,
    SiteSettings,
)
from staffplan.config.cover_settings import ByModeFactors, ByModeShares, ShrinkageLine, TenureSettings
from staffplan.config.pay_settings import PaySettings
from staffplan.config.service_settings import QueueSettings
from staffplan.config.session_settings import SessionSettings
from staffplan.config.shift_settings import ProfileSettings
from staffplan.config.values import Date, Form, Name, Spans
from staffplan.config.volume_settings import SeasonSettings
from staffplan.config.workforce_settings import ContractSettings
from staffplan.forecasting.settings import ForecastingSettings
from staffplan.rules.book import Rule, whole_book
from staffplan.scheduling.settings import SchedulingSettings
from staffplan.staffing.settings import StaffingSettings


class Sections(Settings):
    """A configuration: sections that may stand in any of its files, each in one."""

    centre: CentreSettings = Field(description="the centre, its clock and its planning interval")
    files: FileSettings = Field(default_factory=FileSettings, description="where the tables lie")
    sites: Annotated[dict[Name, SiteSettings], Field(min_length=1)] = Field(description="buildings, by name")
    opening_hours: WeekHours = Field(description="when anybody may work and, unless it says otherwise, a queue is open")
    public_holidays: HolidaySettings = Field(
        default_factory=HolidaySettings, description="public holidays, and the hours kept on them"
    )
    special_hours: Annotated[dict[Date, Spans], Form("spans by date, `2026-12-24: 08:00-14:00`")] = Field(
        default_factory=dict, description="hours of single days, by date; they win over everything else"
    )
    school_holidays: tuple[SchoolHolidaySettings, ...] = Field(
        default=(), description="periods in which agents' other availability applies"
    )
    events: tuple[EventSettings, ...] = Field(default=(), description="what moved or will move volume for some days")
    overrides: tuple[OverrideSettings, ...] = Field(
        default=(), description="the planner's own numbers, which win over the forecast"
    )
    queues: Annotated[dict[Name, QueueSettings], Field(min_length=1)] = Field(description="queues, by name")
    groups: dict[Name, tuple[str, ...]] = Field(
        default_factory=dict, description="queues that are alike, by the name of their group; small ones share in it"
    )
    seasonality: dict[Name, SeasonSettings] = Field(
        default_factory=dict, description="volume as expected, by queue, where there is little or no history"
    )
    lines: LineSettings = Field(default_factory=LineSettings, description="the telephone lines into the centre")
    shrinkage: ByModeShares | tuple[ShrinkageLine, ...] = Field(
        default_factory=ByModeShares, description="rostered hours that serve nobody; see shrinkage.md"
    )
    aht_factor: ByModeFactors | dict[Name, ByModeFactors] = Field(
        default_factory=ByModeFactors, description="handle time by where work is done, for all sites or by site"
    )
    tenure: tuple[TenureSettings, ...] = Field(
        default=(), description="pace of new people by the time since they were hired (column `hired`), shortest first"
    )
    contracts: Annotated[dict[Name, ContractSettings], Field(min_length=1)] = Field(description="contracts, by name")
    profiles: Annotated[dict[Name, ProfileSettings], Field(min_length=1)] = Field(description="shift profiles, by name")
    sessions: tuple[SessionSettings, ...] = Field(
        default=(), description="meetings and trainings that each member attends once a week, in place of work"
    )
    rules: tuple[Rule, ...] = Field(
        default_factory=whole_book, description="the rules a roster must keep; left out: the whole book"
    )
    prices: PriceSettings = Field(default_factory=PriceSettings, description="how cover and cost are weighed")
    pay: PaySettings = Field(default_factory=PaySettings, description="what is paid beside the wage")
    forecasting: ForecastingSettings = Field(default_factory=ForecastingSettings, description="how history is read")
    staffing: StaffingSettings = Field(default_factory=StaffingSettings, description="how a requirement is made")
    scheduling: SchedulingSettings = Field(default_factory=SchedulingSettings, description="how a plan is sought")


def bare(annotation: Any) -> Any:
    """The type without ``Annotated`` and without ``| None``."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, UnionType):
            members = [member for member in get_args(annotation) if member is not NoneType]
            if len(members) != 1:
                return annotation
            annotation = members[0]
        else:
            return annotation


def is_model(annotation: Any) -> bool:
    """Whether a type is a pydantic model."""
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def forms(annotation: Any) -> tuple[Any, ...]:
    """The types of a section that may be written in more than one way; else the one type."""
    plain = bare(annotation)
    several = any(get_origin(member) in (dict, tuple) for member in get_args(plain))
    return get_args(plain) if several and get_origin(plain) in (Union, UnionType) else (plain,)


def form_written(annotation: Any, written: object) -> Any:
    """Which of a section's forms is written: a list, groups of keys by name, or one group of keys; else the first."""

    def fits(form: Any) -> bool:
        if isinstance(written, list):
            return get_origin(form) is tuple
        by_name = isinstance(written, dict) and any(isinstance(below, dict) for below in written.values())
        return get_origin(form) is dict if by_name else is_model(form)

    choices = forms(annotation)
    return next((form for form in choices if fits(form)), choices[0])


def _form_below(annotation: Any, step: str | int) -> Any:
    """Of a section's forms the one with a place for a step."""
    choices = forms(annotation)
    if len(choices) == 1:
        return choices[0]
    wanted = [form for form in choices if (get_origin(form) is tuple) is isinstance(step, int)]
    return next((form for form in wanted if is_model(form) and step in form.model_fields), wanted[-1])


def inner(annotation: Any, step: str | int) -> Any:
    """The type that stands under a key, an index or (in a union of rules) a rule's name; None where nothing may."""
    plain = bare(_form_below(annotation, step))
    if is_model(plain):
        known = plain.model_fields.get(step)
        return None if known is None else known.annotation
    if get_origin(plain) is dict:
        return get_args(plain)[1]
    if get_origin(plain) is tuple:
        return get_args(plain)[0]
    for member in get_args(plain):
        model = bare(member)
        if is_model(model) and step in get_args(getattr(model.model_fields.get("rule"), "annotation", None)):
            return model
    return None


def keys_at(path: Sequence[str | int]) -> tuple[str, ...]:
    """The keys that may stand in the mapping at a place; empty where any may."""
    annotation: Any = Sections
    for step in path:
        annotation = inner(annotation, step)
    return tuple(key for form in forms(annotation) if is_model(form) for key in form.model_fields)
