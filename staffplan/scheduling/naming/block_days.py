"""Which days of one or two blocks a plan of contractors' pools holds: blocks paired in order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.scheduling.model.paired_blocks import BlockPair, FlexibleWeeks, gap_limits
from staffplan.scheduling.model.pool import Pool

Block = tuple[int, int]
"""Start minute of the day and length."""


@dataclass(frozen=True)
class DayOfBlocks:
    """One or two blocks of one day that somebody has to work."""

    day: int
    pair: BlockPair
    blocks: tuple[Block, ...]

    @property
    def paid_min(self) -> int:
        """Minutes on duty, by which days are dealt out evenly."""
        return sum(length for _, length in self.blocks)


def days_of_blocks(weeks: FlexibleWeeks, values: NDArray[np.float64], day: int) -> Iterator[DayOfBlocks]:
    """First and second blocks of a day paired first in, first out; the model's clock has made sure that it fits."""
    for pair in weeks.pairs:
        firsts = sorted(_blocks(pair.first, values, day), key=lambda block: (block[0] + block[1], block[0]))
        if not pair.second:
            yield from (DayOfBlocks(day, pair, (first,)) for first in firsts)
            continue
        least, greatest = gap_limits(pair.profile)
        for start, length in sorted(_blocks(pair.second, values, day)):
            while firsts and sum(firsts[0]) + greatest < start:
                yield DayOfBlocks(day, pair, (firsts.pop(0),))
            if firsts and sum(firsts[0]) + least <= start:
                yield DayOfBlocks(day, pair, (firsts.pop(0), (start, length)))
            else:
                yield DayOfBlocks(day, pair, ((start, length),))
        yield from (DayOfBlocks(day, pair, (first,)) for first in firsts)


def _blocks(pools: Sequence[Pool], values: NDArray[np.float64], day: int) -> Iterator[Block]:
    for pool in pools:
        for start, column in zip(pool.starts, pool.columns, strict=True):
            if start.day == day:
                yield from [(start.minute, pool.shift.elapsed_min)] * round(values[column])
