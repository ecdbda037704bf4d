"""What can go wrong on the command line, and in what Python states: meaning and remedy by code."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
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
