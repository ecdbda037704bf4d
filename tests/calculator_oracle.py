"""The oracle's files as the calculator meets them: their inputs alone, and their answers beside."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from shared_folder import SHARED

FILES: dict[str, tuple[str, tuple[str, ...], float]] = {
    "public_erlang_c.csv": ("c", ("calls", "interval_s", "aht_s", "agents", "threshold_s"), 1e-12),
    "public_erlang_bc_fractional.csv": ("c", ("load", "agents"), 1e-12),
    "public_erlang_a.csv": ("a", ("calls", "interval_s", "aht_s", "patience_s", "agents", "threshold_s"), 1e-10),
    "public_trunks_erlang_b.csv": ("lines", ("calls", "interval_s", "aht_s", "max_blocking"), 1e-12),
    "public_lines_mmnk.csv": (
        "lines",
        ("calls", "interval_s", "aht_s", "agents", "lines", "threshold_s", "max_blocking"),
        1e-10,
    ),
    "public_required_erlang_c.csv": (
        "required",
        (
            *("calls", "interval_s", "aht_s", "threshold_s", "targets", "sl_target", "asa_target_s", "max_occupancy"),
            "max_p_wait",
        ),
        1e-12,
    ),
    "public_required_erlang_a.csv": (
        "required",
        (
            *("calls", "interval_s", "aht_s", "patience_s", "threshold_s", "targets", "sl_target_offered"),
            *("max_abandon", "max_mean_wait_all_s", "max_occupancy"),
        ),
        1e-10,
    ),
}
"""By file: the calculation, its input columns (and labels), and the relative error that is allowed."""


@dataclass(frozen=True)
class OracleFile:
    """One file of the oracle: all its rows, the text of its inputs alone, and the names of its answers."""

    calculation: str
    rows: list[dict[str, str]]
    inputs_alone: str
    answers: tuple[str, ...]
    relative: float


def oracle_file(name: str) -> OracleFile:
    calculation, inputs, relative = FILES[name]
    with (SHARED / "oracle" / name).open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    alone = io.StringIO()
    writer = csv.DictWriter(alone, inputs, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return OracleFile(calculation, rows, alone.getvalue(), tuple(key for key in rows[0] if key not in inputs), relative)


def differences(expected: OracleFile, found: list[dict[str, str]]) -> list[str]:
    """Every answer that is not the oracle's."""
    wrong = []
    for number, (row, answer) in enumerate(zip(expected.rows, found, strict=True), 2):
        wrong += [
            f"row {number} {name}: {answer[name]} is not {row[name]}"
            for name in expected.answers
            if not agrees(row[name], answer[name], expected.relative)
        ]
    return wrong


def agrees(exact: str, found: str, relative: float) -> bool:
    """Whether a cell agrees with the oracle's: blank with blank, numbers as far as is asked."""
    if not exact or not found:
        return exact == found
    wanted, number = float(exact), float(found)
    return number == wanted or abs(number - wanted) <= max(relative * abs(wanted), 1e-14)
