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
