"""Which sections a configuration has, and what may stand at any place in them."""

from __future__ import annotations

from collections.abc import Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, Field

from staffplan.config.calendar_settings import (
    EventSettings,
    HolidaySettings,
    SchoolHolidaySettings,
    WeekHours,
)
from staffplan.config.centre_settings import (
    ByModeFactors,
    ByModeShares,
    CentreSettings,
    FileSettings,
    PriceSettings,
    Settings,
    SiteSettings,
)
from staffplan.config.service_settings import QueueSettings
from staffplan.config.shift_settings import ProfileSettings
from staffplan.config.values import Date, Form, Name, Spans
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
    queues: Annotated[dict[Name, QueueSettings], Field(min_length=1)] = Field(description="queues, by name")
    shrinkage: ByModeShares = Field(default_factory=ByModeShares, description="paid working time that serves nobody")
    aht_factor: ByModeFactors = Field(default_factory=ByModeFactors, description="handle time by where work is done")
    contracts: Annotated[dict[Name, ContractSettings], Field(min_length=1)] = Field(description="contracts, by name")
    profiles: Annotated[dict[Name, ProfileSettings], Field(min_length=1)] = Field(description="shift profiles, by name")
    rules: tuple[Rule, ...] = Field(
        default_factory=whole_book, description="the rules a roster must keep; left out: the whole book"
    )
    prices: PriceSettings = Field(default_factory=PriceSettings, description="how cover and cost are weighed")
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


def inner(annotation: Any, step: str | int) -> Any:
    """The type that stands under a key, an index or (in a union of rules) a rule's name; None where nothing may."""
    plain = bare(annotation)
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
    plain = bare(annotation)
    return tuple(plain.model_fields) if is_model(plain) else ()
