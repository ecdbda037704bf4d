"""What the tables are, as a page for planners, made from the contracts."""

from __future__ import annotations

from staffplan.tables.backtest import BACKTEST
from staffplan.tables.contract import Column, Kind, Table
from staffplan.tables.follow_up import DRIFT, UPDATED
from staffplan.tables.forecast import FORECAST, FORECAST_DAYS, SCENARIOS
from staffplan.tables.history import HISTORY
from staffplan.tables.people import AGENTS, TIME_OFF
from staffplan.tables.requirement import COVERAGE, GROSS, PRICES, REQUIREMENT
from staffplan.tables.roster import HOURS_SUMMARY, ROSTER
from staffplan.tables.staffing import CONFIDENCE, GROUPS, INVENTORY, LINES, PIECES, VALUE, WAITS

TABLES: tuple[Table, ...] = (
    HISTORY,
    FORECAST,
    FORECAST_DAYS,
    SCENARIOS,
    UPDATED,
    DRIFT,
    BACKTEST,
    REQUIREMENT,
    CONFIDENCE,
    GROSS,
    GROUPS,
    INVENTORY,
    LINES,
    PIECES,
    VALUE,
    WAITS,
    AGENTS,
    TIME_OFF,
    ROSTER,
    COVERAGE,
    PRICES,
    HOURS_SUMMARY,
)
"""Every table, in the order of the work."""

_OPENING = """\
# The tables

Every step reads and writes plain CSV, so what lies between two steps can be looked at, edited and replaced.
This page is made from the contracts in `staffplan/tables/`.

All files: UTF-8, one header row, a comma between cells (a semicolon or a tab is recognised, and said), a point for
decimals. Text is kept as written, so an id `00123` stays `00123` and an id `NA` stays `NA`; blanks around it are cut.
Rows may come in any order. A row longer or shorter than the header, a number such as `1,234`, `inf` or `-5` contacts,
a date such as `05/01/2026` and a row that occurs twice are faults, each told with its row and column.

Times are ISO 8601. With an offset (`2026-11-30T08:00:00+01:00`, `2026-11-30T07:00:00Z`) they are converted to the
centre's zone; without one they are read on its clock. In the autumn hour that such a clock shows twice, the first of
two rows is summer time and the second standard time; a row in the hour skipped in spring is left out where it is empty
and a fault otherwise. Where no zone is known, times without offset stay so, times with one offset keep it, and times
with several are read as UTC.

Text that a spreadsheet would take for a formula (starting with `=`, `+`, `-`, `@`, a tab, a line break or a full-width
form of these) is written with a `'` before it; reading takes exactly one such `'` away. Read the files with pandas like
this, or ids lose their zeros:

```python
pandas.read_csv("roster.csv", dtype=str, keep_default_na=False, index_col=False, encoding="utf-8-sig")
```
"""

_FORMS = {
    Kind.TEXT: "text",
    Kind.INSTANT: "date and time",
    Kind.DAY: "date `2026-11-30`",
    Kind.NUMBER: "number",
    Kind.INTEGER: "whole number",
    Kind.FLAG: "yes or no",
}


def document() -> str:
    """The page `docs/tables.md`, in Markdown."""
    return "\n".join([_OPENING, *(_section(table) for table in TABLES)])


def _section(table: Table) -> str:
    lines = [f"## {table.name}", "", table.meaning, f"A row is named by {' and '.join(f'`{n}`' for n in table.key)}."]
    lines += ["", "| column | holds | needed | meaning |", "| --- | --- | --- | --- |"]
    lines += [
        f"| `{column.name}` | {_form(column)} | {_needed(column)} | {column.meaning} |" for column in table.columns
    ]
    return "\n".join([*lines, ""])


def _form(column: Column) -> str:
    if column.choices:
        return ", ".join(f"`{choice}`" for choice in column.choices)
    form = _FORMS[column.kind]
    if column.kind is Kind.TEXT and column.unit:
        return f"{form} such as `{column.unit}`".replace("|", "\\|")
    limits = _limits(column)
    return ", ".join(part for part in (form, column.unit if column.kind is Kind.NUMBER else "", limits) if part)


def _limits(column: Column) -> str:
    if column.low is not None and column.high is not None and column.high <= 1000:  # beyond: a guard against slips
        return f"{column.low:g} to {column.high:g}"
    return f"at least {column.low:g}" if column.low is not None else ""


def _needed(column: Column) -> str:
    if not column.required:
        return "no"
    return "yes; may be empty" if column.blank else "yes"
