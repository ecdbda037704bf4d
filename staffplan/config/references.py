"""Whether each name in a configuration means something, and only one thing."""

from __future__ import annotations

from collections.abc import Iterator

from staffplan.config.draft import Draft, Mistake
from staffplan.config.names import clashes

NAMED = ("sites", "queues", "contracts", "profiles")
"""Sections whose keys are names."""

APPLIES_TO = (("contract", "contracts", "contract"), ("site", "sites", "site"), ("skill", "queues", "queue"))
"""Keys of a rule's `applies_to`, the section they name, and what is named."""


def reference_mistakes(draft: Draft) -> Iterator[Mistake]:
    """Names that are ambiguous, and names that nothing is called by."""
    yield from _ambiguous(draft)
    for name, contract in draft.items("contracts"):
        for number, profile in enumerate(contract.profiles):
            yield from draft.unknown("profiles", "shift profile", ("contracts", name, "profiles", number), profile)
    yield from _of_events(draft)
    for number, rule in draft.numbered("rules"):
        for key, section, what in APPLIES_TO:
            for place, wanted in enumerate(getattr(rule.applies_to, key)):
                yield from draft.unknown(section, what, ("rules", number, "applies_to", key, place), wanted)
        for place, wanted in enumerate(getattr(rule, "queues", ())):
            yield from draft.unknown("queues", "queue", ("rules", number, "queues", place), wanted)


def _of_events(draft: Draft) -> Iterator[Mistake]:
    """Queues of events; one that the centre no longer has may be named where others take over its past."""
    former = {source for _, queue in draft.items("queues") for source in queue.history_from}
    for number, event in draft.numbered("events"):
        for place, queue in enumerate(event.queues):
            if queue not in former:
                yield from draft.unknown("queues", "queue", ("events", number, "queues", place), queue)


def _ambiguous(draft: Draft) -> Iterator[Mistake]:
    for section in NAMED:
        for earlier, later in clashes(draft.names(section)):
            line = draft.places.mark((section, earlier)).line
            yield Mistake(
                (section, later),
                f"'{later}' and '{earlier}' (line {line}) differ only in case or Unicode form",
                "give them names that a reader can tell apart",
                "config.ambiguous_name",
            )
