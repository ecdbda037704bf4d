"""A programme of whole numbers before any solver has it: columns with bounds and prices, rows of whole coefficients."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

SCALE = 1000
"""Prices are whole thousandths, since CP-SAT knows whole numbers only."""
Label = tuple[object, ...]


@dataclass
class Programme:
    """Minimise the sum of prices; every column is a whole number from 0 to its `high`.

    Attributes
    ----------
    labels : what a column counts, for those that an answer lists.
    rows : least, greatest, and terms (column, coefficient).
    """

    cost: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    labels: dict[int, Label] = field(default_factory=dict)
    rows: list[tuple[int | None, int | None, list[tuple[int, int]]]] = field(default_factory=list)

    def column(self, high: int, price: float = 0.0, label: Label | None = None) -> int:
        """A new column's number."""
        self.cost.append(round(SCALE * price))
        self.high.append(high)
        if label is not None:
            self.labels[len(self.cost) - 1] = label
        return len(self.cost) - 1

    def row(self, terms: Iterable[tuple[int, int]], least: int | None, most: int | None) -> None:
        """Bounds on a sum; None: no bound."""
        self.rows.append((least, most, list(terms)))

    def size(self) -> dict[str, int]:
        """Columns, rows and coefficients."""
        return {
            "columns": len(self.cost),
            "rows": len(self.rows),
            "non-zeros": sum(len(terms) for _, _, terms in self.rows),
        }
