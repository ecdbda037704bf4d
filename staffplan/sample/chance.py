"""Where the sample's randomness comes from: one reproducible stream for each purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from zlib import crc32

if TYPE_CHECKING:
    from numpy.random import RandomState

SEED: Final = 20261130


def stream(*purpose: str) -> RandomState:
    """A stream of its own for `purpose`, so that a change to one queue or file leaves the others' numbers alone.

    numpy promises the same numbers for the same seed in every version of its legacy generator (its policy, NEP 19,
    froze it), and makes no such promise for the newer one: the files must come out the same in years to come.
    """
    from numpy.random import RandomState

    return RandomState(crc32("/".join((str(SEED), *purpose)).encode()))
