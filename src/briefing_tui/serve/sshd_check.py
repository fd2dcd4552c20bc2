"""Whether an account of this machine can do nothing but read bulletins: what sshd says is in force, and who may read what.

Called by `doctor --ssh ACCOUNT`. Asks `sshd -T`, which only root may; looks at files and rights; changes nothing.
"""

import fnmatch
import os
import pwd
import stat
import subprocess
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.opening import at_once

_SSHD = ("/usr/sbin/sshd", "/usr/local/sbin/sshd", "/sbin/sshd")
_NO_SHELLS = ("nologin", "false")
_WANTED = {
    "disableforwarding": "yes",
    "permituserrc": "no",
    "permituserenvironment": "no",
    "permittunnel": "no",
    "permittty": "yes",
}
_DANGEROUS = (
    "PYTHONPATH",
    "PYTHONINSPECT",
    "PYTHONSTARTUP",
    "BRIEFING_CONFIG",
    "LD_PRELOAD",
    "BASH_ENV",
    "ENV",
    "PATH",
    "PAGER",
    "LESSOPEN",
    "TERMINFO",
)
_KEYS_LIMIT = 1 << 20
"""Characters of authorized_keys that are looked at."""
_SESSION = "serve-session"


class SshdFact(NamedTuple):
    """One thing that was looked at."""

    good: bool
    what: str
    found: str
    advice: str = ""


def read_config(account: str, arguments: Sequence[str] = ()) -> dict[str, list[str]]:
    """What sshd would do for the account: keyword in small letters → its values. OSError or ValueError when it does not say."""
    sshd = next((path for path in _SSHD if os.access(path, os.X_OK)), None)
    if sshd is None:
        raise FileNotFoundError("sshd")
    asked = [sshd, "-T", "-C", f"user={account},host=localhost,addr=127.0.0.1", *arguments]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=20)  # noqa: S603 - sshd itself
    if done.returncode:
        raise ValueError(done.stderr.strip().partition("\n")[0])
    config: dict[str, list[str]] = {}
    for line in done.stdout.splitlines():
        name, _sep, value = line.partition(" ")
        config.setdefault(name.lower(), []).append(value)
    return config


def key_lines(account: str, config: dict[str, list[str]]) -> list[str]:
    """The lines of the account's authorized_keys; none when there is no such file."""
    try:
        home = pwd.getpwnam(account).pw_dir
    except KeyError:
        return []
    lines: list[str] = []
    for name in " ".join(config.get("authorizedkeysfile", [".ssh/authorized_keys"])).split():
        path = name.replace("%h", home).replace("%u", account).replace("%%", "%")
        try:
            with open(os.path.join(home, path), encoding="utf-8", errors="replace", opener=at_once) as file:
                lines += file.read(_KEYS_LIMIT).splitlines()
        except OSError:
            continue
    return lines


def judge_config(config: dict[str, list[str]], keys: Sequence[str] = ()) -> Iterator[SshdFact]:
    """What is right and wrong of a configuration; `keys` are the lines of the account's authorized_keys."""
    forced = config.get("forcecommand", ["none"])[0]
    lines = [line for line in keys if line.strip() and not line.lstrip().startswith("#")]
    if forced != "none":
        yield _command(forced, "ForceCommand")
    elif not lines:
        yield SshdFact(
            False,
            "ForceCommand",
            _("nothing is forced and no key has a command"),
            _("paste what `setup ssh` prints"),
        )
    else:
        for number, line in enumerate(lines, 1):
            yield _key(line, number)
    for name, wanted in _WANTED.items():
        value = config.get(name, [""])[0]
        yield SshdFact(value == wanted, name, value or "–", "" if value == wanted else f"{name} {wanted}")
    interval = config.get("clientaliveinterval", ["0"])[0]
    alive = interval.isdigit() and 0 < int(interval) <= 60
    yield SshdFact(
        alive,
        "clientaliveinterval",
        interval,
        "" if alive else _("15: or the session of a frozen client stays for ever"),
    )
    patterns = " ".join(config.get("acceptenv", [])).split()
    let_in = [name for name in _DANGEROUS if any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)]
    advice = _("AcceptEnv LANG LC_*, nothing more") if let_in else ""
    yield SshdFact(not let_in, "acceptenv", " ".join(patterns) or "–", advice)


def _command(command: str, what: str) -> SshdFact:
    if _SESSION not in command.split():
        return SshdFact(False, what, command[:80], _("it does not start serve-session"))
    if "-I" not in command.split():
        return SshdFact(
            False, what, command[:80], _("start it as `python -I -m briefing_tui.cli.main serve-session …`")
        )
    return SshdFact(True, what, command[:80])


def _key(line: str, number: int) -> SshdFact:
    what = f"authorized_keys:{number}"
    begin = line.find('command="')
    if begin < 0:
        return SshdFact(False, what, line[:40], _('a key without command="…" opens a shell'))
    seen = _command(line[begin + 9 :].partition('"')[0], what)
    if (
        seen.good
        and "restrict" not in line[:begin].split(",")
        and "restrict" not in line.split(" ", maxsplit=1)[0]
    ):
        return seen._replace(good=False, advice=_("begin the line with restrict,pty"))
    return seen


def judge_account(account: str, library: str, python: str) -> Iterator[SshdFact]:
    """The account's shell, and what it may read and write."""
    try:
        entry = pwd.getpwnam(account)
    except KeyError:
        yield SshdFact(
            False, _("account"), account, _("there is none of this name; `setup ssh` prints how to make it")
        )
        return
    shell = entry.pw_shell or "/bin/sh"
    usable = os.path.basename(shell) not in _NO_SHELLS
    yield SshdFact(
        usable,
        _("login shell"),
        shell,
        "" if usable else f"usermod --shell /bin/sh {account}",
    )
    who = (entry.pw_uid, {entry.pw_gid, *os.getgrouplist(account, entry.pw_gid)})
    for what, path in ((_("library"), library), ("Python", os.path.realpath(python))):
        blocked = blocked_at(path, *who)
        yield SshdFact(
            not blocked,
            what,
            path,
            _("{account} cannot read {path}").format(account=account, path=blocked) if blocked else "",
        )
    writable = may_write(library, *who) and entry.pw_uid != 0
    yield SshdFact(
        not writable,
        _("library"),
        _("may be written") if writable else _("cannot be written"),
        _("let it belong to another account") if writable else "",
    )


def blocked_at(path: str, uid: int, groups: set[int]) -> str:
    """The first folder or file on the way to `path` that the account cannot enter or read; empty when it can."""
    if uid == 0:
        return ""
    parts = [path]
    while parts[-1] != os.path.dirname(parts[-1]):
        parts.append(os.path.dirname(parts[-1]))
    for part in reversed(parts):
        try:
            status = os.stat(part)
        except OSError:
            return part
        wanted = stat.S_IXOTH if stat.S_ISDIR(status.st_mode) and part != path else stat.S_IROTH
        if not _bits(status, uid, groups) & wanted:
            return part
    return ""


def may_write(path: str, uid: int, groups: set[int]) -> bool:
    """Whether the account may write a file or folder, by its mode."""
    try:
        status = os.stat(path)
    except OSError:
        return False
    return uid == 0 or bool(_bits(status, uid, groups) & stat.S_IWOTH)


def _bits(status: os.stat_result, uid: int, groups: set[int]) -> int:
    """The three bits of a mode that hold for the account."""
    if status.st_uid == uid:
        return status.st_mode >> 6 & 7
    if status.st_gid in groups:
        return status.st_mode >> 3 & 7
    return status.st_mode & 7
