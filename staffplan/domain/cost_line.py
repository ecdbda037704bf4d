"""One line of what a week costs: a kind of money, and whose or what it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CostLine:
    """Money of one kind for one contract, premium, site or queue.

    Attributes
    ----------
    kind : a kind of the cost: wages, premiums, shortfall, ...
    of : the contract; of `premiums` the premium, of `seats` the site, of `shortfall` the queue, of `surplus` nothing.
    mode : on_site or home where the kind tells them apart, else empty.
    hours : that are paid for; of `shortfall` and `surplus` agent-hours.
    """

    kind: str
    of: str
    mode: str
    hours: float
    money: float
