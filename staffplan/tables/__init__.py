"""The column contract of every frame that crosses a border."""

from __future__ import annotations

from staffplan.tables.assemble import Assembly
from staffplan.tables.contract import Column, Kind, Table
from staffplan.tables.document import TABLES, document
from staffplan.tables.forecast import FORECAST
from staffplan.tables.frames import check_frame
from staffplan.tables.history import HISTORY
from staffplan.tables.people import AGENTS, TIME_OFF
from staffplan.tables.requirement import COVERAGE, GROSS, REQUIREMENT
from staffplan.tables.roster import HOURS_SUMMARY, ROSTER
from staffplan.tables.typed import assemble_texts, typed

__all__ = [
    "AGENTS",
    "COVERAGE",
    "FORECAST",
    "GROSS",
    "HISTORY",
    "HOURS_SUMMARY",
    "REQUIREMENT",
    "ROSTER",
    "TABLES",
    "TIME_OFF",
    "Assembly",
    "Column",
    "Kind",
    "Table",
    "assemble_texts",
    "check_frame",
    "document",
    "typed",
]
