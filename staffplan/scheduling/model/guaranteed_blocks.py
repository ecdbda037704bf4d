"""What contractors' guaranteed hours ask of the blocks planned: enough of each length for everybody's least set.

Hours summed up over people say too little: with 5 h each and blocks of 2 to 4 h, thirty blocks of 4 h make 120 h, yet
nobody's week of 5 h. Each person holds one of a few least sets ({2, 3}, {2.5, 2.5} or {2, 2, 2} h), or more than one,
where a longer block does for a shorter one. Since what may stand in is nested, blocks serve all sets exactly where, for
each length, at least as many blocks are as long as the sets have (Hall's condition on nested sets).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from staffplan.rules.resource import Measure
from staffplan.scheduling.linear_model import LinearModel
from staffplan.scheduling.model.pool import Pool
from staffplan.scheduling.people.crew import Crew

_MOST_SETS = 300


def guarantee_blocks(model: LinearModel, crew: Crew, pools: Sequence[Pool], missing: int) -> None:
    """Add the rows for everybody's least set of blocks; none where the sets are too many to list.

    Parameters
    ----------
    pools : of all blocks of the crew.
    missing : column of guaranteed hours that are not given.
    """
    lengths = sorted({pool.shift.paid_min for pool in pools})
    if not lengths:
        return
    enough = model.rows(f"blocks for least sets {crew.name}", len(lengths), ">=")
    for row, length in zip(enough, lengths, strict=True):
        for pool in pools:
            if pool.shift.paid_min >= length:
                model.put(row, pool.columns)
    for least, count in _guarantees(crew):
        sets = least_sets(lengths, least) if least > 0 else ()
        if not sets:
            continue
        label = f"{crew.name} {least} min"
        holds = model.columns(f"least sets {label}", len(sets))
        everybody = model.rows(f"everybody's least set {label}", 1, ">=", count)
        model.put(everybody, holds)
        model.put(everybody, missing, 60 / least)
        for row, length in zip(enough, lengths, strict=True):
            model.put(row, holds, [-float(sum(block >= length for block in least_set)) for least_set in sets])


def _guarantees(crew: Crew) -> list[tuple[int, int]]:
    """Guaranteed minutes a week, and how many people have them."""
    people: dict[int, int] = defaultdict(int)
    for group in crew.groups:
        people[round(60 * group.limits.range(Measure.PAID_HOURS)[0])] += len(group.agents)
    return sorted(people.items())


def least_sets(lengths: Sequence[int], least: int) -> tuple[tuple[int, ...], ...]:
    """Every set of blocks that comes to `least` and is no better than needed.

    No block of it could be shorter or left out. Empty where there are more than a few hundred.

    Parameters
    ----------
    lengths : of blocks, minutes, ascending; a set may hold a length more than once.
    """
    found: list[tuple[int, ...]] = []
    for one in _sums_to(lengths, least, ()):
        found.append(one)
        if len(found) > 4 * _MOST_SETS:
            return ()
    kept = tuple(one for one in found if not any(other != one and _does_for(one, other) for other in found))
    return kept if len(kept) <= _MOST_SETS else ()


def _sums_to(lengths: Sequence[int], least: int, begun: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Descending sets whose last block is needed."""
    for length in reversed(lengths):
        if begun and length > begun[-1]:
            continue
        if length >= least:
            if not any(least <= shorter < length for shorter in lengths):
                yield (*begun, length)
        else:
            yield from _sums_to(lengths, least - length, (*begun, length))


def _does_for(blocks: tuple[int, ...], needed: tuple[int, ...]) -> bool:
    """Whether the blocks, longest first, can stand in for the needed ones."""
    return len(blocks) >= len(needed) and all(a >= b for a, b in zip(blocks, needed, strict=False))
