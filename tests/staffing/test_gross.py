"""Gross figures by hand: two sites, two modes, two days."""

from dataclasses import replace
from datetime import timedelta

import pandas as pd
import pytest
from tiny_centre import BERLIN, HOME, HYBRID, MONDAY, ON_SITE, agent, centre

from staffplan.domain.shrinkage import ShrinkageEntry, ShrinkageLedger, ShrinkageType
from staffplan.domain.site import Mode, Site
from staffplan.staffing.gross import gross_requirement, usual_mix
from staffplan.tables.frames import check_frame
from staffplan.tables.requirement import GROSS

LEDGER = ShrinkageLedger(
    (
        ShrinkageEntry(ShrinkageType.SICKNESS, 0.1, in_office=False),
        ShrinkageEntry(ShrinkageType.COACHING, 0.1, in_office=True, modes=ON_SITE),
        ShrinkageEntry(ShrinkageType.LATENESS, 0.1, paid=False, weekdays=frozenset({1})),
        ShrinkageEntry(
            ShrinkageType.BREAK, 0.2, planned=True, in_office=True, rostered=True, sites=frozenset({"hall"})
        ),
    )
)
MIX = {("hall", Mode.ON_SITE): 0.75, ("annex", Mode.HOME): 0.25}


def house(*people, **changes):
    sites = (Site("hall", 5), Site("annex"))
    return centre(*people, sites=sites, shrinkage=LEDGER, aht_factor={("annex", Mode.HOME): 1.25}, **changes)


def wanted(zone=BERLIN):
    starts = pd.to_datetime([f"{MONDAY}T08:00", f"{MONDAY + timedelta(days=1)}T23:30"]).as_unit("us")
    starts = starts if zone is None else starts.tz_localize(BERLIN).tz_convert(zone)
    return pd.DataFrame({"queue": ["calls", "chat"], "start": starts, "agents": [66.0, 0.0]})


def test_gross_is_what_is_lost_by_type_on_top_of_the_agents_at_work():
    # of 100 rostered: 75 in the hall, 15 of them on breaks, of the other 60 6 sick and 6 coached: 48 at work;
    # 25 in the annex, 2.5 sick, the other 22.5 as fast as 18
    monday = gross_requirement(wanted(), house(), MIX).iloc[0]
    assert monday["gross"] == pytest.approx(100)
    assert monday["lost_break"] == pytest.approx(15)
    assert monday["lost_sickness"] == pytest.approx(6 + 2.5)
    assert monday["lost_coaching"] == pytest.approx(6)
    assert monday["lost_lateness"] == 0
    assert monday["lost_handle_time"] == pytest.approx(4.5)
    assert monday["lost_unplanned"] == pytest.approx(14.5)
    assert monday["lost_out_of_office"] == pytest.approx(8.5)
    assert monday["lost_unpaid"] == 0


def test_every_row_adds_up_and_the_frame_keeps_its_contract():
    frame = gross_requirement(wanted().assign(agents=[66.0, 7.5]), house(), MIX)
    types = ["lost_break", "lost_sickness", "lost_coaching", "lost_lateness", "lost_handle_time"]
    assert (frame["agents"] + frame[types].sum(axis=1)).to_list() == pytest.approx(frame["gross"].to_list())
    assert frame["lost_unpaid"].iloc[1] == frame["lost_lateness"].iloc[1] > 0
    assert list(check_frame(frame, GROSS).columns) == list(frame.columns)


@pytest.mark.parametrize("zone", [None, "UTC", BERLIN])
def test_the_date_is_the_one_on_the_centres_clock(zone):
    frame = gross_requirement(wanted(zone).assign(agents=[1.0, 1.0]), house(), {("annex", Mode.HOME): 1.0})
    assert frame["gross"].to_list() == pytest.approx([1.25 / 0.9, 1.25 / 0.8])


def test_nobody_needed_is_nobody_rostered_and_no_rows_are_no_rows():
    assert gross_requirement(wanted(), house(), MIX)["gross"].iloc[1] == 0
    assert gross_requirement(wanted().iloc[:0], house(), MIX).empty


def test_without_shrinkage_gross_is_net():
    frame = gross_requirement(wanted(), replace(house(), shrinkage=ShrinkageLedger(), aht_factor={}), MIX)
    assert frame["gross"].to_list() == [66.0, 0.0]
    assert [name for name in frame if name in ("lost_sickness", "lost_break")] == []


def test_the_usual_mix_is_that_of_contract_hours_or_even():
    people = (
        agent("a", "full", modes=HYBRID),
        agent("b", "full", modes=ON_SITE),
        agent("c", "part", modes=HOME, site="annex"),
    )
    assert usual_mix(house(*people)) == pytest.approx(
        {("hall", Mode.ON_SITE): 60 / 98, ("hall", Mode.HOME): 20 / 98, ("annex", Mode.HOME): 18 / 98}
    )
    assert usual_mix(house()) == pytest.approx({(site, mode): 0.25 for site in ("hall", "annex") for mode in Mode})


@pytest.mark.parametrize(
    "mix",
    [
        {("hall", Mode.HOME): 0.9},
        {("hall", Mode.HOME): 1.5, ("hall", Mode.ON_SITE): -0.5},
        {("moon", Mode.HOME): 1.0},
        {},
    ],
)
def test_a_mix_that_is_none_is_refused(mix):
    with pytest.raises(ValueError, match="mix"):
        gross_requirement(wanted(), house(), mix)
