"""The rule book as a page for planners, written from the rules themselves."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from staffplan.rules.base import AgentRule, CentreRule
from staffplan.rules.book import RULES, rule_name

COMMON_FIELDS = ("rule", "applies_to", "weight")

_INTRODUCTION = """# The rule book

What a roster must keep to. A configuration lists the rules that hold in a centre, each as an entry of `rules`:

```yaml
rules:
  - {rule: rest_between_shifts, min_hours: 11}
  - rule: daily_hours
    max_hours: 8
    applies_to: {contract: [part_time]}
```

A rule is planned by one piece of code and checked by another that knows nothing of the plan. The same rule may stand
in the list more than once, with other numbers for other people. Fields that every rule has:

- `applies_to`: whom the rule is for, by `contract`, `site`, `mode` (`on_site`, `home`: agents who may work in one of
  them), `skill` and `agent`, each a list. An agent is meant who matches every list given. Without it: everybody.
- `weight`: the price of breaking the rule by one unit. No rule can be priced yet: all must hold, and a weight is
  refused.

A duty belongs to the day on which it starts, on the centre's clock, and to the schedule week of that day. Hours are
those that pass, also in a night in which the clock changes.

What a contract asks for in a week takes leave into account. Each day of leave, sickness or training from Monday to
Friday takes the contract's hours a day (its most hours over its most days) off the week's least and most hours, and
one day off its fewest and most days, up to the contract's most days. The least values are a guarantee to the person
and hold as far as they can: they never exceed what is left of the week, which is, on each day that is not a day off,
the longest shift of the contract that fits between opening hours and availability. In a week of which only a part
is planned there are no least values.
"""


@dataclass(frozen=True, slots=True)
class Page:
    """What a rule's docstring says: its first sentence, the rest, an example in YAML and where the rule comes from."""

    summary: str
    text: str
    example: str
    source: str


def page(rule_type: type[AgentRule] | type[CentreRule]) -> Page:
    """Read a rule's docstring; ValueError where it lacks an example or a source."""
    text = inspect.cleandoc(rule_type.__doc__ or "")
    match = re.fullmatch(r"(?P<body>.*?)\n\nExample +(?P<example>\{.*?\})\nSource +(?P<source>.*)", text, re.DOTALL)
    if match is None:
        raise ValueError(f"{rule_type.__name__} needs a docstring that ends in Example and Source")
    summary, _, rest = match["body"].partition("\n\n")
    return Page(_one_line(summary), rest, _one_line(match["example"]), _one_line(match["source"]))


def handbook() -> str:
    """The whole page in Markdown."""
    return "\n".join([_INTRODUCTION, *(_section(rule_type) for rule_type in RULES)])


def _section(rule_type: type[AgentRule] | type[CentreRule]) -> str:
    words = page(rule_type)
    lines = [f"## {rule_name(rule_type)}", "", words.summary, ""]
    if words.text:
        lines += [words.text, ""]
    fields = list(_fields(rule_type))
    if fields:
        lines += ["| field | left out | limits |", "| --- | --- | --- |", *fields, ""]
    return "\n".join([*lines, f"Example: `- {words.example}`", "", f"Source: {words.source}", ""])


def _fields(rule_type: type[AgentRule] | type[CentreRule]) -> Iterator[str]:
    properties: dict[str, dict[str, Any]] = rule_type.model_json_schema()["properties"]
    for name, schema in properties.items():
        if name not in COMMON_FIELDS:
            yield f"| `{name}` | {schema['default']:g} | {_limits(schema)} |"


def _limits(schema: dict[str, Any]) -> str:
    signs = {"exclusiveMinimum": "more than", "minimum": "at least", "maximum": "at most"}
    return ", ".join(f"{words} {schema[key]:g}" for key, words in signs.items() if key in schema)


def _one_line(text: str) -> str:
    return " ".join(text.split())
