"""What can be wrong with the YAML files: meaning and remedy by code."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "config.alias": (
        "An alias or anchor (`&name`, `*name`, `<<`) stands in a YAML file. Short files made of aliases can "
        "grow without end, so none are read.",
        "Write the values out.",
    ),
    "config.ambiguous_name": (
        "Two names or ids differ only in case or in the Unicode form of a letter; a reader cannot tell them apart.",
        "Rename one of them.",
    ),
    "config.contradiction": (
        "Two values are right by themselves and impossible together.",
        "Change the one named, or the other one the message speaks of.",
    ),
    "config.counted_twice": (
        "The shrinkage ledger takes the same hours twice: in two lines of one type that meet, or in a line about "
        "pauses or time off that the roster shows itself.",
        "Keep one of the two places named; a line that is for gross figures only says `rostered: true`.",
    ),
    "config.duplicate_key": (
        "A key stands twice in one mapping; many programs would silently take the last.",
        "Keep one; both lines are named.",
    ),
    "config.empty": (
        "A YAML file holds nothing.",
        "Fill it, or take it out of `include`.",
    ),
    "config.encoding": (
        "A YAML file is not UTF-8.",
        "Save it as UTF-8.",
    ),
    "config.include": (
        "An entry of `include` is not the name of a file, or names a file a second time.",
        "Write `include: [rules.yaml]`, each file once.",
    ),
    "config.include_cycle": (
        "Files include each other in a circle, which the message names.",
        "Remove one of the includes.",
    ),
    "config.include_outside": (
        "An `include` leads out of the configuration's folder.",
        "Copy the file into the folder.",
    ),
    "config.missing_file": (
        "A file of the configuration is not there or cannot be read.",
        "Check the path; -c names the folder or its centre.yaml.",
    ),
    "config.missing_key": (
        "Something that must be stated is not.",
        "Add the key below the line named.",
    ),
    "config.no_history": (
        "A forecast is wanted and the configuration names no history.",
        "State `files: {history: ...}`, or hand a history in.",
    ),
    "config.not_a_mapping": (
        "A list or a single value stands where `key: value` lines are needed.",
        "Write `key: value` lines.",
    ),
    "config.several_documents": (
        "A YAML file has more than one document (`---`).",
        "Make a file of each and include it.",
    ),
    "config.syntax": (
        "A file is not YAML: a tab, an unclosed quote or bracket, a wrong indent.",
        "Mend the line named; the cause may stand in the line above.",
    ),
    "config.tag": (
        "A YAML tag such as `!!python/object` stands in a file; tags are never followed.",
        "Write the plain value.",
    ),
    "config.text": (
        "A text holds characters that cannot be shown.",
        "Type it again.",
    ),
    "config.too_big": (
        "A configuration has more files, nodes or bytes than any centre needs.",
        "Move tables into CSV files.",
    ),
    "config.too_deep": (
        "Brackets or indents are nested deeper than any setting.",
        "Check the brackets.",
    ),
    "config.unknown_key": (
        "A key is not one that staffplan reads, so it would have no effect.",
        "Correct its spelling, or take it out.",
    ),
    "config.unknown_name": (
        "A name is used that nothing is called by: a contract, site, queue, profile or agent.",
        "Correct its spelling, or declare it.",
    ),
    "config.unknown_rule": (
        "There is no rule of this name in the book.",
        "Correct its spelling.",
    ),
    "config.value": (
        "A value is of the wrong kind or out of range.",
        "Write it as the hint shows.",
    ),
}
