"""The one boundary that turns errors into a line on stderr and an exit code. Called by `cli.main`.

0 done · 1 failed · 2 wrong usage · 130 interrupted · 141 the reader of our output has gone, as shells have it.
A bug shows one line and an incident id, never a text, a key or a path (promise R3); `tui.terminal.crash` keeps its frames in a
log that only the user may read.
"""

import _signal  # type: ignore[import-not-found]  # what `signal` is made of, built in: that costs a short verb a tenth of its time
from collections.abc import Callable

from briefing_tui.cli.output.talk import PROGRAM, Talk
from briefing_tui.errors import BriefingError, UsageError
from briefing_tui.i18n import _

DONE, FAILED, USAGE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141


def guarded(action: Callable[[], int], talk: Talk, log_directory: Callable[[], str]) -> int:
    """Runs `action`; its exit code, or the one its error stands for.

    `log_directory` is asked only after a bug; an empty answer means that nothing may be written.
    """
    try:
        _hear_interrupts()
        return action()
    except UsageError as error:
        talk.error(error)
        return USAGE
    except BriefingError as error:
        talk.error(error)
        return FAILED
    except KeyboardInterrupt:
        talk.done()
        return INTERRUPTED
    except BrokenPipeError:
        return PIPE_CLOSED
    except Exception as error:  # noqa: BLE001 - the boundary: a bug becomes one line and an incident
        report_incident(error, talk, log_directory)
        return FAILED


def _hear_interrupts() -> None:
    """From here on ctrl+c is a KeyboardInterrupt, unless it was ignored when the program began."""
    if _signal.getsignal(_signal.SIGINT) == _signal.SIG_DFL:
        _signal.signal(_signal.SIGINT, _signal.default_int_handler)


def end_quietly() -> None:
    """All is done: a ctrl+c while the interpreter ends says nothing."""
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)


def report_incident(error: BaseException, talk: Talk, log_directory: Callable[[], str]) -> str:
    """Says the one line of a bug and logs its details; the incident's id."""
    from briefing_tui.tui.terminal import crash  # after a bug only; loads no framework

    incident = crash.record(error, log_directory() or None)
    line = _("internal error, incident {incident}").format(incident=incident)
    hint = _("`briefing-tui doctor` tells where its details are")
    talk.say(f"{PROGRAM}: {line} ({hint})")
    return incident
