from pathlib import Path

import pandas as pd
import pytest

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="session")
def history() -> pd.DataFrame:
    """data/history.csv with the wall clock (`day`, `clock`) beside it, read by nothing of ours."""
    frame = pd.read_csv(DATA / "history.csv", dtype={"queue": str, "start": str})
    frame["day"] = frame["start"].str[:10]
    frame["clock"] = frame["start"].str[11:16]
    return frame


@pytest.fixture(scope="session")
def daily(history: pd.DataFrame) -> pd.DataFrame:
    """Contacts offered, a row a day and a column a queue."""
    totals = history.groupby(["day", "queue"])["offered"].sum().unstack()
    totals.index = pd.to_datetime(totals.index)
    return totals


def text_table(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / name, dtype=str, keep_default_na=False)


@pytest.fixture(scope="session")
def agents() -> pd.DataFrame:
    return text_table("agents.csv")


@pytest.fixture(scope="session")
def time_off() -> pd.DataFrame:
    return text_table("time_off.csv")


@pytest.fixture(scope="session")
def outreach_list() -> pd.DataFrame:
    return text_table("outreach_list.csv")
