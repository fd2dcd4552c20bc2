"""Whether an account's host can serve its sessions: the file of the client, the socket, who owns it, what memory they take. Called by `doctor --ssh`; changes nothing.

No host is no fault: sessions begin the ordinary way then. One that clients will not trust is.
"""

import os
import pwd
import shlex
import stat
from collections.abc import Iterator, Sequence

from briefing_tui.i18n import _
from briefing_tui.serve import merging
from briefing_tui.serve.sshd_check import SshdFact, blocked_at

_NAME = "host"


def forced_commands(config: dict[str, list[str]], keys: Sequence[str]) -> list[str]:
    """The commands that sshd starts for the account: the forced one, else those of its keys."""
    forced = config.get("forcecommand", ["none"])[0]
    if forced != "none":
        return [forced]
    found = [line.partition('command="')[2].partition('" ')[0].replace('\\"', '"') for line in keys]
    return [command for command in found if command]


def judge_host(account: str, commands: Sequence[str]) -> Iterator[SshdFact]:
    """What is right and wrong of the host that these commands ask."""
    try:
        entry = pwd.getpwnam(account)
    except KeyError:
        return
    who = (entry.pw_uid, {entry.pw_gid, *os.getgrouplist(account, entry.pw_gid)})
    sockets = []
    for command in commands:
        try:
            words = shlex.split(command)
        except ValueError:
            continue
        if "-S" in words[:-1]:
            client = words[words.index("-S") + 1]
            blocked = blocked_at(client, *who) if os.path.exists(client) else client
            yield SshdFact(
                not blocked,
                "client",
                client,
                _("{account} cannot read {path}").format(account=account, path=blocked) if blocked else "",
            )
        sockets += [words[at + 1] for at, word in enumerate(words[:-1]) if word == "--socket"]
    for path in dict.fromkeys(sockets):
        yield _socket(path, entry.pw_uid)
    if sockets:
        yield judge_memory(merging.is_on())


def judge_memory(merged: bool | None) -> SshdFact:
    """Whether pages that are equal in many sessions are kept once (`merging.is_on`): said only, a host serves without."""
    if merged is None:
        found = _("this kernel cannot keep once what is equal in many sessions")
    elif merged:
        found = _("what is equal in many sessions is kept once")
    else:
        found = _("each session keeps what is equal in many; `setup ssh` prints how the kernel keeps it once")
    return SshdFact(True, _("memory"), found)


def _socket(path: str, uid: int) -> SshdFact:
    try:
        seen, folder = os.lstat(path), os.stat(os.path.dirname(path))
    except OSError:
        return SshdFact(True, _NAME, _("none at {path}; sessions begin the ordinary way").format(path=path))
    if not stat.S_ISSOCK(seen.st_mode) or seen.st_uid not in {uid, 0}:
        return SshdFact(False, _NAME, path, _("no socket of this account: clients will not use it"))
    for status in (seen, folder):
        if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH) or status.st_uid not in {uid, 0}:
            return SshdFact(
                False, _NAME, path, _("others may write it or its folder: clients will not use it")
            )
    return SshdFact(True, _NAME, path)
