"""How many requirements a second Erlang C answers, on a year of quarter-hours of twenty queues.

Run it with ``python benchmarks/queueing.py``; ``--json`` prints the figures as JSON. Loads are drawn log-normally with
a median of 12 erlangs, the middle of what contact centres see, with a handle time of its own for each row: nothing
can be looked up, each row is worked out. The best of three runs counts.
"""

from __future__ import annotations

import json
import sys
import time
import tracemalloc
from collections.abc import Callable

import numpy as np

from staffplan.queueing.erlang_c import service_level
from staffplan.queueing.required import required_agents

ROWS = 700_000
TARGETS = {
    "80 % in 20 s": {"service_level": 0.8},
    "80 % in 20 s, ASA 30 s, occupancy 88 %": {"service_level": 0.8, "asa_s": 30.0, "max_occupancy": 0.88},
    "95 % in 10 s": {"service_level": 0.95, "threshold_s": 10.0},
}


def best_of_three(work: Callable[[], object]) -> float:
    """Seconds that the fastest of three runs takes."""
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def peak_megabytes(work: Callable[[], object]) -> float:
    """Most memory that a run holds beyond what was there before."""
    tracemalloc.start()
    work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def figures() -> list[dict[str, float | str]]:
    """A row a measurement: what, rows, seconds, rows a second, megabytes at the peak."""
    rng = np.random.default_rng(2026)
    mixed = np.exp(rng.normal(np.log(12), 1.2, ROWS))
    aht_s = rng.uniform(180, 420, ROWS)
    works: dict[str, tuple[int, Callable[[], object]]] = {
        f"required, mixed loads, {name}": (ROWS, lambda targets=targets: required_agents(mixed, aht_s, **targets))
        for name, targets in TARGETS.items()
    }
    huge = rng.uniform(9e4, 1e5, 10_000)
    works["required, loads of 90,000 to 100,000 erlangs, 80 % in 20 s"] = (
        huge.size,
        lambda: required_agents(huge, 300.0, service_level=0.8),
    )
    agents = required_agents(mixed, aht_s, service_level=0.8).agents
    works["service level, mixed loads"] = (ROWS, lambda: service_level(mixed, agents, aht_s, 20.0))
    found: list[dict[str, float | str]] = []
    for name, (rows, work) in works.items():
        seconds = best_of_three(work)
        found.append(
            {
                "what": name,
                "rows": rows,
                "seconds": round(seconds, 3),
                "per_second": float(f"{rows / seconds:.2g}"),
                "peak_mb": round(peak_megabytes(work)),
            }
        )
    return found


def main() -> None:
    """Print the figures."""
    found = figures()
    if "--json" in sys.argv[1:]:
        print(json.dumps(found, indent=2))
        return
    print("| what | rows | s | rows/s | peak MB |\n| --- | --- | --- | --- | --- |")
    for row in found:
        print(f"| {row['what']} | {row['rows']:,} | {row['seconds']} | {row['per_second']:.1e} | {row['peak_mb']} |")


if __name__ == "__main__":
    main()
