"""Every public row of the 50-digit oracle for Erlang B and C."""

from __future__ import annotations

import csv
import math

import numpy as np
import pandas as pd
import pytest
from shared_folder import SHARED, needs_shared

from staffplan.queueing import erlang_a, erlang_c, limited_lines
from staffplan.queueing.erlang_b import blocking_probability
from staffplan.queueing.erlang_c import (
    average_speed_of_answer,
    mean_queue_length,
    occupancy,
    probability_of_waiting,
    service_level,
)
from staffplan.queueing.required import required_agents
from staffplan.queueing.required_erlang_a import required_with_patience
from staffplan.queueing.trunks import required_lines

pytestmark = needs_shared("oracle")


def oracle(name: str) -> pd.DataFrame:
    return pd.read_csv(SHARED / "oracle" / name)


def offered(rows: pd.DataFrame) -> np.ndarray:
    return (rows["calls"] * rows["aht_s"] / rows["interval_s"]).to_numpy()


def assert_all_digits(found: np.ndarray, exact: pd.Series) -> None:
    expected = exact.to_numpy(dtype=float)
    np.testing.assert_array_equal(np.isinf(found), np.isinf(expected))
    finite = np.isfinite(expected)
    error = np.abs(found[finite] - expected[finite])
    allowed = np.maximum(1e-12 * np.abs(expected[finite]), 1e-14)
    assert (error <= allowed).all(), f"worst excess {(error - allowed).max()}"


def test_erlang_c_agrees_with_every_oracle_row() -> None:
    rows = oracle("public_erlang_c.csv")
    load, agents, aht = offered(rows), rows["agents"].to_numpy(), rows["aht_s"].to_numpy()
    assert len(rows) == 300
    assert_all_digits(blocking_probability(load, agents), rows["erlang_b"])
    assert_all_digits(probability_of_waiting(load, agents), rows["p_wait"])
    assert_all_digits(service_level(load, agents, aht, rows["threshold_s"]), rows["service_level"])
    assert_all_digits(average_speed_of_answer(load, agents, aht), rows["asa_s"])
    assert_all_digits(occupancy(load, agents), rows["occupancy"])
    assert_all_digits(mean_queue_length(load, agents), rows["mean_queue_len"])


def test_fractional_agents_agree_with_every_oracle_row() -> None:
    rows = oracle("public_erlang_bc_fractional.csv")
    assert_all_digits(blocking_probability(rows["load"], rows["agents"]), rows["erlang_b"])
    assert_all_digits(probability_of_waiting(rows["load"], rows["agents"]), rows["erlang_c"])


COLUMN_OF = {
    "waiting": "p_wait",
    "abandonment": "p_abandon",
    "served_of_offered": "sl_served_within_T_of_offered",
    "served_of_answered": "sl_served_within_T_of_answered",
    "virtual_wait": "sl_virtual_wait_le_T",
    "served_or_abandoned": "p_served_or_abandoned_within_T",
    "asa_s": "asa_answered_s",
    "mean_wait_s": "mean_wait_all_s",
    "occupancy": "occupancy",
    "queue_length": "mean_queue_len",
}


def test_erlang_a_agrees_with_every_oracle_row() -> None:
    rows = oracle("public_erlang_a.csv")
    found = erlang_a.measures(offered(rows), rows["agents"], rows["aht_s"], rows["patience_s"], rows["threshold_s"])
    assert len(rows) == 316
    for name, column in COLUMN_OF.items():
        assert_all_digits(getattr(found, name), rows[column])


def test_all_figures_at_once_agree_with_every_erlang_c_row() -> None:
    rows = oracle("public_erlang_c.csv")
    found = erlang_c.measures(offered(rows), rows["agents"], rows["aht_s"], rows["threshold_s"])
    for name in ("served_of_offered", "served_of_answered", "virtual_wait", "served_or_abandoned"):
        assert_all_digits(getattr(found, name), rows["service_level"])
    for name in ("asa_s", "mean_wait_s"):
        assert_all_digits(getattr(found, name), rows["asa_s"])
    assert_all_digits(found.waiting, rows["p_wait"])
    assert_all_digits(found.occupancy, rows["occupancy"])
    assert_all_digits(found.queue_length, rows["mean_queue_len"])
    assert (found.abandonment == 0).all()


TARGET_OF = {
    "sl": ("service_level", "sl_target", "service_level"),
    "asa": ("asa_s", "asa_target_s", "asa"),
    "occ": ("max_occupancy", "max_occupancy", "occupancy"),
    "pw": ("max_waiting", "max_p_wait", "waiting"),
}


def test_required_agents_agree_with_every_oracle_row() -> None:
    rows = oracle("public_required_erlang_c.csv")
    checked = 0
    for targets, part in rows.groupby("targets"):
        wanted = {TARGET_OF[name][0]: part[TARGET_OF[name][1]].to_numpy() for name in targets.split("+")}
        found = required_agents(offered(part), part["aht_s"], threshold_s=part["threshold_s"], **wanted)
        np.testing.assert_array_equal(found.agents, part["required_agents"])
        assert set(found.binding) <= {TARGET_OF[name][2] for name in targets.split("+")}
        checked += len(part)
    assert checked == len(rows) == 320


TARGET_WITH_PATIENCE = {
    "sl": ("service_level", "sl_target_offered", "service_level"),
    "asa": ("mean_wait_s", "max_mean_wait_all_s", "mean_wait"),
    "occ": ("max_occupancy", "max_occupancy", "occupancy"),
    "abandon": ("max_abandonment", "max_abandon", "abandonment"),
}


def test_required_agents_with_patience_agree_with_every_oracle_row() -> None:
    rows = oracle("public_required_erlang_a.csv")
    checked = 0
    for targets, part in rows.groupby("targets"):
        named = [TARGET_WITH_PATIENCE[name] for name in targets.split("+")]
        wanted = {argument: part[column].to_numpy() for argument, column, _ in named}
        found = required_with_patience(
            offered(part), part["aht_s"], part["patience_s"], threshold_s=part["threshold_s"], **wanted
        )
        np.testing.assert_array_equal(found.agents, part["required_agents"])
        assert set(found.binding) <= {binding for _, _, binding in named}
        checked += len(part)
    assert checked == len(rows) == 300


def test_the_binding_target_is_missed_with_one_agent_fewer_and_met_with_the_required() -> None:
    rows = oracle("public_required_erlang_c.csv")
    rows = rows[rows["targets"] == "sl+asa+occ"]
    found = required_agents(
        offered(rows),
        rows["aht_s"],
        service_level=rows["sl_target"],
        threshold_s=rows["threshold_s"],
        asa_s=rows["asa_target_s"],
        max_occupancy=rows["max_occupancy"],
    )
    missed = {
        "service_level": rows["sl_at_n_minus_1"] < rows["sl_target"],
        "asa": rows["asa_at_n_minus_1"] > rows["asa_target_s"],
        "occupancy": rows["occ_at_n_minus_1"] > rows["max_occupancy"],
    }
    for at, binding in enumerate(found.binding):
        assert missed[binding].iloc[at]
    assert len(set(found.binding)) == 3


def test_required_lines_agree_with_every_oracle_row() -> None:
    rows = oracle("public_trunks_erlang_b.csv")
    np.testing.assert_array_equal(required_lines(offered(rows), rows["max_blocking"]), rows["required_trunks"])


LIMITED_LINES = {
    "blocking": "p_block",
    "waiting_of_accepted": "p_wait_of_accepted",
    "served_of_accepted": "sl_of_accepted",
    "served_of_offered": "sl_of_offered",
    "asa_of_accepted_s": "asa_accepted_s",
    "occupancy": "occupancy",
}


def test_limited_lines_agree_with_every_oracle_row() -> None:
    rows = oracle("public_lines_mmnk.csv")
    found = limited_lines.measures(offered(rows), rows["agents"], rows["lines"], rows["aht_s"], rows["threshold_s"])
    for name, column in LIMITED_LINES.items():
        exact = rows[column].to_numpy(dtype=float)
        error = np.abs(getattr(found, name) - exact)
        assert (error <= np.maximum(1e-10 * exact, 1e-14)).all(), column
    needed = rows["required_lines_for_max_blocking"]
    lines = limited_lines.required_lines(offered(rows), rows["agents"], rows["max_blocking"], unreachable=-1)
    # The oracle leaves a blank wherever the load is no smaller than the agents, be the cap within reach or not.
    np.testing.assert_array_equal(needed.isna(), offered(rows) >= rows["agents"])
    np.testing.assert_array_equal(lines[needed.notna()], needed.dropna())
    assert (len(rows), int(needed.notna().sum())) == (283, 204)


def edge_cases() -> dict[str, dict[str, str]]:
    path = SHARED / "oracle" / "edge_cases.csv"
    if not path.exists():
        return {}
    with path.open() as lines:
        return {row["case"]: row for row in csv.DictReader(lines)}


@pytest.mark.parametrize("case", sorted(edge_cases()))
def test_edge_cases_are_decided_as_written(case: str) -> None:
    row = {key: value for key, value in edge_cases()[case].items() if key not in ("case", "note")}
    calls, interval, aht, threshold, target = (float(row[key]) for key in list(row)[:5])
    load = calls * aht / interval if not math.isnan(calls) else math.nan
    if row["expected_agents"]:
        found = required_agents(load, aht, service_level=target, threshold_s=threshold)
        assert found.agents == int(row["expected_agents"])
    else:
        with pytest.raises(ValueError, match=r"service_level|load"):
            required_agents(load, aht, service_level=target, threshold_s=threshold)


PUBLISHED = {
    "load": lambda given: given["calls"] * given["aht_s"] / given["interval_s"],
    "p_wait": lambda given: probability_of_waiting(given["load"], given["agents"]),
    "p_immediate": lambda given: 1 - probability_of_waiting(given["load"], given["agents"]),
    "service_level": lambda given: service_level(given["load"], given["agents"], given["aht_s"], given["T"]),
    "asa_s": lambda given: average_speed_of_answer(given["load"], given["agents"], given["aht_s"]),
    "occupancy": lambda given: occupancy(given["load"], given["agents"]),
    "mean_queue_len": lambda given: mean_queue_length(given["load"], given["agents"]),
    "p_block": lambda given: blocking_probability(given["load"], given["agents"]),
    "agents": lambda given: (
        required_agents(
            given["load"],
            given["aht_s"],
            service_level=given["sl"],
            threshold_s=given["T"],
            max_occupancy=given.get("max_occ"),
        ).agents
    ),
    "lines": lambda given: required_lines(given["load"], given["blocking"]),
}


def test_published_figures_for_erlang_b_and_c_are_met() -> None:
    rows = [row for row in oracle("published.csv").to_dict("records") if row["model"] in MODELS]
    for row in rows:
        given = published_inputs(row["inputs"])
        found = float(PUBLISHED[row["quantity"]](given))
        assert found == pytest.approx(float(row["oracle_value_20_digits"]), rel=1e-12), row
    assert len(rows) == 18


MODELS = ("erlang_c", "erlang_b", "required", "trunks")


def published_inputs(text: str) -> dict[str, float]:
    given = {key: float(value.split("(")[0]) for key, value in (part.split("=") for part in text.split(";"))}
    if "calls_per_min" in given:
        given |= {"calls": given["calls_per_min"], "interval_s": 60.0}
    if "rate_per_s" in given:
        given |= {"calls": given["rate_per_s"], "interval_s": 1.0}
    if "load" not in given:
        given["load"] = given["calls"] * given["aht_s"] / given["interval_s"]
    return given
