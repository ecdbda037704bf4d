from datetime import date

from staffplan.units import clock_span

COLUMNS = ["contact_id", "list", "time_zone", "best_time", "priority", "attempts", "last_attempt", "last_outcome"]


def test_the_campaign_has_three_thousand_contacts_without_names_or_numbers(outreach_list):
    assert list(outreach_list.columns) == COLUMNS
    assert len(outreach_list) == 3000
    assert outreach_list["contact_id"].is_unique
    assert outreach_list["contact_id"].str.fullmatch(r"C\d{5}").all()


def test_only_contacts_that_were_tried_have_an_outcome(outreach_list):
    tried = outreach_list["attempts"].astype(int) > 0
    assert ((outreach_list["last_attempt"] != "") == tried).all()
    assert ((outreach_list["last_outcome"] != "") == tried).all()
    assert 0.3 < tried.mean() < 0.6
    assert outreach_list["last_attempt"][tried].map(date.fromisoformat).max() <= date(2026, 11, 22)


def test_best_times_are_spans_of_the_clock(outreach_list):
    spans = set(outreach_list["best_time"]) - {""}
    assert len(spans) == 4
    assert all(9 * 60 <= start < end <= 20 * 60 for start, end in map(clock_span, spans))
