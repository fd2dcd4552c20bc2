"""The git program, asked with care: nothing of its user's or the repository's own configuration runs code or changes a byte.

Every saved state goes in by plumbing (`hash-object`, `commit-tree`, `update-ref`), so that hooks, filters, attributes and signing have no say;
what is asked of git gets its words as arguments, never through a shell. Needs git 2.30 or newer.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence

from briefing_tui.errors import LibraryError
from briefing_tui.i18n import _

PATIENCE = 60.0
"""Seconds that one question may take."""
_ALOOF = (
    *("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.attributesFile=/dev/null"),
    *(
        "-c",
        "protocol.ext.allow=never",
        "-c",
        "commit.gpgSign=false",
        "-c",
        "gc.auto=0",
        "-c",
        "log.showSignature=false",
    ),
    *("-c", "core.quotePath=false", "-c", "core.pager=cat", "-c", "alias.log=", "-c", "core.autocrlf=false"),
)


class GitError(LibraryError):
    """git is not there, or refused; the message has its first line."""


def is_there() -> bool:
    """Whether the machine has git."""
    return shutil.which("git") is not None


class Git:
    """Questions to one repository."""

    def __init__(self, root: str) -> None:
        """`root` is a folder in the repository's work tree: the library."""
        self.root = os.path.abspath(root)

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
        command = [
            "git",
            *_ALOOF,
            "-c",
            f"safe.directory={self.root}",
            "-c",
            "safe.directory=*",
            "-C",
            self.root,
            *words,
        ]
        try:
            done = subprocess.run(  # noqa: S603 - git itself, words as arguments
                command,
                input=data if data is not None else b"",
                capture_output=True,
                env=_environment(more),
                timeout=patience,
                check=False,
            )
        except FileNotFoundError:
            raise GitError(
                _("git is not installed"), hint=_("history needs it; all else works without")
            ) from None
        except subprocess.TimeoutExpired:
            raise GitError(_("git does not answer")) from None
        return done.returncode, done.stdout, done.stderr

    def text(self, *words: str) -> str:
        """Output as text, without the line end."""
        return self.run(*words).decode("utf-8", "replace").rstrip("\n")

    def head(self) -> str:
        """The newest commit; empty before the first one."""
        code, out, _err = self.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        return out.decode("ascii", "replace").strip() if code == 0 else ""

    def prefix(self) -> str:
        """The library's folder inside the work tree, with `/` behind it; empty when it is the work tree itself."""
        return self.text("rev-parse", "--show-prefix")


def _environment(more: Mapping[str, str] | None) -> dict[str, str]:
    """Without a word of GIT_*, with the settings of no user and no system."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    fixed = {
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_ATTR_NOSYSTEM": "1",
        "LC_ALL": "C.UTF-8",
    }
    return {**kept, **fixed, **(more or {})}


def _first_line(err: bytes) -> str:
    return err.decode("utf-8", "replace").strip().partition("\n")[0].removeprefix("fatal: ")[:200]


def arguments(names: Sequence[str]) -> list[str]:
    """Paths as git takes them: to the letter, behind `--`."""
    return ["--", *(f":(literal,top){name}" for name in names)]
