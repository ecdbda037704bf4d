"""How one number of a forecast came about: ``staffplan forecast --explain``."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from staffplan.domain.explanation import ForecastExplanation
from staffplan.errors import Fault, UsageError
from staffplan.forecasting import Outlook
from staffplan.forecasting.explanation import explain


def day_and_start(text: str) -> tuple[date, datetime | None]:
    """The day of ``2026-11-30``, and the start of ``2026-11-30 10:00``; UsageError for anything else."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        message = f"{text!r} is neither a day nor the start of an interval."
        raise UsageError(
            Fault("usage.not_a_day", message, "2026-11-30, or 2026-11-30T10:00.", path="--explain")
        ) from None
    return moment.date(), None if len(text.strip()) <= len("2026-11-30") else moment


def explained_forecast(outlook: Outlook, queue: str, day: date, start: datetime | None) -> ForecastExplanation:
    """One day of a forecast, and one interval of it, taken apart; DataError where it is not forecast."""
    return explain(outlook, queue, day, start)


def as_json(told: ForecastExplanation) -> dict[str, Any]:
    """The explanation as JSON has it."""
    interval = told.interval
    return {
        "queue": told.queue,
        "day": told.day.isoformat(),
        "contacts": round(told.contacts, 6),
        "sentence": told.sentence,
        "overrides": list(told.overrides),
        "steps": [
            {"name": step.name, "contacts": round(step.level, 6), "change": round(step.change, 6), "why": step.why}
            for step in told.steps
        ],
        "interval": None
        if interval is None
        else {
            "start": interval.start.isoformat(),
            "share": round(interval.share, 9),
            "contacts": round(interval.contacts, 6),
            "quantiles": dict(interval.quantiles),
            "aht_s": interval.aht_s,
        },
    }
