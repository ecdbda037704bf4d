"""Which quantiles a forecast shows, and how their columns are called."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from numbers import Real
from typing import Any, Final

from staffplan.errors import Fault, UsageError

USUAL: Final = (5.0, 10.0, 50.0, 90.0, 95.0)
"""In %: what a forecast shows unless others are asked for."""

_LEAST, _MOST, _MANY = 0.01, 99.99, 99


def chosen_quantiles(stated: str | float | Iterable[Any] | None) -> tuple[float, ...]:
    """Percentages in ascending order, each once.

    Parameters
    ----------
    stated : ``"5,50,97.5"``, a number or numbers in %, or None for the usual five.

    Raises
    ------
    UsageError for what is no number from 0.01 to 99.99, or for none or too many of them.
    """
    if stated is None:
        return USUAL
    if isinstance(stated, str):
        given: list[Any] = [part.strip() for part in stated.split(",")]
    else:
        given = list(stated) if isinstance(stated, Iterable) else [stated]
    percents = [_percent(part) for part in given]
    wrong = [repr(part) for part, percent in zip(given, percents, strict=True) if percent is None]
    found = sorted({percent for percent in percents if percent is not None})
    if wrong or not 1 <= len(found) <= _MANY:
        message = f"no quantile: {', '.join(wrong)}." if wrong else f"{len(found)} quantiles are asked for."
        hint = f"1 to {_MANY} numbers from {_LEAST} to {_MOST} in %, at most two decimals, such as 5,50,97.5."
        raise UsageError(Fault("usage.quantiles", message, hint, path="--quantiles"))
    return tuple(found)


def _percent(stated: Any) -> float | None:
    if isinstance(stated, bool) or not isinstance(stated, (str, Real)):
        return None
    try:
        number = float(stated)
    except ValueError:
        return None
    if not (math.isfinite(number) and _LEAST <= number <= _MOST):
        return None
    return number if Decimal(repr(number)) == round(Decimal(repr(number)), 2) else None
