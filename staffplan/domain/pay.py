"""What is paid beside the wage for work at times that people would rather have free."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from staffplan.calendar.opening import Span
from staffplan.units import MINUTES_PER_DAY

WHOLE_DAY: Span = (0, MINUTES_PER_DAY)


class Stacking(StrEnum):
    """What is paid where several premiums meet."""

    ADD = "add"
    HIGHEST = "highest"


@dataclass(frozen=True, slots=True)
class Premium:
    """Money for each paid hour while the agent's clock shows a time of `between`.

    Attributes
    ----------
    between : minutes after midnight; an end beyond 24:00 lies on the next day, and the whole span belongs to the day on
        which it begins.
    weekdays : days on which it begins (Monday is 0).
    on_holidays : whether it also begins on public holidays, whatever their weekday.
    share : of the wage.
    amount : money an hour, in the centre's currency.
    contracts : for whom; empty: everybody.
    """

    name: str
    between: Span = WHOLE_DAY
    weekdays: frozenset[int] = frozenset()
    on_holidays: bool = False
    share: float = 0.0
    amount: float = 0.0
    contracts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PremiumBook:
    """All premiums of a centre; of several that meet and are worth the same, the first is the highest."""

    premiums: tuple[Premium, ...] = ()
    stacking: Stacking = Stacking.ADD

    def of_contract(self, contract: str) -> tuple[Premium, ...]:
        """The premiums that a contract has, in order."""
        return tuple(one for one in self.premiums if not one.contracts or contract in one.contracts)
