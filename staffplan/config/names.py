"""When two names are the same, and which known name an unknown one was meant to be."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable


def folded(name: str) -> str:
    """The name without differences of case and Unicode form: people and file systems do not see them."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def clashes(names: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs (earlier, later) of names that differ only in case or Unicode form."""
    first: dict[str, str] = {}
    pairs = []
    for name in names:
        earlier = first.setdefault(folded(name), name)
        if earlier != name:
            pairs.append((earlier, name))
    return pairs


def _bare(name: str) -> str:
    return "".join(letter for letter in folded(name) if letter.isalnum())


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` was most likely meant to be, or None where nothing is near."""
    candidates = {_bare(candidate): candidate for candidate in sorted(known)}
    bare = _bare(name)
    if bare in candidates:
        return candidates[bare]
    near = difflib.get_close_matches(bare, candidates, n=1, cutoff=0.6)
    if near:
        return candidates[near[0]]
    related = [known for known in candidates if len(known) >= 3 and len(bare) >= 3]
    related = [known for known in related if known.startswith(bare) or bare.startswith(known)]
    return candidates[max(related, key=len)] if related else None
