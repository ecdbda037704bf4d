"""Tables that answer further questions about a requirement (``require --view``)."""

from __future__ import annotations

from staffplan.tables.contract import Column, Kind, Table
from staffplan.tables.history import QUEUE, START


def _number(name: str, unit: str, meaning: str, *, blank: bool = False, high: float | None = None) -> Column:
    return Column(name, Kind.NUMBER, unit, meaning, low=0, high=high, blank=blank)


INVENTORY = Table(
    "INVENTORY",
    "Work that may wait, by queue, kind and interval: hours that arrive and hours that fall due.",
    (
        QUEUE,
        Column("kind", Kind.TEXT, "", "contacts, attempts, documentation or call_backs."),
        START,
        _number("arriving_h", "h", "Hours of handling that can be begun from this interval on."),
        _number("due_h", "h", "Hours of handling that must be done by the end of this interval."),
        Column(
            "laid_agents",
            Kind.NUMBER,
            "agents",
            "Agents for the queue's work that may wait, laid as evenly as possible.",
            required=False,
            low=0,
        ),
    ),
    key=("queue", "kind", "start"),
)

GROUPS = Table(
    "GROUPS",
    "Queues that share agents: how many must be there who can serve at least one of them, whoever serves which.",
    (
        Column("queues", Kind.TEXT, "names with |", "Queues looked at together."),
        START,
        _number("load_erlangs", "erlangs", "Work of their contacts, of chats in agents."),
        _number("agents", "agents", "Fewest agents who can serve at least one of them."),
        _number("alone", "agents", "Agents that the queues need if none of them shares any."),
        _number("able", "people", "People in the centre who can serve at least one of them."),
    ),
    key=("queues", "start"),
)

LINES = Table(
    "LINES",
    "Telephone lines that the peak hour of each day needs: by queue, and for all queues together.",
    (
        Column("queue", Kind.TEXT, "", "Name of the queue, or (all lines)."),
        START,
        _number("calls", "calls", "Calls in the hour that begins at `start`."),
        _number("line_erlangs", "erlangs", "Lines busy on average, with callers who talk and callers who wait."),
        _number("max_blocking", "share", "Highest share of calls that may find no free line.", high=1),
        _number("trunks", "lines", "Lines so that no more find none free (Erlang B)."),
        _number("agents", "agents", "Most agents at work in the hour.", blank=True),
        _number("lines_with_agents", "lines", "Lines that suffice with just these agents (M/M/n/K).", blank=True),
        _number("blocked_as_installed", "share", "Share of calls that the lines installed turn away.", blank=True),
    ),
    key=("queue", "start"),
)

PIECES = Table(
    "PIECES",
    "What each further agent serves in time: the pieces of a service level that holds over a day or a week.",
    (
        QUEUE,
        START,
        _number("agents", "agents", "Whole net agents; of an interval's rows, the first has the fewest there must be."),
        _number("offered", "contacts", "Contacts that are staffed for."),
        _number("served_in_time", "contacts", "Contacts served in time by so many agents, as the goal counts them."),
        _number(
            "gain",
            "contacts",
            "Contacts more than with one agent fewer; never more than in the row before; empty in the first row.",
            blank=True,
        ),
    ),
    key=("queue", "start", "agents"),
)

CONFIDENCE = Table(
    "CONFIDENCE",
    "What it costs that a live queue's targets hold with a chance, whatever the volume turns out to be.",
    (
        QUEUE,
        _number("confidence", "share", "Chance with which the targets hold.", high=1),
        _number("agent_hours", "h", "Net agent-hours that it takes."),
        Column("extra_hours", Kind.NUMBER, "h", "More than for the contacts expected; below 0 where it takes fewer."),
        Column("extra_money", Kind.NUMBER, "money", "What they cost; empty where no wage is known.", blank=True),
        Column(
            "point_hours",
            Kind.NUMBER,
            "h",
            "Net agent-hours for each further point of confidence since the row before; empty in the first row.",
            blank=True,
        ),
        Column("point_money", Kind.NUMBER, "money", "What these cost; empty where no wage is known.", blank=True),
    ),
    key=("queue", "confidence"),
)


def _beside(name: str, unit: str, meaning: str, *, high: float | None = None) -> tuple[Column, Column]:
    """A number with the agents that the targets ask for, and with those that pay for themselves."""
    return (
        _number(f"{name}_contractual", unit, f"{meaning} the targets ask for.", high=high),
        _number(f"{name}_economic", unit, f"{meaning} pay for themselves.", high=high),
    )


VALUE = Table(
    "VALUE",
    "Live agents that the targets ask for, beside those that pay for themselves by what contacts are worth.",
    (
        QUEUE,
        START,
        _number("offered", "contacts", "Contacts that are staffed for."),
        *_beside("agents", "agents", "Net live agents that"),
        *_beside("service_level", "share", "Service level with the agents that", high=1),
        *_beside("abandonment", "share", "Share of contacts that hang up with the agents that", high=1),
        *_beside("lost", "money", "Value of contacts lost by hanging up and lateness, with the agents that"),
        *_beside("wages", "money", "What an interval costs of the agents that"),
    ),
    key=("queue", "start"),
)

WAITS = Table(
    "WAITS",
    "Waits told to callers, by live queue and open interval with contacts, with the live agents required.",
    (
        QUEUE,
        START,
        _number("agents", "agents", "Live agents, without those laid for work that may wait."),
        _number("waiting", "share", "Chance that a contact has to wait.", high=1),
        _number("announce_s", "s", "Expected wait of those who wait; empty where it grows without end.", blank=True),
        _number("announce_90_s", "s", "Time within which 90 % of those who wait are answered; likewise.", blank=True),
        _number("mean_wait_s", "s", "Mean wait of all; the called back count with the wait announced.", blank=True),
        _number(
            "offer_from", "callers", "Callers ahead from which on a call-back is offered; empty: never.", blank=True
        ),
        _number("agents_without", "agents", "Live agents without offers; empty where none are made.", blank=True),
        _number("called_back", "contacts", "Contacts moved to later; empty where no offers are made.", blank=True),
    ),
    key=("queue", "start"),
)
