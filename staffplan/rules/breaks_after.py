"""Whether there is enough pause in a long duty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Annotated, Literal, Self, override

from pydantic import Field, model_validator

from staffplan.domain.breach import Breach
from staffplan.domain.roster import Duty
from staffplan.domain.shift import Activity
from staffplan.rules.base import AgentRule, Case, in_horizon
from staffplan.rules.resource import DutyShape, DutyTest

_PAUSES = (Activity.BREAK, Activity.MEAL)
_DAY_H = Field(gt=0, le=24)


class BreaksAfter(AgentRule):
    """More than `after_hours` of work need pauses of `pause_min`, more than `long_after_hours` of `long_pause_min`.

    A pause counts from `shortest_min` on, paid or unpaid; so does the gap of a split shift. What counts as a pause is
    not work. Between two pauses nobody works longer than `unbroken_hours`. Where a pause may be moved within its
    window, the rule holds wherever it ends up.

    Example    {rule: breaks_after, after_hours: 6, pause_min: 30, long_after_hours: 9, long_pause_min: 45}
    Source     German Working Time Act (ArbZG), section 4; Directive 2003/88/EC, article 4
    """

    rule: Literal["breaks_after"] = "breaks_after"
    after_hours: Annotated[float, _DAY_H] = 6.0
    pause_min: Annotated[int, Field(ge=0, le=480)] = 30
    long_after_hours: Annotated[float, _DAY_H] = 9.0
    long_pause_min: Annotated[int, Field(ge=0, le=480)] = 45
    unbroken_hours: Annotated[float, _DAY_H] = 6.0
    shortest_min: Annotated[int, Field(ge=1, le=120)] = 15

    @model_validator(mode="after")
    def _longer_work_needs_no_shorter_pause(self) -> Self:
        if self.long_after_hours < self.after_hours or self.long_pause_min < self.pause_min:
            raise ValueError("long_after_hours and long_pause_min must not be less than after_hours and pause_min")
        return self

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return (
            f"More than {self.after_hours:g} h of work need {self.pause_min} min of pauses, more than "
            f"{self.long_after_hours:g} h {self.long_pause_min} min, in pauses of at least {self.shortest_min} min; "
            f"nobody works longer than {self.unbroken_hours:g} h without one."
        )

    @override
    def resource(self, case: Case) -> DutyTest:
        """A test of the pauses' windows, for the worst place that each pause can take."""
        return DutyTest(self.rule, self.admits)

    def admits(self, shape: DutyShape) -> bool:
        """Whether the pauses of a duty are enough wherever they end up in their windows."""
        pauses = sorted(pause for pause in shape.pauses if pause[2] >= self.shortest_min)
        gaps = [
            (end, end, _whole_min(start - end))
            for (_, end), (start, _) in pairwise(shape.blocks)
            if _whole_min(start - end) >= self.shortest_min
        ]
        presence = sum(_whole_min(end - start) for start, end in shape.blocks)
        work = presence - sum(minutes for _, _, minutes in pauses)
        rest = sum(minutes for _, _, minutes in pauses + gaps)
        due = 0
        for after, minutes in ((self.after_hours, self.pause_min), (self.long_after_hours, self.long_pause_min)):
            if work > after * 60:
                due = minutes
        return rest >= due and self._longest_run(shape, sorted(pauses + gaps)) <= self.unbroken_hours * 60

    def _longest_run(self, shape: DutyShape, rests: list[tuple[datetime, datetime, int]]) -> int:
        """Most minutes of presence between two rests, with the first as early and the second as late as can be."""
        begin = [shape.blocks[0][0], *(earliest + timedelta(minutes=minutes) for earliest, _, minutes in rests)]
        finish = [*(latest for _, latest, _ in rests), shape.blocks[-1][1]]
        return max(
            sum(max(_whole_min(min(stop, end) - max(start, open_)), 0) for open_, end in shape.blocks)
            for start, stop in zip(begin, finish, strict=True)
        )

    @override
    def check(self, case: Case, duties: Sequence[Duty]) -> Iterator[Breach]:
        """Follow each duty's segments in order, stop-watch in hand."""
        for duty in in_horizon(case, duties):
            stints, paused_min = self._stints(duty)
            worked_h = sum(stints) / 60
            due_min = self.long_pause_min if worked_h > self.long_after_hours else self.pause_min
            if worked_h > self.after_hours and paused_min < due_min:
                text = f"{paused_min:g} min of pauses for {worked_h:.4g} h of work; {due_min} min are due"
                yield self._breach(case, duty, text, due_min - paused_min)
            if max(stints) > self.unbroken_hours * 60:
                text = (
                    f"{max(stints) / 60:.4g} h of work without a pause; at most {self.unbroken_hours:g} h are allowed"
                )
                yield self._breach(case, duty, text, max(stints) - self.unbroken_hours * 60)

    def _stints(self, duty: Duty) -> tuple[list[float], float]:
        """Minutes worked between rests, and minutes of rest."""
        stints, paused = [0.0], 0.0
        clock = duty.start
        for segment in duty.segments:
            away_min = (segment.start - clock).total_seconds() / 60
            length_min = (segment.end - segment.start).total_seconds() / 60
            clock = segment.end
            if away_min >= self.shortest_min:
                stints.append(0.0)
                paused += away_min
            if segment.activity in _PAUSES and length_min >= self.shortest_min:
                stints.append(0.0)
                paused += length_min
            else:
                stints[-1] += length_min
        return stints, paused

    def _breach(self, case: Case, duty: Duty, text: str, excess_min: float) -> Breach:
        message = f"{case.agent.id} has {text} (duty of {duty.day})."
        return self.breach(message, agent_id=case.agent.id, day=duty.day, excess=excess_min, unit="min")


def _whole_min(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
