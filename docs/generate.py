"""Writes the reference pages that are made from the code: ``make docs``. A test holds the pages to what this gives."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from staffplan import config, tables
from staffplan.rules.base import AgentRule, CentreRule
from staffplan.rules.book import RULES, rule_name

HERE = Path(__file__).resolve().parent

RULES_OPENING = """\
# The rule book

Each entry of the configuration's `rules` list is one of these. The planner obeys it, and the audit checks it with code
of its own. This page is made from the rules in `staffplan/rules/`.

Every rule takes two fields beside its own: `applies_to` says whom it is for (`contract`, `site`, `mode`, `skill`,
`agent`, each a list; everybody when left out), and `weight` is the price of a unit of excess (left out, the rule must
hold). No rule of today can be priced: a weight is refused. The same rule may stand in the list more than once, with
other numbers for other people.

A duty belongs to the day on which it starts, on the centre's clock, and to the schedule week of that day. Hours are
those that pass, also in a night in which the clock changes.

What a contract asks for in a week takes leave into account. Each day of leave, sickness or training from Monday to
Friday takes the contract's hours a day (its most hours over its most days) off the least and the most hours of the
week, and one day off its fewest and most days, up to the contract's most days. The least values are a guarantee to
the person and hold as far as they can: they never exceed what is left of the week, which is, on each day that is not a
day off, the longest shift of the contract that fits between opening hours and availability. In a week of which only a
part is planned there are no least values.
"""

LIMITS = {"minimum": ">= {}", "exclusiveMinimum": "> {}", "maximum": "<= {}", "exclusiveMaximum": "< {}"}
COMMON = frozenset({"rule", "applies_to", "weight"})


def rules_page() -> str:
    """The page on the rules, in the order of the book."""
    return "\n".join([RULES_OPENING, *(rule_section(rule) for rule in RULES)])


def rule_section(rule: type[AgentRule] | type[CentreRule]) -> str:
    """A rule's docstring, and its fields with their usual values and limits."""
    lines = [f"## {rule_name(rule)}", ""]
    for line in (inspect.getdoc(rule) or "").splitlines():
        label, _, rest = line.partition("    ")
        if label == "Example":
            lines += ["```yaml", f"- {rest.strip()}", "```", ""]
        elif label == "Source":
            lines.append(f"*Source:* {rest.strip()}")
        else:
            lines.append(line)
    fields = {name: spec for name, spec in rule.model_json_schema()["properties"].items() if name not in COMMON}
    if fields:
        lines += ["", "| field | usual value | limits |", "| --- | --- | --- |"]
        lines += [f"| `{name}` | {usual(spec)} | {limits(spec)} |" for name, spec in fields.items()]
    return "\n".join([*lines, ""])


def usual(spec: Mapping[str, Any]) -> str:
    """The value that a field has when it is left out."""
    if "default" not in spec:
        return "must be given"
    value = spec["default"]
    if value is None or value == []:
        return "none"
    return f"`{value}`" if isinstance(value, str) else f"`{value:g}`"


def limits(spec: Mapping[str, Any]) -> str:
    """The limits of a field, in words that fit a table."""
    choices = [spec, *spec.get("anyOf", ())]
    return ", ".join(
        form.format(f"{choice[key]:g}") for choice in choices for key, form in LIMITS.items() if key in choice
    )


PAGES: Mapping[str, Callable[[], str]] = {
    "configuration.md": config.document,
    "rules.md": rules_page,
    "tables.md": tables.document,
}


def main() -> None:
    """Write every page into this folder."""
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
