"""How many requirements a second staffplan answers, on a year of quarter-hours of twenty queues, beside other tools.

Run it with ``make bench-queueing``, which installs the other tools into ``.bench/queueing`` first, or with ``python
benchmarks/queueing.py``, which measures them only where they already are; ``--json`` prints the figures as JSON. Loads
are drawn log-normally with a median of 12 erlangs, the middle of what contact centres see. Seconds are those of
computing, on one thread, in the best of three runs. The others answer a sample of the same rows, one by one, as they
are made to.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from peers.environment import PeersAbsentError, peers_python
from peers.oracle import ORACLE, Case, cases, judged

from staffplan.queueing.erlang_c import service_level
from staffplan.queueing.required import required_agents
from staffplan.queueing.required_erlang_a import required_with_patience

QUEUES, ROWS, INTERVAL_S = 20, 700_000, 900
PATIENCE_S, CAP = 180.0, 0.05
ROWS_WITH_PATIENCE = 50_000
ASKED_OF_PEERS = {"one AHT a queue": 1000, "an AHT a row": 1000, "with_patience": 12}
MORE_TARGETS = {"service_level": 0.8, "asa_s": 30.0, "max_occupancy": 0.88}
Mix = dict[str, np.ndarray]


def mixes() -> dict[str, Mix]:
    """Rows by name: load, handle time, threshold, service level."""
    rng = np.random.default_rng(2026)
    queue = np.repeat(np.arange(QUEUES), ROWS // QUEUES)
    mix = {
        "load": np.exp(rng.normal(np.log(12), 1.2, ROWS)),
        "aht_s": np.round(rng.uniform(180, 420, QUEUES), 1)[queue],
        "threshold_s": rng.choice([10.0, 20.0, 30.0], QUEUES)[queue],
        "service_level": rng.choice([0.8, 0.85, 0.9], QUEUES)[queue],
    }
    own = mix | {"aht_s": rng.uniform(180, 420, ROWS)}
    one_goal = own | {"threshold_s": np.full(ROWS, 20.0), "service_level": np.full(ROWS, 0.8)}
    return {"one AHT a queue": mix, "an AHT a row": one_goal, "an AHT a row, goals by queue": own}


def works() -> dict[str, tuple[int, Callable[[], object]]]:
    """What is timed: how many rows, and the work."""
    found: dict[str, tuple[int, Callable[[], object]]] = {
        name: (ROWS, lambda mix=mix: required_agents(**mix)) for name, mix in mixes().items()
    }
    own = mixes()["an AHT a row"]
    load, aht_s = own["load"], own["aht_s"]
    found["an AHT a row, ASA and occupancy, too"] = (ROWS, lambda: required_agents(load, aht_s, **MORE_TARGETS))
    huge = np.random.default_rng(1).uniform(9e4, 1e5, 10_000)
    found["90,000 to 100,000 erlangs"] = (huge.size, lambda: required_agents(huge, 300.0, service_level=0.8))
    some = {name: array[:ROWS_WITH_PATIENCE] for name, array in own.items()}
    found["with_patience"] = (
        ROWS_WITH_PATIENCE,
        lambda: required_with_patience(patience_s=PATIENCE_S, max_abandonment=CAP, **some),
    )
    agents = required_agents(**own).agents
    found["service level, agents given"] = (ROWS, lambda: service_level(load, agents, aht_s, 20.0))
    return found


def best_of_three(work: Callable[[], object]) -> float:
    """Seconds of computing that the fastest of three runs takes."""
    seconds = []
    for _ in range(3):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def peak_megabytes(work: Callable[[], object]) -> float:
    """Most memory that a run holds beyond what was there before."""
    tracemalloc.start()
    work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def peers_figures(known: list[Case], *, install: bool) -> dict[str, Any]:
    """What the other tools reach: see ``peers/erlang.py``."""
    python = peers_python("queueing", install=install)
    samples = {name: sample(mix, ASKED_OF_PEERS[name]) for name, mix in mixes().items() if name in ASKED_OF_PEERS}
    patient = sample(mixes()["an AHT a row"], ASKED_OF_PEERS["with_patience"])
    asked = {
        "mixes": samples,
        "with_patience": [row | {"patience_s": PATIENCE_S, "max_abandonment": CAP} for row in patient],
        "cases": [case.row for case in known],
    }
    script = Path(__file__).parent / "peers" / "erlang.py"
    done = subprocess.run([python, script], input=json.dumps(asked), capture_output=True, text=True, check=False)
    if done.returncode:
        raise PeersAbsentError(f"they failed: {done.stderr.strip().splitlines()[-1:]}")
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def sample(mix: Mix, rows: int) -> list[dict[str, float]]:
    """Rows drawn from a mix, with calls in place of the load."""
    chosen = np.random.default_rng(7).choice(ROWS, rows, replace=False)
    calls = mix["load"] * INTERVAL_S / mix["aht_s"]
    columns = {"calls": calls} | {name: array for name, array in mix.items() if name != "load"}
    return [{name: float(array[i]) for name, array in columns.items()} | {"interval_s": INTERVAL_S} for i in chosen]


def own_answer(row: dict[str, float]) -> int | str:
    """What staffplan says to a row of the oracle."""
    targets = {name: value for name, value in row.items() if name not in ("calls", "interval_s")}
    try:
        return int(required_agents(row["calls"] * row["aht_s"] / row["interval_s"], **targets).agents)
    except ValueError as refusal:
        return str(refusal)


def figures(*, install: bool) -> dict[str, Any]:
    """All that is measured; where the peers are absent, why."""
    known = cases()
    found: dict[str, Any] = {"rates": []}
    try:
        peers = peers_figures(known, install=install)
    except PeersAbsentError as absent:
        found["peers_absent"] = str(absent)
        peers = {"rates": {}, "answers": {}}
    for name, (rows, work) in works().items():
        seconds = best_of_three(work)
        rates = peers["rates"].get(name, {})
        best = max(rates, key=rates.__getitem__, default=None)
        found["rates"].append(
            {
                "what": f"Erlang A, 80 % in 20 s and {CAP:.0%} abandonment" if name == "with_patience" else name,
                "rows": rows,
                "seconds": round(seconds, 4),
                "per_second": rows / seconds,
                "peak_mb": round(peak_megabytes(work)),
                "best_peer": best,
                "peers_per_second": rates,
                "times": rows / seconds / rates[best] if best else None,
            }
        )
    answers = {"staffplan": [own_answer(case.row) for case in known]} | peers["answers"]
    found["oracle"] = {name: judged(known, given) for name, given in answers.items()} if known else {}
    if "two_skills" in peers:
        pooled = int(required_agents(20.0, 300.0, service_level=0.8).agents)
        found["two_skills"] = {"pyworkforce": peers["two_skills"], "pooled": pooled}
    return found


def show(found: dict[str, Any]) -> None:
    """Print the figures as tables."""
    print("| requirements | rows | s | rows/s | peak MB | best peer, rows/s | times |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for row in found["rates"]:
        peer = f"{row['best_peer']}, {row['peers_per_second'][row['best_peer']]:.2g}" if row["best_peer"] else ""
        times = f"{row['times']:,.0f}" if row["times"] else ""
        figures = f"{row['rows']:,} | {row['seconds']:.3f} | {row['per_second']:.2g} | {row['peak_mb']}"
        print(f"| {row['what']} | {figures} | {peer} | {times} |")
    if found["oracle"]:
        heads = list(found["oracle"]["staffplan"])
        print(f"\n| against the oracle | {' | '.join(heads)} |\n| --- |{' --- |' * len(heads)}")
        for name, counts in found["oracle"].items():
            print(f"| {name} | {' | '.join(map(str, counts.values()))} |")
    else:
        print(f"\nThe answers are not judged: {ORACLE.name} is not in a folder shared beside the checkout.")
    if "two_skills" in found:
        both = found["two_skills"]
        print(
            "\nTwo queues of 10 erlangs, AHT 300 s, 80 % in 20 s, everybody with both skills: pyworkforce's multi-skill"
        )
        print(f"staffing gives {both['pyworkforce']} agents for 20 erlangs; one pooled queue needs {both['pooled']}.")
    if "peers_absent" in found:
        print(f"\nThe peers were not measured: {found['peers_absent']}.")


def main() -> int:
    """Print the figures; 1 where the peers were asked for and are absent."""
    install = "--peers" in sys.argv[1:]
    found = figures(install=install)
    if "--json" in sys.argv[1:]:
        print(json.dumps(found, indent=2))
    else:
        show(found)
    return 1 if install and "peers_absent" in found else 0


if __name__ == "__main__":
    sys.exit(main())
