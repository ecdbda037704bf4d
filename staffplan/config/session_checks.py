"""Whether the meetings and trainings fit the centre and can be told apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from staffplan.config.draft import Draft, Mistake
from staffplan.config.places import Path
from staffplan.config.session_settings import SessionSettings
from staffplan.config.values import minutes_text

_NAMED = (("contract", "contracts", "contract"), ("site", "sites", "site"), ("skill", "queues", "queue"))


def session_mistakes(draft: Draft) -> Iterator[Mistake]:
    """Sessions off the grid, too long for their window, for nobody that there is, or not to be told apart."""
    centre, numbered = draft.get("centre"), list(draft.numbered("sessions"))
    for number, session in numbered:
        path: Path = ("sessions", number)
        if centre is not None:
            yield from _grid(session, path, centre.interval)
        if session.window[1] - session.window[0] < session.length:
            yield Mistake((*path, "window"), f"the window is shorter than {minutes_text(session.length)}")
        for key, section, what in _NAMED:
            for place, name in enumerate(getattr(session.who, key)):
                yield from draft.unknown(section, what, (*path, "who", key, place), name)
    yield from _alike(numbered)


def _alike(numbered: list[tuple[int, SessionSettings]]) -> Iterator[Mistake]:
    for (_, earlier), (number, later) in combinations(numbered, 2):
        if (earlier.activity, earlier.length) == (later.activity, later.length):
            message = f"'{later.name}' and '{earlier.name}' cannot be told apart in a roster: both are a "
            kind = f"{later.activity} of {minutes_text(later.length)}"
            yield Mistake(("sessions", number, "length"), message + kind, "give them different lengths or activities")


def _grid(session: SessionSettings, path: Path, interval: int) -> Iterator[Mistake]:
    for key, minutes in (("length", session.length), ("window", session.window[0]), ("window", session.window[1])):
        if minutes % interval:
            message = f"{minutes_text(minutes)} is not a multiple of the interval of {interval} min"
            yield Mistake((*path, key), message)
