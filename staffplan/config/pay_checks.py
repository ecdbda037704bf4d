"""Whether what is paid beside the wage says how much, when, and to whom there is."""

from __future__ import annotations

from collections.abc import Iterator

from staffplan.config.draft import Draft, Mistake
from staffplan.config.places import Path


def pay_mistakes(draft: Draft) -> Iterator[Mistake]:
    """Premiums without a size or with two, and those of contracts that nobody has."""
    pay = draft.get("pay")
    for name, premium in ({} if pay is None else pay.premiums).items():
        path: Path = ("pay", "premiums", name)
        if (premium.share is None) == (premium.amount is None):
            what = "neither share nor amount is" if premium.share is None else "share and amount are both"
            yield Mistake(path, f"{what} stated", "state one of them: share: 25 %, or amount: 2.50")
        for number, contract in enumerate(premium.contracts):
            yield from draft.unknown("contracts", "contract", (*path, "contracts", number), contract)
