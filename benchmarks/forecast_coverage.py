"""How often what came lay within the forecast's 90 % intervals, on three real call histories, near and far ahead.

Run it with ``python benchmarks/forecast_coverage.py``; it needs the folder ``shared`` beside the checkout and says so
where that is absent. Every origin forecasts up to a year; what is judged is each half-hour, and the total of each day.
Counts are judged by randomised probability integral transforms: an interval from p05 to p95 of whole numbers covers
more than 90 % where counts are small, but a uniform number between the chances of less and of at most what came does
not.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import numpy as np
import pandas as pd
from weekly.call_sets import HISTORY, INTERVAL_MIN, CallSet, call_sets
from weekly.forecasters import known_rows
from weekly.page import table

from staffplan.forecasting import weeks_ahead
from staffplan.forecasting.negative_binomial import chance, distribution
from staffplan.forecasting.volume_ahead import VolumeAhead

LEADS = ((1, 1), (2, 3), (4, 8), (9, 18), (19, 26), (27, 52))
"""Weeks ahead, first and last of each group."""
LOW, HIGH, NOMINAL = 0.05, 0.95, 90.0
RESAMPLES = 400
FEWEST_WEEKS = 4


def judged(calls: CallSet, draw: np.random.Generator) -> Iterator[pd.DataFrame]:
    """Sums by queue, origin and week ahead: how many half-hours and days there were, and how many were covered."""
    for matrix in calls.queues():
        origins = calls.origins(matrix)
        for number, origin in enumerate(origins):
            weeks = int(min(LEADS[-1][1], (len(matrix.days) - origin) // 7))
            outlook = weeks_ahead(
                known_rows(matrix, 0, origin),
                matrix.days[origin].item(),
                weeks,
                special_days=calls.special_days(matrix),
            )
            (volume,) = outlook.volumes
            minute = ((volume.starts - volume.day_starts[volume.day]) // pd.Timedelta(minutes=1)).to_numpy()
            actual = matrix.offered[origin + volume.day, minute // INTERVAL_MIN]
            frame = _by_week(volume, actual, draw)
            first_week = int(matrix.days[origin].astype(int)) // 7
            half = "early" if number < len(origins) // 2 else "late"
            yield frame.assign(set=calls.name, block=first_week + frame["week"], half=half)


def _by_week(volume: VolumeAhead, actual: np.ndarray, draw: np.random.Generator) -> pd.DataFrame:
    known = ~np.isnan(actual) & (volume.mean > 0)
    came = np.where(known, actual, 0.0)
    mean = np.where(known, volume.mean, 0.0)
    within = np.zeros(len(mean), dtype=bool)
    within[known] = _covered(came[known], mean[known], volume.cv2_interval[known], draw)
    expected, total = volume.by_day(mean), volume.by_day(came)
    cv2 = volume.scatter.total_at(mean, volume.cv2_day, volume.day, volume.days)
    there = expected > 0
    day_within = np.zeros(volume.days, dtype=bool)
    day_within[there] = _covered(total[there], expected[there], cv2[there], draw)
    week = np.arange(volume.days) // 7
    columns = {
        "intervals": volume.by_day(known.astype(float)),
        "intervals_within": volume.by_day(within.astype(float)),
        "days": there.astype(float),
        "days_within": day_within.astype(float),
        "expected": expected,
        "came": total,
    }
    return pd.DataFrame({name: np.bincount(week, values) for name, values in columns.items()}).assign(
        week=np.arange(week[-1] + 1) + 1
    )


def _covered(came: np.ndarray, mean: np.ndarray, cv2: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """Whether randomised transforms lie in the middle 90 %."""
    below = distribution(came, mean, cv2) - chance(came, mean, cv2) * draw.random(len(came))
    return (below >= LOW) & (below <= HIGH)


def share(frame: pd.DataFrame, what: str) -> tuple[float, float]:
    """Share covered and its standard error from weeks drawn anew, all queues of a week together; in %."""
    blocks = frame.groupby("block")[[f"{what}_within", what]].sum().to_numpy()
    picked = np.random.default_rng(0).integers(0, len(blocks), (RESAMPLES, len(blocks)))
    drawn = blocks[picked].sum(axis=1)
    whole = blocks.sum(axis=0)
    return 100 * whole[0] / whole[1], float((100 * drawn[:, 0] / drawn[:, 1]).std())


def cell(frame: pd.DataFrame, what: str) -> str:
    """Coverage, its standard error, and whether it is too far off what it should be."""
    covered, error = share(frame, what)
    return f"{covered:.1f} ± {error:.1f}" + ("" if abs(covered - NOMINAL) <= max(3.0, 2 * error) else " (off)")


def rows(found: pd.DataFrame, name: str) -> Iterator[list[object]]:
    """Of one set: the next week by halves, then everything by weeks ahead."""
    mine = found[found["set"] == name]
    groups = [(f"1, {half} origins", mine[(mine["week"] == 1) & (mine["half"] == half)]) for half in ("early", "late")]
    groups += [
        (str(first) if first == last else f"{first} to {last}", mine[mine["week"].between(first, last)])
        for first, last in LEADS
    ]
    for weeks, part in groups:
        if part["block"].nunique() >= FEWEST_WEEKS:
            bias = 100 * (part["expected"].sum() / part["came"].sum() - 1)
            days = f"{part['days'].sum():,.0f}"
            yield [name, weeks, days, cell(part, "intervals"), cell(part, "days"), f"{bias:+.1f}"]


def main() -> None:
    """Print the table."""
    if not HISTORY.exists():
        print(f"skipped: no call histories in {HISTORY}")
        return
    began = time.process_time()
    draw = np.random.default_rng(1)
    found = pd.concat([frame for calls in call_sets() for frame in judged(calls, draw)], ignore_index=True)
    heads = ["history", "weeks ahead", "days", "half-hours within 90 %, %", "days within 90 %, %", "bias, %"]
    print("\n".join(table(heads, [row for calls in call_sets() for row in rows(found, calls.name)])))
    print(f"{time.process_time() - began:.0f} s of computing", file=sys.stderr)


if __name__ == "__main__":
    main()
