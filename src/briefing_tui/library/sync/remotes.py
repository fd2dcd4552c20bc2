"""Where a library is synced to: at most two addresses, in the configuration of its repository, of which nothing else is read.

ORIGIN is the line that editors share. PUBLISHED is another repository, which gets published issues alone. Addresses are https, ssh or a
path; one that git would take for an option or a program is refused, also when it was put there by other means. A password belongs into no address.
"""

import os
import re
from typing import NamedTuple

from briefing_tui.errors import ExistsError, LibraryError, NotFoundError, UsageError
from briefing_tui.i18n import _
from briefing_tui.library.history.git import Git, GitError, is_there

ORIGIN, PUBLISHED = NAMES = ("origin", "published")
_LENGTH = 2000
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_PROGRAM = re.compile(r"[A-Za-z0-9+.-]+::")
_SCP = re.compile(r"(?:\w[\w.-]*@)?(?:\w[\w.-]*|\[[0-9a-fA-F:]+\]):[^:].*\Z", re.ASCII)
_HOST = re.compile(r"[A-Za-z0-9+.-]+://(?:([^@/]*)@)?(\[[0-9a-fA-F:]+\]|[A-Za-z0-9._-]+)(?::[0-9]+)?/.")
_REF = "refs/briefing/"


class Remote(NamedTuple):
    """One address."""

    name: str
    """One of NAMES."""
    url: str

    @property
    def ref(self) -> str:
        """Its newest commit that is known here."""
        return f"{_REF}{self.name}"


def check_url(url: str) -> str:
    """The address as git is given it, a path made absolute; UsageError for one that is none."""
    if not url or len(url) > _LENGTH or not url.isprintable() or url != url.strip():
        raise UsageError(_("expected an address of a repository: https://…, ssh://… or a path"))
    if url.startswith("-") or _PROGRAM.match(url):
        raise UsageError(_("an address that git would take for an option or a program is refused"))
    if scheme := _SCHEME.match(url):
        return _with_host(url, scheme[1].lower())
    if ":" in url.partition("/")[0] and not url.startswith((".", "~")):
        if not _SCP.match(url):
            raise UsageError(_("expected an address of a repository: https://…, ssh://… or a path"))
        return url
    return os.path.abspath(os.path.expanduser(url))


def _with_host(url: str, scheme: str) -> str:
    if scheme == "file":
        path = url[len("file://") :]
        if not path.startswith("/"):
            raise UsageError(_("expected an absolute path behind file://"))
        return path
    if scheme not in {"https", "ssh"}:
        raise UsageError(_("{scheme}: is not used; https, ssh or a path").format(scheme=scheme))
    parts = _HOST.match(url)
    if parts is None or parts[2].startswith("-") or (parts[1] or "").startswith("-"):
        raise UsageError(_("expected an address of a repository: https://…, ssh://… or a path"))
    if ":" in (parts[1] or "") or (scheme == "https" and parts[1]):
        raise UsageError(
            _("an address has no password or token in it"),
            hint=_("ssh with a key, or a line for the host in ~/.netrc"),
        )
    return url


def remotes(root: str) -> list[Remote]:
    """The addresses, ORIGIN first; none where there is no repository of the library."""
    if not is_there():
        return []
    path = _config(Git(root))
    if path is None:
        return []
    code, out, _err = Git(root).ask(
        "config", "--file", path, "--no-includes", "-z", "--get-regexp", r"^remote\..*\.url$"
    )
    found: dict[str, str] = {}
    for row in out.decode("utf-8", "replace").split("\0") if code == 0 else ():
        key, _line, value = row.partition("\n")
        name = key.removeprefix("remote.").removesuffix(".url")
        if name in NAMES:
            found.setdefault(name, value)
    return [Remote(name, found[name]) for name in NAMES if name in found]


def remote(root: str, name: str = ORIGIN) -> Remote:
    """One of them, its address looked at again; NotFoundError with what to do when there is none."""
    for one in remotes(root):
        if one.name == name:
            return one._replace(url=check_url(one.url))
    option = " --published" if name == PUBLISHED else ""
    raise NotFoundError(
        _("the library is synced with no other place yet"),
        hint=_("`{command}` names one").format(command=f"briefing-tui remote add{option} URL"),
    )


def add(root: str, url: str, name: str = ORIGIN) -> Remote:
    """Note an address; makes the repository where there is none. ExistsError when there is an address already."""
    made = Remote(name, check_url(url))
    _begin(root)
    if any(one.name == name for one in remotes(root)):
        raise ExistsError(
            _("there is an address already"),
            hint=_("`{command}` forgets it").format(command="briefing-tui remote remove"),
        )
    _write(root, f"remote.{name}.url", made.url)
    return made


def remove(root: str, name: str = ORIGIN) -> None:
    """Forget an address, and what was known of the place; files and history stay. NotFoundError when there is none."""
    if not any(one.name == name for one in remotes(root)):
        raise NotFoundError(_("there is no such address"))
    git = Git(root)
    git.run("config", "--file", _config(git) or "", "--unset-all", f"remote.{name}.url")
    known = [_REF + name] if name == PUBLISHED else [_REF + one for one in (name, "base", "pending")]
    for ref in known:
        git.ask("update-ref", "-d", ref)


def check_repository(root: str) -> Git:
    """The repository of a library that can be synced: its own, with the library at its top. LibraryError that says why not."""
    git = Git(root)
    code, out, _err = git.ask("rev-parse", "--show-prefix")
    if code:
        raise LibraryError(
            _("the library has no repository"),
            hint=_("`{command}` names one").format(command="briefing-tui remote add URL"),
        )
    if out.strip():
        raise LibraryError(
            _("the library is a folder of a repository that somebody else keeps"),
            hint=_("sync it with the rest, by git itself"),
        )
    return git


def _begin(root: str) -> None:
    if not is_there():
        raise GitError(_("git is not installed"), hint=_("history needs it; all else works without"))
    Git(root).make()
    check_repository(root)


def _config(git: Git) -> str | None:
    code, out, _err = git.ask("rev-parse", "--absolute-git-dir")
    return None if code else os.path.join(out.decode("utf-8", "surrogateescape").rstrip("\n"), "config")


def _write(root: str, key: str, value: str) -> None:
    git = Git(root)
    git.run("config", "--file", _config(git) or "", "--replace-all", key, value)
