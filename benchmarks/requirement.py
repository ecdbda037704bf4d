"""How long a year's requirement takes from file to file, and how much memory: quarter-hours of twenty queues.

Run it with ``python benchmarks/requirement.py``; ``--json`` prints the figures as JSON. The FORECAST is drawn at
random in the form of the program's own: 700,800 rows, a mean and a handle time of its own in each, quantiles, zoned
starts over both changes of the clock. ``staffplan require`` runs as a process of its own, three times with and three
times without a configuration; the fastest of the three counts, and the largest of their peaks.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

QUEUES = [f"queue {number:02d}" for number in range(1, 21)]
HEADER = (
    "queue,start,offered_mean,offered_p05,offered_p10,offered_p50,offered_p90,offered_p95,cv2_interval,cv2_day,aht_s"
)
NORMAL_QUANTILES = (-1.645, -1.282, 0.0, 1.282, 1.645)
ROUNDS = 3
CENTRE = """\
centre: {name: Twenty queues, time_zone: Europe/Berlin, interval: 15 min}
sites: {here: {seats: 5}}
opening_hours: {Mon-Sun: 00:00-24:00}
contracts: {full: {employment: employed, weekly_hours: 40, days: 5, wage: 18, profiles: [day]}}
profiles: {day: {modes: [on_site], first_start: 8:00, last_start: 12:00, lengths: [8 h]}}
queues:
"""


def starts_of(year: int) -> list[str]:
    """All quarter-hours of a year in Berlin, as a forecast writes them."""
    zone = ZoneInfo("Europe/Berlin")
    moment = datetime(year, 1, 1, tzinfo=zone).astimezone(UTC)
    end = datetime(year + 1, 1, 1, tzinfo=zone).astimezone(UTC)
    starts = []
    while moment < end:
        starts.append(moment.astimezone(zone).isoformat())
        moment += timedelta(minutes=15)
    return starts


def write_forecast(path: Path) -> int:
    """Write the FORECAST, queue by queue, so that this process stays smaller than the one it measures; its rows."""
    rng = np.random.default_rng(2026)
    starts = starts_of(2026)
    by_day = np.clip(np.sin(np.linspace(-np.pi / 2, 3 * np.pi / 2, 96)) + 1, 0.02, None)
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{HEADER}\n")
        for queue in QUEUES:
            level = np.exp(rng.normal(np.log(24), 0.8))
            mean = level * np.resize(by_day, len(starts)) * rng.uniform(0.9, 1.1, len(starts))
            spread = np.outer(np.sqrt(mean), NORMAL_QUANTILES)
            quantiles = np.clip(np.round(mean[:, None] + spread), 0, None).astype(int)
            aht_s = rng.uniform(180, 420, len(starts))
            cv2 = rng.uniform(0.005, 0.05, 2)
            for at, start in enumerate(starts):
                several = ",".join(map(str, quantiles[at]))
                file.write(f"{queue},{start},{mean[at]:.6f},{several},{cv2[0]:.6f},{cv2[1]:.6f},{aht_s[at]:.6f}\n")
    return len(QUEUES) * len(starts)


def write_centre(path: Path) -> None:
    """Write a configuration of voice queues that are always open."""
    goal = "{service_level: 80 %, within: 20 s, max_occupancy: 90 %}"
    queues = "".join(f"  {queue}: {{channel: voice, goal: {goal}, aht: 300 s}}\n" for queue in QUEUES)
    path.write_text(CENTRE + queues, encoding="utf-8")


def measured(command: list[str]) -> tuple[float, float, float]:
    """Seconds on the clock, seconds of computing and megabytes at the peak that a command takes as a process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def figures() -> list[dict[str, float | str]]:
    """A row a way of use: what, rows, seconds on the clock and of computing, rows a second, megabytes at the peak."""
    found: list[dict[str, float | str]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = write_forecast(folder / "forecast.csv")
        write_centre(folder / "centre.yaml")
        require = [sys.executable, "-m", "staffplan", "require", str(folder / "forecast.csv")]
        ways = {"without configuration": [], "20 voice queues configured": ["-c", str(folder)]}
        for what, options in ways.items():
            command = [*require, *options, "-o", str(folder / "requirement.csv")]
            walls, seconds, peaks = zip(*(measured(command) for _ in range(ROUNDS)), strict=True)
            found.append(
                {
                    "what": what,
                    "rows": rows,
                    "wall_s": round(min(walls), 2),
                    "cpu_s": round(min(seconds), 2),
                    "per_second": float(f"{rows / min(walls):.2g}"),
                    "peak_mb": round(max(peaks)),
                }
            )
    return found


def main() -> None:
    """Print the figures."""
    found = figures()
    if "--json" in sys.argv[1:]:
        print(json.dumps(found, indent=2))
        return
    print("| what | rows | s on the clock | s of computing | rows/s | peak MB |\n| --- | --- | --- | --- | --- | --- |")
    for row in found:
        print(
            f"| {row['what']} | {row['rows']:,} | {row['wall_s']} | {row['cpu_s']} | {row['per_second']:,.0f} "
            f"| {row['peak_mb']} |"
        )


if __name__ == "__main__":
    main()
