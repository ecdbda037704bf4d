"""What can go wrong on the command line, in the search, in a roster and on the disk: meaning and remedy by code."""

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
    "usage.carry": (
        "The share of a day's deviation that is left on the next day is no share.",
        "Write --carry 0.5; 0 corrects today only.",
    ),
    "usage.command_line": (
        "The command line cannot be understood.",
        "Add --help.",
    ),
    "usage.confidence": (
        "The chance with which targets are to hold is none that can be planned for.",
        "Write a share from 50 % to 99.9 %, such as 80 %.",
    ),
    "usage.counted": (
        "The service level has four meanings where callers hang up, and none of them is named.",
        "Name one: served_of_offered, served_of_answered, virtual_wait or served_or_abandoned.",
    ),
    "usage.handle_time": (
        "A handle time must be more than 0 seconds.",
        "Write seconds, such as 300.",
    ),
    "usage.false_alarms": (
        "The chance of a false alarm is none that can be kept.",
        "Write a share from 0.1 % to 50 %, such as 5 %.",
    ),
    "usage.event": (
        "An event or an override was stated in a way that cannot be read.",
        "Use the keys of the YAML: name, dates, hours, queues, expected, give_or_take; or queue, dates, hours, and one "
        "of contacts and change.",
    ),
    "usage.history": (
        "What was handed in as a history is neither a table nor the path of one.",
        "Hand in a pandas DataFrame with start and offered, or the path of a HISTORY CSV file.",
    ),
    "usage.holidays": (
        "Holidays were stated in a way that cannot be read.",
        "Name a country such as DE, a region such as DE-HH, or dates.",
    ),
    "usage.no_agents": (
        "The view needs to know who can serve which queues, and there are no agents.",
        "Name the configuration with -c, and in it the agents' table.",
    ),
    "usage.no_configuration": (
        "No configuration was named, and none lies here.",
        "Name it with -c, or run `staffplan init DIR`.",
    ),
    "usage.no_forecast": (
        "Actuals were handed in, and neither a forecast nor a centre whose history could be forecast.",
        "Name the forecast with -f, or the centre with -c.",
    ),
    "usage.no_input": (
        "Standard input was asked for and is closed, or was asked for twice.",
        "Name a file instead of -.",
    ),
    "usage.no_requirement": (
        "An inventory of work that may wait, or pieces of a service level, came without their requirement.",
        "Hand in both, made from the same forecast.",
    ),
    "usage.no_value": (
        "The view weighs agents against what contacts are worth, and no live queue says what that is.",
        "Add value: {contact: 12, lost_if_abandoned: 60 %, lost_if_late: 10 %} to a queue in service.yaml.",
    ),
    "usage.no_wage": (
        "The view weighs agents against contacts, and what an hour at work costs is not known.",
        "Add staffing: {loaded_wage: 40} to the configuration, or wages to the contracts.",
    ),
    "usage.not_a_day": (
        "A date cannot be read.",
        "Write 2026-11-30.",
    ),
    "usage.not_a_pair": (
        "An option needs NAME=VALUE, each name once.",
        "Write --column offered=Calls.",
    ),
    "usage.not_a_week": (
        "A date was given on which no schedule week starts.",
        "Use the date that the message proposes.",
    ),
    "usage.weeks_at_once": (
        "So many weeks cannot be planned at once.",
        "Plan 1 to 8 weeks, and the next ones after them: each follows the roster of the week before.",
    ),
    "usage.weeks_of_waiting_work": (
        "Work that may wait was to be planned by its deadline over several weeks. What waits at the end of one week "
        "would have to be known to the next, which it is not yet.",
        "Plan week by week, or set scheduling: waiting_work: as_laid.",
    ),
    "usage.prices_of_groups": (
        "A week was to be priced whose queues are counted together (scheduling: skill_groups: pooled). Prices count "
        "each queue by itself, which is another week.",
        "Price it with skill_groups: by_queue, or compare two plans of the week.",
    ),
    "usage.opening": (
        "Opening hours were stated in a way that cannot be read.",
        "Write Mon-Fri 08:00-20:00; Sat 09:00-17:00.",
    ),
    "usage.option_and_column": (
        "The calculator has one of its inputs twice: as an option, and as a column of the file.",
        "Leave out one of the two.",
    ),
    "usage.option_missing": (
        "The calculator needs an input that was not given.",
        "Add the option named; --help lists them all.",
    ),
    "usage.option_value": (
        "An option of the calculator is no number, or one that its input cannot be.",
        "Correct it; shares are written 0.8 or 80%, decimals with a point.",
    ),
    "usage.output_is_input": (
        "-o names a file that the command reads: its own table, or one of the configuration's files.",
        "Name another file; the output of one step is the input of the next.",
    ),
    "usage.patience": (
        "Callers' patience and the highest share of those who hang up go together.",
        "State both or neither; without them everybody waits (Erlang C).",
    ),
    "usage.two_calendars": (
        "Hours or holidays were given beside a configuration, which has its own.",
        "Leave out one of the two.",
    ),
    "usage.quantiles": (
        "What is asked for with --quantiles is no list of percentages.",
        "Give 1 to 99 numbers from 0.01 to 99.99 in %, with a comma between them: --quantiles 5,50,97.5.",
    ),
    "usage.scenarios": (
        "So many scenarios cannot be drawn, or the seed is no whole number of 0 or more.",
        "Draw fewer of them, or of fewer weeks, or days in place of intervals: --daily.",
    ),
    "usage.two_answers": (
        "One number is to be taken apart, and a table is asked for in the same breath.",
        "Ask for one after the other: --explain prints, --view and -o are for tables.",
    ),
    "usage.two_goals": (
        "Targets were given beside queues that have their own.",
        "Change the queues' targets in the configuration.",
    ),
    "usage.unknown_calculation": (
        "The calculator has no calculation of that name.",
        "Use one of those listed.",
    ),
    "usage.unknown_code": (
        "There is no diagnostic of that code.",
        "`staffplan explain` lists them.",
    ),
    "usage.unknown_format": (
        "There is no history format of that name.",
        "Use one of those listed.",
    ),
    "usage.unknown_method": (
        "There is no forecast method of that name.",
        "Use one of those listed; docs/forecast.md says what each does.",
    ),
    "usage.unknown_queue": (
        "Hours, an event or an override were stated for a queue that the history does not have.",
        "Write the queue as the history's column queue has it.",
    ),
    "usage.unknown_view": (
        "A requirement has no view of that name.",
        "Use one of those listed; docs/requirement.md says what each shows.",
    ),
    "usage.unknown_change": (
        "The week cannot be priced without this, or with more of it: there is no such rule, way of work or contract.",
        "Name a rule of the configuration, one of splits, home, shortest_shift, premiums, seat_cost and offers, or, "
        "with --more-of, a contract that somebody has.",
    ),
    "usage.weeks": (
        "That is no number of weeks to forecast.",
        "Use 1 to 104.",
    ),
}
