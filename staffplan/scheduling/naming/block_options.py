"""Which admitted shifts would do for a planned day of blocks: as planned, or blocks shorter, longer or left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from staffplan.domain.shift import Shift
from staffplan.domain.site import Mode
from staffplan.scheduling.model.paired_blocks import FlexibleWeeks
from staffplan.scheduling.naming.block_days import Block, DayOfBlocks
from staffplan.scheduling.people.starts import Start, Timetable
from staffplan.shifts.catalogue import catalogue


@dataclass(frozen=True)
class Option:
    """A shift and start that somebody may be given; `wanted` is the number of the planned day it stands in for.

    `wanted` is -1 for a shift that nobody asked for.
    """

    wanted: int
    mode: Mode
    shift: Shift
    start: Start


class BlockOptions:
    """Admitted shifts by day and blocks, for one crew.

    Parameters
    ----------
    in_office : days on which nobody of the crew may work at home.
    limited : whether nothing beyond what was planned may be given.
    """

    def __init__(
        self, weeks: FlexibleWeeks, timetable: Timetable, in_office: Collection[int], *, limited: bool
    ) -> None:
        self._limited = limited
        self._admitted: dict[tuple[str, Mode, int, tuple[Block, ...]], tuple[Shift, Start]] = {}
        self._single_days: dict[int, list[tuple[Mode, Shift, Start]]] = defaultdict(list)
        for pair in weeks.pairs:
            for shift in catalogue((pair.profile,)):
                starts = timetable.starts(shift)
                for position in np.flatnonzero(timetable.admitted(weeks.crew, pair.mode, shift)):
                    start = starts[position]
                    if pair.mode is Mode.HOME and start.day in in_office:
                        continue
                    blocks = tuple((start.minute + begin, end - begin) for begin, end in shift.blocks)
                    self._admitted[pair.profile.name, pair.mode, start.day, blocks] = (shift, start)
                    if not shift.is_split:
                        self._single_days[start.day].append((pair.mode, shift, start))

    def as_planned(self, number: int, wanted: DayOfBlocks) -> Option | None:
        """The day just as it is planned; None where no admitted shift has these blocks."""
        return self._option(number, wanted, wanted.blocks)

    def instead_of(self, number: int, wanted: DayOfBlocks) -> Iterator[Option]:
        """The day as planned, and the days near it."""
        lengths = (*wanted.pair.profile.lengths, 0)
        for chosen in product(lengths, repeat=len(wanted.blocks)):
            if self._limited and any(n > planned for (_, planned), n in zip(wanted.blocks, chosen, strict=True)):
                continue
            blocks = tuple((start, n) for (start, _), n in zip(wanted.blocks, chosen, strict=True) if n)
            option = self._option(number, wanted, blocks)
            if option is not None:
                yield option

    def extra(self, day: int) -> Iterator[Option]:
        """Single blocks that nobody asked for, to make up guaranteed hours: one start of each length."""
        seen: set[tuple[Mode, str]] = set()
        for mode, shift, start in [] if self._limited else self._single_days[day]:
            if (mode, shift.name) not in seen:
                seen.add((mode, shift.name))
                yield Option(-1, mode, shift, start)

    def _option(self, number: int, wanted: DayOfBlocks, blocks: tuple[Block, ...]) -> Option | None:
        found = self._admitted.get((wanted.pair.profile.name, wanted.pair.mode, wanted.day, blocks))
        return None if found is None else Option(number, wanted.pair.mode, *found)
