"""Which roster stands in a ROSTER file: segments put back together to duties, and checked against their own figures."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, pairwise
from typing import Any, Final
from zoneinfo import ZoneInfo

from staffplan.calendar.weeks import DAYS_PER_WEEK, first_day_of_week, week_label
from staffplan.domain.agent import Agent
from staffplan.domain.centre import Centre
from staffplan.domain.roster import Duty, Roster, Segment
from staffplan.domain.shift import Activity
from staffplan.domain.site import Mode
from staffplan.errors import DataError, Fault
from staffplan.intake.csv_file import Intake, take_table
from staffplan.intake.names import known
from staffplan.intake.source import Source
from staffplan.tables import ROSTER
from staffplan.tables.cells import CellError, WrittenInstant, instant
from staffplan.tables.faults import raise_faults

_HOURS_TOLERANCE: Final = 0.00006
"""Hours are written with four decimals."""

_CLOCKS: Final = ("start_local", "end_local", "start_utc", "end_utc")


@dataclass(frozen=True, slots=True)
class _Row:
    """A sound row: where it stands in the frame, whose duty it belongs to, and its segment."""

    at: int
    agent: Agent
    shift_id: str
    day: date
    week: str
    mode: Mode
    segment: Segment


def read_roster(
    source: Source, centre: Centre, *, first_day: date | None = None, left: set[str] | None = None
) -> Roster:
    """The roster in a ROSTER file; rows may come in any order.

    Instants come from ``start_utc`` and ``end_utc``, or where these are blank from local times with offset; where
    both are there they must agree, and a local time without offset is one of the agent's zone. Whether the roster
    keeps the rules is the audit's question; here it is only made sure that the rows do not contradict each other.

    Parameters
    ----------
    centre : with the agents, whose ids and zones the rows refer to.
    first_day : first day of the week; that of the earliest duty's schedule week where it is None.
    left : gets the ids of people whom the centre does not have, and whose rows are then passed over; None: such an id
        is a fault.

    Raises
    ------
    DataError with every fault by row and column; also for a file without rows where `first_day` is None.
    """
    intake = take_table(source, ROSTER, grammar=dict.fromkeys(_CLOCKS, instant))
    faults: list[Fault] = []
    rows = _rows(intake, centre, faults, left)
    duties = []
    for _, members in groupby(rows, key=lambda row: (row.agent.id, row.shift_id)):
        in_order = sorted(members, key=lambda row: (row.segment.start, row.segment.end))
        faults += _duty_faults(in_order, intake, centre)
        duties.append(_duty(in_order))
    raise_faults(faults)
    if not duties and first_day is None:
        hint = "name the week, or check the export."
        raise DataError(Fault("data.no_rows", "The roster has no rows.", hint, intake.place.file))
    first = first_day or first_day_of_week(min(duty.day for duty in duties), centre.week_start)
    last = first + timedelta(days=DAYS_PER_WEEK - 1)
    if duties:
        last = max(last, first_day_of_week(max(duty.day for duty in duties), centre.week_start) + (last - first))
    return Roster(first, last, tuple(sorted(duties, key=lambda duty: (duty.agent_id, duty.start, duty.id))))


def _rows(intake: Intake, centre: Centre, faults: list[Fault], left: set[str] | None) -> list[_Row]:
    """The rows in the order of the key; faults of the others join the list."""
    agents = {agent.id: agent for agent in centre.agents}
    queues = frozenset(queue.name for queue in centre.queues)
    rows = []
    for at, cells in enumerate(intake.frame.to_dict("records")):
        if left is not None and cells["agent_id"] not in agents:
            left.add(cells["agent_id"])
            continue
        unknown = known(cells["agent_id"], agents, "agent")
        if unknown is not None:
            faults.append(intake.place.fault(unknown, at, "agent_id"))
            continue
        agent = agents[cells["agent_id"]]
        found = [*_reference_faults(cells, agent, queues), *_clock_faults(cells, agent)]
        faults += [intake.place.fault(error, at, column) for error, column in found]
        if found:
            continue
        segment = _segment(cells, agent)
        if error := _hours_error(cells, segment):
            faults.append(intake.place.fault(error, at, "hours"))
        mode = Mode(cells["mode"])
        rows.append(_Row(at, agent, cells["shift_id"], cells["date"].date(), cells["week"], mode, segment))
    return rows


def _reference_faults(
    cells: dict[Hashable, Any], agent: Agent, queues: frozenset[str]
) -> Iterator[tuple[CellError, str]]:
    if cells["site"] != agent.site:
        message = f"{agent.id} belongs to site {agent.site!r}, the row says {cells['site']!r}."
        yield CellError("data.contradiction", message, None), "site"
    for name in filter(None, cells["queue"].split("|")):
        if error := known(name.strip(), queues, "queue"):
            yield error, "queue"


def _clock_faults(cells: dict[Hashable, Any], agent: Agent) -> Iterator[tuple[CellError, str]]:
    """What stands against taking the row's start and end as instants."""
    for end in ("start", "end"):
        local, utc = instant(cells[f"{end}_local"]), _utc(cells[f"{end}_utc"])
        if utc is None and local.offset is None:
            hint = "give the local time its offset, or fill in the UTC time."
            yield CellError("data.no_instant", f"Nothing says which instant the local {end} is.", hint), f"{end}_local"
        elif utc is not None and _moment(local, utc, agent) != utc:
            message = f"{cells[f'{end}_local']} and {cells[f'{end}_utc']} are not the same moment."
            yield CellError("data.contradiction", message, "correct one of them."), f"{end}_local"


def _utc(text: str) -> datetime | None:
    """The instant of a UTC cell, which needs no offset; None where it is blank."""
    if not text:
        return None
    written = instant(text)
    return (written.wall if written.offset is None else written.utc).replace(tzinfo=UTC)


def _moment(local: WrittenInstant, utc: datetime | None, agent: Agent) -> datetime:
    """The instant of a local time; without offset on the agent's clock, of the two autumn hours the one near `utc`."""
    if local.offset is not None:
        return local.utc.replace(tzinfo=UTC)
    assert utc is not None
    zone = ZoneInfo(agent.zone)
    moments = [local.wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    return min(moments, key=lambda moment: abs(moment - utc))


def _segment(cells: dict[Hashable, Any], agent: Agent) -> Segment:
    start, end = (
        _utc(cells[f"{name}_utc"]) or _moment(instant(cells[f"{name}_local"]), None, agent) for name in ("start", "end")
    )
    queue = "|".join(name.strip() for name in cells["queue"].split("|") if name.strip())
    return Segment(Activity(cells["activity"]), start, end, bool(cells["paid"]), queue)


def _hours_error(cells: dict[Hashable, Any], segment: Segment) -> CellError | None:
    if segment.end <= segment.start:
        return CellError("data.runs_back", "The segment does not end after it starts.", "check start and end.")
    if abs(cells["hours"] - segment.hours) > _HOURS_TOLERANCE:
        message = f"From start to end it is {segment.hours:.4f} hours, the row says {cells['hours']:.4f}."
        return CellError("data.contradiction", message, "hours are elapsed hours, from the UTC difference.")
    return None


def _duty_faults(rows: list[_Row], intake: Intake, centre: Centre) -> Iterator[Fault]:
    """Where the rows of one duty, in order of time, contradict each other or the duty's start."""
    first = rows[0]
    day = first.segment.start.astimezone(ZoneInfo(centre.zone)).date()
    week = week_label(first_day_of_week(day, centre.week_start))
    for row in rows:
        if row.day != day:
            message = f"The duty starts on {day} in {centre.zone}, the row says {row.day}."
            yield intake.place.fault(CellError("data.contradiction", message), row.at, "date")
        elif row.week != week:
            message = f"{day} lies in the week {week}, the row says {row.week!r}."
            yield intake.place.fault(CellError("data.contradiction", message), row.at, "week")
        if row.mode is not first.mode:
            message = f"The duty is {first.mode.value} in {intake.place.named(first.at)} and {row.mode.value} here."
            hint = "one duty is worked in one place; give the other part a shift_id of its own."
            yield intake.place.fault(CellError("data.contradiction", message, hint), row.at, "mode")
    for earlier, later in pairwise(rows):
        if later.segment.start < earlier.segment.end:
            message = f"The segment overlaps the one in {intake.place.named(earlier.at)}."
            yield intake.place.fault(CellError("data.overlap", message), later.at, "start_local")


def _duty(rows: list[_Row]) -> Duty:
    first = rows[0]
    return Duty(first.shift_id, first.agent.id, first.day, first.mode, tuple(row.segment for row in rows))
