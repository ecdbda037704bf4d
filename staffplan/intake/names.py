"""Whether a name in a table is one that the centre knows, and which one was probably meant."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from staffplan.tables.cells import CellError, shown


def known(name: str, names: Collection[str], thing: str) -> CellError | None:
    """None where `name` is among `names`; else the fault, with a near name or the names there are."""
    if name in names:
        return None
    folded = {other.casefold(): other for other in names}
    guess = get_close_matches(name.casefold(), folded, n=1)
    if guess:
        hint = f"did you mean {folded[guess[0]]!r}?"
    else:
        some = ", ".join(sorted(names)[:10])
        hint = f"one of {some}{' ...' if len(names) > 10 else ''}." if names else f"there is no {thing} at all yet."
    return CellError("data.unknown_name", f"There is no {thing} {shown(name)}.", hint)
