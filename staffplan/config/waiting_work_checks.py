"""Whether a plan can be as free as the configuration asks: work by its deadline, promises over a day or a week."""

from __future__ import annotations

from collections.abc import Iterator

from staffplan.config.draft import Draft, Mistake


def waiting_work_mistakes(draft: Draft) -> Iterator[Mistake]:
    """Two freedoms at once, and floors where nobody waits on the line: agents kept there would do the work twice."""
    scheduling = draft.get("scheduling")
    if scheduling is not None and (scheduling.waiting_work, scheduling.period_targets) == ("by_deadline", "by_plan"):
        message = "work by its deadline and service levels over a day or a week cannot both be left to one plan yet"
        yield Mistake(("scheduling", "period_targets"), message, "leave one of the two out")
    if scheduling is None or scheduling.waiting_work != "by_deadline":
        return
    for name, queue in draft.items("queues"):
        if queue.floor and not queue.channel.is_live:
            yield Mistake(
                ("queues", name, "floor"),
                f"queue '{name}' has no caller to keep agents for: its work is done at any time before its deadline "
                "(scheduling: waiting_work: by_deadline)",
                "leave the floor out, or plan with waiting_work: as_laid",
            )
