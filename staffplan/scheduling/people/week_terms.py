"""What a week of more or fewer hours than agreed costs beside its duties."""

from __future__ import annotations

from dataclasses import dataclass

from staffplan.rules.base import Case

_NO_LIMIT = float("inf")


@dataclass(frozen=True, slots=True)
class WeekTerms:
    """Prices of a person's week by its paid hours.

    Attributes
    ----------
    overtime_from, overtime_rate : hours from which each has a premium, and that premium in money.
    owed, time_off_rate : hours below which each missing one is paid for, and how much.
    """

    overtime_from: float = _NO_LIMIT
    overtime_rate: float = 0.0
    owed: float = 0.0
    time_off_rate: float = 0.0

    def price(self, hours: float) -> float:
        """Money beside what the week's duties cost."""
        over, under = hours - self.overtime_from, self.owed - hours
        return max(0.0, over) * self.overtime_rate + max(0.0, under) * self.time_off_rate


def week_terms(case: Case) -> WeekTerms:
    """The terms of a horizon that is one whole schedule week; of any other there are no offers."""
    offers, weeks = case.contract.offers_to(case.agent.id), case.agreed.weeks
    if not offers or len(weeks) != 1 or not weeks[0].whole or weeks[0].leave_days:
        return WeekTerms()
    (owed, most), wage = weeks[0].hours, case.contract.wage
    return WeekTerms(
        most + offers.at_wage if offers.overtime else _NO_LIMIT,
        offers.overtime.share * wage if offers.overtime else 0.0,
        owed if offers.time_off else 0.0,
        offers.time_off.share * wage if offers.time_off else 0.0,
    )
