"""HISTORY: what reached the centre, interval by interval."""

from __future__ import annotations

from typing import Final

from staffplan.tables.contract import Column, Kind, Table

MOST_CONTACTS: Final = 1e6
MOST_SECONDS: Final = 1e7
"""Beyond these a cell is a slip of the pen, not a contact centre."""
MOST_EXPECTED: Final = 1e9
"""Growth, uplifts and quantiles lie above what a history has seen."""

QUEUE = Column("queue", Kind.TEXT, "", "The stream of contacts, also the skill that serves it.")
START = Column(
    "start", Kind.INSTANT, "ISO 8601", "When the interval starts: with offset, or in the centre's zone without."
)


def _contacts(name: str, meaning: str, required: bool = False) -> Column:
    return Column(name, Kind.NUMBER, "contacts", meaning, required=required, low=0, high=MOST_CONTACTS)


def _seconds(name: str, meaning: str) -> Column:
    return Column(name, Kind.NUMBER, "s", meaning, required=False, low=0, high=MOST_SECONDS)


HISTORY = Table(
    "HISTORY",
    "Contacts by queue and interval. An interval without a row is unknown, not zero.",
    (
        QUEUE,
        START,
        _contacts("offered", "Contacts that arrived, whatever became of them.", required=True),
        _contacts("handled", "Contacts that an agent served."),
        _contacts("abandoned", "Contacts given up while waiting."),
        _seconds("aht_s", "Mean handle time of the contacts handled: talk and after-contact work."),
        _seconds("talk_s", "Mean time with the customer, as part of aht_s."),
        _seconds("after_work_s", "Mean work after the contact, as part of aht_s."),
        _seconds("patience_s", "Mean time that customers would wait before they give up."),
    ),
    key=("queue", "start"),
    measure="offered",
)
