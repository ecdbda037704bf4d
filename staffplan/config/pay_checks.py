"""Whether what is paid beside the wage says how much and to whom, and whether offered hours can be had."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from staffplan.config.draft import Draft, Mistake
from staffplan.config.places import Path
from staffplan.config.workforce_settings import ContractSettings
from staffplan.domain.contract import Employment

OFFERS: Final = ("overtime", "extra_hours", "time_off")
"""Keys of a contract by which it offers hours."""


def pay_mistakes(draft: Draft) -> Iterator[Mistake]:
    """Premiums without a size or with two, those of contracts that nobody has, and offers that mean nothing."""
    pay = draft.get("pay")
    for name, premium in ({} if pay is None else pay.premiums).items():
        path: Path = ("pay", "premiums", name)
        if (premium.share is None) == (premium.amount is None):
            what = "neither share nor amount is" if premium.share is None else "share and amount are both"
            yield Mistake(path, f"{what} stated", "state one of them: share: 25 %, or amount: 2.50")
        for number, contract in enumerate(premium.contracts):
            yield from draft.unknown("contracts", "contract", (*path, "contracts", number), contract)
    for name, terms in draft.items("contracts"):
        yield from _offer_mistakes(terms, ("contracts", name))


def _offer_mistakes(contract: ContractSettings, path: Path) -> Iterator[Mistake]:
    """Offers to contractors, whose hours are a band, and time off below nothing."""
    for key in OFFERS:
        if getattr(contract, key) is not None and contract.employment is Employment.CONTRACTOR:
            message = "contractors have no contract hours that more or fewer could be offered beside"
            yield Mistake((*path, key), message, "widen weekly_hours and days, which are hours on offer")
    if contract.time_off is not None and contract.time_off.up_to > contract.weekly_hours[0] * 60:
        owed = f"{contract.weekly_hours[0]:g} h a week are owed"
        yield Mistake((*path, "time_off", "up_to"), f"only {owed}", "offer no more than these")
