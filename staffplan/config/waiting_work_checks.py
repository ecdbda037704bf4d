"""Whether a plan can be as free as the configuration asks: work by its deadline, promises over a day or a week."""

from __future__ import annotations

from collections.abc import Iterator

from staffplan.config.draft import Draft, Mistake
from staffplan.domain.service_goal import Over
from staffplan.staffing.settings import Rounding


def waiting_work_mistakes(draft: Draft) -> Iterator[Mistake]:
    """Two freedoms at once, and floors where nobody waits on the line: agents kept there would do the work twice."""
    scheduling = draft.get("scheduling")
    if scheduling is None:
        return
    freedoms = {
        "waiting_work": scheduling.waiting_work == "by_deadline",
        "period_targets": scheduling.period_targets == "by_plan",
        "skill_groups": scheduling.skill_groups == "pooled",
    }
    taken = [key for key, is_taken in freedoms.items() if is_taken]
    if len(taken) > 1:
        message = f"'{taken[-1]}' cannot be left to one plan together with '{taken[0]}' yet"
        yield Mistake(("scheduling", taken[-1]), message, "leave one of the two out")
    if scheduling.skill_groups == "pooled":
        yield from _not_poolable(draft)
    if scheduling.waiting_work != "by_deadline":
        return
    for name, queue in draft.items("queues"):
        if queue.floor and not queue.channel.is_live:
            yield Mistake(
                ("queues", name, "floor"),
                f"queue '{name}' has no caller to keep agents for: its work is done at any time before its deadline "
                "(scheduling: waiting_work: by_deadline)",
                "leave the floor out, or plan with waiting_work: as_laid",
            )


def _not_poolable(draft: Draft) -> Iterator[Mistake]:
    for name, queue in draft.items("queues"):
        if queue.goal.over is not Over.INTERVAL:
            message = (
                f"queue '{name}' holds its service level over a {queue.goal.over}; a pool does so in each interval"
            )
            yield Mistake(("queues", name, "goal", "over"), message, "over: interval, or skill_groups: by_queue")
    staffing = draft.get("staffing")
    if staffing is not None and staffing.rounding is not Rounding.UP:
        message = "pools are counted in whole agents (scheduling: skill_groups: pooled)"
        yield Mistake(("staffing", "rounding"), message, "rounding: up, or skill_groups: by_queue")
