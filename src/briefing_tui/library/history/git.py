"""The git program, asked with care: nothing of its user's or the repository's own configuration runs code or changes a byte.

Every saved state goes in by plumbing, so that hooks, filters, attributes and signing have no say; what is asked of git gets its words as
arguments, never through a shell. Where the repository is, is found here and told to git: so `core.worktree` leads nowhere else, and a
repository that another account of the group has made is not refused. Needs git 2.32 or newer.
"""

import os
import re
import shutil
import stat
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from briefing_tui.errors import LibraryError
from briefing_tui.i18n import _
from briefing_tui.library.disk.files import cannot
from briefing_tui.library.disk.moving import rename_new
from briefing_tui.library.disk.sharing import make_folder, rights_of
from briefing_tui.opening import at_once

OLDEST = (2, 32)
"""The first git that packs by `--geometric`."""
PATIENCE = 60.0
"""Seconds that one question may take."""
FOLDER = ".git"
_SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.untrackedCache=false",
    "core.attributesFile=/dev/null",
    "core.autocrlf=false",
    "core.quotePath=false",
    "core.pager=cat",
    "core.alternateRefsCommand=true",
    "protocol.ext.allow=never",
    "commit.gpgSign=false",
    "log.showSignature=false",
    "log.follow=false",
    "i18n.commitEncoding=UTF-8",
    "i18n.logOutputEncoding=UTF-8",
    "gc.auto=0",
    "maintenance.auto=false",
    "safe.directory=*",
)
"""What git would else take from the repository, where anybody of the group may have written."""
_ALOOF = ("--no-pager", *(word for setting in _SETTINGS for word in ("-c", setting)))


class GitError(LibraryError):
    """git is not there, or refused; the message has its first line."""


def is_there() -> bool:
    """Whether the machine has git."""
    return shutil.which("git") is not None


def version() -> tuple[int, ...]:
    """Its number; empty when there is none, or it does not say."""
    try:
        done = subprocess.run(["git", "--version"], capture_output=True, timeout=10, check=False)  # noqa: S607 - git of the user's PATH
    except (OSError, subprocess.TimeoutExpired):
        return ()
    found = re.search(rb"([0-9]+)\.([0-9]+)", done.stdout)
    return (int(found[1]), int(found[2])) if found else ()


def check_git() -> None:
    """GitError when git is not there, or too old."""
    found = version()
    if not is_there() or not found:
        raise _no_git()
    if found < OLDEST:
        needed = _("history needs git {version} or newer").format(version=shown(OLDEST))
        raise GitError(_("git {version} is too old").format(version=shown(found)), hint=needed)


def shown(number: tuple[int, ...]) -> str:
    """A version as it is written."""
    return ".".join(map(str, number))


class Git:
    """Questions to one repository."""

    def __init__(self, root: str) -> None:
        """`root` is a folder in the repository's work tree: the library."""
        self.root = os.path.abspath(root)
        self._real = os.path.realpath(root)
        self._top: str | None = None

    @property
    def top(self) -> str:
        """The folder that has the repository around the library, or is to have it; a repository of a stranger is none."""
        if self._top is None:
            self._top = _top_of(self._real)
        return self._top

    def make(self) -> None:
        """See that there is a repository: where there is none one is made, whole or not at all, and alike whoever makes one at the same time.

        In a library that a group writes it is the group's, whoever makes it under whatever umask. GitError for one that git cannot read.
        """
        if not self.exists():
            self._make()
        if self.ask("rev-parse", "--git-dir")[0]:
            raise GitError(_("{file} is no repository that git can read").format(file=FOLDER))

    def _make(self) -> None:
        """Beside its place, then put there, unless another is there by then."""
        rights = rights_of(self.root)
        shared = (
            [f"--shared=0{rights.of_file:o}"] if rights is not None and rights.mode & stat.S_IWGRP else []
        )
        beside = os.path.join(self._real, f"{FOLDER}.tmp-{os.getpid()}-{time.time_ns():x}")
        made = os.path.join(beside, FOLDER)
        try:
            make_folder(self._real, beside, handing_on=bool(shared))
            self.run(
                "init", "--quiet", "--initial-branch=main", "--template=", *shared, more={"GIT_DIR": made}
            )
            with suppress(FileExistsError):
                rename_new(made, os.path.join(self._real, FOLDER))
        except OSError as error:
            raise cannot(_("cannot make the directory"), os.path.join(self._real, FOLDER), error) from error
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    def exists(self) -> bool:
        """Whether there is a repository."""
        return os.path.lexists(os.path.join(self.top, FOLDER))

    def prefix(self) -> str:
        """The library's folder inside the work tree, with `/` behind it; empty when it is the work tree itself."""
        inside = os.path.relpath(self._real, self.top)
        return "" if inside == "." else f"{inside}/"

    def run(self, *words: str, data: bytes | None = None, more: Mapping[str, str] | None = None) -> bytes:
        """What git writes; GitError when it fails."""
        code, out, err = self.ask(*words, data=data, more=more)
        if code:
            raise GitError(f"git: {_first_line(err) or code}")
        return out

    def ask(
        self,
        *words: str,
        data: bytes | None = None,
        more: Mapping[str, str] | None = None,
        patience: float = PATIENCE,
    ) -> tuple[int, bytes, bytes]:
        """Exit code, output and complaints; GitError when there is no git, or it does not end within `patience` seconds."""
        try:
            done = subprocess.run(  # noqa: S603 - git itself, words as arguments
                self._command(words),
                input=data if data is not None else b"",
                capture_output=True,
                env=self._environment(more),
                timeout=patience,
                check=False,
            )
        except FileNotFoundError:
            raise _no_git() from None
        except subprocess.TimeoutExpired:
            raise GitError(_("git does not answer")) from None
        return done.returncode, done.stdout, done.stderr

    def begin(
        self, *words: str, more: Mapping[str, str] | None = None, complaints: int = subprocess.DEVNULL
    ) -> "subprocess.Popen[bytes]":
        """A git that is talked with over its pipes; whoever began it ends it (`ended`). `complaints` says where those go."""
        try:
            return subprocess.Popen(  # noqa: S603 - git itself, words as arguments
                self._command(words),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env=self._environment(more),
                start_new_session=True,  # a ctrl+c of the terminal is not meant for it
            )
        except FileNotFoundError:
            raise _no_git() from None

    def records(self, *words: str, mark: bytes = b"\0") -> Iterator[bytes]:
        """What git writes, cut at `mark`, as it comes: a long answer costs what is taken of it."""
        process = self.begin(*words)
        assert process.stdout is not None
        rest = b""
        try:
            while block := os.read(process.stdout.fileno(), 1 << 16):
                *whole, rest = (rest + block).split(mark)
                yield from whole
            if rest:
                yield rest
        finally:
            ended(process)

    def text(self, *words: str) -> str:
        """Output as text, without the line end."""
        return self.run(*words).decode("utf-8", "replace").rstrip("\n")

    def head(self) -> str:
        """The newest commit; empty before the first one, and where there is no repository."""
        ref = self.branch()
        name = _read_name(os.path.join(self.top, FOLDER, ref)) if ref else ""
        if name or not self.exists():
            return name
        code, out, _err = self.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        return out.decode("ascii", "replace").strip() if code == 0 else ""

    def may_be_locked(self) -> bool:
        """Whether a lock stands on the newest commit: somebody's who commits just now, or one that was left. True where that cannot be seen."""
        own = os.path.join(self.top, FOLDER)
        names = ("HEAD", "packed-refs", self.branch() or "HEAD")
        return not os.path.isdir(own) or any(
            os.path.lexists(os.path.join(own, f"{name}.lock")) for name in names
        )

    def branch(self) -> str:
        """The branch that is out, `refs/heads/main`; empty where HEAD names none, or the repository is kept elsewhere."""
        try:
            with open(os.path.join(self.top, FOLDER, "HEAD"), encoding="utf-8", opener=at_once) as file:
                word, _blank, ref = file.read(1000).strip().partition(" ")
        except (OSError, ValueError):
            return ""
        return ref if word == "ref:" and ref.startswith("refs/heads/") and ".." not in ref else ""

    def _command(self, words: Sequence[str]) -> list[str]:
        return ["git", *_ALOOF, "-C", self._real, *words]

    def _environment(self, more: Mapping[str, str] | None) -> dict[str, str]:
        """Without a word of GIT_*, with the settings of no user and no system; in English, which LANGUAGE would undo."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("GIT_") and name != "LANGUAGE"
        }
        fixed = {
            "GIT_DIR": os.path.join(self.top, FOLDER),
            "GIT_WORK_TREE": self.top,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_ALLOW_PROTOCOL": "none",  # not even to fetch what a repository says it has elsewhere
            "LC_ALL": "C.UTF-8",
        }
        if more and "GIT_DIR" in more:  # who names another repository says what it may reach
            del fixed["GIT_WORK_TREE"], fixed["GIT_ALLOW_PROTOCOL"]
        return {**kept, **fixed, **(more or {})}


def ended(process: "subprocess.Popen[bytes]") -> None:
    """End a git that was begun, whatever it still has to say."""
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            try:
                stream.close()
            except OSError:
                continue  # it has ended already
    process.kill()
    process.wait()


def _read_name(path: str) -> str:
    """The name of a commit that a reference holds in a file of its own; empty for any other reference."""
    try:
        with open(path, encoding="ascii", opener=at_once) as file:
            name = file.read(100).strip()
    except (OSError, ValueError):
        return ""
    return name if len(name) == 40 and not name.strip("0123456789abcdef") else ""


def _top_of(root: str) -> str:
    """The nearest folder from the library upwards that has a repository of the library's own people; the library when none has."""
    folder = root
    while True:
        if _is_ours(os.path.join(folder, FOLDER), root):
            return folder
        above = os.path.dirname(folder)
        if above == folder:
            return root
        folder = above


def _is_ours(repository: str, root: str) -> bool:
    """Whether a repository is the library owner's, one's own or the system's: drafts do not go into that of anybody else."""
    try:
        owner = os.lstat(repository).st_uid
        return owner in {0, os.geteuid(), os.stat(root).st_uid}
    except OSError:
        return False


def _no_git() -> GitError:
    return GitError(_("git is not installed"), hint=_("history needs it; all else works without"))


def _first_line(err: bytes) -> str:
    return err.decode("utf-8", "replace").strip().partition("\n")[0].removeprefix("fatal: ")[:200]


def arguments(names: Sequence[str]) -> list[str]:
    """Paths below the library as git takes them: to the letter, behind `--`.

    With no other magic: for a path `from the top` git does not ask the graph of commits which of them changed it, and looks into each.
    """
    return ["--", *(f":(literal){name}" for name in names)]
