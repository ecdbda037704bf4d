"""Mean of the methods that err differently: the default."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from staffplan.forecasting.methods.level_profile import LevelProfile
from staffplan.forecasting.methods.low_rank import LowRank
from staffplan.forecasting.methods.method import Matrix, Past
from staffplan.forecasting.wall_clock import Days

_FEWEST_CONTACTS = 5.0


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Level and profile alone on sparse queues, its mean with the low-rank model elsewhere.

    Square roots of small counts are no sound footing for singular vectors: below five contacts in a mean interval
    the low-rank model stays out.
    """

    level_profile: LevelProfile = field(default_factory=LevelProfile)
    low_rank: LowRank = field(default_factory=LowRank)
    name: str = "ensemble"

    def rates(self, past: Past, target: Days) -> Matrix:
        """See `Method.rates`."""
        rates = self.level_profile.rates(past, target)
        recent = slice(-8 * 7, None)
        known = past.known[recent].sum()
        if known and past.contacts[recent].sum() / known >= _FEWEST_CONTACTS:
            rates = np.asarray((rates + self.low_rank.rates(past, target)) / 2)
        return rates
