"""The rule book: every rule there is, and how a configuration becomes rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from staffplan.rules.anchor_days import AnchorDays
from staffplan.rules.availability import AvailabilityKept
from staffplan.rules.base import AgentRule, CentreRule
from staffplan.rules.breaks_after import BreaksAfter
from staffplan.rules.consecutive_days import ConsecutiveDays
from staffplan.rules.consecutive_home_days import ConsecutiveHomeDays
from staffplan.rules.contract_days import ContractDays
from staffplan.rules.contract_hours import ContractHours
from staffplan.rules.daily_hours import DailyHours
from staffplan.rules.headcount import Headcount
from staffplan.rules.hours_together import HoursTogether
from staffplan.rules.no_overlap import NoOverlap
from staffplan.rules.no_split_on_site import NoSplitOnSite
from staffplan.rules.office_days import OfficeDays
from staffplan.rules.on_site_hours import OnSiteHours
from staffplan.rules.on_site_queues import OnSiteQueues
from staffplan.rules.one_duty_a_day import OneDutyADay
from staffplan.rules.opening_hours import OpeningHoursKept
from staffplan.rules.place_of_work import PlaceOfWork
from staffplan.rules.rest_between_shifts import RestBetweenShifts
from staffplan.rules.seats import Seats
from staffplan.rules.shift_profile import ShiftProfileKept
from staffplan.rules.skills import Skills
from staffplan.rules.staff_present import StaffPresent
from staffplan.rules.supervisors import Supervisors
from staffplan.rules.team_days import TeamDays
from staffplan.rules.time_off import TimeOffKept

AnyRule = (
    RestBetweenShifts
    | DailyHours
    | BreaksAfter
    | ConsecutiveDays
    | ContractHours
    | ContractDays
    | OfficeDays
    | TimeOffKept
    | AvailabilityKept
    | OpeningHoursKept
    | ShiftProfileKept
    | PlaceOfWork
    | AnchorDays
    | ConsecutiveHomeDays
    | NoSplitOnSite
    | OnSiteHours
    | OnSiteQueues
    | Skills
    | OneDutyADay
    | NoOverlap
    | Seats
    | TeamDays
    | Headcount
    | HoursTogether
    | StaffPresent
    | Supervisors
)

RULES: tuple[type[AgentRule] | type[CentreRule], ...] = (
    RestBetweenShifts,
    DailyHours,
    BreaksAfter,
    ConsecutiveDays,
    ContractHours,
    ContractDays,
    OfficeDays,
    TimeOffKept,
    AvailabilityKept,
    OpeningHoursKept,
    ShiftProfileKept,
    PlaceOfWork,
    AnchorDays,
    ConsecutiveHomeDays,
    NoSplitOnSite,
    OnSiteHours,
    OnSiteQueues,
    Skills,
    OneDutyADay,
    NoOverlap,
    Seats,
    TeamDays,
    Headcount,
    HoursTogether,
    StaffPresent,
    Supervisors,
)
"""The book, in the order of its pages: working time, contract, person, roster, site."""

Rule = Annotated[AnyRule, Field(discriminator="rule")]
"""Any rule, told apart by its name: the type of an entry in a configuration."""

_ENTRIES: TypeAdapter[tuple[AnyRule, ...]] = TypeAdapter(tuple[Rule, ...])


def rule_name(rule_type: type[AgentRule] | type[CentreRule]) -> str:
    """The name under which a configuration asks for a rule."""
    return str(rule_type.model_fields["rule"].default)


def named(name: str) -> type[AgentRule] | type[CentreRule]:
    """The rule called `name`; KeyError where the book has none."""
    for rule_type in RULES:
        if rule_name(rule_type) == name:
            return rule_type
    raise KeyError(name)


def parse(entries: Sequence[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """The rules of a configuration, in its order.

    Raises pydantic's ValidationError with every fault; a fault's place is (number of the entry, rule, field).
    """
    return _ENTRIES.validate_python(tuple(dict(entry) for entry in entries))


def whole_book() -> tuple[Rule, ...]:
    """Every standard rule, with its usual numbers, for everybody."""
    return parse([{"rule": rule_name(rule_type)} for rule_type in RULES if rule_type.standard])


def json_schema() -> dict[str, Any]:
    """JSON schema of a configuration's list of rules."""
    return _ENTRIES.json_schema()
