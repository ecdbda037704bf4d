"""What a table promises: its columns, their kinds, units and limits, and what makes a row unique."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """What a cell holds, in a file and in memory.

    ========  =============================================  ==================================================
    kind      in a file                                      in a frame
    ========  =============================================  ==================================================
    TEXT      as written, surrounding blanks apart           ``str``; an empty cell is an empty string
    INSTANT   ``2026-11-30T08:00``, with or without offset   ``datetime64[us]``, naive or with one zone
    DAY       ``2026-11-30``                                 naive ``datetime64[us]`` at midnight
    NUMBER    ``12.5``, a point for decimals                 ``float64``; an empty cell is NaN
    INTEGER   ``12``                                         ``int64``
    FLAG      ``yes`` or ``no``                              ``bool``
    ========  =============================================  ==================================================
    """

    TEXT = "text"
    INSTANT = "instant"
    DAY = "day"
    NUMBER = "number"
    INTEGER = "integer"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name : as in the header.
    kind : what a cell holds.
    unit : of a number, or the form of a text; empty where the kind says it all.
    meaning : one sentence for a planner.
    required : whether the column must be there; a column that need not be there may also have empty cells.
    low, high : limits of a number, both allowed themselves.
    blank : whether a required column may have empty cells.
    choices : the only texts allowed; empty for any.
    """

    name: str
    kind: Kind
    unit: str
    meaning: str
    required: bool = True
    low: float | None = None
    high: float | None = None
    blank: bool = False
    choices: tuple[str, ...] = ()

    @property
    def may_be_blank(self) -> bool:
        """Whether an empty cell is allowed."""
        return self.blank or not self.required


@dataclass(frozen=True, slots=True)
class Table:
    """The contract of a frame that crosses a border.

    Attributes
    ----------
    name : of the table, as planners say it.
    meaning : one sentence.
    columns : in the order of the file.
    key : columns whose values together name a row; rows are sorted by them and none occurs twice.
    measure : the number that says whether a row holds anything: a row in an hour that the clock skips is left out
        when it is zero or blank, and a fault otherwise. Empty where no such row can be left out.
    may_be_empty : whether a header without rows says something (nobody is away) instead of being a slip.
    family : the column that a name stands for where a table may hold any number of a kind, such as quantiles; None for
        a name that is none of them.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    measure: str = ""
    may_be_empty: bool = False
    family: Callable[[str], Column | None] | None = None

    def __getitem__(self, name: str) -> Column:
        """The column called `name`; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def names(self) -> tuple[str, ...]:
        """All column names, in order."""
        return tuple(column.name for column in self.columns)

    def fitted(self, header: Sequence[str]) -> Table:
        """The table with all columns of its family that a header holds, in order of name where the first of them is."""
        if self.family is None:
            return self
        found = {name: self.family(name) for name in dict.fromkeys((*self.names, *header))}
        kin = [column for _, column in sorted(found.items()) if column is not None]
        place = next((at for at, name in enumerate(self.names) if found[name] is not None), len(self.columns))
        others = [column for column in self.columns if found[column.name] is None]
        return replace(self, columns=(*others[:place], *kin, *others[place:]))

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the columns that must be there."""
        return tuple(column.name for column in self.columns if column.required)
