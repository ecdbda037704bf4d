"""Who works here and when they are away, from AGENTS and TIME_OFF files, checked against the centre."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, Final
from unicodedata import normalize
from zoneinfo import available_timezones

import numpy as np
import pandas as pd

from staffplan.domain.agent import Absence, Agent, TimeOff
from staffplan.domain.centre import Centre
from staffplan.domain.site import Mode
from staffplan.errors import DataError, Fault
from staffplan.intake.availability import availability, weekdays_wanted
from staffplan.intake.csv_file import Intake, take_table
from staffplan.intake.names import known
from staffplan.intake.source import Source
from staffplan.tables import AGENTS, TIME_OFF
from staffplan.tables.cells import CellError, shown
from staffplan.tables.clock import known_zone
from staffplan.tables.faults import raise_faults

_MODES: Final = {
    "on_site": frozenset({Mode.ON_SITE}),
    "home": frozenset({Mode.HOME}),
    "hybrid": frozenset({Mode.ON_SITE, Mode.HOME}),
}


@dataclass(frozen=True, slots=True)
class People:
    """Agents in the order of their ids, time off by agent and day, and what was taken for granted in reading them."""

    agents: tuple[Agent, ...]
    time_off: tuple[TimeOff, ...]
    notes: tuple[str, ...]


def read_people(agents: Source | None, time_off: Source | None, centre: Centre) -> People:
    """The people in two files, with the faults of both at once.

    Parameters
    ----------
    agents, time_off : files; None for nobody and for nobody away.
    centre : whose zone, contracts, sites and queues the files refer to; the agents it has are not looked at.

    Raises
    ------
    DataError with every fault by file, row and column.
    """
    faults: list[Fault] = []
    people: tuple[Agent, ...] = ()
    away: tuple[TimeOff, ...] = ()
    notes: tuple[str, ...] = ()
    ids: frozenset[str] | None = None
    try:
        if agents is not None:
            people, notes = _agents(agents, centre)
        ids = frozenset(agent.id for agent in people)
    except DataError as error:
        faults += error.faults
    try:
        if time_off is not None:
            away, more_notes = _time_off(time_off, ids)
            notes += more_notes
    except DataError as error:
        faults += error.faults
    if faults:
        raise DataError(*faults)
    return People(people, away, notes)


def read_agents(source: Source, centre: Centre) -> tuple[Agent, ...]:
    """The agents in an AGENTS file, in the order of their ids; a header without rows gives none.

    A blank time zone is the centre's. Raises DataError with every fault by row and column: cells, availability texts,
    ids that are alike, contracts, sites and queues that the centre does not have.
    """
    return _agents(source, centre)[0]


def read_time_off(source: Source, centre: Centre) -> tuple[TimeOff, ...]:
    """The days away in a TIME_OFF file, of the agents that the centre has, by agent and first day.

    Raises DataError with every fault by row and column: cells, agents that do not exist, last days before first days,
    entries of one agent that overlap.
    """
    return _time_off(source, frozenset(agent.id for agent in centre.agents))[0]


def _agents(source: Source, centre: Centre) -> tuple[tuple[Agent, ...], tuple[str, ...]]:
    grammar: dict[str, Callable[[str], object]] = {
        "time_zone": _zone,
        "skills": _skills,
        "availability": availability,
        "school_holiday_availability": availability,
        "days_off_wanted": weekdays_wanted,
    }
    intake = take_table(source, AGENTS, grammar=grammar)
    raise_faults([*_alike(intake), *_references(intake, centre)])
    agents = tuple(_agent(row, centre) for row in intake.frame.to_dict("records"))
    return agents, intake.notes


def _agent(row: dict[Hashable, Any], centre: Centre) -> Agent:
    proficiency = float(row.get("proficiency", np.nan))
    holidays = row.get("school_holiday_availability", "")
    return Agent(
        id=row["agent_id"],
        contract=row["contract"],
        site=row["site"],
        modes=_MODES[row["mode"]],
        skills=_skills(row["skills"]),
        zone=row.get("time_zone", "") or centre.zone,
        proficiency=1.0 if np.isnan(proficiency) else proficiency,
        availability=availability(row.get("availability", "")),
        school_holiday_availability=availability(holidays) if holidays else None,
        days_off_wanted=weekdays_wanted(row.get("days_off_wanted", "")),
        team=row.get("team", ""),
        hired=_day(row.get("hired")),
    )


def _day(cell: pd.Timestamp | None) -> date | None:
    return None if cell is None or pd.isna(cell) else cell.date()


def _skills(text: str) -> frozenset[str]:
    names = [name.strip() for name in text.split("|")]
    if not all(names):
        raise CellError(
            "data.blank_skill", f"{shown(text)} has an empty name.", "write a|b, one bar between two queues."
        )
    return frozenset(names)


def _zone(text: str) -> str:
    try:
        return known_zone(text)
    except DataError:
        guess = get_close_matches(text, available_timezones(), n=1)
        hint = f"did you mean {guess[0]}?" if guess else "a name such as Europe/Berlin."
        raise CellError("data.unknown_zone", f"{shown(text)} is not a time zone.", hint) from None


def _references(intake: Intake, centre: Centre) -> Iterator[Fault]:
    """Faults for contracts, sites and queues that the centre does not have."""
    contracts = frozenset(contract.name for contract in centre.contracts)
    sites = frozenset(site.name for site in centre.sites)
    queues = frozenset(queue.name for queue in centre.queues)
    for at, row in enumerate(intake.frame.to_dict("records")):
        for name, names in (("contract", contracts), ("site", sites)):
            if error := known(row[name], names, name):
                yield intake.place.fault(error, at, name)
        for skill in sorted(_skills(row["skills"])):
            if error := known(skill, queues, "queue"):
                yield intake.place.fault(error, at, "skills")


def _alike(intake: Intake) -> Iterator[Fault]:
    """Faults for ids that differ only in case or in how Unicode composes them."""
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for at, agent_id in enumerate(intake.frame["agent_id"]):
        rows[normalize("NFKC", agent_id).casefold()].append(at)
    for places in rows.values():
        for at in places[1:]:
            first, other = intake.frame["agent_id"].iloc[[places[0], at]]
            message = (
                f"{shown(other)} differs from {shown(first)} in {intake.place.named(places[0])} only in case or form."
            )
            error = CellError("data.similar_names", message, "give different people ids that cannot be mixed up.")
            yield intake.place.fault(error, at, "agent_id")


def _time_off(source: Source, ids: frozenset[str] | None) -> tuple[tuple[TimeOff, ...], tuple[str, ...]]:
    """Time off of the agents called `ids`; where that is None they could not be read, and nobody is unknown."""
    intake = take_table(source, TIME_OFF)
    entries = tuple(
        TimeOff(row["agent_id"], row["first_day"].date(), row["last_day"].date(), Absence(row["kind"]))
        for row in intake.frame.to_dict("records")
    )
    faults = [*_backwards(entries, intake)]
    if ids is not None:
        for at, entry in enumerate(entries):
            if error := known(entry.agent_id, ids, "agent"):
                faults.append(intake.place.fault(error, at, "agent_id"))
    raise_faults(faults)
    return entries, intake.notes


def _backwards(entries: Sequence[TimeOff], intake: Intake) -> Iterator[Fault]:
    """Faults for entries that end before they start, and for those that overlap the agent's entry before."""
    until: TimeOff | None = None
    row = 0
    for at, entry in enumerate(entries):
        if entry.last < entry.first:
            error = CellError("data.runs_back", f"The last day {entry.last} lies before the first, {entry.first}.")
            yield intake.place.fault(error, at, "last_day")
        elif until is not None and until.agent_id == entry.agent_id and entry.first <= until.last:
            message = f"{shown(entry.agent_id)} is away already until {until.last}, by {intake.place.named(row)}."
            yield intake.place.fault(
                CellError("data.overlapping_time_off", message, "end one entry before the next starts."),
                at,
                "first_day",
            )
        if until is None or until.agent_id != entry.agent_id or entry.last > until.last:
            until, row = entry, at
