"""What a planner states about premiums and seats is read as it was meant, or refused with its place."""

import pytest

from staffplan.domain.pay import Premium, PremiumBook, Stacking
from staffplan.domain.site import Site


def test_premiums_and_seat_costs_are_read(small):
    stated = """
  stacking: highest
  premiums:
    night: {between: 22:00-06:00, share: 25 %}
    weekend: {weekdays: 'Sat,Sun', amount: 1.5, contracts: [full]}
    feast: {public_holidays: true, share: 125 %}"""
    where = small(pay=stated, sites="{here: {seats: 5, seat_cost: {per_hour: 0.8, per_duty: 3}}, there: {}}").centre
    all_week = frozenset(range(7))
    assert where.premiums == PremiumBook(
        (
            Premium("night", (1320, 1800), all_week, share=0.25),
            Premium("weekend", weekdays=frozenset({5, 6}), amount=1.5, contracts=frozenset({"full"})),
            Premium("feast", on_holidays=True, share=1.25),
        ),
        Stacking.HIGHEST,
    )
    assert where.sites == (Site("here", 5, 0.8, 3.0), Site("there"))
    assert small().centre.premiums == PremiumBook()


@pytest.mark.parametrize(
    ("premium", "said"),
    [
        ("{between: 22:00-06:00}", "neither share nor amount is stated"),
        ("{share: 10 %, amount: 2}", "share and amount are both stated"),
        ("{share: 0.25}", "not a share of the wage"),
        ("{share: 2000 %}", "not a share of the wage"),
        ("{amount: 0}", "more than 0"),
        ("{share: 10 %, contracts: [fll]}", "no contract called 'fll'"),
        ("{share: 10 %, weekdays: Caturday}", "not a weekday"),
    ],
)
def test_a_premium_that_says_nothing_or_two_things_is_refused(refusal, premium, said):
    fault = refusal(pay=f"{{premiums: {{late: {premium}}}}}")
    assert said in fault.message
    assert fault.line
