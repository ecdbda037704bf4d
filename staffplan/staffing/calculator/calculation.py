"""What a calculation of the calculator is: the columns it reads, what it refuses, and the answers it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.tables.contract import Column

Array = NDArray[np.float64]
Given = Mapping[str, Array]
"""Every input of a calculation by name, one number a row, NaN where a row says nothing; all of one length.
``load`` is there for every row, and ``load_rest``, what rounding took from it."""
Answers = dict[str, NDArray[Any]]
"""Answer columns by name, in the order of the file; NaN where there is no answer, ``binding_target`` is text."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row cannot be answered.

    Attributes
    ----------
    code : of the fault.
    at : position of the row, from 0.
    column : the input at fault.
    message, hint : what is wrong, and what to try.
    """

    code: str
    at: int
    column: str
    message: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """What a number of agents or lines does, beside one fewer and one more.

    Attributes
    ----------
    frame : a row a number; the first column (``agents`` or ``lines``) counts, the others are measures by name.
    chosen : the number asked for or required.
    """

    frame: pd.DataFrame
    chosen: float


@dataclass(frozen=True, slots=True)
class Calculation:
    """One question that the calculator answers, row by row.

    Attributes
    ----------
    name : as on the command line.
    title : of the model, for people.
    inputs : columns it reads; each may be absent and each cell blank as far as `needs` and `judge` allow.
    needs : groups of columns of which each row must fill one at least.
    judge : what is wrong with rows, once their cells are numbers within the columns' limits.
    answer : the answers, given rows that `judge` has let pass, and which columns there are.
    beside : tables for a person, given exactly one row and its answers.
    timed_by : the column without which a threshold plays no part.
    """

    name: str
    title: str
    inputs: tuple[Column, ...]
    needs: tuple[tuple[str, ...], ...]
    judge: Callable[[Given], Iterator[Refusal]]
    answer: Callable[[Given, frozenset[str]], Answers]
    beside: Callable[[Given, Answers], tuple[Beside, ...]]
    timed_by: str = "aht_s"

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the inputs."""
        return tuple(column.name for column in self.inputs)


def around(chosen: float) -> Array:
    """One fewer, the number itself, one more; none below 0."""
    numbers = np.array([chosen - 1.0, chosen, chosen + 1.0])
    return numbers[numbers >= 0]


def counts(numbers: Array) -> NDArray[Any]:
    """The numbers as integers where all of them are whole."""
    whole = numbers.astype(np.int64)
    return whole if (whole == numbers).all() else numbers


def refusals(wrong: NDArray[np.bool_], code: str, column: str, message: str, hint: str | None) -> Iterator[Refusal]:
    """A refusal for each row that is `wrong`."""
    for at in np.flatnonzero(wrong).tolist():
        yield Refusal(code, at, column, message, hint)
