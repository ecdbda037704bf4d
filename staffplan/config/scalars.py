"""What an unquoted word in YAML means: the few forms of YAML 1.2 that cannot surprise a planner."""

from __future__ import annotations

import re

Scalar = str | int | float | bool | None

_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)?\.[0-9]+|(?:0|[1-9][0-9]*)\.?)(?:[eE][-+]?[0-9]{1,4})?")
_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf"), float("inf")),
    "-.inf": float("-inf"),
}


def plain_scalar(text: str) -> Scalar:
    """The value of an unquoted scalar.

    Only ``true`` and ``false`` are booleans (``no`` and ``off`` stay text), ``9:00`` is not a number in base 60,
    ``0755`` is not octal, and dates stay text until a field asks for a date.
    """
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return text
