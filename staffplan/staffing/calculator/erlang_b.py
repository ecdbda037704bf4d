"""``b``: how often a call finds all lines busy (Erlang B)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from staffplan.queueing.erlang_b import blocking_probability
from staffplan.queueing.erlang_c import probability_of_waiting
from staffplan.staffing.calculator.calculation import (
    Answers,
    Array,
    Beside,
    Calculation,
    Given,
    Refusal,
    around,
    counts,
    refusals,
)
from staffplan.staffing.calculator.columns import AGENTS, LINES
from staffplan.staffing.calculator.offered_load import LOAD_INPUTS, LOAD_NEEDED, judge_load


def _servers(given: Given) -> Array:
    return np.where(np.isnan(given["lines"]), given["agents"], given["lines"])


def _judge(given: Given) -> Iterator[Refusal]:
    yield from judge_load(given)
    differ = given["agents"] != given["lines"]
    differ &= ~np.isnan(given["agents"]) & ~np.isnan(given["lines"])
    message = "agents and lines differ, and Erlang B knows one number of servers."
    yield from refusals(differ, "data.contradiction", "lines", message, "give one of them.")


def _answer(given: Given, columns: frozenset[str]) -> Answers:
    load, servers = given["load"], _servers(given)
    answers: Answers = {} if "calls" not in columns else {"load": load}
    answers["erlang_b"] = np.asarray(blocking_probability(load, servers))
    if "agents" in columns:
        answers["erlang_c"] = np.asarray(probability_of_waiting(load, servers))
    return answers


def line_table(load: float, chosen: float) -> Beside:
    """Blocking and use of one line fewer, of the lines chosen, and of one more."""
    lines = around(chosen)
    blocking = np.asarray(blocking_probability(load, lines))
    carried = load * (1.0 - blocking)
    used = np.divide(carried, lines, out=np.zeros_like(carried), where=lines > 0)
    return Beside(
        pd.DataFrame({"lines": counts(lines), "erlang_b": blocking, "carried": carried, "occupancy": used}), chosen
    )


def _beside(given: Given, _answers: Answers) -> tuple[Beside, ...]:
    return (line_table(float(given["load"][0]), float(_servers(given)[0])),)


ERLANG_B: Final = Calculation(
    "b",
    "Erlang B: a call that finds all lines busy is lost",
    (*LOAD_INPUTS, AGENTS, LINES),
    (LOAD_NEEDED, ("agents", "lines")),
    _judge,
    _answer,
    _beside,
)
