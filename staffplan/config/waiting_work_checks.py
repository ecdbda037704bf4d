"""Whether a plan can do work that may wait by its deadline, as the configuration asks."""

from __future__ import annotations

from collections.abc import Iterator

from staffplan.config.draft import Draft, Mistake


def waiting_work_mistakes(draft: Draft) -> Iterator[Mistake]:
    """Floors of queues in which nobody waits on the line: agents kept there would do the same work a second time."""
    scheduling = draft.get("scheduling")
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
