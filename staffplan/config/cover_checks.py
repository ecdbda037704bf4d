"""Whether an hour is counted as lost once: in the ledger, and between the ledger and what the roster shows itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise, product
from typing import Any, Final

from staffplan.config.cover_build import entry
from staffplan.config.cover_settings import ByModeFactors, ByModeShares
from staffplan.config.draft import Draft, Mistake
from staffplan.config.places import Path
from staffplan.domain.shift import Activity
from staffplan.domain.shrinkage import Meeting, ShrinkageEntry, ShrinkageType, added_up, meetings
from staffplan.domain.site import Mode

_TWICE: Final = "config.counted_twice"
_TOLERANCE: Final = 1e-6
_PAUSES: Final[Mapping[ShrinkageType, Activity]] = {
    ShrinkageType.BREAK: Activity.BREAK,
    ShrinkageType.MEAL: Activity.MEAL,
}
_WHOLE_DAYS: Final = (
    ShrinkageType.VACATION,
    ShrinkageType.KNOWN_TIME_OFF,
    ShrinkageType.TRAINING,
    ShrinkageType.SICKNESS,
)
"""What stands in the table of time off, as far as it is known beforehand."""


def cover_mistakes(draft: Draft) -> Iterator[Mistake]:
    """Hours counted twice, shares that leave nobody, and steps of tenure and factors that contradict each other."""
    if not isinstance(draft.get("shrinkage"), ByModeShares):
        lines = [(number, entry(line)) for number, line in draft.numbered("shrinkage")]
        yield from _ledger_mistakes(draft, [number for number, _ in lines], tuple(line for _, line in lines))
    if not isinstance(draft.get("aht_factor"), ByModeFactors):
        for name, _ in draft.items("aht_factor"):
            yield from draft.unknown("sites", "site", ("aht_factor", name), name)
    yield from _mix_mistakes(draft)
    steps = list(draft.numbered("tenure"))
    for (_, lower), (number, upper) in pairwise(steps):
        if upper.up_to <= lower.up_to:
            message = "the steps must rise: the one above reaches as far or farther"
            yield Mistake(("tenure", number, "up_to"), message, "put the shortest time first")


def _mix_mistakes(draft: Draft) -> Iterator[Mistake]:
    staffing = draft.get("staffing")
    mix = {} if staffing is None else staffing.mix
    for name in mix:
        yield from draft.unknown("sites", "site", ("staffing", "mix", name), name)
    total = sum(share for modes in mix.values() for share in modes.values())
    if mix and abs(total - 1) > _TOLERANCE:
        message = f"the shares of the mix add up to {total * 100:g} %, not to 100 %"
        yield Mistake(("staffing", "mix"), message, "{hamburg: {on_site: 60 %, home: 10 %}, leipzig: {home: 30 %}}")


def _ledger_mistakes(draft: Draft, numbers: list[int], lines: tuple[ShrinkageEntry, ...]) -> Iterator[Mistake]:
    met = meetings(lines)
    for place, (number, line) in enumerate(zip(numbers, lines, strict=True)):
        for at, name in enumerate(draft.get("shrinkage")[place].sites):
            yield from draft.unknown("sites", "site", ("shrinkage", number, "sites", at), name)
        if not any(place in meeting.numbers for meeting in met):
            yield Mistake(("shrinkage", number), "this line holds on no day", "widen its weekdays, weeks or dates")
        yield from _rostered_mistakes(draft, number, line)
    yield from _twice(draft, numbers, lines, met)
    yield from _nobody_left(draft, numbers, lines, met)


def _twice(
    draft: Draft, numbers: list[int], lines: tuple[ShrinkageEntry, ...], met: tuple[Meeting, ...]
) -> Iterator[Mistake]:
    """Two lines of one type that meet."""
    told: set[tuple[int, int]] = set()
    for meeting in met:
        for earlier, later in combinations(meeting.numbers, 2):
            if lines[earlier].kind is lines[later].kind and (earlier, later) not in told:
                told.add((earlier, later))
                first = _place(draft, ("shrinkage", numbers[earlier]))
                yield Mistake(
                    ("shrinkage", numbers[later]),
                    f"{_words(lines[later])}{meeting.where((lines[earlier], lines[later]))} is counted twice: "
                    f"it stands in {first} already",
                    "keep one of the two lines, or give them different sites, modes, weekdays or weeks",
                    _TWICE,
                )


def _nobody_left(
    draft: Draft, numbers: list[int], lines: tuple[ShrinkageEntry, ...], met: tuple[Meeting, ...]
) -> Iterator[Mistake]:
    """Lines that add up to everything; of those that end with the same line, the greatest sum is told."""
    worst: dict[int, tuple[float, tuple[int, ...], Meeting]] = {}
    for meeting, rostered in product(met, (False, True)):
        places = tuple(place for place in meeting.numbers if lines[place].rostered is rostered)
        total = added_up(lines[place] for place in places)
        if total >= 1 and total > worst.get(places[-1], (0.0,))[0]:
            worst[places[-1]] = (total, places, meeting)
    for total, places, meeting in worst.values():
        parts = ", ".join(
            f"{lines[place].share * 100:g} % in {_place(draft, ('shrinkage', numbers[place]))}" for place in places
        )
        yield Mistake(
            ("shrinkage", numbers[places[-1]]),
            f"a shrinkage of {total * 100:g} %{meeting.where([lines[place] for place in places])} "
            f"leaves nobody at work: {parts}",
            "all shares are of the same hours; lower them, or part the lines by site, mode or day",
        )


def _rostered_mistakes(draft: Draft, number: int, line: ShrinkageEntry) -> Iterator[Mistake]:
    """A line about hours that the roster shows itself and does not say so, or says so where it does not."""
    shown = _shown_by(draft, line)
    path: Path = ("shrinkage", number)
    if shown is not None and not line.rostered:
        yield Mistake(
            path,
            f"{_words(line)} is counted twice: the roster leaves these hours out already, by {_place(draft, shown)}",
            "remove the line, or write rostered: true to keep it for gross figures only"
            + ("; of what is not known beforehand, write planned: false" if line.kind in _WHOLE_DAYS else ""),
            _TWICE,
        )
    elif shown is None and line.rostered:
        message = f"nothing puts {_words(line)} into the roster, so that these hours would be counted nowhere"
        yield Mistake((*path, "rostered"), message, "remove rostered: true")


def _shown_by(draft: Draft, line: ShrinkageEntry) -> Path | None:
    """What makes the roster show the hours of a line: a pause of a profile, a session, or the table of time off."""
    if line.kind in _PAUSES:
        return next(_pauses(draft, line), None)
    for number, session in draft.numbered("sessions"):
        if session.activity == line.kind.value:
            return "sessions", number
    files = draft.get("files")
    if line.kind in _WHOLE_DAYS and line.planned and files is not None and files.time_off:
        return "files", "time_off"
    return None


def _pauses(draft: Draft, line: ShrinkageEntry) -> Iterator[Path]:
    modes: Any = line.modes or frozenset(Mode)
    for name, profile in draft.items("profiles"):
        if profile.breaks is None and _PAUSES[line.kind] == "meal" and modes & frozenset(profile.modes):
            yield "profiles", name, "breaks"
        for number, pause in enumerate(profile.breaks or ()):
            if pause.activity == _PAUSES[line.kind] and modes & frozenset(profile.modes):
                yield "profiles", name, "breaks", number


def _words(line: ShrinkageEntry) -> str:
    return line.kind.replace("_", " ")


def _place(draft: Draft, path: Path) -> str:
    mark = draft.places.mark(path)
    return f"{mark.file}:{mark.line}"
