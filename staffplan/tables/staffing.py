"""Tables that answer further questions about a requirement (``require --view``)."""

from __future__ import annotations

from staffplan.tables.contract import Column, Kind, Table
from staffplan.tables.history import QUEUE, START


def _number(name: str, unit: str, meaning: str, *, blank: bool = False, high: float | None = None) -> Column:
    return Column(name, Kind.NUMBER, unit, meaning, low=0, high=high, blank=blank)


INVENTORY = Table(
    "INVENTORY",
    "Work that may wait, by queue, kind and interval: hours that arrive and hours that fall due.",
    (
        QUEUE,
        Column("kind", Kind.TEXT, "", "contacts, attempts, documentation or call_backs."),
        START,
        _number("arriving_h", "h", "Hours of handling that can be begun from this interval on."),
        _number("due_h", "h", "Hours of handling that must be done by the end of this interval."),
        _number("laid_agents", "agents", "Agents for the queue's work that may wait, laid as evenly as possible."),
    ),
    key=("queue", "kind", "start"),
)

GROUPS = Table(
    "GROUPS",
    "Queues that share agents: how many must be there who can serve at least one of them, whoever serves which.",
    (
        Column("queues", Kind.TEXT, "names with |", "Queues looked at together."),
        START,
        _number("load_erlangs", "agents", "Work of their contacts."),
        _number("agents", "agents", "Fewest agents who can serve at least one of them."),
        _number("alone", "agents", "Agents that the queues need if none of them shares any."),
        _number("able", "people", "People in the centre who can serve at least one of them."),
    ),
    key=("queues", "start"),
)

LINES = Table(
    "LINES",
    "Telephone lines that the peak hour of each day needs: by queue, and for all queues together.",
    (
        Column("queue", Kind.TEXT, "", "Name of the queue, or (all lines)."),
        START,
        _number("calls", "calls", "Calls in the hour that begins at `start`."),
        _number("line_erlangs", "erlangs", "Lines busy on average, with callers who talk and callers who wait."),
        _number("max_blocking", "share", "Highest share of calls that may find no free line.", high=1),
        _number("trunks", "lines", "Lines so that no more find none free (Erlang B)."),
        _number("agents", "agents", "Most agents at work in the hour.", blank=True),
        _number("lines_with_agents", "lines", "Lines that suffice with just these agents (M/M/n/K).", blank=True),
        _number("blocked_as_installed", "share", "Share of calls that the lines installed turn away.", blank=True),
    ),
    key=("queue", "start"),
)
