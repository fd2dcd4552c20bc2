"""Fetching from and pushing to one address, by the git program, with no configuration but this module's.

git runs in a folder of its own that shares nothing with the repository but its objects: whatever stands in the configuration of a shared
repository (programs, other addresses, helpers) is not even read. Errors are one line each, with the cause.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from briefing_tui.errors import LibraryError
from briefing_tui.i18n import _
from briefing_tui.library.history.git import Git
from briefing_tui.library.sync.watched import Progress, watched

BRANCH = "refs/heads/main"
PATIENCE = 900.0
"""Seconds that one transfer may take; a connection that is dead is given up after a minute."""
_SSH = "ssh -oBatchMode=yes -oConnectTimeout=20 -oServerAliveInterval=15 -oServerAliveCountMax=3"
_OPTIONS = (
    *("-c", "protocol.allow=never", "-c", "protocol.https.allow=always"),
    *("-c", "protocol.ssh.allow=always", "-c", "protocol.file.allow=always"),
    *("-c", "transfer.fsckObjects=true", "-c", "credential.helper="),
    *("-c", "http.followRedirects=initial", "-c", "http.lowSpeedLimit=100", "-c", "http.lowSpeedTime=60"),
    *("-c", "transfer.bundleURI=false", "-c", "fetch.recurseSubmodules=false"),
)
_CAREFUL = ("-c", "fetch.unpackLimit=1", "-c", "core.bigFileThreshold=8m", "-c", "pack.threads=1")


class RacedError(LibraryError):
    """Somebody else pushed meanwhile: fetch, and try again."""


class TransportError(LibraryError):
    """The other place cannot be reached, or refused."""


def fetch(
    git: Git,
    url: str,
    known: list[str],
    progress: Progress | None = None,
    *,
    most: int | None = None,
    stop: Callable[[], bool] | None = None,
) -> str:
    """Bring what the other place has into the repository; its newest commit, empty when it has none.

    `known` are commits that are here, so that only what is new is sent. `most` are bytes that may come: more is an error, and large files go to
    the disk as they come, for a place that is not trusted. `stop` is asked from time to time whether it is wanted no more.
    """
    careful = _CAREFUL if most is not None else ()
    with _apart(git, known) as more:
        said = "--quiet" if progress is None else "--progress"
        words = (*careful, "fetch", said, "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance")
        ends = ("--", url, f"+{BRANCH}:refs/heads/fetched")
        if progress is None and most is None and stop is None:
            code, _out, err = _asked(git, more, *words, *ends)
        else:
            code, _out, err = watched(git, more, (*_OPTIONS, *words, *ends), PATIENCE, progress, most, stop)
        if code and b"couldn't find remote ref" in err:
            return ""
        if code:
            raise _told(err)
        code, out, err = git.ask("rev-parse", "--verify", "refs/heads/fetched^{commit}", more=more)
        if code:
            raise _told(err)
        return out.decode("ascii", "replace").strip()


def push(git: Git, url: str, commit: str, expected: str, progress: Progress | None = None) -> None:
    """Make `commit` the newest one there, where `expected` is it still (empty: none). RacedError when it is not."""
    with _apart(git, [one for one in (expected,) if one]) as more:
        words = ("push", "--porcelain", "--no-verify", f"--force-with-lease={BRANCH}:{expected}")
        ends = ("--", url, f"{commit}:{BRANCH}")
        if progress is None:
            code, out, err = _asked(git, more, *words, *ends)
        else:
            all_words = (*_OPTIONS, *words, "--progress", *ends)
            code, out, err = watched(git, more, all_words, PATIENCE, progress)
        if not code:
            return
        if _RACED.search(out) or _RACED.search(err):
            raise RacedError(_("somebody else synced at the same moment"), hint=_("try again"))
        raise _told(err, out)


@contextmanager
def _apart(git: Git, known: list[str]) -> Iterator[dict[str, str]]:
    """The environment of a git that knows the objects and these commits of the repository, and nothing else of it."""
    store = os.path.join(git.root, git.text("rev-parse", "--git-path", "objects"))
    code, shared, _err = git.ask("config", "--get", "core.sharedRepository")
    folder = tempfile.mkdtemp(prefix="briefing-sync-")
    try:
        os.makedirs(os.path.join(folder, "refs", "heads"))
        os.makedirs(os.path.join(folder, "objects"))
        _write(folder, "HEAD", "ref: refs/heads/none\n")
        share = re.sub(r"[^0-9a-z]", "", shared.decode("ascii", "replace")) if code == 0 else ""
        _write(folder, "config", "[core]\n\trepositoryformatversion = 0\n\tbare = true\n")
        if share:
            with open(os.path.join(folder, "config"), "a", encoding="ascii") as file:
                file.write(f"\tsharedRepository = {share}\n")
        rows = [f"{commit} refs/heads/known-{number}\n" for number, commit in enumerate(known)]
        _write(folder, "packed-refs", "".join(rows))
        yield {"GIT_DIR": folder, "GIT_OBJECT_DIRECTORY": store, "GIT_SSH_COMMAND": _SSH}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(folder: str, name: str, text: str) -> None:
    with open(os.path.join(folder, name), "w", encoding="ascii") as file:
        file.write(text)


def _asked(git: Git, more: dict[str, str], *words: str) -> tuple[int, bytes, bytes]:
    return git.ask(*_OPTIONS, *words, more=more, patience=PATIENCE)


_RACED = re.compile(
    rb"stale info|non-fast-forward|fetch first|failed to update ref|cannot lock ref|incorrect old value"
    rb"|failed to lock|reference already exists"
)
_CAUSES = {
    "full": ("no space left on device", "disk quota exceeded"),
    "owner": ("dubious ownership",),
    "key": ("host key verification failed", "remote host identification has changed"),
    "rights": (r"permission denied \(", "authentication failed", "could not read username", "publickey"),
    "name": ("could not resolve host", "name or service not known", "temporary failure in name"),
    "network": (
        *("connection refused", "timed out", "network is unreachable", "no route to host"),
        *("failed to connect", "connection reset", "couldn't connect", "could not connect"),
    ),
    "none": (
        *("does not appear to be a git repository", "repository .* not found", "not a git repo"),
        "repository .* does not exist",
    ),
    "refused": (
        *("insufficient permission", "unable to create", "permission denied", "read-only file system"),
        *("hook declined", "protected branch", "unpacker error", "remote unpack failed", "remote rejected"),
    ),
    "cut": (
        *(
            "early eof",
            "packfile",
            "index-pack",
            "unexpected disconnect",
            "hung up",
            "bad pack",
            "corrupt",
            "inflate",
        ),
        *("unpack-objects", "fsck", "bad object", "did not send all", "broken pipe", "missing .* object"),
    ),
}
"""What git and ssh say (in English, which they are asked for), by what it means; the first that fits counts."""


def _told(err: bytes, out: bytes = b"") -> TransportError:
    """One line that says what went wrong and what to do."""
    text = (err + b"\n" + out).decode("utf-8", "replace")
    cause = next(
        (cause for cause, signs in _CAUSES.items() if re.search("|".join(signs), text, re.IGNORECASE)), ""
    )
    message, hint = _words(cause)
    lines = [line.strip() for line in err.decode("utf-8", "replace").splitlines() if line.strip()]
    first = next((line for line in lines if not line.startswith("@")), "") or _("no reason given")
    if not message:
        message = f"git: {first.removeprefix('fatal: ')[:200]}"
    return TransportError(message, hint=hint)


def _words(cause: str) -> tuple[str, str]:
    later = _("nothing is lost; the next sync goes on")
    return {
        "full": (_("a disk is full, here or there"), later),
        "owner": (
            _("the repository at that address belongs to another account, whose programs git would run"),
            _("reach it by ssh, or let it belong to this account"),
        ),
        "key": (
            _("the host key of the other machine is not the known one"),
            _("ask its administrator; ssh-keygen -R forgets the old one"),
        ),
        "rights": (
            _("the other machine does not let this account in"),
            _("its key is missing there: `briefing-tui setup sync`"),
        ),
        "name": (_("the name of the other machine is not known here"), later),
        "network": (_("the other machine cannot be reached"), later),
        "none": (_("there is no repository at that address"), _("make one there: git init --bare")),
        "refused": (_("the other machine refuses to take it"), _("this account may not write there")),
        "cut": (_("what was sent is cut off or damaged"), later),
    }.get(cause, ("", ""))
