"""Pay beside the wage as the nouns by which plan and audit count it."""

from __future__ import annotations

from staffplan.calendar.weeks import DAYS_PER_WEEK
from staffplan.config.centre_settings import SiteSettings
from staffplan.config.pay_settings import PaySettings, PremiumSettings
from staffplan.config.workforce_settings import OfferSettings, OvertimeSettings, TimeOffOfferSettings
from staffplan.domain.offer import Offer
from staffplan.domain.pay import Premium, PremiumBook
from staffplan.domain.site import Site
from staffplan.units import weekday_set


def premium_book(pay: PaySettings) -> PremiumBook:
    """The premiums in the order of the file."""
    return PremiumBook(tuple(_premium(name, one) for name, one in pay.premiums.items()), pay.stacking)


def _premium(name: str, one: PremiumSettings) -> Premium:
    if one.weekdays is None:
        weekdays: frozenset[int] = frozenset() if one.public_holidays else frozenset(range(DAYS_PER_WEEK))
    else:
        weekdays = weekday_set(one.weekdays)
    return Premium(
        name=name,
        between=one.between,
        weekdays=weekdays,
        on_holidays=one.public_holidays,
        share=one.share or 0.0,
        amount=one.amount or 0.0,
        contracts=frozenset(one.contracts),
    )


def site_of(name: str, site: SiteSettings) -> Site:
    """A site with its seats and their cost."""
    if site.seat_cost is None:
        return Site(name, site.seats)
    return Site(name, site.seats, site.seat_cost.per_hour, site.seat_cost.per_duty)


def offer(stated: OfferSettings | None) -> Offer | None:
    """Hours on offer, with the share of the wage that each is paid at beside or in place of it."""
    if stated is None:
        return None
    share = 0.0
    if isinstance(stated, OvertimeSettings):
        share = stated.premium or 0.0
    elif isinstance(stated, TimeOffOfferSettings):
        share = stated.paid
    return Offer(stated.up_to / 60, stated.days, share, frozenset(stated.agents))
