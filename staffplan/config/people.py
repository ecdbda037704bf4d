"""Whether the people in the tables fit the configuration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from staffplan.config.configuration import Configuration
from staffplan.config.excerpt import quoted
from staffplan.config.names import clashes, nearest
from staffplan.domain.agent import Agent, TimeOff
from staffplan.errors import Fault

FIRST_ROW = 2
"""Row of a table's first entry, as a spreadsheet counts: the header is row 1."""


def people_faults(
    configuration: Configuration, agents: Sequence[Agent], time_off: Sequence[TimeOff] = ()
) -> tuple[Fault, ...]:
    """Ids that cannot be told apart, and contracts, sites, queues and agents that nothing is called by.

    `agents` and `time_off` are in the order of their tables, which gives the rows to name.
    """
    return (
        *_ambiguous(configuration, agents),
        *_unknown(configuration, agents),
        *_time_off(configuration, agents, time_off),
        *_rules(configuration, agents),
        *_offers(configuration, agents),
    )


def _ambiguous(configuration: Configuration, agents: Sequence[Agent]) -> Iterator[Fault]:
    rows = {agent.id: row for row, agent in enumerate(agents, start=FIRST_ROW)}
    for earlier, later in clashes(agent.id for agent in agents):
        yield Fault(
            "config.ambiguous_name",
            f"the ids {quoted(later)} and {quoted(earlier)} (row {rows[earlier]}) differ only in case or Unicode form.",
            "give them ids that a reader can tell apart",
            _text(configuration.agents_path),
            rows[later],
            path="agent_id",
        )


def _unknown(configuration: Configuration, agents: Sequence[Agent]) -> Iterator[Fault]:
    centre, file = configuration.centre, _text(configuration.agents_path)
    contracts = [contract.name for contract in centre.contracts]
    sites = [site.name for site in centre.sites]
    queues = [queue.name for queue in centre.queues]
    for row, agent in enumerate(agents, start=FIRST_ROW):
        wanted = [("contract", agent.contract, contracts), ("site", agent.site, sites)]
        wanted += [("skills", skill, queues) for skill in sorted(agent.skills)]
        for column, name, known in wanted:
            if name not in known:
                yield _unknown_name(column, name, known, file, row)


def _time_off(configuration: Configuration, agents: Sequence[Agent], time_off: Sequence[TimeOff]) -> Iterator[Fault]:
    ids, file = [agent.id for agent in agents], _text(configuration.time_off_path)
    known = set(ids)
    for row, entry in enumerate(time_off, start=FIRST_ROW):
        if entry.agent_id not in known:
            yield _unknown_name("agent_id", entry.agent_id, ids, file, row)


def _rules(configuration: Configuration, agents: Sequence[Agent]) -> Iterator[Fault]:
    ids = {agent.id for agent in agents}
    for rule in configuration.rules:
        for name in rule.applies_to.agent:
            if name not in ids:
                path = f"rules.{rule.rule}.applies_to.agent"
                file, _, line = configuration.place(path).rpartition(":")
                yield _unknown_name(path, name, sorted(ids), file or None, int(line) if line else None)


def _offers(configuration: Configuration, agents: Sequence[Agent]) -> Iterator[Fault]:
    """Hours offered to people who are not there or have another contract."""
    ids = {agent.id: agent.contract for agent in agents}
    for contract in configuration.centre.contracts:
        offers = {"overtime": contract.overtime, "extra_hours": contract.extra_hours, "time_off": contract.time_off}
        for key, offer in offers.items():
            path = f"contracts.{contract.name}.{key}.agents"
            file, _, line = configuration.place(path).rpartition(":")
            place = (file or None, int(line) if line else None)
            for name in sorted(offer.agents) if offer else ():
                if name not in ids:
                    yield _unknown_name(path, name, sorted(ids), *place)
                elif ids[name] != contract.name:
                    message = f"{quoted(name)} has contract {ids[name]}."
                    yield Fault("config.contradiction", message, "offer it there", *place, path=path)


def _unknown_name(column: str, name: str, known: Sequence[str], file: str | None, row: int | None) -> Fault:
    near = nearest(name, known)
    what = {"contract": "contract", "site": "site", "skills": "queue"}.get(column, "agent")
    few = f"one of {', '.join(known)}" if known and what != "agent" else None
    hint = f"did you mean {near}?" if near else few
    return Fault("config.unknown_name", f"there is no {what} called {quoted(name)}.", hint, file, row, path=column)


def _text(path: object) -> str | None:
    return None if path is None else str(path)
