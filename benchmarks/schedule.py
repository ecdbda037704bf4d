"""How near the best a week is planned: made-up centres of 40 to 20,000 people.

``make bench-schedule`` plans the whole family, five curves a size, and more people around the clock; ``python
benchmarks/schedule.py`` three small ones. ``--sizes 40,200 --shapes "two peaks,flat" --seed 7 --always-open`` choose
others, ``--json`` prints the figures as JSON. Each plan is made in a process of its own, named, and checked by the
auditor. The gap is that of the named roster to the optimum of the linear programme that the same run solves first: no
roster can cost less.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Iterator, Sequence

from family.centre import Case
from family.curves import SHAPES
from family.run import Figures, planned

FIRST_SEED = 1
SMALL = (40, 200, 1000)
FAMILY = (40, 200, 1000, 5000, 20000)
AROUND_THE_CLOCK = 1200


def cases(sizes: Sequence[int], shapes: Sequence[str], seed: int, *, always_open: bool) -> Iterator[Case]:
    """Each size with each shape; the noise of a curve has the seed of its shape's place in the list."""
    for agents in sizes:
        for shape in shapes:
            yield Case(agents, shape, seed + list(SHAPES).index(shape), always_open)


def page(rows: Sequence[Figures]) -> Iterator[str]:
    """The figures as a table, and the medians of each size."""
    columns = max((list(row) for row in rows), key=len)
    yield "| " + " | ".join(columns) + " |"
    yield "| " + " | ".join("---" for _ in columns) + " |"
    for row in rows:
        yield "| " + " | ".join(f"{row.get(column, '')}" for column in columns) + " |"


def medians(rows: Sequence[Figures]) -> Iterator[str]:
    """Median gap, shortfall and time of the curves of a size, and the most memory."""
    yield "| size | curves | median gap % | worst gap % | median CPU s | worst CPU s | peak MB |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    sizes = dict.fromkeys(str(row["case"]).rsplit(", ", 1)[0] for row in rows if "gap %" in row)
    for size in sizes:
        mine = [row for row in rows if str(row["case"]).startswith(f"{size}, ") and "gap %" in row]
        gaps, seconds = ([float(row[name]) for row in mine] for name in ("gap %", "CPU s"))
        peak = max(float(row["peak MB"]) for row in mine)
        yield (
            f"| {size} | {len(mine)} | {statistics.median(gaps):.3f} | {max(gaps):.3f} "
            f"| {statistics.median(seconds):.1f} | {max(seconds):.1f} | {peak:.0f} |"
        )


def main() -> None:
    """Plan and print."""
    parser = argparse.ArgumentParser(description="Plan weeks of made-up centres.")
    parser.add_argument("--family", action="store_true", help="every size and shape, and one centre around the clock")
    parser.add_argument("--sizes", help="numbers of people, such as 40,200")
    parser.add_argument("--shapes", help=f"of the day's curve: {', '.join(SHAPES)}")
    parser.add_argument("--seed", type=int, default=FIRST_SEED)
    parser.add_argument("--always-open", action="store_true")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    shapes = asked.shapes.split(",") if asked.shapes else list(SHAPES)[: None if asked.family else 1]
    sizes = [int(size) for size in asked.sizes.split(",")] if asked.sizes else FAMILY if asked.family else SMALL
    chosen = list(cases(sizes, shapes, asked.seed, always_open=asked.always_open))
    if asked.family and not asked.sizes:
        chosen += cases([AROUND_THE_CLOCK], shapes, asked.seed, always_open=True)
    rows = [planned(case) for case in chosen]
    print(json.dumps(rows, indent=2) if asked.json else "\n".join([*page(rows), "", *medians(rows)]))


if __name__ == "__main__":
    main()
