"""What pydantic found wrong, told to a planner: the place, the reason, and what to try."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from staffplan.config.excerpt import printable, quoted
from staffplan.config.names import nearest
from staffplan.config.places import Path, Places
from staffplan.config.sections import keys_at
from staffplan.errors import Fault

Worded = tuple[str, str | None]

_KINDS: Final[Mapping[str, tuple[str, str | None]]] = {
    "string_type": ("text", "put it in quotation marks"),
    "int_type": ("a whole number", None),
    "int_parsing": ("a whole number", None),
    "int_from_float": ("a whole number", None),
    "float_type": ("a number", None),
    "float_parsing": ("a number", None),
    "bool_type": ("true or false", "write true or false"),
    "finite_number": ("a finite number", None),
    "date_from_date_parsing": ("a date", "write it as 2026-12-24"),
    "date_type": ("a date", "write it as 2026-12-24"),
    "dict_type": ("a group of keys", "write 'key: value' lines below it, indented"),
    "model_type": ("a group of keys", "write 'key: value' lines below it, indented"),
    "model_attributes_type": ("a group of keys", "write 'key: value' lines below it, indented"),
    "tuple_type": ("a list", "write [first, second], or lines that start with '- '"),
    "list_type": ("a list", "write [first, second], or lines that start with '- '"),
    "set_type": ("a list", "write [first, second], or lines that start with '- '"),
    "frozen_set_type": ("a list", "write [first, second], or lines that start with '- '"),
}
"""What was expected, by pydantic's error type, and how it is written."""

_LIMITS: Final[Mapping[str, tuple[str, str]]] = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}


def value_faults(error: ValidationError, places: Places, prefix: Path = (), index: int | None = None) -> list[Fault]:
    """All that a model refused.

    `prefix` is the path of the validated piece; where the piece is one item of a list, `index` is its number there.
    """
    faults = []
    details = error.errors(include_url=False)
    for detail in details:
        if detail["type"] == "too_short" and any(_above(detail, other) for other in details):
            continue  # not short of items but of readable ones, and these have faults of their own
        below = detail["loc"] if index is None else (index, *detail["loc"][1:])
        faults.append(_fault(detail, places, (*prefix, *below)))
    return faults


def _above(detail: ErrorDetails, other: ErrorDetails) -> bool:
    """Whether `other` lies within the value that `detail` is about."""
    place = detail["loc"]
    return len(other["loc"]) > len(place) and other["loc"][: len(place)] == place


def _fault(detail: ErrorDetails, places: Places, path: Path) -> Fault:
    kind = detail["type"]
    if kind == "extra_forbidden":
        return unknown_key(places, path)
    if kind == "missing":
        return missing_key(places, path)
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _unknown_rule(detail, places, path)
    written = _written(places, path, detail)
    message, hint = _worded(kind, written, detail)
    at = "key" if path and path[-1] == "[key]" else "value"
    return places.fault("config.value", path, message, hint, "key" if at == "key" else "value")


def _written(places: Places, path: Path, detail: ErrorDetails) -> Any:
    """What the planner wrote at a path; a validator may have turned it into something else since."""
    if path and path[-1] == "[key]":
        return path[-2]
    node, walked = places.walk(path)
    return node.plain() if walked and walked[-1] == path[-1] else detail["input"]


def unknown_key(places: Places, path: Path) -> Fault:
    """A key that nothing reads, with the one it was probably meant to be."""
    key = str(path[-1])
    known = keys_at(path[:-1])
    near = nearest(key, known)
    hint = f"did you mean {near}?" if near else f"one of {', '.join(known)}"
    return places.fault("config.unknown_key", path, f"{quoted(key)} is not a key here.", hint, at="key")


def missing_key(places: Places, path: Path) -> Fault:
    """A key that must be there and is not, at its parent."""
    key = printable(str(path[-1]))
    parent = places.dotted(path[:-1]) or "the configuration"
    fault = places.fault("config.missing_key", path[:-1], f"{parent} has no '{key}'.", f"add {key}: ...", at="key")
    return replace(fault, path=places.dotted(path))


def _unknown_rule(detail: ErrorDetails, places: Places, path: Path) -> Fault:
    context = detail.get("ctx", {})
    if detail["type"] == "union_tag_not_found":
        return places.fault("config.missing_key", path, "this rule does not say which it is.", "add rule: ...")
    known = [name.strip(" '") for name in str(context["expected_tags"]).split(",")]
    name = str(context["tag"])
    near = nearest(name, known)
    hint = f"did you mean {near}?" if near else f"one of {', '.join(known)}"
    return places.fault("config.unknown_rule", (*path, "rule"), f"the rule book has no rule {quoted(name)}.", hint)


def _worded(kind: str, written: Any, detail: ErrorDetails) -> Worded:
    """Message and hint of what is wrong with a value."""
    context = detail.get("ctx", {})
    special: Callable[[Any, Mapping[str, Any]], Worded] | None = _SPECIAL.get(kind)
    if special is not None:
        return special(written, context)
    if written is None:
        expected = _KINDS.get(kind, ("a value", None))[0]
        return f"nothing stands here, where {expected} is expected.", "write a value, or remove the key"
    if kind in _KINDS:
        expected, hint = _KINDS[kind]
        return f"{quoted(written)} is not {expected}.", hint
    if kind in _LIMITS:
        key, word = _LIMITS[kind]
        limit = f"{context[key]:,.12g}"
        return f"{quoted(written)} is out of range: it must be {word} {limit}.", f"a number of {word} {limit}"
    return f"{quoted(written)}: {printable(detail['msg'])}.", None


def _own(_: Any, context: Mapping[str, Any]) -> Worded:
    hint = context.get("hint")
    return f"{str(context['said']).rstrip('.')}.", None if hint is None else str(hint)


def _value_error(_: Any, context: Mapping[str, Any]) -> Worded:
    return f"{printable(str(context['error'])).rstrip('.')}.", None


def _choice(written: Any, context: Mapping[str, Any]) -> Worded:
    known = [name.strip(" '") for name in str(context["expected"]).replace(" or ", ", ").split(",")]
    near = nearest(written, known) if isinstance(written, str) else None
    choices = ", ".join(known)
    return f"{quoted(written)} is not one of {choices}.", f"did you mean {near}?" if near else None


def _pattern(written: Any, context: Mapping[str, Any]) -> Worded:
    return f"{quoted(written)} does not have the expected form {context['pattern']}.", None


def _empty(_: Any, context: Mapping[str, Any]) -> Worded:
    return f"at least {context['min_length']} is needed here.", None


_SPECIAL: Final[Mapping[str, Callable[[Any, Mapping[str, Any]], Worded]]] = {
    "staffplan": _own,
    "value_error": _value_error,
    "enum": _choice,
    "literal_error": _choice,
    "string_pattern_mismatch": _pattern,
    "too_short": _empty,
    "string_too_short": _empty,
}
