"""How far forecasts are off on three real call histories, beside planning tools and other forecasters; and how fast.

Run it with ``make bench-forecast``, which installs the other forecasters into ``.bench/forecasting`` first, or with
``python benchmarks/forecasting.py``, which measures them only where they already are. ``--json`` prints the figures as
JSON, ``--only accuracy``, ``--only peers`` or ``--only speed`` a part. The histories lie in a folder ``shared`` beside
the checkout; where it is absent, only speed is measured. Every week is forecast from the days before it, one week
ahead, and again as if two weeks fewer were known. Each set's origins are told in halves: whatever was chosen by looking
at early weeks shows on late ones what it is worth. Agents are those of Erlang C for calls of 300 s, 80 % in 20 s.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pandas as pd
from peers.environment import PeersAbsentError, borrow, peers_python
from weekly import page
from weekly.beside_peers import beside, peers_scores
from weekly.call_sets import HISTORY, call_sets
from weekly.forecasters import MEAN_OF_4, MEAN_OF_8, SHIPPED, WITH_EXTRA, forecasters
from weekly.scores import ONE_WEEK, THREE_WEEKS, score, summed, weeks_of
from weekly.speed import ONE_THREAD, speed
from weekly.targets import Target, accuracy_targets, peer_targets, speed_targets

PARTS = ("accuracy", "peers", "speed")
BESIDE_PEERS = (SHIPPED, WITH_EXTRA, MEAN_OF_4, MEAN_OF_8)
_FAR = (MEAN_OF_4, MEAN_OF_8)


def measured(parts: tuple[str, ...], *, install: bool) -> dict[str, Any]:
    """All figures: frames of scores, speeds, and why something is missing."""
    found: dict[str, Any] = {"scores": pd.DataFrame(), "peers": pd.DataFrame(), "speed": {}, "missing": []}
    weeks = weeks_of(call_sets())
    if not weeks:
        found["missing"].append(f"no call histories in {HISTORY}")
    elif {"accuracy", "peers"} & set(parts):
        with suppress(PeersAbsentError):  # without them it is only unknown what `[ml]` is worth
            borrow(peers_python("forecasting", install=install, command="make bench-forecast"))
        known = forecasters()
        if "accuracy" not in parts:
            known = {name: known[name] for name in BESIDE_PEERS if name in known}
        far = {name: who for name, who in known.items() if name in (*_FAR, SHIPPED) or "in the calendar" in name}
        found["scores"] = pd.concat([score(weeks, known, ONE_WEEK), score(weeks, far, THREE_WEEKS)])
        if "peers" in parts:
            try:
                found["peers"], failures = peers_scores(weeks, install=install)
                found["missing"] += [f"{tool} failed {len(said)} times: {said[0]}" for tool, said in failures.items()]
            except PeersAbsentError as absent:
                found["missing"].append(f"the other forecasters were not measured: {absent}")
    if "speed" in parts:
        found["speed"] = speed()
    return found


def targets(found: dict[str, Any]) -> list[Target]:
    """All of which the figures are there."""
    reached: list[Target] = []
    if not found["scores"].empty:
        reached += [*accuracy_targets(found["scores"]), *peer_targets(found["scores"], found["peers"])]
    return [*reached, *(speed_targets(found["speed"]) if found["speed"] else ())]


def lines(found: dict[str, Any], parts: tuple[str, ...]) -> Iterator[str]:
    """The page."""
    if not found["scores"].empty and "accuracy" in parts:
        yield from page.accuracy(found["scores"])
        yield from page.worth(found["scores"])
    if not found["peers"].empty:
        yield from page.tools(found["scores"], found["peers"])
    if found["speed"]:
        yield from page.speeds(found["speed"])
    yield from page.verdicts(targets(found))
    yield from (f"Missing: {reason}." for reason in found["missing"])


def as_json(found: dict[str, Any]) -> str:
    """The figures without rounding."""
    scores, peers = found["scores"], found["peers"]
    told: dict[str, Any] = {"missing": found["missing"], "speed": found["speed"]}
    told["targets"] = [target.told() for target in targets(found)]
    if not scores.empty:
        told["by_set"] = summed(scores, ["lead", "set"]).to_dict("records")
        told["by_half"] = summed(scores, ["lead", "set", "early"]).to_dict("records")
        told["by_queue"] = summed(scores, ["lead", "set", "queue"]).to_dict("records")
    if not peers.empty:
        told["peers"] = {
            tool: summed(beside(peers, scores, tool), ["set"]).to_dict("records") for tool in peers["who"].unique()
        }
    return json.dumps(told, indent=2, default=bool)


def main() -> int:
    """Print the figures; 1 where the peers were asked for and are absent."""
    if not ONE_THREAD.items() <= os.environ.items():  # read when NumPy is loaded: times are those of one core
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | ONE_THREAD)
    parser = argparse.ArgumentParser(description="Measure forecasts.")
    parser.add_argument("--peers", action="store_true", help="install the other forecasters where they are missing")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", choices=PARTS, action="append")
    asked = parser.parse_args()
    parts = tuple(asked.only or PARTS)
    found = measured(parts, install=asked.peers)
    print(as_json(found) if asked.json else "\n".join(lines(found, parts)))
    return 1 if asked.peers and call_sets() and found["peers"].empty else 0


if __name__ == "__main__":
    sys.exit(main())
