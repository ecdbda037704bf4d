"""What a planner states about pay beside the wage: premiums by the clock."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field, WithJsonSchema

from staffplan.config.centre_settings import Settings
from staffplan.config.excerpt import quoted
from staffplan.config.values import Form, Hours, Money, Name, Weekdays, mistake
from staffplan.domain.pay import WHOLE_DAY, Stacking

_MOST: Final = 10.0
_PER_CENT: Final = re.compile(r"\s*(\d+(?:\.\d+)?)\s*%\s*")


def _read_share_of_wage(value: Any) -> float:
    """A share that may be more than the wage itself; only with its sign, so that 25 cannot mean 25 times the wage."""
    match = _PER_CENT.fullmatch(value) if isinstance(value, str) else None
    if match is None or not 0 < float(f"{match[1]}e-2") <= _MOST:
        raise mistake(f"{quoted(value)} is not a share of the wage", "write it as 25 %, up to 1000 %")
    return float(f"{match[1]}e-2")


ShareOfWage = Annotated[
    float,
    BeforeValidator(_read_share_of_wage),
    WithJsonSchema({"title": "share of the wage", "type": "string", "examples": ["25 %", "125 %"]}),
    Form("share of the wage, `25 %`"),
]


class PremiumSettings(Settings):
    """Money for paid hours at certain times, beside the wage: a `share` of it or an `amount`."""

    between: Hours = Field(
        default=WHOLE_DAY,
        description="times at which it is paid, on the agent's clock; over midnight it belongs to the day it begins",
    )
    weekdays: Weekdays | None = Field(
        default=None, description="weekdays on which it begins; left out: all, or none where `public_holidays` is true"
    )
    public_holidays: bool = Field(default=False, description="whether it begins on public holidays, too")
    share: ShareOfWage | None = Field(default=None, description="of the wage, for each hour")
    amount: Annotated[Money, Field(gt=0)] | None = Field(default=None, description="money an hour")
    contracts: tuple[str, ...] = Field(default=(), min_length=1, description="contracts that have it; left out: all")


class PaySettings(Settings):
    """What is paid beside the wage."""

    premiums: dict[Name, PremiumSettings] = Field(
        default_factory=dict, description="premiums for evenings, nights, weekends and holidays, by name"
    )
    stacking: Stacking = Field(
        default=Stacking.ADD, description="where several premiums meet: `add` them up, or pay the `highest` only"
    )
