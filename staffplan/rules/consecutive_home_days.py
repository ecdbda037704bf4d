"""Whether somebody works at home too many times in a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, override

from pydantic import Field

from staffplan.domain.breach import Breach
from staffplan.domain.roster import Duty
from staffplan.domain.site import Mode
from staffplan.rules.base import AgentRule, Case, in_horizon
from staffplan.rules.resource import HomeRun


class ConsecutiveHomeDays(AgentRule):
    """Hybrid agents have at most `max_days` duties at home before one on site.

    A day off does not end the run, since nobody comes in on it; two duties at home with a weekend between them are two
    in a row. Runs are counted inside the week that is planned.

    Example    {rule: consecutive_home_days, max_days: 3}
    Source     an agreement on work at home
    """

    rule: Literal["consecutive_home_days"] = "consecutive_home_days"
    max_days: Annotated[int, Field(ge=1, le=31)] = 3

    standard = False

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return f"Hybrid agents have at most {self.max_days} duties at home before one on site."

    @override
    def resource(self, case: Case) -> HomeRun | None:
        """The longest run, for hybrid agents."""
        return HomeRun(self.rule, self.max_days) if len(case.agent.modes) > 1 else None

    @override
    def check(self, case: Case, duties: Sequence[Duty]) -> Iterator[Breach]:
        """Walk over the duties in order of time; a run is reported once, at its first duty too many."""
        if not {Mode.ON_SITE, Mode.HOME} <= case.agent.modes:
            return
        run = 0
        for duty in in_horizon(case, duties):
            run = run + 1 if duty.mode is Mode.HOME else 0
            if run == self.max_days + 1:
                yield self.breach(
                    f"{case.agent.id} has the duty number {run} in a row at home on {duty.day}; at most "
                    f"{self.max_days} are allowed.",
                    agent_id=case.agent.id,
                    day=duty.day,
                    excess=1.0,
                    unit="days",
                )
