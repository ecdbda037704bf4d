"""What was aimed at, and whether it was reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from weekly.beside_peers import LIGHTGBM, beside
from weekly.forecasters import BOOSTED, MEAN_OF_4, MEAN_OF_8, SHIPPED, WITH_EXTRA
from weekly.scores import ONE_WEEK, THREE_WEEKS, ratios, sparse_queues, summed

MOST_BIAS = 2.0
SECONDS, MEGABYTES, SECONDS_OF_ONE, IMPORTING = 15.0, 500.0, 0.3, 1.2
BEST_PEER = 1.0
BESIDE_LIGHTGBM = {SHIPPED: 1.03, WITH_EXTRA: 1.0}


@dataclass(frozen=True)
class Target:
    """A figure and the most that it should be."""

    what: str
    figure: float
    most: float

    @property
    def verdict(self) -> str:
        """Met or missed; a figure that was not measured is neither."""
        return "not measured" if self.figure != self.figure else "met" if self.figure <= self.most else "missed"

    def told(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self) | {"verdict": self.verdict}


def accuracy_targets(scores: pd.DataFrame) -> Iterator[Target]:
    """Against what planning tools do, and against no bias."""
    one, three = scores[scores["lead"] == ONE_WEEK], scores[scores["lead"] == THREE_WEEKS]
    for part, lead, beside_whom, most in (
        (one, "one week", MEAN_OF_4, 0.85),
        (one, "one week", MEAN_OF_8, 0.89),
        (three, "three weeks", MEAN_OF_4, 0.90),
    ):
        for name, ratio in ratios(part, ["set"], beside_whom).items():
            yield Target(f"{name}, {lead} ahead, over the {beside_whom}", ratio, most)
    by_queue = ratios(one, ["set", "queue"], MEAN_OF_4)
    sparse = one[[pair in sparse_queues(one) for pair in zip(one["set"], one["queue"], strict=True)]]
    for most, why in ((0.96, ""), (0.93, ", aimed at")):
        yield Target(
            f"sparse queues pooled, over the {MEAN_OF_4}{why}",
            float(ratios(sparse.assign(all=""), ["all"], MEAN_OF_4).iloc[0]),
            most,
        )
    worst = by_queue.idxmax()
    yield Target(f"worst single queue ({worst[0]}, {worst[1]}), over the {MEAN_OF_4}", by_queue[worst], 1.02)
    for part, lead in ((one, "one week"), (three, "three weeks")):
        found = summed(part[part["who"] == SHIPPED], ["set"])
        for name, bias in zip(found["set"], found["bias"], strict=True):
            yield Target(f"{name}, {lead} ahead, bias in % either way", abs(bias), MOST_BIAS)


def peer_targets(scores: pd.DataFrame, peers: pd.DataFrame) -> Iterator[Target]:
    """Against LightGBM, and against the best other tool on each set, each tool on its own weeks."""
    one = scores[scores["lead"] == ONE_WEEK]
    if BOOSTED in set(one["who"]):
        for name, ratio in ratios(one, ["set"], BOOSTED).items():
            yield Target(f"{name}, {SHIPPED} over {BOOSTED}", ratio, BESIDE_LIGHTGBM[SHIPPED])
    found = {tool: beside(peers, scores, tool) for tool in ([] if peers.empty else peers["who"].unique())}
    if LIGHTGBM in found:
        yield from _beside_lightgbm(found.pop(LIGHTGBM))
    by_tool = pd.DataFrame({tool: ratios(same, ["set"], tool) for tool, same in found.items()})
    for name, of_set in by_tool.iterrows():
        yield Target(f"{name}, over the best other tool ({of_set.idxmax()})", of_set.max(), BEST_PEER)


def _beside_lightgbm(same: pd.DataFrame) -> Iterator[Target]:
    for who in [who for who in BESIDE_LIGHTGBM if who in set(same["who"])]:
        for name, ratio in ratios(same, ["set"], LIGHTGBM, who).items():
            yield Target(f"{name}, {who} over {LIGHTGBM}", ratio, BESIDE_LIGHTGBM[who])


def speed_targets(found: dict[str, Any]) -> Iterator[Target]:
    """Seconds of computing, megabytes and imports."""
    for what, run in found.items():
        if "queues" in what:
            yield Target(f"{what}, s", run["seconds"], SECONDS)
            yield Target(f"{what}, MB at the peak", run["peak_mb"], MEGABYTES)
        elif "queue" in what:
            yield Target(f"{what}, s", run["seconds"], SECONDS_OF_ONE)
    yield Target("import staffplan over import pandas", found["import"]["ratio"]["staffplan"], IMPORTING)
