"""Published issues, and nothing else, sent to a second place, from which hosts serve readers (`remotes.PUBLISHED`).

That place has a line of its own, made of published states only: no draft, no commit of an editor and no file of the house is in it, nor is a
comment or a key that the format does not know. An issue that is taken back goes there, too; what was out stays in that line's past. Several
machines may send: each commit says which state of the editors' line it was made from, and an older one never replaces a newer one.
"""

import random
import time
from collections.abc import Callable
from typing import NamedTuple

from briefing_tui.errors import BriefingError, LibraryError
from briefing_tui.i18n import _
from briefing_tui.library.format.codec import dump_issue
from briefing_tui.library.history.git import Git
from briefing_tui.library.history.kept import ISSUE
from briefing_tui.library.history.recording import issue_in
from briefing_tui.library.history.summary import summary
from briefing_tui.library.sync import chain, refs, transport
from briefing_tui.library.sync.blobs import BlobStore, Files, file_of
from briefing_tui.library.sync.exchange import TRIES
from briefing_tui.library.sync.remotes import ORIGIN, PUBLISHED, Remote, check_repository, remote
from briefing_tui.model.issue import PUBLISHED as IS_OUT

_NAME = "briefing-tui"
"""Who signs there: no editor."""
_FROM = " ← "
"""Before the state that a commit was made from."""


class Sent(NamedTuple):
    """What was sent."""

    lines: tuple[str, ...] = ()
    """An issue each, in words."""
    behind: bool = False
    """Another machine has sent a newer state."""


def publish(root: str, *, wait: Callable[[float], None] = time.sleep) -> Sent:
    """Send what is published in the editors' shared line, or here where there is none. BriefingError with one line when that cannot be done."""
    git, place = check_repository(root), remote(root, PUBLISHED)
    source = refs.commit_at(git, f"refs/briefing/{ORIGIN}") or git.head()
    if not source:
        return Sent()
    for tries in range(1, TRIES + 1):
        try:
            return _once(git, place, source)
        except transport.RacedError:
            wait(random.uniform(0, 0.2 * 2 ** min(tries, 6)))  # noqa: S311 - no secret
    raise LibraryError(
        _("others were quicker {count} times").format(count=TRIES), hint=_("try again in a minute")
    )


def _once(git: Git, place: Remote, source: str) -> Sent:
    blobs = BlobStore(git)
    last = refs.commit_at(git, place.ref)
    there = transport.fetch(git, place.url, [last] if last else [])
    made_from = _made_from(git, there)
    if made_from and not refs.is_behind(git, made_from, source):
        return Sent(behind=True)
    before, files = blobs.files(there), blobs.files(source)
    known = blobs.files(made_from)
    same = {name for name, blob in files.items() if known.get(name) == blob}
    after = {name: before[name] for name in same if name in before}
    after.update(published_files(blobs, {name: files[name] for name in files.keys() - same}))
    commits = [
        chain.ChainCommit(
            _NAME, "", "", f"{_told(blobs, name, before, after)}{_FROM}{source}", {name: after.get(name)}
        )
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]
    line = chain.write(git, blobs, there, commits, _NAME)
    if commits:
        transport.push(git, place.url, line, there)
    if line:
        refs.move(git, {place.ref: line})
    return Sent(tuple(one.what.partition(_FROM)[0] for one in commits))


def published_files(blobs: BlobStore, files: Files) -> Files:
    """The published issues among files, as readers get them."""
    blobs.fetch(files.values())
    found: Files = {}
    for name, blob in files.items():
        issue = issue_in(blobs.data(blob)) if file_of(name).kind == ISSUE else None
        if issue is None or issue.workflow.status != IS_OUT:
            continue
        try:
            made = blobs.make(dump_issue(issue).encode())
        except BriefingError:
            continue
        if made is not None:
            found[name] = made
    return found


def _told(blobs: BlobStore, name: str, before: Files, after: Files) -> str:
    key = file_of(name).key
    assert key is not None
    return summary(key, issue_in(blobs.data(before.get(name))), issue_in(blobs.data(after.get(name))))


def _made_from(git: Git, there: str) -> str:
    """The editors' state that the newest commit there was made from; empty when it does not say."""
    if not there:
        return ""
    source = git.text("log", "-1", "--format=%s", there).rpartition(_FROM)[2]
    return source if len(source) == len(there) and source.isalnum() else ""
