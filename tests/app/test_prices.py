"""Prices of people and rules are differences of relaxed weeks, and the table keeps its contract."""

from dataclasses import replace
from datetime import timedelta

import pandas as pd
import pytest
from tiny_centre import BERLIN, HYBRID, MONDAY, ON_SITE, agent, centre, open_hours, queue

from staffplan.app.prices import prices
from staffplan.config import Configuration
from staffplan.domain.centre import CoverPrices
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.offer import Offer
from staffplan.domain.pay import Premium, PremiumBook
from staffplan.domain.shift import ShiftProfile
from staffplan.domain.site import Mode, Site
from staffplan.errors import UsageError
from staffplan.export.prices_json import prices_document
from staffplan.forecasting.settings import ForecastingSettings
from staffplan.report.prices_page import prices_page
from staffplan.rules.book import parse, whole_book
from staffplan.scheduling.settings import SchedulingSettings
from staffplan.staffing.settings import StaffingSettings
from staffplan.tables.frames import check_frame
from staffplan.tables.requirement import PRICES

SHORT = ShiftProfile("short", HYBRID, 8 * 60, 12 * 60, 60, (240,))
SPLIT = ShiftProfile("split", frozenset({Mode.HOME}), 8 * 60, 12 * 60, 60, (120,), gap=(60, 240), split_only=True)
TERMS = Contract("part", Employment.EMPLOYED, (4.0, 4.0), (1, 1), 10.0, ("short", "split"))


def configuration(*people, rules=None, **changes) -> Configuration:
    settings = {
        "opening": open_hours((8, 16), days=range(1)),
        "contracts": (TERMS,),
        "profiles": (SHORT, SPLIT),
        "queues": (queue("calls"),),
        "interval_min": 60,
        "sites": (Site("hall", 1),),
        "prices": CoverPrices(((1.0, 30.0),), 1.0),
    }
    where = centre(*(people or (agent("a", "part"),)), **(settings | changes))
    kept = tuple(whole_book() if rules is None else rules)
    return Configuration(where, kept, ForecastingSettings(), StaffingSettings(), SchedulingSettings())


def need(calls=(1, 1, 0, 0, 0, 0, 1, 1)) -> pd.DataFrame:
    eight = pd.Timestamp(MONDAY, tz=BERLIN) + pd.Timedelta(hours=8)
    rows = [("calls", eight + pd.Timedelta(hours=hour), float(agents)) for hour, agents in enumerate(calls)]
    return pd.DataFrame(rows, columns=["queue", "start", "agents"])


def priced(of: Configuration, wanted=None, **asked):
    return prices(need() if wanted is None else wanted, of, first_day=MONDAY, **asked)


def changes(of: Configuration, wanted=None, **asked) -> dict[str, tuple[float, float, float]]:
    found = priced(of, wanted, **asked).week.changes
    return {one.what: (round(one.saves, 6), round(one.paid_hours, 6), round(one.missing_hours, 6)) for one in found}


def test_a_week_without_split_shifts_or_work_at_home_costs_what_the_peaks_then_miss() -> None:
    """Split, 40 of wages serve both peaks; in one piece two hours miss (60) and two are idle (2)."""
    found = changes(configuration(), without_each=["splits", "home", "premiums"])
    assert found == {
        "without splits": (-62.0, 0.0, 2.0),
        "without home": (-62.0, 0.0, 2.0),
        "without premiums": (0.0, 0.0, 0.0),
    }


def test_a_week_without_a_rule_saves_what_the_rule_costs() -> None:
    people = (agent("a", "part", modes=ON_SITE), agent("b", "part", modes=ON_SITE))
    morning = need((2, 2, 2, 2, 0, 0, 0, 0))
    assert changes(configuration(*people), morning, without_each=["seats"]) == {
        # one of the two stays until four o'clock instead: four hours miss (120), four are idle (4)
        "without seats": (124.0, 0.0, -4.0)
    }


def test_premiums_seats_offers_and_shorter_shifts_can_be_left_out() -> None:
    late = PremiumBook((Premium("all day", weekdays=frozenset({0}), share=0.5),))
    terms = replace(TERMS, overtime=Offer(4.0, 0, 0.25), profiles=("short",))
    of = configuration(
        agent("a", "part", modes=ON_SITE),
        contracts=(replace(terms, days_per_week=(1, 1), weekly_hours=(3.0, 4.0)),),
        premiums=late,
        sites=(Site("hall", 1, 0.0, 5.0),),
    )
    found = changes(
        of, need((1, 1, 1, 0, 0, 0, 0, 0)), without_each=["premiums", "seat_cost", "shortest_shift", "offers"]
    )
    assert found["without premiums"] == (20.0, 0.0, 0.0)
    assert found["without seat_cost"] == (5.0, 0.0, 0.0)
    assert found["without shortest_shift"] == (16.0, -1.0, 0.0)
    assert found["without offers"] == (0.0, 0.0, 0.0)


def test_one_more_person_saves_what_misses_without_them_and_one_less_costs_it() -> None:
    found = changes(configuration(), need((2, 2, 0, 0, 0, 0, 2, 2)), more_of=["part"])
    # four hours that cost 120 to miss, for 40 of wages
    assert found == {"with one more part (like a)": (80.0, 4.0, -4.0), "with one less part (a)": (-80.0, -4.0, 4.0)}


def test_a_change_that_leaves_no_week_says_why() -> None:
    found = priced(configuration(sites=(Site("hall", 0),)), without_each=["home"])
    (change,) = found.week.changes
    assert "exceed its seats" in change.reason
    assert prices_document(found.week)["changes"][0]["saves"] is None
    assert len(prices_page(found.frame, found.week, 60)) == 4


def test_the_table_keeps_its_contract_and_prices_hold_where_they_say() -> None:
    people = (agent("a", "part", modes=ON_SITE), agent("b", "part", modes=ON_SITE))
    found = priced(configuration(*people), need((2, 2, 2, 2, 0, 0, 0, 0)))
    frame = check_frame(found.frame, PRICES, zone=BERLIN)
    pd.testing.assert_frame_equal(frame, found.frame)
    needs = frame[frame["kind"] == "need"]
    assert needs["price"].tolist() == [30.0] * 4
    assert ((needs["holds_from"] <= needs["level"]) & ~(needs["holds_to"] < needs["level"])).all()
    seats = frame[frame["kind"] == "seat"]
    assert len(seats) == 7 * 24
    assert seats["price"].sum() >= 124.0 - 1e-6
    page = prices_page(frame, found.week, 60)
    assert len(page) == 3


@pytest.mark.parametrize(("asked", "hint"), [({"without_each": ["seat"]}, "seats"), ({"more_of": ["prt"]}, "part")])
def test_what_cannot_be_changed_is_refused_with_what_can(asked, hint) -> None:
    with pytest.raises(UsageError) as caught:
        priced(configuration(rules=parse([{"rule": "seats"}])), **asked)
    assert hint in str(caught.value.faults[0].hint)


def test_days_beyond_the_week_have_no_prices() -> None:
    later = need().assign(start=need()["start"] + timedelta(days=7))
    found = priced(configuration(), pd.concat([need(), later], ignore_index=True)).frame
    assert (found["kind"] == "need").sum() == 4
