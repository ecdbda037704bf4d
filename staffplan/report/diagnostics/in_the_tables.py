"""What can be wrong with a table: meaning and remedy by code."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "data.ambiguous_date": (
        "A date such as 05/01/2026 can be read two ways, and guessing would move a year of data.",
        "Write 2026-01-05, or state how times are written.",
    ),
    "data.ambiguous_duration": (
        "A duration such as 3:25 can be minutes or hours.",
        "Write seconds, or 0:03:25.",
    ),
    "data.ambiguous_start": (
        "The clock shows this time twice on the day on which it is put back.",
        "Give the time with its offset, such as 2026-10-25T02:30+01:00.",
    ),
    "data.availability": (
        "A person's availability cannot be read.",
        "Write `Mon-Fri 08:30-14:30; Sat 09:00-13:00`.",
    ),
    "data.blank": (
        "A cell that must hold something is empty.",
        "Fill it, or leave the row out where nothing is known.",
    ),
    "data.blank_skill": (
        "A list of skills has an empty name.",
        "Write a|b, one bar between two queues.",
    ),
    "data.contradiction": (
        "Two cells of a row, or two rows of a duty, say different things.",
        "Correct one of them; the message names both.",
    ),
    "data.corrected_before": (
        "The forecast to be corrected is itself the result of a correction, and the same actuals would count twice.",
        "Keep the forecast as it was made, and correct that one with all actuals since.",
    ),
    "data.doubled_column": (
        "Two columns have the same name.",
        "Keep one.",
    ),
    "data.doubled_mapping": (
        "Two of our columns are to be read from one of the file's.",
        "Map one of them elsewhere.",
    ),
    "data.design_value": (
        "A value of a shift design's file is no number, out of range, or at odds with another value.",
        "Correct it; the message names the key, and the line is where that key stands.",
    ),
    "data.due_too_soon": (
        "By some interval more hours of work fall due than have arrived.",
        "Work arrives in the interval of its deadline at the latest; make the inventory anew.",
    ),
    "data.duplicate_interval": (
        "A queue has two rows for one interval. Adding or averaging them would be a guess.",
        "Keep one of them; the rows are named.",
    ),
    "data.duplicate_row": (
        "Two rows have the same key.",
        "Keep one of them; the rows are named.",
    ),
    "data.empty": (
        "The file is empty, or no contact is known.",
        "Export it again.",
    ),
    "data.encoding": (
        "The file is not UTF-8.",
        "Save it as `CSV UTF-8`.",
    ),
    "data.floor_of_waiting_work": (
        "A queue in which nobody waits on the line has a floor, and its work is planned by its deadline: agents kept "
        "there would do the same work a second time.",
        "Leave the floor out, or plan without an inventory (waiting_work: as_laid).",
    ),
    "data.history_after_start": (
        "The history starts only after the first day to forecast.",
        "Forecast a later week, or use an older history.",
    ),
    "data.history_too_short": (
        "The history has too few weeks for what was asked of it.",
        "Hand in a longer one; the message says how many weeks are missing.",
    ),
    "data.interval_length": (
        "Intervals are not of the length they must have.",
        "Export in intervals of 5, 10, 12, 15, 20, 30 or 60 minutes; rows of days tell no time of day.",
    ),
    "data.interval_too_long": (
        "The history's intervals are too long to plan with, or do not fit into those of the plan.",
        "Export a finer history, or plan in longer intervals.",
    ),
    "data.long_row": (
        "A row has more cells than the header, so that its values stand under the wrong names.",
        "Quote the text that holds the delimiter.",
    ),
    "data.missing_column": (
        "A column that is needed is not there.",
        "Add or rename it, or map it with --column.",
    ),
    "data.missing_file": (
        "There is no file of that name.",
        "Check the path.",
    ),
    "data.missing_key": (
        "A file of `key = value;` lines lacks a key without which there is nothing to plan.",
        "Add the line; keys are written as in the public instances, such as `minStart`.",
    ),
    "data.mixed_offsets": (
        "Some times have an offset from UTC and some have none.",
        "Write all of them one way, or state the time zone.",
    ),
    "data.more": (
        "The list of faults was cut.",
        "Mend those listed, and check again.",
    ),
    "data.no_instant": (
        "A local time has no offset, and the clock shows it twice or not at all.",
        "Write it with its offset, or fill the UTC column.",
    ),
    "data.no_movable": (
        "An inventory of work that may wait was handed in with a requirement that does not tell which of its agents "
        "are for that work, or that has agents for work which the inventory does not know.",
        "Make both from the same forecast: staffplan require, and staffplan require --view inventory.",
    ),
    "data.no_overlap": (
        "Actuals were handed in with a forecast of other days, other hours or another clock.",
        "Hand in the forecast of the days of the actuals; state the zone with --zone or -c.",
    ),
    "data.no_rows": (
        "The file has a header and nothing below it.",
        "Export it again.",
    ),
    "data.not_a_day": (
        "A cell does not hold a date.",
        "Write 2026-11-30.",
    ),
    "data.not_a_file": (
        "A folder stands where a file is to be read.",
        "Name a file in it.",
    ),
    "data.not_a_flag": (
        "A cell is neither yes nor no.",
        "Write yes or no.",
    ),
    "data.not_a_number": (
        "A cell does not hold a number: a thousands separator, infinity, a word.",
        "Write 1234.5; leave unknown cells empty.",
    ),
    "data.not_an_instant": (
        "A cell does not hold a date and time.",
        "Write 2026-11-30T08:00, with +01:00 where known.",
    ),
    "data.not_on_calendar": (
        "A date or time does not exist, such as 30 February.",
        "Correct it.",
    ),
    "data.not_poolable": (
        "A group of queues that share agents cannot be counted together: it asks for more than its queues alone, or "
        "holds one with a service level over a day or a week, or one in which nobody waits on the line.",
        "Make requirement and groups from the same forecast, rounded up, with goals that hold in each interval.",
    ),
    "data.nul": (
        "The file holds NUL characters: it was damaged, or is no text.",
        "Export it again.",
    ),
    "data.off_grid": (
        "A time does not start an interval of the plan.",
        "Export or make the table in the centre's interval.",
    ),
    "data.out_of_range": (
        "A number is outside what its column can hold.",
        "Correct it; the limits are in the message.",
    ),
    "data.outside_horizon": (
        "The table has nothing in the week to plan.",
        "Name a week that the table holds with --week.",
    ),
    "data.overlap": (
        "Two pieces of one duty overlap.",
        "Correct their times.",
    ),
    "data.overlapping_time_off": (
        "Two entries of one person's time off overlap.",
        "Make one entry of them.",
    ),
    "data.quoting": (
        "A quote is opened and not closed, so that rows run together.",
        "Close it, or double the quotes inside the text.",
    ),
    "data.runs_back": (
        "A time lies before the one that must precede it.",
        "Correct one of the two.",
    ),
    "data.short_row": (
        "A row has fewer cells than the header.",
        "Complete it.",
    ),
    "data.similar_names": (
        "Names differ only in case or in how letters are composed; they are probably one.",
        "Write one name one way.",
    ),
    "data.skipped_hour": (
        "A row lies in the hour that the clock skips in spring, and is not empty.",
        "Check which time zone the file was written in.",
    ),
    "data.statement": (
        "A piece of the file between two semicolons is no `key = value`, or a key stands in it twice.",
        "Write `key = value;`; most often the semicolon of the line before is missing.",
    ),
    "data.too_big": (
        "The file is larger than any table of a contact centre, or has no end.",
        "Hand in fewer years, or fewer queues.",
    ),
    "data.uneven_pieces": (
        "The pieces of a service level over a day or a week are not steps of one agent with ever smaller gains, or "
        "belong to a queue that makes no such promise.",
        "Make them with staffplan require --view pieces, from the forecast of the requirement.",
    ),
    "data.unknown_format": (
        "No known format has these columns.",
        "Say which column holds what with --column.",
    ),
    "data.unknown_interval": (
        "How long an interval is cannot be learnt from the table.",
        "Give it without gaps, or with more than one interval.",
    ),
    "data.unknown_mapping": (
        "The column map names a column that we do not have.",
        "Correct the name before the `=`.",
    ),
    "data.unknown_name": (
        "A table names a contract, site, queue or agent that the centre does not have.",
        "Correct its spelling, or configure it.",
    ),
    "data.unknown_outcome": (
        "A call log has a word for an outcome that is not known.",
        "Say what it means with --outcome WORD=handled.",
    ),
    "data.unknown_queue": (
        "A table names a queue that is not configured.",
        "Configure it, or take its rows out.",
    ),
    "data.unknown_value": (
        "A cell holds a text that its column does not allow.",
        "Use one of those listed.",
    ),
    "data.unknown_zone": (
        "There is no such time zone.",
        "Write a name such as Europe/Berlin.",
    ),
    "data.unreadable": (
        "The file is there and cannot be read.",
        "Check its rights and the disk.",
    ),
    "data.weekday": (
        "A weekday cannot be read.",
        "Write Mon, Tue or Mon-Fri.",
    ),
    "data.wrong_kind": (
        "A value of a frame is of the wrong kind for its column.",
        "Convert the column.",
    ),
}
