"""``c``: how callers fare who all wait for an agent (Erlang C)."""

from __future__ import annotations

from typing import Final

import numpy as np

from staffplan.queueing.erlang_b import blocking_probability
from staffplan.queueing.erlang_c import probability_of_waiting
from staffplan.staffing.calculator.agent_table import agent_table
from staffplan.staffing.calculator.calculation import Answers, Beside, Calculation, Given
from staffplan.staffing.calculator.columns import AGENTS, THRESHOLD_S
from staffplan.staffing.calculator.offered_load import LOAD_INPUTS, LOAD_NEEDED, judge_load
from staffplan.staffing.calculator.waiting import measures_by_row


def _answer(given: Given, columns: frozenset[str]) -> Answers:
    load, agents = given["load"], given["agents"]
    blocking = np.asarray(blocking_probability(load, agents))
    if "aht_s" not in columns:
        return {"erlang_b": blocking, "erlang_c": np.asarray(probability_of_waiting(load, agents))}
    found = measures_by_row(given, agents, np.full_like(load, np.nan))
    return ({"load": load} if "calls" in columns else {}) | {
        "erlang_b": blocking,
        "p_wait": found.waiting,
        "service_level": found.served_of_offered,
        "asa_s": found.asa_s,
        "occupancy": found.occupancy,
        "mean_queue_len": found.queue_length,
    }


def _beside(given: Given, _answers: Answers) -> tuple[Beside, ...]:
    return (agent_table(given, float(given["agents"][0])),)


ERLANG_C: Final = Calculation(
    "c",
    "Erlang C: everybody waits until an agent is free",
    (*LOAD_INPUTS, AGENTS, THRESHOLD_S),
    (LOAD_NEEDED, ("agents",)),
    judge_load,
    _answer,
    _beside,
)
