"""Which public holidays a centre keeps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from staffplan.config.calendar_settings import HolidaySettings
from staffplan.config.draft import Mistake
from staffplan.config.names import folded, nearest
from staffplan.config.places import Path

YEARS: Final = range(1990, 2061)
"""Years whose holidays are known to a configuration: wide enough for any history and any plan."""

_SECTION: Path = ("public_holidays",)


def public_holidays(settings: HolidaySettings) -> dict[date, str]:
    """Names of the holidays kept, by date; call it only where `holiday_mistakes` finds nothing."""
    official = _official(settings.country, settings.subdivision) if settings.country else {}
    unwanted = {folded(text) for text in settings.remove}
    kept = {day: name for day, name in official.items() if not unwanted & {folded(name), day.isoformat()}}
    return dict(sorted({**kept, **settings.add}.items()))


def holiday_mistakes(settings: HolidaySettings | None) -> Iterator[Mistake]:
    """Countries, regions and holidays that are not known."""
    if settings is None:
        return
    if settings.country is None:
        for key in ("subdivision", "remove"):
            if getattr(settings, key):
                yield Mistake((*_SECTION, key), f"'{key}' needs a country", "country: DE")
        return
    where = _unknown_place(settings.country, settings.subdivision)
    if where is not None:
        yield where
        return
    official = _official(settings.country, settings.subdivision)
    known = sorted(set(official.values()))
    taken = {folded(name) for name in known} | {day.isoformat() for day in official}
    for number, text in enumerate(settings.remove):
        if folded(text) not in taken:
            near = nearest(text, known)
            hint = f"did you mean {near}?" if near else f"one of {', '.join(known)}"
            yield Mistake((*_SECTION, "remove", number), f"there is no holiday '{text}' to remove", hint)


def _unknown_place(country: str, subdivision: str | None) -> Mistake | None:
    import holidays  # here, since it takes as long to import as everything else that reading needs

    countries = holidays.list_supported_countries(include_aliases=False)
    if country not in countries:
        near = nearest(country, countries)
        hint = f"did you mean {near}?" if near else "a two-letter code such as DE, FR or US"
        return Mistake((*_SECTION, "country"), f"no public holidays are known for '{country}'", hint)
    regions = holidays.country_holidays(country).subdivisions
    if subdivision is not None and subdivision not in regions:
        hint = f"one of {', '.join(regions)}" if regions else "leave it out"
        return Mistake((*_SECTION, "subdivision"), f"{country} has no region '{subdivision}'", hint)
    return None


def _official(country: str, subdivision: str | None) -> dict[date, str]:
    import holidays  # see above

    return dict(holidays.country_holidays(country, subdiv=subdivision, years=YEARS).items())
