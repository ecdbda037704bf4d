"""The calculator: one question of the textbook a file, answered row by row."""

from __future__ import annotations

from typing import Final

from staffplan.staffing.calculator.calculation import Answers, Beside, Calculation, Given, Refusal
from staffplan.staffing.calculator.erlang_a import ERLANG_A
from staffplan.staffing.calculator.erlang_b import ERLANG_B
from staffplan.staffing.calculator.erlang_c import ERLANG_C
from staffplan.staffing.calculator.lines import LINES_NEEDED
from staffplan.staffing.calculator.required import REQUIRED

CALCULATIONS: Final = (ERLANG_B, ERLANG_C, ERLANG_A, LINES_NEEDED, REQUIRED)
"""Every calculation, in the order of the command line's help."""

__all__ = ["CALCULATIONS", "Answers", "Beside", "Calculation", "Given", "Refusal"]
