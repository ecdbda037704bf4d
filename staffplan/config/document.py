"""The page that explains every key, written from the models that read them."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any, Final, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from staffplan.config.sections import Sections, bare, forms, is_model
from staffplan.config.values import Form
from staffplan.rules.book import RULES, rule_name

_OPENING: Final = """# Configuration

This page is written by `staffplan.config.document()` from the models that read the configuration.

A configuration is a folder with a `centre.yaml`. That file may name more files under `include:` (a list; inside the
folder, seen from the file that names them; they may include others). A section may stand in any of the files, but
only in one. Read `configs/` for a whole centre, with comments.

**YAML, without its surprises.** Only `true` and `false` are yes and no; `no`, `on` and `0755` are text. `9:00` is a
time. A key that stands twice, an anchor (`&`), an alias (`*`) or a tag (`!`) is refused. A key that nothing reads is a
mistake, and all mistakes of all files are told at once, each with its file, line and column.

**How values are written.** Times: `9:00`, `24:00` for the end of the day. Durations always carry a unit: `20 s`,
`15 min`, `8.5 h`, `8 h 30 min`. Ranges: `1-3 h`. Shares: `80 %` or `0.8`, never `80`. Dates: `2026-12-24`;
`2026-10-19 to 2026-10-30` includes both days. Money is a number in the centre's currency. A default of *required*
means that there is none.
"""

_RULES: Final = """## rules

The rules a roster must keep, as a list; left out, the whole book applies with its defaults, and an empty list means
none. Every entry has these keys:
"""


def document() -> str:
    """Every key of a configuration in Markdown: meaning, form and default."""
    lines = [_OPENING]
    for name, section in Sections.model_fields.items():
        lines.extend(_rules_page() if name == "rules" else _section_page(name, section))
    return "\n".join(lines).rstrip() + "\n"


def _section_page(name: str, section: FieldInfo) -> Iterator[str]:
    yield f"## {name}\n"
    need = " Required." if section.is_required() else ""
    yield f"{(section.description or '').capitalize()}.{need}\n"
    choices = forms(section.annotation)
    for form in choices:
        inner = bare(get_args(form)[-1 if get_origin(form) is dict else 0]) if get_args(form) else form
        if not is_model(inner):
            yield f"Written as: {_form(section)}.\n"
        elif get_origin(form) is dict and inner in choices:
            yield "Or by site: the same keys below the name of each; a site that is left out has the defaults.\n"
        else:
            if len(choices) > 1:
                yield f"{inspect.getdoc(inner)}\n"
            prefix = "*name*." if get_origin(form) is dict else "[]." if get_origin(form) is tuple else ""
            yield from _table(_field_rows(inner.model_fields, prefix))


def _rules_page() -> Iterator[str]:
    yield _RULES
    common = {key: field for key, field in RULES[0].model_fields.items() if key in ("rule", "applies_to", "weight")}
    common["rule"] = FieldInfo(annotation=str, description="the rule's name")
    yield from _table(_field_rows(common, ""))
    for rule in RULES:
        yield f"### {rule_name(rule)}\n"
        yield f"{_as_markdown(inspect.getdoc(rule) or '')}\n"
        own = {key: field for key, field in rule.model_fields.items() if key not in common}
        if own:
            yield from _table(_field_rows(own, ""))


def _as_markdown(docstring: str) -> str:
    """A rule's docstring, with its example as code and its source as a line of its own."""
    text = docstring.replace("\nExample    ", "\nExample: `", 1)
    start = text.find("Example: `")
    if start >= 0:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        text = f"{text[:end].rstrip()}`\n{text[end:]}"
    return text.replace("\nSource     ", "\nSource: ").replace("\n           ", " ")


def _table(rows: Iterable[tuple[str, str, str, str]]) -> Iterator[str]:
    yield "| key | meaning | written as | default |"
    yield "| --- | --- | --- | --- |"
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
    yield ""


def _field_rows(fields: dict[str, FieldInfo], prefix: str) -> Iterator[tuple[str, str, str, str]]:
    for key, field in fields.items():
        kind = bare(field.annotation)
        several = get_origin(kind) is tuple
        inner = bare(get_args(kind)[0]) if several and get_args(kind) else kind
        path = f"{prefix}{key}{'[]' if several and is_model(inner) else ''}"
        if is_model(inner):
            below = "list of groups of keys" if several else "group of keys"
            yield f"`{path}`", field.description or "", below, _default(field)
            yield from _field_rows(inner.model_fields, f"{path}.")
        else:
            yield f"`{path}`", field.description or "", _form(field), _default(field)


def _written(field: FieldInfo) -> Form | None:
    """The form in which a field's value is written, where it has one of its own."""
    pending: list[Any] = [*field.metadata, field.annotation]
    while pending:
        part = pending.pop(0)
        if isinstance(part, Form):
            return part
        if get_origin(part) is not tuple:
            pending.extend(get_args(part))
        pending.extend(getattr(part, "__metadata__", ()))
    return None


def _form(field: FieldInfo) -> str:
    written = _written(field)
    return written.words if written is not None else _kind(bare(field.annotation))


def _kind(kind: Any) -> str:
    """A type in a planner's words."""
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        words = next((part.words for part in getattr(inner, "__metadata__", ()) if isinstance(part, Form)), None)
        return f"list of {words or _kind(bare(inner))}"
    if get_origin(kind) is dict:
        return "value by key"
    if get_origin(kind) is Literal:
        return " or ".join(f"`{choice}`" for choice in get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return ", ".join(f"`{choice.value}`" for choice in kind)
    return {bool: "true or false", int: "whole number", float: "number", str: "text"}.get(kind, "value")


def _default(field: FieldInfo) -> str:
    """A default as a planner would write it."""
    if field.is_required():
        return "*required*"
    value = field.get_default(call_default_factory=True)
    written = _written(field)
    if value is None or value == {} or (value == () and written is None):
        return "none"
    return written.write(value) if written is not None else _plain_default(value)


def _plain_default(value: Any) -> str:
    """A default of a kind that has no form of its own."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple):
        return "; ".join(_plain_default(item) for item in value)
    if is_model(type(value)):
        fields = type(value).model_fields
        if not all(field.is_required() for field in fields.values()):
            return "the defaults below"
        written = [(key, getattr(value, key), _written(field)) for key, field in fields.items()]
        return ", ".join(f"{key}: {form.write(item) if form else item}" for key, item, form in written)
    return str(value)
