"""What actuals say about a forecast, for a program to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import pandas as pd

from staffplan.domain.day_so_far import DaySoFar
from staffplan.domain.drift_alarm import DriftAlarm

_DECIMALS = 6


def update_document(queues: Sequence[DaySoFar]) -> dict[str, Any]:
    """How each queue's day runs."""
    return {"queues": [_plain(asdict(queue)) for queue in queues]}


def drift_document(frame: pd.DataFrame, alarms: Sequence[DriftAlarm]) -> dict[str, Any]:
    """The table DRIFT row by row, and its alarms."""
    rows = [{name: _value(value) for name, value in row.items()} for row in frame.to_dict("records")]
    return {"queues": rows, "alarms": [_plain(asdict(alarm)) for alarm in alarms]}


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in fields.items()}


def _value(value: Any) -> Any:
    if pd.isna(value):
        return None
    if isinstance(value, date):
        return value.strftime("%Y-%m-%d")
    return round(value, _DECIMALS) if isinstance(value, float) else value
