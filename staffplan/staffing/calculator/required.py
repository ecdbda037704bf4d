"""``required``: the smallest number of agents that meets every target, with patience (Erlang A) or without (C)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from staffplan.queueing.required import required_agents
from staffplan.queueing.required_erlang_a import required_with_patience
from staffplan.staffing.calculator.agent_table import agent_table
from staffplan.staffing.calculator.calculation import Answers, Array, Beside, Calculation, Given, Refusal
from staffplan.staffing.calculator.columns import (
    ASA_TARGET_S,
    MAX_ABANDON,
    MAX_MEAN_WAIT,
    MAX_OCCUPANCY,
    MAX_P_WAIT,
    PATIENCE_S,
    SL_TARGET,
    SL_TARGET_OFFERED,
    THRESHOLD_S,
)  # fmt: skip
from staffplan.staffing.calculator.offered_load import LOAD_INPUTS, LOAD_NEEDED, judge_load
from staffplan.staffing.calculator.targets import PATIENT, judge_targets, stated_targets, unreachable
from staffplan.staffing.calculator.waiting import measures_by_row

_NEARLY_ALL: Final = 0.9999
"""The service level that is proposed in place of 100 %."""

_ANSWERS: Final = ("sl", "asa", "p_abandon", "mean_wait", "occ", "p_wait")
_WITHOUT_PATIENCE: Final = frozenset({"sl", "asa", "occ", "p_wait"})
_WITH_PATIENCE: Final = frozenset({"sl", "p_abandon", "mean_wait", "occ"})


def _judge(given: Given) -> Iterator[Refusal]:
    refused = [*judge_load(given), *judge_targets(given)]
    yield from refused
    not_computable = {refusal.at for refusal in refused}
    wrong = [(at, column) for at, column in unreachable(given) if at not in not_computable]
    message = "No number of agents answers every call in time."
    for (at, column), agents in zip(wrong, _agents_for_nearly_all(given, [at for at, _ in wrong]), strict=True):
        hint = f"give a share below 1, such as {_NEARLY_ALL:.2%}, which takes {agents:,} agents."
        yield Refusal("require.impossible_target", at, column, message, hint)


def _agents_for_nearly_all(given: Given, positions: list[int]) -> list[int]:
    """What the rows would take with the service level that is proposed in place of 100 %."""
    rows = {name: column[positions] for name, column in given.items()}
    for name in ("sl_target", "sl_target_offered"):
        rows[name] = np.where(np.isnan(rows[name]), np.nan, _NEARLY_ALL)
    return [int(agents) for agents in required(rows)[0]]


def required(given: Given) -> tuple[NDArray[np.int64], NDArray[np.str_]]:
    """Agents and binding target of every row; rows that state the same kinds of targets are computed at once."""
    load, targets = given["load"], stated_targets(given)
    aht_s = np.where(given["aht_s"] > 0, given["aht_s"], 1.0)  # not known, not needed; or 0, and no load
    threshold_s = np.where(np.isnan(given["threshold_s"]), 0.0, given["threshold_s"])
    agents = np.zeros(load.shape, dtype=np.int64)
    binding = np.full(load.shape, "none", dtype="<U16")
    for rows in _alike(~np.isnan(np.stack([given["patience_s"], *targets.values()]))):
        stated = {name: column[rows] for name, column in targets.items() if not np.isnan(column[rows[0]])}
        if np.isnan(given["patience_s"][rows[0]]):
            patient = {name: column for name, column in stated.items() if name in PATIENT}
            found = required_agents(load[rows], aht_s[rows], threshold_s=threshold_s[rows], **patient)
        else:
            found = required_with_patience(
                load[rows],
                aht_s[rows],
                given["patience_s"][rows],
                threshold_s=threshold_s[rows],
                service_level=stated.get("service_level"),
                asa_s=stated.get("asa_s"),
                mean_wait_s=stated.get("mean_wait_s"),
                max_occupancy=stated.get("max_occupancy"),
                max_waiting=stated.get("max_waiting"),
                max_abandonment=stated.get("max_abandonment"),
            )
        agents[rows], binding[rows] = found.agents, found.binding
    return agents, binding


def _alike(stated: NDArray[np.bool_]) -> Iterator[NDArray[np.int64]]:
    """Positions of the rows (second axis) in which the same things (first axis) are stated."""
    patterns = (stated * (1 << np.arange(len(stated)))[:, None]).sum(axis=0)
    for pattern in np.unique(patterns):
        yield np.flatnonzero(patterns == pattern)


def _answer(given: Given, columns: frozenset[str]) -> Answers:
    load = given["load"]
    whole, binding = required(given)
    agents = whole.astype(np.float64)
    impatient = ~np.isnan(given["patience_s"])
    at_n = _measures(given, load, agents)
    fewer = _measures(given, load, np.maximum(agents - 1.0, 0.0), agents - 1.0)
    chosen = _chosen(columns, impatient)
    answers: Answers = {"load": load} if "calls" in columns else {}
    answers["required_agents"] = agents
    answers |= {f"{name}_at_n": at_n[name] for name in chosen}
    answers |= {f"{name}_at_n_minus_1": fewer[name] for name in chosen}
    return answers | {"binding_target": binding}


def _chosen(columns: frozenset[str], impatient: NDArray[np.bool_]) -> list[str]:
    """Measures to tell: those of each model that a row asks for, and those that have a target."""
    wanted: frozenset[str] = frozenset()
    if not impatient.all():
        wanted |= _WITHOUT_PATIENCE
    if impatient.any():
        wanted |= _WITH_PATIENCE
    wanted |= {name for name, target in (("asa", "asa_target_s"), ("p_wait", "max_p_wait")) if target in columns}
    return [name for name in _ANSWERS if name in wanted]


def _measures(given: Given, load: Array, agents: Array, stated: Array | None = None) -> dict[str, Array]:
    """Measures by their name in the answers; NaN where `stated` agents are below 0, or below 1 with patience.

    Without patience the occupancy of too few agents is the work that each of them is offered, above 1: how far they
    are from keeping up.
    """
    impatient = ~np.isnan(given["patience_s"])
    least_one = np.where(impatient, np.maximum(agents, 1.0), agents)
    found = measures_by_row(given, least_one, given["patience_s"])
    offered_each = np.divide(load, agents, out=np.where(load > 0, np.inf, 0.0), where=agents > 0)
    named = {
        "sl": found.served_of_offered,
        "asa": found.asa_s,
        "p_abandon": found.abandonment,
        "mean_wait": found.mean_wait_s,
        "occ": np.where(impatient, found.occupancy, offered_each),
        "p_wait": found.waiting,
    }
    if stated is None:
        return named
    absent = (stated < 0) | (impatient & (stated < 1))
    return {name: np.where(absent, np.nan, column) for name, column in named.items()}


def _beside(given: Given, answers: Answers) -> tuple[Beside, ...]:
    return (agent_table(given, float(answers["required_agents"][0]), patience_s=float(given["patience_s"][0])),)


REQUIRED: Final = Calculation(
    "required",
    "Agents required",
    (
        *LOAD_INPUTS, PATIENCE_S, THRESHOLD_S, SL_TARGET, SL_TARGET_OFFERED, ASA_TARGET_S, MAX_MEAN_WAIT, MAX_OCCUPANCY,
        MAX_P_WAIT, MAX_ABANDON,
    ),
    (LOAD_NEEDED,),
    _judge,
    _answer,
    _beside,
)  # fmt: skip
