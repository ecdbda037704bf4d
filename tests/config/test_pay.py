"""What a planner states about premiums and seats is read as it was meant, or refused with its place."""

from dataclasses import replace

import pytest

from staffplan.config import people_faults
from staffplan.domain.agent import Agent
from staffplan.domain.offer import Offer
from staffplan.domain.pay import Premium, PremiumBook, Stacking
from staffplan.domain.site import Mode, Site


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


def full(terms: str, employment: str = "employed") -> str:
    return f"{{full: {{employment: {employment}, weekly_hours: 40, days: 5, wage: 18, profiles: [day], {terms}}}}}"


def test_offered_hours_are_read(small):
    terms = "overtime: {up_to: 8 h, premium: 25 %, agents: [A1]}, extra_hours: {up_to: 90 min, days: 0}"
    (contract,) = small(contracts=full(f"{terms}, time_off: {{up_to: 16 h, days: 2, paid: 60 %}}")).centre.contracts
    assert contract.overtime == Offer(8.0, 1, 0.25, frozenset({"A1"}))
    assert contract.extra_hours == Offer(1.5, 0)
    assert contract.time_off == Offer(16.0, 2, 0.6)


@pytest.mark.parametrize(
    ("contracts", "said"),
    [
        (full("overtime: {up_to: 8 h}", "contractor"), "contractors have no contract hours"),
        (full("time_off: {up_to: 41 h}"), "only 40 h a week are owed"),
        (full("overtime: {up_to: 0 h}"), "more than 0"),
        (full("overtime: {up_to: 8 h, premium: 25}"), "not a share of the wage"),
    ],
)
def test_an_offer_that_means_nothing_is_refused(refusal, contracts, said):
    fault = refusal(contracts=contracts)
    assert said in fault.message
    assert fault.line


def test_offers_name_people_who_are_there_and_have_the_contract(small):
    contracts = full("overtime: {up_to: 8 h, agents: [A1, A9, B]}")[:-1] + ", half: " + full("")[7:-1] + "}"
    configuration = small(contracts=contracts)
    person = Agent("A1", "full", "here", frozenset({Mode.ON_SITE}), frozenset({"calls"}), "Europe/Berlin")
    unknown, elsewhere = people_faults(configuration, [person, replace(person, id="B", contract="half")])
    assert (unknown.code, unknown.line) == ("config.unknown_name", 5)
    assert "'A9'" in unknown.message
    assert "'B' has contract half" in elsewhere.message
