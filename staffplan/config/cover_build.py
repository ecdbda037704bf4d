"""Shrinkage, handle time factors and tenure as the nouns by which the cover of an agent is counted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from staffplan.config.cover_settings import ByModeFactors, ByModeShares, ShrinkageLine, TenureSettings
from staffplan.domain.shrinkage import ShrinkageEntry, ShrinkageLedger, ShrinkageType
from staffplan.domain.site import Mode
from staffplan.domain.tenure import TenureStep
from staffplan.units import weekday_set


class Usual(NamedTuple):
    """What a line of the ledger means where it does not say."""

    paid: bool
    planned: bool
    in_office: bool


USUAL: Final[Mapping[ShrinkageType, Usual]] = {
    ShrinkageType.SICKNESS: Usual(paid=True, planned=False, in_office=False),
    ShrinkageType.NO_SHOW: Usual(paid=False, planned=False, in_office=False),
    ShrinkageType.LATENESS: Usual(paid=False, planned=False, in_office=False),
    ShrinkageType.VACATION: Usual(paid=True, planned=True, in_office=False),
    ShrinkageType.KNOWN_TIME_OFF: Usual(paid=True, planned=True, in_office=False),
    ShrinkageType.BREAK: Usual(paid=True, planned=True, in_office=True),
    ShrinkageType.MEAL: Usual(paid=False, planned=True, in_office=True),
    ShrinkageType.MEETING: Usual(paid=True, planned=True, in_office=True),
    ShrinkageType.TRAINING: Usual(paid=True, planned=True, in_office=True),
    ShrinkageType.COACHING: Usual(paid=True, planned=False, in_office=True),
    ShrinkageType.SYSTEM_TIME: Usual(paid=True, planned=False, in_office=True),
    ShrinkageType.OTHER: Usual(paid=True, planned=False, in_office=True),
}


def ledger(written: ByModeShares | Sequence[ShrinkageLine]) -> ShrinkageLedger:
    """The ledger, from either form."""
    if isinstance(written, ByModeShares):
        return ShrinkageLedger.by_mode({mode: getattr(written, mode) for mode in Mode})
    return ShrinkageLedger(tuple(entry(line) for line in written))


def entry(line: ShrinkageLine) -> ShrinkageEntry:
    """A line of the ledger."""
    usual = USUAL[line.type]
    spans: list[tuple[date, date]] = list(line.dates)
    weeks: set[int] = set()
    for span in line.weeks:
        if isinstance(span, frozenset):
            weeks |= span
        else:
            spans.append(span)
    return ShrinkageEntry(
        kind=line.type,
        share=line.share,
        paid=usual.paid if line.paid is None else line.paid,
        planned=usual.planned if line.planned is None else line.planned,
        in_office=usual.in_office if line.in_office is None else line.in_office,
        rostered=line.rostered,
        sites=frozenset(line.sites),
        modes=frozenset(line.modes),
        weekdays=frozenset() if line.weekdays is None else weekday_set(line.weekdays),
        weeks=frozenset(weeks),
        dates=tuple(spans),
    )


def aht_factors(
    written: ByModeFactors | Mapping[str, ByModeFactors], sites: Collection[str]
) -> dict[tuple[str, Mode], float]:
    """Handle time against the forecast's by site and mode, from either form; 1 for a site that is left out."""
    by_site = dict.fromkeys(sites, written) if isinstance(written, ByModeFactors) else written
    usual = ByModeFactors()
    return {(site, mode): getattr(by_site.get(site, usual), mode) for site in sites for mode in Mode}


def tenure(steps: Sequence[TenureSettings]) -> tuple[TenureStep, ...]:
    """The steps of new people's pace."""
    return tuple(TenureStep(step.up_to, step.proficiency, step.aht_factor) for step in steps)
