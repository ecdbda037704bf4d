"""The shrinkage ledger: which part of a rostered hour serves nobody, why, and where and when that holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from math import fsum
from typing import Final

from staffplan.domain.site import Mode
from staffplan.units import WEEKDAYS


class ShrinkageType(StrEnum):
    """Why a rostered hour serves nobody."""

    SICKNESS = "sickness"
    NO_SHOW = "no_show"
    LATENESS = "lateness"
    VACATION = "vacation"
    KNOWN_TIME_OFF = "known_time_off"
    BREAK = "break"
    MEAL = "meal"
    MEETING = "meeting"
    TRAINING = "training"
    COACHING = "coaching"
    SYSTEM_TIME = "system_time"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ShrinkageEntry:
    """A line of the ledger: a share of the rostered hours that is lost, and where and when.

    Attributes
    ----------
    kind : why.
    share : in [0, 1), of the hours that the roster counts as work for the people concerned; of a `rostered` line, of
        the hours that they are paid for.
    paid : whether the lost hours are paid.
    planned : whether they are known before the roster is made.
    in_office : whether the people are at their place of work, on site or at home, and only not free for contacts.
    rostered : whether the roster shows these hours itself, as pauses or time off, and counts no work there; such a line
        takes nothing off the cover, which would be a second time, and counts in gross figures only.
    sites, modes : whom it concerns; empty: everybody.
    weekdays : Monday is 0; empty: every day.
    weeks : ISO week numbers, in every year.
    dates : first and last days, both included. Where `weeks` or `dates` are given, a day has to lie in one of them.
    """

    kind: ShrinkageType
    share: float
    paid: bool = True
    planned: bool = False
    in_office: bool = False
    rostered: bool = False
    sites: frozenset[str] = frozenset()
    modes: frozenset[Mode] = frozenset()
    weekdays: frozenset[int] = frozenset()
    weeks: frozenset[int] = frozenset()
    dates: tuple[tuple[date, date], ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.share < 1:
            raise ValueError(f"a share of {self.share} is not from 0 up to, but not including, 1")

    def concerns(self, site: str, mode: Mode) -> bool:
        """Whether people of a site are concerned when they work in a mode."""
        return (not self.sites or site in self.sites) and (not self.modes or mode in self.modes)

    def falls_on(self, day: date) -> bool:
        """Whether the line holds on a day."""
        if self.weekdays and day.weekday() not in self.weekdays:
            return False
        if not self.weeks and not self.dates:
            return True
        return any(first <= day <= last for first, last in self.dates) or day.isocalendar().week in self.weeks


@dataclass(frozen=True, slots=True)
class ShrinkageLedger:
    """All that is lost of paid hours.

    The shares of lines that hold together, on one site, in one mode and on one day, add up: all are measured against
    the same hours, and an hour has one reason; whoever is sick is not in a coaching. They would have to be multiplied
    if each were measured against what the ones before it had left. That is so of the two kinds of line among each
    other: what the roster shows is measured against paid hours, all else against the work that remains of them.

    Raises
    ------
    ValueError : where lines of one kind that hold together add up to 1 or more; the message says where and when.
    """

    entries: tuple[ShrinkageEntry, ...] = ()

    def __post_init__(self) -> None:
        for met in meetings(self.entries):
            for rostered in (False, True):
                total = added_up(entry for entry in met.of(self.entries) if entry.rostered is rostered)
                if total >= 1:
                    raise ValueError(f"a shrinkage of {total:.4g}{met.where(met.of(self.entries))} leaves nobody")

    @classmethod
    def by_mode(cls, shares: Mapping[Mode, float]) -> ShrinkageLedger:
        """The ledger of which only the sum in each mode is known."""
        lines = (ShrinkageEntry(ShrinkageType.OTHER, share, modes=frozenset({mode})) for mode, share in shares.items())
        return cls(tuple(line for line in lines if line.share))

    def lines(self, site: str, mode: Mode, day: date) -> tuple[ShrinkageEntry, ...]:
        """The lines that hold for people of a site in a mode on a day."""
        return tuple(entry for entry in self.entries if entry.concerns(site, mode) and entry.falls_on(day))

    def lost(self, site: str, mode: Mode, day: date) -> float:
        """Share of the hours that the roster counts as work which serves nobody."""
        return added_up(entry for entry in self.lines(site, mode, day) if not entry.rostered)

    def extent(self, sites: Iterable[str], mode: Mode) -> tuple[float, float]:
        """Least and greatest share lost in a mode, over some sites and all days."""
        days = {met.day for met in meetings(self.entries)}
        shares = {self.lost(site, mode, day) for site in sites for day in days}
        return min(shares), max(shares)

    def rostered(self, site: str, mode: Mode, day: date) -> float:
        """Share of the paid hours that the roster shows as no work."""
        return added_up(entry for entry in self.lines(site, mode, day) if entry.rostered)


def added_up(entries: Iterable[ShrinkageEntry]) -> float:
    """Shares added up, rounded where binary fractions end: 4 %, 5 % and 3 % are 12 %."""
    return round(fsum(entry.share for entry in entries), 12)


@dataclass(frozen=True, slots=True)
class Meeting:
    """Entries that hold together; `day` is an example, and a `site` of "" is any that no entry names."""

    site: str
    mode: Mode
    day: date
    numbers: tuple[int, ...]

    def of(self, entries: Sequence[ShrinkageEntry]) -> tuple[ShrinkageEntry, ...]:
        """The entries that hold together."""
        return tuple(entries[number] for number in self.numbers)

    def where(self, among: Sequence[ShrinkageEntry]) -> str:
        """Where and when some of the entries hold together, in words, as far as they are restricted at all."""
        at = f" {'at home' if self.mode is Mode.HOME else 'on site'}" if any(entry.modes for entry in among) else ""
        site = f" in {self.site}" if self.site and any(entry.sites for entry in among) else ""
        weekday = WEEKDAYS[self.day.weekday()]
        if any(entry.dates for entry in among):
            return f"{at}{site} on {weekday} {self.day}"
        if any(entry.weeks for entry in among):
            return f"{at}{site} on {weekday} of week {self.day.isocalendar().week}"
        return f"{at}{site} on {weekday}" if any(entry.weekdays for entry in among) else f"{at}{site}"


def meetings(entries: Sequence[ShrinkageEntry]) -> tuple[Meeting, ...]:
    """Every set of entries that hold together in a site and mode on some day, by their numbers, with an example.

    All days there are need not be looked at: between two dates that entries name, only weekday and ISO week matter.
    """
    examples: dict[tuple[int, ...], date] = {}
    for day in _telling_days(entries):
        examples.setdefault(tuple(n for n, entry in enumerate(entries) if entry.falls_on(day)), day)
    found: dict[tuple[str, Mode, tuple[int, ...]], Meeting] = {}
    sites = sorted({"", *(site for entry in entries for site in entry.sites)})
    for today, day in examples.items():
        for site in sites:
            for mode in Mode:
                met = tuple(n for n in today if entries[n].concerns(site, mode))
                found.setdefault((site, mode, met), Meeting(site, mode, day, met))
    return tuple(found.values())


_ANY_MONDAY: Final = date(2024, 1, 1).toordinal()
_YEARS_TO_WEEK_53: Final = 7
"""Of so many years in a row, at least one has a 53rd ISO week."""


def _telling_days(entries: Sequence[ShrinkageEntry]) -> Iterator[date]:
    """Days among which every combination of entries occurs that occurs at all."""
    span = 366 * _YEARS_TO_WEEK_53 + 7 if any(entry.weeks for entry in entries) else 7
    ranges = [ends for entry in entries for ends in entry.dates]
    bounds = sorted({bound for first, last in ranges for bound in (first.toordinal(), last.toordinal() + 1)})
    bounds = bounds or [_ANY_MONDAY]
    for start, stop in pairwise((bounds[0] - span, *bounds, bounds[-1] + span)):
        first, end = max(start, date.min.toordinal()), min(stop, start + span, date.max.toordinal() + 1)
        yield from (date.fromordinal(number) for number in range(first, end))
