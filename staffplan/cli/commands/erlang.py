"""``staffplan erlang``: the calculator, for one question or a file of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from staffplan.cli.calculator_options import (
    Agents,
    AhtS,
    AsaTargetS,
    Calls,
    Input,
    IntervalS,
    Lines,
    Load,
    MaxAbandon,
    MaxBlocking,
    MaxMeanWaitAllS,
    MaxOccupancy,
    MaxPWait,
    PatienceS,
    SlTarget,
    SlTargetOffered,
    ThresholdS,
)
from staffplan.cli.manner import Manner
from staffplan.cli.options import Output
from staffplan.cli.outcome import Outcome
from staffplan.cli.sources import source_named
from staffplan.cli.tables_out import spare_inputs


def b(
    manner: Manner,
    input: Input = None,
    output: Output = None,
    calls: Calls = None,
    interval_s: IntervalS = None,
    aht_s: AhtS = None,
    load: Load = None,
    agents: Agents = None,
    lines: Lines = None,
) -> Outcome:
    """How many calls find all lines busy and are lost (Erlang B)."""
    options = {"calls": calls, "interval_s": interval_s, "aht_s": aht_s, "load": load, "agents": agents, "lines": lines}
    return _answered("b", manner, input, output, options)


def c(
    manner: Manner,
    input: Input = None,
    output: Output = None,
    calls: Calls = None,
    interval_s: IntervalS = None,
    aht_s: AhtS = None,
    load: Load = None,
    agents: Agents = None,
    threshold_s: ThresholdS = None,
) -> Outcome:
    """How callers fare who all wait for an agent (Erlang C).

    The load and the agents alone give the chance of waiting; a handle time adds the waits.
    """
    options = {
        "calls": calls, "interval_s": interval_s, "aht_s": aht_s, "load": load, "agents": agents,
        "threshold_s": threshold_s,
    }  # fmt: skip
    return _answered("c", manner, input, output, options)


def a(
    manner: Manner,
    input: Input = None,
    output: Output = None,
    calls: Calls = None,
    interval_s: IntervalS = None,
    aht_s: AhtS = None,
    load: Load = None,
    patience_s: PatienceS = None,
    agents: Agents = None,
    threshold_s: ThresholdS = None,
) -> Outcome:
    """How callers fare of whom some give up (Erlang A)."""
    options = {
        "calls": calls, "interval_s": interval_s, "aht_s": aht_s, "load": load, "patience_s": patience_s,
        "agents": agents, "threshold_s": threshold_s,
    }  # fmt: skip
    return _answered("a", manner, input, output, options)


def lines(
    manner: Manner,
    input: Input = None,
    output: Output = None,
    calls: Calls = None,
    interval_s: IntervalS = None,
    aht_s: AhtS = None,
    load: Load = None,
    agents: Agents = None,
    lines: Lines = None,
    threshold_s: ThresholdS = None,
    max_blocking: MaxBlocking = None,
) -> Outcome:
    """How many lines keep blocking below a cap, and what limited lines do to a queue.

    Without agents: trunks (Erlang B). With agents: a queue with room for so many calls in all (M/M/n/K).
    """
    options = {
        "calls": calls, "interval_s": interval_s, "aht_s": aht_s, "load": load, "agents": agents, "lines": lines,
        "threshold_s": threshold_s, "max_blocking": max_blocking,
    }  # fmt: skip
    return _answered("lines", manner, input, output, options)


def required(
    manner: Manner,
    input: Input = None,
    output: Output = None,
    calls: Calls = None,
    interval_s: IntervalS = None,
    aht_s: AhtS = None,
    load: Load = None,
    patience_s: PatienceS = None,
    threshold_s: ThresholdS = None,
    sl_target: SlTarget = None,
    sl_target_offered: SlTargetOffered = None,
    asa_target_s: AsaTargetS = None,
    max_mean_wait_all_s: MaxMeanWaitAllS = None,
    max_occupancy: MaxOccupancy = None,
    max_p_wait: MaxPWait = None,
    max_abandon: MaxAbandon = None,
) -> Outcome:
    """The smallest number of agents that meets every target.

    Erlang C; with a patience, Erlang A. Without any target, 80 % in time are asked for.
    """
    options = {
        "calls": calls, "interval_s": interval_s, "aht_s": aht_s, "load": load, "patience_s": patience_s,
        "threshold_s": threshold_s, "sl_target": sl_target, "sl_target_offered": sl_target_offered,
        "asa_target_s": asa_target_s, "max_mean_wait_all_s": max_mean_wait_all_s, "max_occupancy": max_occupancy,
        "max_p_wait": max_p_wait, "max_abandon": max_abandon,
    }  # fmt: skip
    return _answered("required", manner, input, output, options)


ERLANG = (b, c, a, lines, required)
"""The calculations, in the order of ``staffplan erlang --help``."""


def _answered(
    name: str, manner: Manner, file: str | None, output: Path | None, options: dict[str, str | None]
) -> Outcome:
    """Answer and hand over: a file gives a table, options alone give a page to read."""
    from staffplan.app.erlang import answer
    from staffplan.export.answers_csv import answers_csv, answers_records
    from staffplan.report.erlang_page import erlang_page

    spare_inputs(output, file, None)
    stated = {option: text for option, text in options.items() if text is not None}
    found = answer(name, source_named(file) if file is not None else None, stated)
    result: dict[str, Any] = {"table": f"ERLANG {name}", "rows": found.rows}
    data = None
    if output is not None and str(output) != "-":
        from staffplan.store.files import write_text

        write_text(output, answers_csv(found.columns))
        result |= {"file": str(output)}
    elif manner.json:
        result |= {"answers": answers_records(found.columns, found.given)}
    elif file is not None or output is not None:
        data = answers_csv(found.columns)
    if manner.json and found.beside:
        result |= {
            "beside": [
                answers_records([(str(key), table.frame[key].to_numpy()) for key in table.frame], {})
                for table in found.beside
            ]
        }
    tables = [(table.frame, table.chosen) for table in found.beside]
    return Outcome(
        result=result,
        data=data,
        page=erlang_page(found.title, found.single, tables) if found.rows == 1 else (),
        page_is_result=file is None and output is None,
        notes=found.notes,
    )
