from pathlib import Path

import pandas as pd
import pytest

from staffplan.tables import AGENTS, HISTORY, TIME_OFF, typed

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.mark.parametrize(
    ("name", "table"), [("history.csv", HISTORY), ("agents.csv", AGENTS), ("time_off.csv", TIME_OFF)]
)
def test_each_table_keeps_its_contract_with_every_column(name, table):
    text = pd.read_csv(DATA / name, dtype=str, keep_default_na=False)
    frame = typed(text, table, file=name, zone="Europe/Berlin")
    assert len(frame) == len(text)
    assert list(text.columns) == [column.name for column in table.columns]
