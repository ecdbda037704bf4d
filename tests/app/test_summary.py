from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd

from staffplan.app.summary import shortfall_runs, with_reasons

BERLIN = ZoneInfo("Europe/Berlin")
NINE = datetime(2026, 11, 30, 9, tzinfo=BERLIN)


def coverage(**short: list[float]) -> pd.DataFrame:
    """Shortfalls by queue in half-hours from nine."""
    frames = [
        pd.DataFrame(
            {
                "queue": queue,
                "start": pd.Series([NINE + timedelta(minutes=30 * n) for n in range(len(values))]),
                "required": 5.0,
                "shortfall": values,
            }
        )
        for queue, values in short.items()
    ]
    return pd.concat(frames, ignore_index=True)


def test_neighbouring_intervals_with_one_reason_make_one_run() -> None:
    frame = coverage(calls=[1.0, 2.0, 0.0, 1.0, 1.0], chat=[1.0, 0.0, 0.0, 0.0, 0.0])
    reasons = {("calls", NINE.astimezone(UTC) + timedelta(minutes=30 * n)): "seats full" for n in (0, 1, 3)}
    reasons[("calls", NINE.astimezone(UTC) + timedelta(minutes=120))] = "too dear"
    runs = shortfall_runs(with_reasons(frame, reasons), 30)
    assert [(run.queue, run.start.hour * 60 + run.start.minute, run.reason) for run in runs] == [
        ("calls", 540, "seats full"),
        ("chat", 540, ""),
        ("calls", 630, "seats full"),
        ("calls", 660, "too dear"),
    ]
    first = runs[0]
    assert (first.agents, first.agent_hours, first.end - first.start) == (2.0, 1.5, timedelta(hours=1))


def test_a_reason_stands_only_where_cover_is_short() -> None:
    frame = coverage(calls=[0.0, 1.0])
    reasons = {("calls", NINE.astimezone(UTC) + timedelta(minutes=30 * n)): "too dear" for n in range(2)}
    assert list(with_reasons(frame, reasons)["reason"]) == ["", "too dear"]


def test_rounding_dust_is_no_shortfall() -> None:
    frame = with_reasons(coverage(calls=[1e-9, 0.0]), {})
    assert shortfall_runs(frame, 30) == ()
