"""How long a hundred queues take and how much memory, how long one takes, and what importing costs."""

from __future__ import annotations

import json
import os
import subprocess
import sys

QUEUES, ROUNDS = 100, 5
PACKAGES = ("pandas", "staffplan", "staffplan.app.forecast")
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
HOURS = {"always open": (0, 48, 7), "Mon-Sat 08:00-20:00": (16, 40, 6)}
CHILD = """
import json, resource, sys, time
import numpy as np, pandas as pd
import staffplan
first, last, weekdays, queues = (int(word) for word in sys.argv[1:])
days = np.datetime64("2025-01-06") + np.arange(365)
rng = np.random.default_rng(2026)
slots = np.arange(first, last)
starts = (days[:, None] + slots * np.timedelta64(30, "m"))[np.arange(365) % 7 < weekdays].ravel()
shape = np.clip(np.sin((slots - 12) / 24 * np.pi), 0.05, None)
weekday = np.array([1.2, 1.1, 1.0, 1.0, 0.95, 0.6, 0.4])
counts = []
for level in np.exp(rng.normal(np.log(20), 1, queues)):
    daily = level * weekday[np.arange(365) % 7] * rng.gamma(100, 0.01, 365)
    counts.append(rng.poisson(np.outer(daily, shape)[np.arange(365) % 7 < weekdays]).ravel())
names = pd.Categorical.from_codes(np.repeat(np.arange(queues), len(starts)), [f"q{n:03d}" for n in range(queues)])
history = pd.DataFrame({"start": np.tile(starts, queues), "offered": np.concatenate(counts)})
history["queue"] = names.astype("str")
del counts, names
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
seconds = []
for _ in range(1 if queues > 1 else 3):
    wall, start = time.perf_counter(), time.process_time()
    found = staffplan.forecast(history, holidays="DE")
    seconds.append(time.process_time() - start)
print(json.dumps({
    "rows": len(history), "forecast_rows": len(found), "seconds": min(seconds), "first_s": seconds[0],
    "clock_s": time.perf_counter() - wall, "before_mb": before / 1024,
    "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
"""
IMPORT = "import time; start = time.process_time(); import {0}; print(time.process_time() - start)"


def speed() -> dict[str, object]:
    """Seconds of computing on one thread, and the most memory that the process held with the history in it.

    A first call loads what it needs, the holidays of a country among it: one queue is forecast three times over.
    """
    found: dict[str, object] = {}
    for name, hours in HOURS.items():
        found[f"{QUEUES} queues, {name}"] = _child(CHILD, *hours, QUEUES)
        found[f"one queue, {name}"] = _child(CHILD, *hours, 1)
    seconds = {name: min(_child(IMPORT.format(name)) for _ in range(ROUNDS)) for name in PACKAGES}
    found["import"] = {"seconds": seconds, "ratio": {name: seconds[name] / seconds["pandas"] for name in PACKAGES}}
    return found


def _child(script: str, *words: object) -> object:
    """What a Python of its own prints, as JSON."""
    command = [sys.executable, "-c", script, *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | ONE_THREAD)
    return json.loads(done.stdout)
