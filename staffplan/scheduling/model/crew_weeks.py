"""A crew's part of the model: tours by band, office days, and the flows from tours to starts."""

from __future__ import annotations

from dataclasses import dataclass, field

from staffplan.scheduling.linear_model import Columns
from staffplan.scheduling.model.mixed_weeks import MixedWeek
from staffplan.scheduling.model.pool import Pool
from staffplan.scheduling.people.crew import Crew
from staffplan.scheduling.people.tours import Band, Tour


@dataclass(frozen=True)
class Flow:
    """Agents of a crew's band who take starts of one pool: column `columns[i]` feeds start `positions[i]`."""

    band: int
    paid_min: int
    pool: Pool
    positions: tuple[int, ...]
    columns: Columns


@dataclass(frozen=True)
class OfficeDays:
    """Who comes to the office: for tour number `tour` in `band`, a column for each day of the tour."""

    band: int
    tour: int
    columns: Columns


@dataclass
class CrewWeeks:
    """A crew's part of the model.

    Attributes
    ----------
    tours : every kind of week that any of its members may work.
    counts : columns by (band, tour number): how many members work it; absent where the band cannot hold the tour.
    moved : day and columns by which the people on site may differ from the office days handed out; closed, unless
        the search opens them for days that are still to be planned.
    by_group : columns by (week group number, tour number): how many of the group work it.
    mixed : which lengths are worked when, for the tours of mixed lengths.
    """

    crew: Crew
    bands: tuple[Band, ...]
    tours: tuple[Tour, ...]
    counts: dict[tuple[int, int], int] = field(default_factory=dict)
    by_group: dict[tuple[int, int], int] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)
    office: list[OfficeDays] = field(default_factory=list)
    mixed: list[MixedWeek] = field(default_factory=list)
    moved: list[tuple[int, Columns]] = field(default_factory=list)

    @property
    def counts_office(self) -> bool:
        """Whether office days were handed out, so that who is on site is settled."""
        return bool(self.office) or any(week.office for week in self.mixed)
