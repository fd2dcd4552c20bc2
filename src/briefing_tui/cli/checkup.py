"""What `doctor` finds. Looks and asks, changes nothing; the terminal is asked only when there is one.

Each finding says what was looked at, what was found and, unless it is right, what to do.
"""

import os
import sys
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from briefing_tui.cli.shell import Shell, can_be_written
from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _, current_language, ngettext
from briefing_tui.version import VERSION

OK, WARN, FAIL = "ok", "warn", "fail"
_PACKAGES = ("textual", "rich", "tomlkit", "platformdirs")
_OBSTACLES_SHOWN = 10
"""`check` shows all of them."""
SMALLEST = (60, 15)
"""Columns and rows below which most screens say that they need more."""
_FEW_COLOURS, _MANY_COLOURS = 16, 256


class Checked(NamedTuple):
    """One line of the report."""

    level: str
    """`ok`, `warn`, or `fail`: the program cannot work."""
    subject: str
    found: str
    advice: str = ""


def examine(shell: Shell) -> list[Checked]:
    """What was looked at, in the order in which it is shown."""
    return [
        *_versions(),
        *_settings(shell),
        *_terminal(shell),
        *_locale(shell),
        *_library(shell),
        *_history(shell),
        *_channels(shell),
        *_directories(shell),
    ]


def examine_ssh(shell: Shell, account: str) -> Iterator[Checked]:
    """What stands between a reader's account and anything but reading."""
    from briefing_tui.serve import host_check, sshd_check

    for seen in sshd_check.judge_account(account, os.path.abspath(shell.settings.library), sys.executable):
        yield Checked(OK if seen.good else FAIL, seen.what, seen.found, seen.advice)
    try:
        config = sshd_check.read_config(account)
    except FileNotFoundError:
        yield Checked(FAIL, "sshd", _("not found"), _("install OpenSSH's server"))
        return
    except (OSError, ValueError) as error:
        yield Checked(
            FAIL,
            "sshd",
            str(error)[:120],
            _("`doctor --ssh` needs root, and a configuration that sshd accepts"),
        )
        return
    keys = sshd_check.key_lines(account, config)
    judged = [
        *sshd_check.judge_config(config, keys),
        *host_check.judge_host(account, host_check.forced_commands(config, keys)),
    ]
    for seen in judged:
        yield Checked(OK if seen.good else FAIL, seen.what, seen.found, seen.advice)


def _versions() -> Iterator[Checked]:
    from importlib import metadata

    yield Checked(OK, "briefing-tui", VERSION)
    yield Checked(OK, "Python", sys.version.split()[0])
    for name in _PACKAGES:
        try:
            yield Checked(OK, name, metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Checked(FAIL, name, _("not installed"), _("install briefing-tui again"))
    yield _sqlite()


def _sqlite() -> Checked:
    """The full-text index that search is built on."""
    try:
        import sqlite3  # costs 9 ms, and may be missing from a Python built without it
    except ImportError:
        return Checked(
            WARN, "SQLite", _("this Python has none"), _("search will be slow; install Python with sqlite3")
        )
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE probe USING fts5(text)")
    except sqlite3.Error:
        return Checked(WARN, "SQLite", _("{version} without FTS5").format(version=sqlite3.sqlite_version))
    finally:
        connection.close()
    return Checked(OK, "SQLite", _("{version} with FTS5").format(version=sqlite3.sqlite_version))


def _settings(shell: Shell) -> Iterator[Checked]:
    fault = shell.settings_fault
    file = shell.settings.config_file
    if fault is not None:
        yield Checked(FAIL, _("settings"), fault.one_line(), _("correct it; defaults are used below"))
    else:
        state = file if os.path.lexists(file) else _("{file} (not there: defaults)").format(file=file)
        yield Checked(OK, _("settings"), state)
    for warning in shell.settings_warnings:
        yield Checked(WARN, _("settings"), warning.one_line())
    yield from _own_files(shell)


def _own_files(shell: Shell) -> Iterator[Checked]:
    from briefing_tui.cli.own_files import read_own_files

    own = read_own_files(shell.settings)
    for error in own.faults:
        yield Checked(WARN, _("own file"), error.one_line(), _("correct it; the screens do without"))
    faulty = {error.place.file for error in own.faults}
    for file in own.files:
        if file not in faulty:
            yield Checked(OK, _("own file"), file)


def _terminal(shell: Shell) -> Iterator[Checked]:
    term = shell.environ.get("TERM", "")
    if not shell.terminal:
        yield Checked(
            WARN, _("terminal"), _("stdout is no terminal"), _("run this in the terminal you read in")
        )
        return
    if term in {"", "dumb"}:
        yield Checked(WARN, _("terminal"), f"TERM={term}", _("the screens need a real one; `show` works"))
    else:
        yield Checked(OK, _("terminal"), f"TERM={term}")
    columns, rows = shell.terminal_size()
    size = _("{columns} × {rows} cells").format(columns=columns, rows=rows)
    if columns < SMALLEST[0] or rows < SMALLEST[1]:
        needed = _("the screens need {columns} × {rows}").format(columns=SMALLEST[0], rows=SMALLEST[1])
        yield Checked(WARN, _("size"), size, needed)
    else:
        yield Checked(OK, _("size"), size)
    yield _colours(shell)
    from briefing_tui.tui.terminal import probe  # loads no framework

    answer = probe.start().finish()
    yield _background(answer.answers.background)
    yield _ambiguous(shell, answer.ambiguous)


def _colours(shell: Shell) -> Checked:
    """How many there are, and how to have more."""
    colours = shell.colours
    if not colours:
        return Checked(
            OK, _("colours"), _("none"), _("NO_COLOR is set") if shell.environ.get("NO_COLOR") else ""
        )
    advice = ""
    if colours == _FEW_COLOURS:
        advice = _(
            "most terminals have 256: set the terminal type to xterm-256color (PuTTY: Connection › Data; Xshell: Terminal › Type)"
        )
    elif colours == _MANY_COLOURS and shell.environ.get("SSH_CONNECTION"):
        advice = _(
            "over SSH COLORTERM is not passed; SendEnv and AcceptEnv COLORTERM bring all colours, 256 look alike"
        )
    return Checked(OK, _("colours"), f"{colours:,}", advice)


def _background(background: str) -> Checked:
    """Whether the terminal says if it is light or dark."""
    words = {"light": _("light"), "dark": _("dark")}
    if background in words:
        return Checked(OK, _("background"), words[background])
    return Checked(
        OK,
        _("background"),
        _("the terminal does not say"),
        _("dark is taken; `theme` in the settings or L on the screens changes it"),
    )


def _ambiguous(shell: Shell, measured: int | None) -> Checked:
    """How wide the terminal draws “ ” — …, asked of it."""
    subject = _("width of “")
    chosen = shell.settings.ambiguous_width
    if measured is None:
        advice = "" if chosen != "auto" else _("set ambiguous_width to 2 if quotation marks look squeezed")
        return Checked(WARN, subject, _("the terminal does not say"), advice)
    cells = ngettext("{count} cell", "{count} cells", measured).format(count=measured)
    if chosen not in {"auto", str(measured)}:
        return Checked(WARN, subject, cells, _("but ambiguous_width is {value}").format(value=chosen))
    return Checked(OK, subject, cells)


def _locale(shell: Shell) -> Iterator[Checked]:
    names = [name for name in ("LC_ALL", "LC_CTYPE", "LANG") if shell.environ.get(name)]
    set_by = f"{names[0]}={shell.environ[names[0]]}" if names else _("no LANG set")
    encoding = sys.getfilesystemencoding() if not shell.terminal else shell.encoding
    found = f"{set_by}, {encoding}"
    if encoding.lower().replace("-", "") == "utf8":
        yield Checked(OK, _("locale"), found)
    else:
        yield Checked(
            WARN, _("locale"), found, _("set LANG=zh_CN.UTF-8 and the terminal's encoding to match")
        )
    yield Checked(OK, _("language"), current_language())


def _library(shell: Shell) -> Iterator[Checked]:
    root = shell.settings.library
    try:
        library = shell.library()
        entries = library.entries()
    except BriefingError as error:
        yield Checked(FAIL, _("library"), error.message, error.hint)
        return
    access = _("read and write") if os.access(root, os.W_OK | os.X_OK) else _("read only")
    count = ngettext("{count} issue", "{count} issues", len(entries)).format(count=len(entries))
    yield Checked(
        OK,
        _("library"),
        _("{directory}: {count}, {access}").format(directory=root, count=count, access=access),
    )
    yield from _sharing(shell)
    yield from _sync(shell)
    broken = [entry for entry in entries if entry.error]
    if broken:
        total = ngettext("{count} unreadable file", "{count} unreadable files", len(broken)).format(
            count=len(broken)
        )
        yield Checked(WARN, _("files"), total, _("`briefing-tui list` says why"))
    else:
        yield Checked(OK, _("files"), _("all can be read"))


def _sharing(shell: Shell) -> Iterator[Checked]:
    """What in the library keeps an editor out; nothing for somebody who only reads."""
    if not shell.may_write:
        return
    from briefing_tui.library.disk.access import obstacles

    for one in islice(obstacles(shell.settings.library), _OBSTACLES_SHOWN):
        found = _("{file}: {what}").format(file=one.file, what=one.text)
        yield Checked(WARN, _("rights"), found, one.remedy)


def _sync(shell: Shell) -> Iterator[Checked]:
    """How the last sync went and what waits for a person; nothing for a library that is not synced."""
    root, subject = shell.settings.library, _("sync")
    if not os.path.lexists(os.path.join(root, ".sync")):
        return
    from briefing_tui.library.sync.state import read_state
    from briefing_tui.library.sync.wording import waiting_line

    state = read_state(root)
    if state is None:
        yield Checked(
            WARN,
            subject,
            _("how the last one went cannot be read"),
            _("sync again: `{command}`").format(command="briefing-tui sync"),
        )
        return
    last = state.succeeded[:16].replace("T", " ")
    if state.trouble:
        found = _("tried {when}: {reason}").format(
            when=state.tried[:16].replace("T", " "), reason=state.trouble
        )
        yield Checked(
            WARN, subject, found, _("last sync: {when}").format(when=last or _("none succeeded yet"))
        )
    else:
        yield Checked(OK, subject, _("last sync: {when}").format(when=last))
    if shell.may_write:
        for one in state.waiting:
            yield Checked(WARN, subject, waiting_line(one))


def _history(shell: Shell) -> Iterator[Checked]:
    """Whether every saved state is kept, for somebody who may write; what stands in the way of that."""
    root = shell.settings.library
    if not shell.may_write or not os.path.isdir(root):
        return
    from briefing_tui.library.history.git import check_git
    from briefing_tui.library.history.trigger import fault_of, is_kept

    kept = is_kept(root)
    try:
        check_git()
    except BriefingError as error:
        yield Checked(WARN if kept else OK, _("history"), error.message, error.hint)
        return
    if not kept:
        advice = _("`briefing-tui history on` keeps every saved state from now on")
        yield Checked(OK, _("history"), _("off"), advice)
    elif fault := fault_of(root):
        found = _("not recorded: {reason}").format(reason=fault)
        yield Checked(WARN, _("history"), found, _("the next save catches up"))
    else:
        yield Checked(OK, _("history"), _("on: every saved state is kept"))


def _channels(shell: Shell) -> Iterator[Checked]:
    """The channels of deliveries, and whether their secrets are there: never what they are. Nothing where none is set up."""
    if not shell.settings.channels or not shell.may_write:
        return
    from briefing_tui.cli.delivery_desk import house_channels, lacking

    try:
        channels = house_channels(shell)
    except BriefingError as error:
        yield Checked(WARN, _("channels"), error.one_line())
        return
    for channel in channels.all:
        faults = lacking(channel, shell)
        if faults:
            yield Checked(
                WARN, _("channels"), _("{file}: {what}").format(file=channel.name, what="; ".join(faults))
            )
        else:
            yield Checked(OK, _("channels"), f"{channel.name}: {channel.kind}, {channel.target}")


def _directories(shell: Shell) -> Iterator[Checked]:
    from briefing_tui.tui.terminal.crash import LOG_NAME  # loads no framework

    for subject, directory, lost in (
        (
            _("state"),
            shell.settings.state_directory,
            _("cannot be written: places, bookmarks and drafts are not kept"),
        ),
        (
            _("cache"),
            shell.settings.cache_directory,
            _("cannot be written: searching a large library stays slow"),
        ),
    ):
        if can_be_written(directory):
            yield Checked(OK, subject, directory)
        else:
            yield Checked(WARN, subject, directory, lost)
    log = f"{shell.settings.state_directory}/{LOG_NAME}"
    if os.path.lexists(log):
        yield Checked(
            WARN, _("incidents"), log, _("send it with your report; it holds no text of a bulletin")
        )
