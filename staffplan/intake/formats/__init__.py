"""The history formats that can be read: one file each, listed here."""

from __future__ import annotations

from staffplan.intake.format import Format
from staffplan.intake.formats import anonymous_bank, call_log, history_csv, interval_csv

FORMATS: tuple[Format, ...] = (
    history_csv.FORMAT,
    anonymous_bank.FORMAT,
    call_log.FORMAT,
    interval_csv.FORMAT,
)
"""In the order in which a file is tried; the first that recognises its header reads it."""
