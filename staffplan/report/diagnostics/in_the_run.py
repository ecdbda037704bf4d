"""What can go wrong in the search, in a roster and on the disk: meaning and remedy by code."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "drift.level": (
        "A queue's recent days lie above or below their forecast, more plainly than chance explains.",
        "Look for the reason; forecast again from the newest history, or state it as an event or an override.",
    ),
    "drift.scatter": (
        "More intervals of a queue lie outside their 90 % interval than chance explains.",
        "Look whether the shape of the day has changed (hours, routing, menus); forecast from the newest history.",
    ),
    "forecast.no_lightgbm": (
        "The method asked for needs LightGBM, which is not installed.",
        "Install it with: pip install 'staffplan[ml]'; or take the method auto, which needs nothing more.",
    ),
    "gate.crossed": (
        "A limit given with --fail-on is crossed. The outputs are complete and verified.",
        "Look at what is short or dear, or set another limit.",
    ),
    "init.sample_missing": (
        "The sample centre is missing from the installation.",
        "Install staffplan again.",
    ),
    "internal.crash": (
        "staffplan met a fault of its own. Nothing was published.",
        "Send us the report named; --debug shows the traceback.",
    ),
    "output.disk_full": (
        "The disk or its quota is full. What was there before is as it was.",
        "Free some space, or write elsewhere with -o.",
    ),
    "output.failed": (
        "The disk refused the output. What was there before is as it was.",
        "Check the disk, or write elsewhere with -o.",
    ),
    "output.folder_not_empty": (
        "`init` writes into new or empty folders only.",
        "Name a new folder.",
    ),
    "output.is_file": (
        "A file stands where the output needs a folder.",
        "Move it away, or write elsewhere with -o.",
    ),
    "output.is_folder": (
        "A folder stands where a file is to be written.",
        "Name a file inside it.",
    ),
    "output.locked": (
        "Another run is writing to the same place.",
        "Wait until it has ended, or write elsewhere with -o.",
    ),
    "output.long_name": (
        "The name is longer than the disk allows.",
        "Choose a shorter one.",
    ),
    "output.no_folder": (
        "The folder of the output file does not exist.",
        "Make it first.",
    ),
    "output.not_allowed": (
        "Writing there is not allowed.",
        "Ask for the right, or write elsewhere with -o.",
    ),
    "output.read_only": (
        "The disk is read-only.",
        "Write elsewhere with -o.",
    ),
    "output.stdout": (
        "Standard output cannot be written.",
        "Free some space, or write to a file with -o.",
    ),
    "plan.breach": (
        "The plan that was found breaks a rule by the auditor's count. It was not published; this is a fault of ours.",
        "Send us the configuration; another seed may help meanwhile.",
    ),
    "plan.cost_disagrees": (
        "Planner and auditor, who share no arithmetic, come to different costs of one plan. It was not "
        "published; this is a fault of ours.",
        "Send us the configuration.",
    ),
    "plan.hours_conflict": (
        "Guaranteed hours cannot all be worked under the hard rules. That is proved.",
        "Lower the guarantee, or widen availability or shift lengths.",
    ),
    "plan.group_limit_conflict": (
        "Contracts ask for more people at once, or more hours together, than headcount or hours_together allow. That "
        "is proved.",
        "Raise the limit, narrow whom it is for, or ask for fewer contract hours.",
    ),
    "plan.infeasible": (
        "The hard rules together leave no week at all. That is proved.",
        "Loosen a rule, a contract or an availability.",
    ),
    "plan.limited_guarantee": (
        "Contractors have guaranteed hours or days, and headcount or hours_together limits them: the plan cannot "
        "promise both.",
        "Let weekly_hours and days of the contract begin at 0, or leave the contract out of the rule.",
    ),
    "plan.mixed_home_runs": (
        "A contract mixes lengths of duty in a week and has to keep consecutive_home_days; the plan cannot carry both.",
        "Give the contract equal lengths, narrow the rule with `applies_to`, or limit office days instead.",
    ),
    "plan.no_solution": (
        "A limit of the search was reached before there was a plan.",
        "Raise the limits under `scheduling`, or plan in longer intervals.",
    ),
    "plan.too_large": (
        "The week's model would not fit into the memory; nothing was built. Its size is counted from the kinds of "
        "people, the shifts and their starts.",
        "A coarser interval, a larger start_step or gap_step, fewer lengths of a profile, fewer kinds of people, or "
        "memory_limit under scheduling, where the machine has more.",
    ),
    "plan.no_week": (
        "Nobody's week can be lawful under this contract. That is proved.",
        "Widen the contract's hours or days, the availability or its profiles.",
    ),
    "plan.presence_conflict": (
        "More people must be present at some time (staff_present, supervisors) than the other rules allow. "
        "That is proved.",
        "Ask for fewer people or for other hours, or widen who may be there.",
    ),
    "plan.session_conflict": (
        "A meeting or training finds no time at which everybody can attend in groups of its size.",
        "Widen its window, name more weekdays, or other sizes of groups.",
    ),
    "plan.too_many_mixes": (
        "A week can mix duties of different paid lengths in more ways than the plan can carry.",
        "Name fewer lengths in the contract's profiles, or narrow its weekly hours and days.",
    ),
    "plan.seats_conflict": (
        "People who must work on site exceed the site's seats. That is proved.",
        "Add seats, spread the starts, or let a contract work at home.",
    ),
    "plan.two_freedoms": (
        "Work that may wait and service levels over a day or a week were both left to the plan; the audit cannot count "
        "the two together yet.",
        "Leave one of them to the plan, and the other as the requirement has it.",
    ),
    "require.impossible_target": (
        "No number of agents reaches a target of a queue.",
        "Change the target; the message says why it cannot be met.",
    ),
    "roster.breach": (
        "The roster breaks a hard rule, which `path` names.",
        "Change the duties named; the rule's page says what it asks for.",
    ),
    "roster.interval_grid": (
        "A duty starts or ends inside an interval of the plan.",
        "Move it onto the grid.",
    ),
    "roster.known_agents": (
        "A duty is for somebody who is not among the agents.",
        "Correct the id, or add the agent.",
    ),
    "roster.planned_days": (
        "A duty lies outside the days that the roster is for.",
        "Move it, or put it into another week's roster.",
    ),
    "roster.segments": (
        "The pieces of a duty are missing, run backwards or overlap.",
        "Correct their times.",
    ),
    "roster.sessions": (
        "Somebody does not attend a meeting or training of the week once, at its hours, in a group of its size.",
        "Put the segment into the duty, or move it.",
    ),
    "roster.unique_ids": (
        "Two duties have the same id.",
        "Give each its own.",
    ),
    "run.interrupted": (
        "The run was interrupted (Ctrl-C). Nothing was published. Where it had found a lawful plan, or those of the "
        "first weeks, the folder interrupted/ of the output has it.",
        "Start it again.",
    ),
    "run.terminated": (
        "The run was told to end (SIGTERM). Nothing was published. Where it had found a lawful plan, or those of the "
        "first weeks, the folder interrupted/ of the output has it.",
        "Start it again.",
    ),
    "solver.missing": (
        "The solver is not installed or cannot be loaded.",
        "pip install 'pulp[highs]'",
    ),
    "solver.no_flows": (
        "The solver ended without whole duties for the plan it had found.",
        "Send us the configuration; another seed may help.",
    ),
    "solver.no_cover": (
        "What the named duties cover could not be computed by the solver.",
        "Run again with a higher time_limit_s; if it stays, the installation of the solver is at fault.",
    ),
    "solver.no_sessions": (
        "The solver found no times for a meeting or training within its limits; this is a fault of ours.",
        "Send us the configuration; a wider window may help meanwhile.",
    ),
    "solver.no_names": (
        "The solver ended without giving every planned week to a person.",
        "Send us the configuration; another seed may help.",
    ),
    "solver.no_tours": (
        "The solver ended without whole weeks for people.",
        "Send us the configuration; a finer gap or another seed may help.",
    ),
}
