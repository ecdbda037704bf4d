"""What a configuration states about volume, on its way into the forecast, the check and the command's JSON."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from small_configuration import SMALL, small_text
from synthetic_history import counts, history, rates

from staffplan.app.check import check
from staffplan.app.forecast_facts import forecast_facts
from staffplan.app.outlook import forecast_table
from staffplan.errors import ConfigError, DataError

MONDAY = pd.Timestamp("2026-01-05").date()
OPEN = "{channel: voice, goal: {service_level: 80 %}}"
KNOWN = counts(rates(MONDAY, 84), 3)[:, 16:40]


def _centre(folder: Path, known: dict[str, np.ndarray] | None, **sections: str) -> Path:
    files = "{}" if known is None else "{history: history.csv}"
    (folder / "centre.yaml").write_text(small_text({"files": files, **sections}))
    if known is not None:
        wide = {name: np.full((84, 48), np.nan) for name in known}
        for name, cells in known.items():
            wide[name][:, 16:40] = np.where(np.arange(84)[:, None] % 7 < 5, cells, np.nan)
        history(MONDAY, wide).to_csv(folder / "history.csv", index=False)
    return folder


def test_a_new_queue_is_forecast_beside_those_with_a_history(tmp_path: Path) -> None:
    queues = f"{{calls: {OPEN}, new: {OPEN}}}"
    folder = _centre(tmp_path, {"calls": KNOWN}, queues=queues, seasonality="{new: {daily: 96}}")
    frame = forecast_table(None, folder).frame
    assert frame.groupby("queue")["offered_mean"].sum()["new"] == pytest.approx(5 * 96)
    assert (frame["start"].diff().dropna().dt.total_seconds().mode() == 900).all()
    assert not any("no row of this queue" in note for note in check(folder).notes)


def test_stated_seasons_alone_are_enough_for_a_week_that_is_named(tmp_path: Path) -> None:
    folder = _centre(tmp_path, None, seasonality="{calls: {daily: 96}}")
    outlook = forecast_table(None, folder, named="2026-W49")
    assert outlook.frame["offered_mean"].sum() == pytest.approx(5 * 96)
    assert any("there is no history" in note for note in outlook.notes)
    with pytest.raises(ConfigError, match="names no history"):
        forecast_table(None, folder)


def test_a_former_queue_may_stand_in_the_history_of_a_centre_that_names_its_heirs(tmp_path: Path) -> None:
    heirs = f"{{calls: {OPEN[:-1]}, history_from: {{old: 60 %}}}}}}"
    folder = _centre(tmp_path, {"old": KNOWN}, queues=heirs)
    outlook = forecast_table(None, folder)
    assert set(outlook.frame["queue"]) == {"calls"}
    assert outlook.frame["offered_mean"].sum() == pytest.approx(0.6 * rates(MONDAY, 5).sum(), rel=0.05)
    assert check(folder).faults == ()
    with pytest.raises(DataError, match="old"):
        forecast_table(None, _centre(tmp_path, {"old": KNOWN}))


def test_intervals_that_neither_make_up_nor_cut_the_centre_s_are_refused(tmp_path: Path) -> None:
    centre = "{name: Small, time_zone: Europe/Berlin, interval: 20 min}"
    profiles = SMALL["profiles"].replace("lengths", "start_step: 20 min, lengths")
    with pytest.raises(DataError) as fault:
        forecast_table(None, _centre(tmp_path, {"calls": KNOWN}, centre=centre, profiles=profiles))
    assert [one.code for one in fault.value.faults] == ["data.interval_too_long"]


def test_outliers_and_groups_are_there_for_other_programs(tmp_path: Path) -> None:
    spiked = KNOWN.copy()
    spiked[44, 4] *= 1000
    queues = f"{{calls: {OPEN}, sales: {OPEN}}}"
    folder = _centre(tmp_path, {"calls": spiked, "sales": KNOWN // 30}, queues=queues, groups="{all: [calls, sales]}")
    told = json.loads(json.dumps(forecast_facts(forecast_table(None, folder))))
    assert [(one["queue"], one["day"], one["start"], one["weight"]) for one in told["outliers"]] == [
        ("calls", "2026-02-18", "10:00", 0.0)
    ]
    assert told["groups"]["all"]["queues"] == ["calls", "sales"]
    assert told["groups"]["all"]["offered_mean"] == pytest.approx(1.03 * rates(MONDAY, 5).sum(), rel=0.05)


def test_a_queue_without_a_past_or_a_statement_is_said_to_be_left_out(tmp_path: Path) -> None:
    folder = _centre(tmp_path, {"calls": KNOWN}, queues=f"{{calls: {OPEN}, new: {OPEN}}}")
    notes = forecast_table(None, folder).notes
    assert "new: the history has no row of this queue; nobody will be planned for it." in notes
