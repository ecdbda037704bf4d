"""``a``: how callers fare of whom some give up while waiting (Erlang A)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from staffplan.staffing.calculator.agent_table import agent_table
from staffplan.staffing.calculator.calculation import Answers, Beside, Calculation, Given, Refusal, refusals
from staffplan.staffing.calculator.columns import AGENTS, PATIENCE_S, THRESHOLD_S
from staffplan.staffing.calculator.offered_load import LOAD_INPUTS, LOAD_NEEDED, judge_load
from staffplan.staffing.calculator.waiting import measures_by_row


def _judge(given: Given) -> Iterator[Refusal]:
    yield from judge_load(given)
    few = given["agents"] < 1
    yield from refusals(few, "data.out_of_range", "agents", "Without an agent nobody is ever served.", "at least 1.")


def _answer(given: Given, columns: frozenset[str]) -> Answers:
    load = given["load"]
    found = measures_by_row(given, given["agents"], given["patience_s"])
    return ({"load": load} if "calls" in columns else {}) | {
        "p_wait": found.waiting,
        "p_abandon": found.abandonment,
        "sl_served_within_T_of_offered": found.served_of_offered,
        "sl_served_within_T_of_answered": found.served_of_answered,
        "sl_virtual_wait_le_T": found.virtual_wait,
        "p_served_or_abandoned_within_T": found.served_or_abandoned,
        "asa_answered_s": found.asa_s,
        "mean_wait_all_s": found.mean_wait_s,
        "occupancy": found.occupancy,
        "mean_queue_len": found.queue_length,
    }


def _beside(given: Given, _answers: Answers) -> tuple[Beside, ...]:
    return (agent_table(given, float(given["agents"][0]), patience_s=float(given["patience_s"][0])),)


ERLANG_A: Final = Calculation(
    "a",
    "Erlang A: callers give up when their patience ends",
    (*LOAD_INPUTS, PATIENCE_S, AGENTS, THRESHOLD_S),
    (LOAD_NEEDED, ("aht_s",), ("patience_s",), ("agents",)),
    _judge,
    _answer,
    _beside,
)
