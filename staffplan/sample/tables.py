"""The sample's files, by name."""

from __future__ import annotations

from collections.abc import Mapping

from staffplan.sample.absences import time_off_csv
from staffplan.sample.campaign_list import outreach_list_csv
from staffplan.sample.history import history_csv
from staffplan.sample.people import agents_csv
from staffplan.sample.read_me import read_me


def sample_files() -> Mapping[str, str]:
    """Text of every file of the sample's `data` folder; the same text at every call."""
    tables = {
        "history.csv": history_csv(),
        "agents.csv": agents_csv(),
        "time_off.csv": time_off_csv(),
        "outreach_list.csv": outreach_list_csv(),
    }
    return {**tables, "README.md": read_me(tables)}
