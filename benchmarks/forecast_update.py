"""What the actuals so far are worth to the rest of the day and to the next, on three real call histories.

Run it with ``python benchmarks/forecast_update.py``; it needs the folder ``shared`` beside the checkout and says so
where that is absent. Every week is forecast from the days before it only; then each of its days is corrected when a
quarter, a half and three quarters of its expected contacts are due, by the days of the week that are over and by what
has come so far. Beside it stands the plain ratio of what came to what was forecast. The same weeks then go through the
drift test: how often it alarms.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pandas as pd
from weekly.call_sets import HISTORY, CallSet, call_sets

from staffplan.app.forecast import forecast
from staffplan.forecasting.drift import drift
from staffplan.forecasting.intraday_update import update_forecast
from staffplan.forecasting.matched import Matched, match, with_variation

PARTS = (0.25, 0.5, 0.75)
_KEY = ["queue", "start"]
Errors = defaultdict[tuple[str, str], np.ndarray]


def weeks(calls: CallSet) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Each week's forecast and its actuals, one queue at a time."""
    for matrix in calls.queues():
        day, slot = np.nonzero(~np.isnan(matrix.offered))
        rows = pd.DataFrame({"queue": matrix.queue, "offered": matrix.offered[day, slot]})
        rows["start"] = matrix.days[day].astype("datetime64[us]") + slot * np.timedelta64(30, "m")
        for origin in matrix.days[calls.origins(matrix)]:
            known, after = rows[rows["start"] < origin], rows[rows["start"] >= origin]
            planned = with_variation(forecast(known, start=origin, holidays=calls.country))[0]
            yield planned, after[after["start"] < origin + np.timedelta64(7, "D")]


def day_errors(planned: pd.DataFrame, came: pd.DataFrame, errors: Errors) -> None:
    """Add the errors of each day of a week: of half-hours, and of the total of what is left of the day."""
    both = match(planned, 30, came, 30).frame
    for day, rows in both.groupby("day"):
        due = rows["expected"].cumsum().to_numpy() / max(rows["expected"].sum(), 1e-9)
        for part in PARTS:
            count = int((due <= part).sum())
            if 0 < count < len(rows):
                now = rows["start"].iloc[count]
                _add(planned, both, now, rows.iloc[:count], rows.iloc[count:], errors, f"{part:.0%}")
        overnight = both[both["day"] < day]
        if len(overnight):
            _add(planned, both, rows["start"].iloc[0], rows.iloc[:0], rows, errors, "the next day, overnight")


def _add(
    planned: pd.DataFrame,
    both: pd.DataFrame,
    now: pd.Timestamp,
    over: pd.DataFrame,
    rest: pd.DataFrame,
    errors: Errors,
    name: str,
) -> None:
    known = Matched(both[both["start"] < now], 30, ())
    updated = update_forecast(planned, known, now, 30).frame[[*_KEY, "offered_mean"]]
    after = rest[_KEY].merge(updated, on=_KEY, how="left")["offered_mean"].to_numpy()
    before, actual = rest["expected"].to_numpy(), rest["came"].to_numpy()
    ratio = over["came"].sum() / over["expected"].sum() if len(over) else 1.0
    for kind, mean in (("as forecast", before), ("updated", after), ("plain ratio", before * ratio)):
        errors[name, kind] += np.array([np.abs(mean - actual).sum(), abs(mean.sum() - actual.sum())])


def drift_alarms(planned: pd.DataFrame, came: pd.DataFrame) -> tuple[bool, bool]:
    """Whether a week alarms as it came, and with a tenth more of everything."""
    both = match(planned, 30, came, 30).frame
    return bool(drift(both).alarms), bool(drift(both.assign(came=(both["came"] * 1.1).round())).alarms)


def main() -> None:
    """Print both tables."""
    if not HISTORY.exists():
        print(f"skipped: no call histories in {HISTORY}")
        return
    sets, found, alarms = call_sets(), [], []
    for calls in sets:
        began, errors, seen = time.perf_counter(), Errors(lambda: np.zeros(2)), []
        for planned, came in weeks(calls):
            day_errors(planned, came, errors)
            seen.append(drift_alarms(planned, came))
        found.append(errors)
        alarms.append(np.mean(seen, axis=0))
        print(f"{calls.name}: {len(seen)} weeks, {time.perf_counter() - began:.0f} s", file=sys.stderr)
    header = " | ".join(calls.name for calls in sets)
    print(f"| less error, %: half-hours / total of the rest | {header} |")
    print("| --- |" + " --- |" * len(sets))
    for name in (*(f"{part:.0%}" for part in PARTS), "the next day, overnight"):
        for kind in ("updated", "plain ratio"):
            if (name, kind) == ("the next day, overnight", "plain ratio"):
                continue
            gains = [100 * (1 - errors[name, kind] / errors[name, "as forecast"]) for errors in found]
            print(f"| {name}, {kind} | " + " | ".join(f"{gain[0]:.1f} / {gain[1]:.1f}" for gain in gains) + " |")
    print(f"\n| weeks with a drift alarm, % | {header} |")
    print("| --- |" + " --- |" * len(sets))
    for at, name in enumerate(("as it came", "a tenth more")):
        print(f"| {name} | " + " | ".join(f"{100 * alarm[at]:.0f}" for alarm in alarms) + " |")


if __name__ == "__main__":
    main()
