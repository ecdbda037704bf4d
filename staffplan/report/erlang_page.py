"""The page on one answer of the calculator: what was asked, the answer, and what one fewer and one more would do."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import pandas as pd
from rich.console import Group
from rich.table import Table
from rich.text import Text

from staffplan.report.layout import labelled, plain_table

Facts = Mapping[str, float | str]
"""Inputs and answers of the row, by name."""


def erlang_page(title: str, facts: Facts, beside: Sequence[tuple[pd.DataFrame, float]]) -> list[Table | Group | Text]:
    """The page on a single row.

    Parameters
    ----------
    title : of the model.
    facts : inputs that are known, NaN or absent otherwise, and answers.
    beside : tables whose first column counts agents or lines, each with the number asked for or required.
    """
    lines = [("Model", title), *([("Offered", _offered(facts))] if "load" in facts else []), *_answer_lines(facts)]
    page: list[Table | Group | Text] = [Group(Text(), labelled(*lines))]
    page += [Group(Text(), _beside_table(frame, chosen, facts)) for frame, chosen in beside]
    return page


def _offered(facts: Facts) -> str:
    load = f"{_plain(facts['load'])} erlangs"
    if "calls" not in facts:
        return load
    calls, aht, interval = (_plain(facts[name]) for name in ("calls", "aht_s", "interval_s"))
    return f"{load}: {calls} calls of {aht} s in {interval} s"


def _answer_lines(facts: Facts) -> list[tuple[str, str]]:
    lines = []
    if "patience_s" in facts:
        lines.append(("Patience", f"{_plain(facts['patience_s'])} s on average"))
    if "required_agents" in facts:
        lines.append(("Required", _required(facts)))
    if "required_trunks" in facts:
        cap = _target(facts["max_blocking"])
        lines.append(("Required", f"{_plain(facts['required_trunks'])} lines for a blocking of at most {cap}"))
    if "max_load" in facts:
        load, cap = _plain(facts["max_load"]), _target(facts["max_blocking"])
        lines.append(("Carried", f"{load} erlangs may be offered for a blocking of at most {cap}"))
    if "required_lines_for_max_blocking" in facts and "max_blocking" in facts:
        lines.append(("Required", _required_lines(facts)))
    if "sl_virtual_wait_le_T" in facts:
        lines.append((f"In {_plain(facts['threshold_s'])} s", _four_levels(facts)))
    return lines


def _four_levels(facts: Facts) -> str:
    """The four service levels that callers who give up make different."""
    return (
        f"served are {_share(facts['sl_served_within_T_of_offered'])} of all offered and "
        f"{_share(facts['sl_served_within_T_of_answered'])} of those answered; served or gone are "
        f"{_share(facts['p_served_or_abandoned_within_T'])}; the wait of somebody who never gives up has ended for "
        f"{_share(facts['sl_virtual_wait_le_T'])}"
    )


_BINDING: Final[dict[str, Callable[[Facts], str]]] = {
    "none": lambda _: "nothing is offered",
    "load": lambda _: "one fewer could not keep up with the load",
    "service_level": lambda facts: f"one fewer would miss the service level of {_service_level(facts)}",
    "asa": lambda facts: f"one fewer would miss the mean wait of {_asa(facts)} s",
    "mean_wait": lambda facts: f"one fewer would miss the mean wait of {_plain(facts['max_mean_wait_all_s'])} s",
    "occupancy": lambda facts: f"one fewer would be busier than {_target(facts['max_occupancy'])} of the time",
    "waiting": lambda facts: f"with one fewer more than {_target(facts['max_p_wait'])} would have to wait",
    "abandonment": lambda facts: f"with one fewer more than {_target(facts['max_abandon'])} would give up",
}
"""What asked for the last agent, in words, by the name of the binding target."""


def _required(facts: Facts) -> str:
    number, binding = facts["required_agents"], str(facts["binding_target"])
    agents = f"{_plain(number)} {'agent' if number == 1 else 'agents'}"
    why = _BINDING[binding](facts) if number != 1 or binding != "load" else "somebody has to be there"
    return f"{agents}: {why}"


def _service_level(facts: Facts) -> str:
    target = facts["sl_target"] if "sl_target" in facts else facts["sl_target_offered"]
    return f"{_target(target)} in {_plain(facts['threshold_s'])} s"


def _asa(facts: Facts) -> str:
    names = ("asa_target_s",) if "patience_s" in facts else ("asa_target_s", "max_mean_wait_all_s")
    return _plain(min(float(facts[name]) for name in names if name in facts))


def _required_lines(facts: Facts) -> str:
    cap, number = _target(facts["max_blocking"]), float(facts["required_lines_for_max_blocking"])
    if math.isnan(number):
        return f"no number of lines: {_plain(facts['agents'])} agents cannot keep up with the load"
    return f"{_plain(number)} lines for a blocking of at most {cap}"


def _beside_table(frame: pd.DataFrame, chosen: float, facts: Facts) -> Table:
    counted = str(frame.columns[0])
    measures = [name for name in frame.columns[1:] if not frame[name].isna().all()]
    in_time = f"in {_plain(facts['threshold_s'])} s" if "threshold_s" in facts else "in time"
    table = plain_table(counted, *(_HEADINGS[name][0].format(in_time=in_time) for name in measures))
    table.columns[0].justify = "right"
    for at in range(len(frame)):
        mark = frame[counted].iloc[at] == chosen
        cells = [_HEADINGS[name][1](float(frame[name].iloc[at])) for name in measures]
        number = ("> " if mark else "") + _plain(float(frame[counted].iloc[at]))
        table.add_row(Text(number), *cells, style="bold" if mark else None)
    return table


def _plain(value: float | str) -> str:
    """Up to six digits and no exponent where planners write none: 10, 0.25, 1,234.5."""
    return f"{float(value):,.6g}" if 1e-4 <= abs(float(value)) < 1e6 or not value else f"{float(value):,.10g}"


def _share(value: float | str) -> str:
    """A share in percent, in seven characters: 88.8%, and <0.01% or >99.99% where one digit would say none or all."""
    share = float(value)
    if 0 < share < 0.0005:
        return f"{share:.2%}" if share >= 0.0001 else "<0.01%"
    if 0.9995 < share < 1:
        return f"{share:.2%}" if share <= 0.9999 else ">99.99%"
    return f"{share:.1%}"


def _target(value: float | str) -> str:
    """A share as a planner states it: 80%, 0.5%."""
    return f"{100 * float(value):.6g}%"


def _seconds(value: float) -> str:
    return "no end" if math.isinf(value) else f"{value:,.1f}"


def _amount(value: float) -> str:
    return "no end" if math.isinf(value) else f"{value:,.2f}"


_HEADINGS: Final[dict[str, tuple[str, Callable[[float], str]]]] = {
    "service_level": ("{in_time}", _share),
    "p_wait": ("must wait", _share),
    "abandonment": ("give up", _share),
    "mean_wait_s": ("wait s", _seconds),
    "asa_s": ("ASA s", _seconds),
    "occupancy": ("occupancy", _share),
    "mean_queue_len": ("queue", _amount),
    "max_load": ("erlangs", _amount),
    "erlang_b": ("blocked", _share),
    "carried": ("carried", _amount),
    "p_block": ("blocked", _share),
    "p_wait_of_accepted": ("must wait", _share),
    "sl_of_accepted": ("{in_time}", _share),
    "sl_of_offered": ("of offered", _share),
    "asa_accepted_s": ("ASA s", _seconds),
}
"""What a measure is called above its column, and how its numbers are written."""
