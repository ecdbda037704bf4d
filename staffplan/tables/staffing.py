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
