"""Settings that have been found right, made into the nouns of the trade."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from staffplan.calendar.opening import OpeningHours, Span
from staffplan.calendar.special_days import Event, Override, Period, SpecialDays
from staffplan.config.break_plans import break_plans
from staffplan.config.calendar_settings import EventSettings, OverrideSettings
from staffplan.config.cover_build import aht_factors, ledger, tenure
from staffplan.config.pay_build import offer, premium_book, site_of
from staffplan.config.public_holidays import public_holidays
from staffplan.config.sections import Sections
from staffplan.config.service_checks import Week, common_spans, week
from staffplan.config.service_settings import CallBackSettings, QueueSettings, ServiceGoalSettings
from staffplan.config.session_settings import session_of
from staffplan.config.shift_settings import ProfileSettings
from staffplan.config.workforce_settings import ContractSettings
from staffplan.domain.centre import Centre, CoverPrices
from staffplan.domain.contract import Contract
from staffplan.domain.queue import CallBack, ContactValue, PutOff, Queue
from staffplan.domain.service_goal import Counted, ServiceGoal
from staffplan.domain.shift import ShiftProfile


def build_centre(sections: Sections) -> Centre:
    """The centre that the sections describe, without its people."""
    special_days = _special_days(sections)
    opening = centre_opening(sections, special_days.holidays)
    return Centre(
        name=sections.centre.name,
        zone=sections.centre.time_zone,
        interval_min=sections.centre.interval,
        week_start=sections.centre.week_starts,
        currency=sections.centre.currency,
        opening=opening,
        special_days=special_days,
        sites=tuple(site_of(name, site) for name, site in sections.sites.items()),
        queues=tuple(
            _queue(name, queue, opening, sections.lines.max_blocking) for name, queue in sections.queues.items()
        ),
        contracts=tuple(_contract(name, contract) for name, contract in sections.contracts.items()),
        profiles=tuple(_profile(name, profile, sections) for name, profile in sections.profiles.items()),
        shrinkage=ledger(sections.shrinkage),
        aht_factor=aht_factors(sections.aht_factor, sections.sites),
        tenure=tenure(sections.tenure),
        prices=CoverPrices(
            shortfall=tuple((step.up_to, step.price) for step in sections.prices.shortfall),
            surplus=sections.prices.surplus,
            late_contact=sections.prices.late_contact,
        ),
        lines_installed=sections.lines.installed,
        sessions=tuple(session_of(session) for session in sections.sessions),
        premiums=premium_book(sections.pay),
    )


def _special_days(sections: Sections) -> SpecialDays:
    return SpecialDays(
        holidays=public_holidays(sections.public_holidays),
        school_holidays=tuple(Period(entry.name, *entry.dates) for entry in sections.school_holidays),
        events=tuple(event_of(entry) for entry in sections.events),
        overrides=tuple(override_of(entry) for entry in sections.overrides),
    )


def event_of(entry: EventSettings) -> Event:
    """An event as it is stated."""
    return Event(
        Period(entry.name, *entry.dates),
        frozenset(entry.queues),
        entry.expected,
        entry.give_or_take or 0.0,
        entry.hours,
    )


def override_of(entry: OverrideSettings) -> Override:
    """A planner's own number as it is stated, its reason on one line."""
    reason = " ".join(entry.note.split())
    return Override(entry.queue, *entry.dates, entry.hours, entry.contacts, entry.change, reason)


def centre_opening(sections: Sections, holidays: Mapping[date, str]) -> OpeningHours:
    """When anybody may work: weekly hours, overruled on holidays and then by date."""
    return OpeningHours(
        weekly=week(sections.opening_hours),
        holidays=frozenset(holidays),
        on_holiday=sections.public_holidays.on_holiday,
        special=dict(sections.special_hours),
    )


def queue_opening(own: Week, centre: OpeningHours) -> OpeningHours:
    """A queue's own hours within the centre's: on days unlike others, the part of its hours that the centre keeps."""
    days = set(centre.special)
    if centre.on_holiday:
        days |= centre.holidays
    special: dict[date, tuple[Span, ...]] = {
        day: common_spans(own[day.weekday()], centre.spans(day)) for day in sorted(days)
    }
    return OpeningHours(own, centre.holidays, centre.on_holiday, special)


def _queue(name: str, queue: QueueSettings, opening: OpeningHours, max_blocking: float | None) -> Queue:
    return Queue(
        name=name,
        channel=queue.channel,
        goal=_goal(queue.goal),
        opening=opening if queue.opening_hours is None else queue_opening(week(queue.opening_hours), opening),
        aht_s=queue.aht,
        concurrency=queue.concurrency,
        concurrency_stretch=queue.concurrency_stretch,
        floor=queue.floor,
        daily_quota=queue.daily_quota,
        connect_rate=queue.connect_rate,
        shortfall_weight=queue.shortfall_weight,
        patience_s=queue.patience,
        retry_share=queue.calls_again,
        after_call_s=queue.after_call,
        put_off=None if queue.put_off is None else PutOff(queue.put_off.share, queue.put_off.deadline),
        transfers=tuple(queue.transfers.items()),
        load_rule=queue.load,
        backlog=queue.backlog,
        call_back=None if queue.call_back is None else _call_back(queue.call_back),
        value=None if queue.value is None else ContactValue(**queue.value.model_dump()),
        max_blocking=max_blocking if queue.max_blocking is None else queue.max_blocking,
    )


def _goal(goal: ServiceGoalSettings) -> ServiceGoal:
    return ServiceGoal(
        service_level=goal.service_level,
        threshold_s=goal.within,
        asa_s=goal.asa,
        max_occupancy=goal.max_occupancy,
        deadline_s=goal.deadline,
        counted=goal.counted or Counted.SERVED_OF_OFFERED,
        mean_wait_s=goal.mean_wait,
        max_waiting=goal.max_waiting,
        max_abandonment=goal.max_abandonment,
        over=goal.over,
        at_least=goal.at_least,
        confidence=goal.confidence,
    )


def _call_back(offer: CallBackSettings) -> CallBack:
    return CallBack(offer.offer_after, offer.accepted, offer.deadline)


def _contract(name: str, contract: ContractSettings) -> Contract:
    return Contract(
        name=name,
        employment=contract.employment,
        weekly_hours=contract.weekly_hours,
        days_per_week=contract.days,
        wage=contract.wage,
        profiles=contract.profiles,
        home_stipend=contract.home_stipend,
        min_office_days=contract.min_office_days,
        mixed_lengths=contract.mixed_lengths,
        max_office_days=contract.max_office_days,
        overtime=offer(contract.overtime),
        extra_hours=offer(contract.extra_hours),
        time_off=offer(contract.time_off),
    )


def _profile(name: str, profile: ProfileSettings, sections: Sections) -> ShiftProfile:
    return ShiftProfile(
        name=name,
        modes=frozenset(profile.modes),
        first_start=profile.first_start,
        last_start=profile.last_start,
        start_step=profile.start_step,
        lengths=profile.lengths,
        breaks=break_plans(name, profile, sections.contracts, sections.rules, sections.centre.interval),
        gap=profile.gap,
        gap_step=profile.gap_step,
        split_only=profile.split_only,
        spread=profile.spread,
        allowance=profile.allowance,
    )
