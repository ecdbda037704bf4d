"""``lines``: how many lines keep blocking below a cap, and what a limited number of lines does to a queue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.queueing import limited_lines
from staffplan.queueing.erlang_b import blocking_probability, load_carried
from staffplan.queueing.trunks import required_lines
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
from staffplan.staffing.calculator.columns import LINES, MAX_BLOCKING, THRESHOLD_S, WHOLE_AGENTS
from staffplan.staffing.calculator.erlang_b import line_table
from staffplan.staffing.calculator.offered_load import LOAD_INPUTS, LOAD_NEEDED, judge_load

_MEASURES: Final = {
    "p_block": "blocking",
    "p_wait_of_accepted": "waiting_of_accepted",
    "sl_of_accepted": "served_of_accepted",
    "sl_of_offered": "served_of_offered",
    "asa_accepted_s": "asa_of_accepted_s",
    "occupancy": "occupancy",
}
"""Answer columns, and the fields of `limited_lines.LimitedLines` that they hold."""

_OF_TIME: Final = ("sl_of_accepted", "sl_of_offered", "asa_accepted_s")
"""Those that cannot be told without a handle time."""


def _judge(given: Given) -> Iterator[Refusal]:
    yield from judge_load(given)
    agents, lines, cap = given["agents"], given["lines"], given["max_blocking"]
    trunks, queue, unloaded = _trunk_rows(given), ~np.isnan(agents), np.isnan(given["load"]) & np.isnan(given["calls"])
    message = "There is no load, and agents: what may be offered is told of lines with a cap alone."
    yield from refusals(unloaded & queue, "data.blank", "load", message, "give the load, or leave the agents out.")
    message = "Nothing is offered, and there are not both lines and a cap on blocking."
    hint = "give a load; or lines and a cap, to be told the load that they carry."
    yield from refusals(unloaded & ~queue & np.isnan(lines + cap), "data.blank", "load", message, hint)
    message = "Every load keeps a blocking of 100 %."
    yield from refusals(unloaded & ~queue & (cap == 1), "data.out_of_range", "max_blocking", message, "less than 1.")
    hint = "give the highest share of calls that may find all lines busy, such as 1%."
    message = "Without agents, lines are counted for a cap on blocking, and there is none."
    yield from refusals(trunks & np.isnan(cap), "data.blank", "max_blocking", message, hint)
    message = "There are agents, and neither lines nor a cap on blocking."
    yield from refusals(queue & np.isnan(lines) & np.isnan(cap), "data.blank", "lines", message, "give one of them.")
    message = "There is no agent to answer."
    yield from refusals(agents < 1, "data.out_of_range", "agents", message, "at least 1; leave agents out for trunks.")
    message = "There are fewer lines than agents: some agents would never have a call."
    yield from refusals(lines < agents, "data.contradiction", "lines", message, "lines count agents' calls, too.")


def _trunk_rows(given: Given) -> NDArray[np.bool_]:
    """Rows that ask for lines without agents; rows without a load ask for the load instead."""
    return np.isnan(given["agents"]) & ~np.isnan(given["load"])


def _answer(given: Given, columns: frozenset[str]) -> Answers:
    trunks, queue = _trunk_rows(given), ~np.isnan(given["agents"])
    carrying = ~(trunks | queue)
    answers: Answers = {"load": given["load"]} if "calls" in columns else {}
    if trunks.any():
        answers |= _spread(_trunks(_at(given, trunks)), trunks)
    if queue.any():
        answers |= _spread(_queue(_at(given, queue), "max_blocking" in columns), queue)
    if carrying.any():
        carried = np.asarray(load_carried(given["lines"][carrying], given["max_blocking"][carrying]))
        answers |= _spread({"max_load": carried}, carrying)
    return answers


def _at(given: Given, rows: NDArray[np.bool_]) -> Given:
    return {name: column[rows] for name, column in given.items()}


def _spread(answers: Answers, rows: NDArray[np.bool_]) -> Answers:
    """Answers of some rows as columns of all rows."""
    spread = {name: np.full(rows.shape, np.nan) for name in answers}
    for name, column in answers.items():
        spread[name][rows] = column
    return spread


def _trunks(given: Given) -> Answers:
    load = given["load"]
    lines = np.asarray(required_lines(load, given["max_blocking"])).astype(np.float64)
    fewer = np.asarray(blocking_probability(load, np.maximum(lines - 1.0, 0.0)))
    return {
        "required_trunks": lines,
        "erlang_b_at_n": np.asarray(blocking_probability(load, lines)),
        "erlang_b_at_n_minus_1": np.where(lines > 0, fewer, np.nan),
    }


def _queue(given: Given, capped: bool) -> Answers:
    load, agents = given["load"], given["agents"]
    required = _lines_for(load, agents, given["max_blocking"])
    lines = np.where(np.isnan(given["lines"]), required, given["lines"])
    known = ~np.isnan(lines)
    timed = np.where(given["aht_s"] > 0, given["aht_s"], 1.0)  # not known; or 0, and no load
    measured = limited_lines.measures(
        load[known], agents[known], lines[known], timed[known], given["threshold_s"][known]
    )
    answers = _spread({name: getattr(measured, field) for name, field in _MEASURES.items()}, known)
    for name in _OF_TIME:
        answers[name][np.isnan(given["aht_s"])] = np.nan
    return answers | ({"required_lines_for_max_blocking": required} if capped else {})


def _lines_for(load: Array, agents: Array, max_blocking: Array) -> Array:
    """Lines that keep blocking below the cap; NaN without a cap, and where the agents cannot keep up with the load.

    Where they cannot, more lines only make the queue longer, and no number of them brings blocking below what the
    agents leave undone.
    """
    lines = np.full(load.shape, np.nan)
    reachable = (agents > load) & ~np.isnan(max_blocking)
    if reachable.any():
        lines[reachable] = limited_lines.required_lines(load[reachable], agents[reachable], max_blocking[reachable])
    return lines


def _beside(given: Given, answers: Answers) -> tuple[Beside, ...]:
    if "required_trunks" in answers:
        return (line_table(float(given["load"][0]), float(answers["required_trunks"][0])),)
    if "max_load" in answers:
        return (_load_table(float(given["lines"][0]), float(given["max_blocking"][0])),)
    required = answers.get("required_lines_for_max_blocking", np.array([np.nan]))
    lines, agents = required if np.isnan(given["lines"][0]) else given["lines"], given["agents"]
    if np.isnan(lines[0]):
        return ()
    return (
        _queue_table(given, agents, around(float(lines[0])), "lines", float(lines[0])),
        _queue_table(given, around(float(agents[0])), lines, "agents", float(agents[0])),
    )


def _load_table(chosen: float, max_blocking: float) -> Beside:
    """The load that one line fewer, the lines chosen and one more may be offered."""
    lines = around(chosen)
    load = np.asarray(load_carried(lines, max_blocking))
    carried = load * (1.0 - max_blocking)
    used = np.divide(carried, lines, out=np.zeros_like(carried), where=lines > 0)
    frame = pd.DataFrame({"lines": counts(lines), "max_load": load, "carried": carried, "occupancy": used})
    return Beside(frame, chosen)


def _queue_table(given: Given, agents: Array, lines: Array, counted: str, chosen: float) -> Beside:
    """The queue with one fewer and one more of what is `counted`, as far as there is a line for every agent."""
    agents, lines = np.broadcast_arrays(agents, lines)
    sound = (lines >= agents) & (agents >= 1)
    agents, lines = agents[sound], lines[sound]
    repeated = {name: np.repeat(column, agents.size) for name, column in given.items()}
    found = _queue(repeated | {"agents": agents, "lines": lines}, capped=False)
    return Beside(pd.DataFrame({counted: counts(lines if counted == "lines" else agents)} | found), chosen)


LINES_NEEDED: Final = Calculation(
    "lines",
    "Lines: a call that finds none free is lost",
    (*LOAD_INPUTS, WHOLE_AGENTS, LINES, THRESHOLD_S, MAX_BLOCKING),
    ((*LOAD_NEEDED, "lines"), ("max_blocking", "lines")),
    _judge,
    _answer,
    _beside,
    timed_by="agents",
)
