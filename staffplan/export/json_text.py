"""How a document looks as JSON: the same document gives the same bytes on every machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import numpy as np

DECIMALS: Final = 6


def json_text(document: Mapping[str, Any]) -> str:
    """The document as JSON text: keys sorted, numbers of at most six decimals, dates and times in ISO 8601.

    Raises ValueError for NaN and infinity, for which JSON has no word, and TypeError for what is no plain value.
    """
    return json.dumps(_plain(document), sort_keys=True, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return round(value, DECIMALS) + 0.0  # never -0.0
    if isinstance(value, date):
        return value.isoformat()
    return value
