"""The figures as tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from weekly.beside_peers import beside
from weekly.forecasters import MEAN_OF_4, MEAN_OF_8, SHIPPED
from weekly.scores import ONE_WEEK, THREE_WEEKS, ratios, sparse_queues, summed
from weekly.targets import Target


def table(heads: list[str], rows: list[list[object]]) -> Iterator[str]:
    """Lines of a table in Markdown."""
    yield f"| {' | '.join(heads)} |"
    yield "| --- |" + " --- |" * (len(heads) - 1)
    for row in rows:
        yield f"| {' | '.join(str(cell) for cell in row)} |"
    yield ""


def accuracy(scores: pd.DataFrame) -> Iterator[str]:
    """WAPE of every forecaster by set and lead, in the first and second half of the origins, and bias."""
    sets = list(scores["set"].unique())
    for lead, name in ((ONE_WEEK, "one week ahead"), (THREE_WEEKS, "three weeks ahead")):
        part = scores[scores["lead"] == lead]
        wapes = summed(part, ["set"]).pivot_table(index="who", columns="set", sort=False, values=["wape", "bias"])
        rows = [
            [who, *(f"{wapes['wape'][calls][who]:.2f} ({wapes['bias'][calls][who]:+.1f})" for calls in sets)]
            for who in wapes.index
        ]
        yield from table([f"30-minute WAPE, % (bias, %), {name}", *sets], rows)
    yield from _halves(scores, sets)
    yield from _queues(scores)


def _halves(scores: pd.DataFrame, sets: list[str]) -> Iterator[str]:
    rows = []
    for lead, name in ((ONE_WEEK, "one week"), (THREE_WEEKS, "three weeks")):
        for beside_whom in (MEAN_OF_4, MEAN_OF_8):
            for half, early in (("all", None), ("first half", True), ("second half", False)):
                part = scores[(scores["lead"] == lead) & ((scores["early"] == early) | (early is None))]
                found = ratios(part, ["set"], beside_whom)
                rows.append([f"{name}, {beside_whom}", half, *(f"{found[calls]:.3f}" for calls in sets)])
    yield from table([f"WAPE of {SHIPPED} over that of", "origins", *sets], rows)


def _queues(scores: pd.DataFrame) -> Iterator[str]:
    one, three = (scores[scores["lead"] == lead] for lead in (ONE_WEEK, THREE_WEEKS))
    sparse = sparse_queues(one)
    found = summed(one, ["set", "queue"]).set_index(["set", "queue", "who"])
    far = ratios(three, ["set", "queue"], MEAN_OF_4)
    near, eight = (ratios(one, ["set", "queue"], whom) for whom in (MEAN_OF_4, MEAN_OF_8))
    rows = [
        [
            f"{calls}, {queue}{', sparse' if (calls, queue) in sparse else ''}",
            f"{found['contacts_an_interval'][calls, queue, MEAN_OF_4]:.1f}",
            f"{found['wape'][calls, queue, MEAN_OF_4]:.2f}",
            f"{found['wape'][calls, queue, SHIPPED]:.2f}",
            f"{ratio:.3f}",
            f"{eight[calls, queue]:.3f}",
            f"{far[calls, queue]:.3f}",
            f"{found['bias'][calls, queue, SHIPPED]:+.1f}",
        ]
        for (calls, queue), ratio in near.items()
    ]
    heads = [
        "queue",
        "contacts an open half-hour",
        "mean of 4",
        "ours",
        "ratio",
        "to mean of 8",
        "three weeks ahead",
        "bias, %",
    ]
    yield from table(heads, rows)


def worth(scores: pd.DataFrame) -> Iterator[str]:
    """Agents too many and too few, by the requirement of the forecast against that of what came."""
    rows = []
    for lead, name in ((ONE_WEEK, "one week"), (THREE_WEEKS, "three weeks")):
        part = scores[(scores["lead"] == lead) & scores["who"].isin([MEAN_OF_4, SHIPPED])]
        found = summed(part, ["set"]).set_index(["set", "who"])
        for calls in part["set"].unique():
            off = {who: (found["over"][calls, who], found["under"][calls, who]) for who in (MEAN_OF_4, SHIPPED)}
            less = sum(off[SHIPPED]) / sum(off[MEAN_OF_4])
            rows.append([f"{calls}, {name}", *(f"{figure:.1f}" for who in off for figure in off[who]), f"{less:.2f}"])
    heads = ["agents off, % of those needed", "mean of 4: over", "under", "ours: over", "under", "ours over mean of 4"]
    yield from table(heads, rows)


def tools(scores: pd.DataFrame, peers: pd.DataFrame) -> Iterator[str]:
    """Each tool beside staffplan and the mean of four on exactly the weeks that it was asked about."""
    rows = []
    for tool in peers["who"].unique():
        found = summed(beside(peers, scores, tool), ["set"]).set_index(["set", "who"])
        for calls in peers["set"].unique():
            if (calls, tool) in found.index:
                wape, seconds = found["wape"], found["seconds"]
                ratio = wape[calls, SHIPPED] / wape[calls, tool]
                rows.append(
                    [
                        f"{tool}, {calls}",
                        found["weeks"][calls, tool],
                        *(f"{wape[calls, who]:.2f}" for who in (tool, SHIPPED, MEAN_OF_4)),
                        f"{ratio:.3f}{' (ours loses)' if ratio > 1 else ''}",
                        f"{seconds[calls, tool] / seconds[calls, SHIPPED]:.1f}",
                    ]
                )
    yield from table(
        ["tool and set", "weeks", "WAPE, %", "ours", "mean of 4", "ours over it", "its time over ours"], rows
    )


def speeds(found: dict[str, Any]) -> Iterator[str]:
    """Seconds of computing, on the clock, and megabytes."""
    runs = {what: run for what, run in found.items() if what != "import"}
    rows = [
        [
            what,
            f"{run['rows']:,}",
            *(f"{run[key]:.2f}" for key in ("seconds", "first_s", "clock_s")),
            *(f"{run[key]:.0f}" for key in ("peak_mb", "before_mb")),
        ]
        for what, run in runs.items()
    ]
    heads = ["a year of half-hours", "rows", "s of computing", "first call", "on the clock", "peak MB", "of it before"]
    yield from table(heads, rows)
    heads = ["import", "s", "over pandas"]
    costs = found["import"]
    rows = [[name, f"{s:.3f}", f"{costs['ratio'][name]:.2f}"] for name, s in costs["seconds"].items()]
    yield from table(heads, rows)


def verdicts(targets: list[Target]) -> Iterator[str]:
    """What was aimed at, and whether it was reached."""
    rows = [[target.what, f"{target.figure:.3f}", f"{target.most:g}", target.verdict] for target in targets]
    yield from table(["target", "figure", "at most", ""], rows)
