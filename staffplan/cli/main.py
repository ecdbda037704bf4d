"""The border: whatever happens inside, a person or a cron job gets a message, an exit code and no traceback."""

from __future__ import annotations

import os
import sys
import traceback
import warnings
from collections.abc import Callable, Sequence

import typer

from staffplan.cli.application import command_line
from staffplan.cli.crash import crash_fault
from staffplan.cli.manner import Manner
from staffplan.cli.outcome import tell, tell_faults
from staffplan.cli.signals import Terminated, stoppable
from staffplan.cli.streams import STDOUT_FAULT, ClosedPipe, adopt_streams, flush_page, silence, translated, write_note
from staffplan.cli.unreadable import usage_fault
from staffplan.errors import Exit, Fault, StaffplanError

# The matrices are small: threads of the algebra library would only wait for each other. Before anything loads numpy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code.

    Parameters
    ----------
    arguments : the words after the program's name; None: those the program was started with.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    adopt_streams()
    if "_STAFFPLAN_COMPLETE" in os.environ:
        command_line().main(args=words, prog_name="staffplan")
    manner = Manner.glimpse(words)
    if not manner.debug:
        warnings.simplefilter("ignore")
    name = _command_name(words)
    with stoppable(lambda code: tell_faults((_stopped(Exit(code)),), Exit(code), manner, name)):
        exit_code = _guarded(lambda: _run(words or ["--help"]), manner, name)
    return exit_code if words else exit_code or int(Exit.USAGE)


def _run(words: Sequence[str]) -> int:
    """Understand the command line, do what it says and tell what came of it."""
    command = command_line()
    try:
        with command.make_context("staffplan", list(words)) as context:
            manner, outcome = command.invoke(context)
            tell(outcome, manner, context.invoked_subcommand or "")
            return int(outcome.exit_code)
    except typer.Exit as left:  # --help and --version have said all there is to say
        flush_page()
        return left.exit_code


def _guarded(run: Callable[[], int], manner: Manner, command: str) -> int:
    """Run, and turn every way out into an exit code; a failure while telling of a failure is a way out too."""
    try:
        return run()
    except SystemExit as left:  # rich leaves this way, with a code of its own, when the reader has gone
        if isinstance(left.__context__, BrokenPipeError):
            return int(Exit.CLOSED_PIPE)
        raise
    except BaseException as error:
        faults, exit_code = _verdict(error, manner, command)
    if exit_code is Exit.CLOSED_PIPE:
        silence(sys.stdout.fileno)
        return int(exit_code)
    return _told(faults, exit_code, manner, command)


def _told(faults: tuple[Fault, ...], exit_code: Exit, manner: Manner, command: str) -> int:
    """Tell of a failure, and of the failure to tell of it; the exit code that is left."""
    if any(fault.code == STDOUT_FAULT for fault in faults):
        manner = Manner()  # a document would go where nothing can be written
    try:
        tell_faults(faults, exit_code, manner, command)
    except ClosedPipe:
        return int(Exit.CLOSED_PIPE)
    except StaffplanError as unwritable:
        return _told(unwritable.faults, unwritable.exit_code, manner, command)
    return int(exit_code)


def _verdict(error: BaseException, manner: Manner, command: str) -> tuple[tuple[Fault, ...], Exit]:
    """What to say about an exception, and the exit code it deserves."""
    if isinstance(error, OSError):
        error = translated(error) or error
    match error:
        case StaffplanError():
            return error.faults, error.exit_code
        case ClosedPipe():
            return (), Exit.CLOSED_PIPE
        case KeyboardInterrupt() | typer.Abort():
            return (_stopped(Exit.INTERRUPTED, error),), Exit.INTERRUPTED
        case Terminated():
            return (_stopped(Exit.TERMINATED, error),), Exit.TERMINATED
        case typer.TyperException():
            return (usage_fault(error, command),), Exit.USAGE
    return (_crash(error, manner, command),), Exit.INTERNAL


def _stopped(exit_code: Exit, error: BaseException | None = None) -> Fault:
    left = "; ".join(getattr(error, "__notes__", ())) or None
    if exit_code is Exit.TERMINATED:
        return Fault("run.terminated", "Terminated; nothing was published.", left)
    return Fault("run.interrupted", "Interrupted; nothing was published.", left)


def _crash(error: BaseException, manner: Manner, command: str) -> Fault:
    """A fault of our own: a report on disk, and with ``--debug`` the traceback."""
    if manner.debug:
        write_note("".join(traceback.format_exception(error)))
    return crash_fault(error, command)


def _command_name(words: Sequence[str]) -> str:
    """The command among the words, or an empty string."""
    names = getattr(command_line(), "commands", {})
    return next((word for word in words if word in names), "")
