"""One try of a sync: fetch, plan, push, then the files. Made by `exchange`, which says in which order what is safe and why."""

import time
from typing import NamedTuple

from briefing_tui.errors import LibraryError
from briefing_tui.i18n import _
from briefing_tui.library.history.git import Git
from briefing_tui.library.history.kept import kept_on_disk
from briefing_tui.library.history.recording import alone
from briefing_tui.library.sync import chain, refs, transport
from briefing_tui.library.sync.applying import Applied, apply, state_of
from briefing_tui.library.sync.blobs import NONE, BlobStore, Changed, Files
from briefing_tui.library.sync.plan import Decided, Newer, Three, plan
from briefing_tui.library.sync.remotes import Remote
from briefing_tui.library.sync.state import BASE, PENDING, Waiting
from briefing_tui.library.sync.watched import Progress

_SKEW = 600
"""Seconds that a clock may differ without a word."""


class RewrittenError(LibraryError):
    """What others had is no longer what it was behind."""


class SyncOutcome(NamedTuple):
    """What a sync did."""

    came: tuple[Decided, ...] = ()
    """What the files here became."""
    went: tuple[Decided, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    """What is left to a person, here in both versions."""
    late: tuple[tuple[str, str], ...] = ()
    """Names of files that were just being changed or cannot be written, with the reason; the next sync has them."""
    tries: int = 1
    skew: int = 0
    """Seconds that the newest commit of the others is in the future of this machine."""
    blobs: BlobStore | None = None
    """For whoever tells what came."""


class SyncWish(NamedTuple):
    """How to sync."""

    who: str
    follow: bool = False
    """Only follow: a mirror for readers."""
    rewritten: bool = False
    """Go on although the others' line was rewritten."""
    every: int = 0
    """Seconds until the next one, for `.sync`."""


class SyncTry:
    """One try."""

    def __init__(self, git: Git, wish: SyncWish, place: Remote, progress: Progress | None = None) -> None:
        self._git = git
        self._progress = progress
        self._wish = wish
        self._place = place
        self._blobs = BlobStore(git)
        self._settled: dict[str, str] = {}
        """What a person brought together since the last sync."""

    def run(self) -> SyncOutcome:
        """All of it; RacedError when others pushed meanwhile: then no file was touched."""
        git, blobs = self._git, self._blobs
        known, head = refs.commit_at(git, self._place.ref), git.head()
        pending = refs.commit_at(git, PENDING)
        theirs = transport.fetch(
            git, self._place.url, [one for one in {known, pending, head} if one], self._progress
        )
        base, known = self._base(known, pending, theirs, head)
        newer = _newer(blobs.changes(known, theirs))
        three = self._three(base, head, theirs)
        decided = plan(blobs, three, newer, follow=self._wish.follow)
        if not decided and theirs == head == refs.commit_at(git, self._place.ref):
            return SyncOutcome()
        made = self._push(decided, three, head, theirs)
        applied = self._apply(decided, made)
        waiting = tuple(one.waiting for one in decided.values() if one.waiting is not None)
        came = tuple(one for one in decided.values() if one.comes and one.file.name in applied.done)
        went = tuple(one for one in decided.values() if one.waiting is None and one.goes)
        return SyncOutcome(came, went, waiting, applied.late, 1, self._skew(theirs), blobs)

    def _base(self, known: str, pending: str, theirs: str, head: str) -> tuple[str, str]:
        """The commit whose files are in common, and the one up to which the others' line is known."""
        git, base = self._git, refs.commit_at(self._git, BASE)
        if pending:
            pushed = refs.commit_at(git, f"{pending}^1")
            if theirs and refs.is_behind(git, pushed, theirs):
                base, known = pending, pushed  # the push of a sync that was cut off had arrived
        if known and not (theirs and refs.is_behind(git, known, theirs)):
            if not self._wish.rewritten:
                raise RewrittenError(
                    _("the place that is shared has lost or rewritten what it had"),
                    hint=_("if that is meant: `{command}`; nothing here is lost by it").format(
                        command="briefing-tui sync --rewritten"
                    ),
                )
            base = known = refs.in_common(git, known, theirs)
        if not base:
            base = known = refs.in_common(git, head, theirs)
        return base, known

    def _three(self, base: str, head: str, theirs: str) -> Three:
        """The files in three versions; what a person settled counts as being in common."""
        blobs = self._blobs
        if self._wish.follow:
            found = {
                name: state_of(self._git.root, one) for name, one in kept_on_disk(self._git.root).items()
            }
            mine = {name: blob for name, blob in found.items() if blob is not None}
        else:
            mine = blobs.files(head)
        common = blobs.files(base)
        self._settled = refs.settled(self._git, sorted({*common, *mine}))
        common.update(self._settled)
        return Three(common, mine, blobs.files(theirs))

    def _push(self, decided: dict[str, Decided], three: Three, head: str, theirs: str) -> "_Made":
        """What the others' newest commit is now, and what is in common from then on."""
        git, blobs = self._git, self._blobs
        going = [one for one in decided.values() if one.waiting is None and one.goes]
        line = theirs
        if going:
            line = self._straight(decided, head, theirs) or self._onto(decided, three, head, theirs)
        if not line:
            return _Made("", {})
        made = _Made(line, blobs.files(line))
        base = self._base_of(
            made, {name: one.mine if one.waiting is None else _before(one) for name, one in decided.items()}
        )
        if going:
            refs.move(git, {PENDING: base})
            transport.push(git, self._place.url, line, theirs, self._progress)
        refs.move(git, {self._place.ref: line, BASE: base, PENDING: "", **refs.unsettled(git, self._settled)})
        return made

    def _onto(self, decided: dict[str, Decided], three: Three, head: str, theirs: str) -> str:
        """What was saved here, made again behind the others' newest commit."""
        own = self._blobs.changes(theirs, head)
        foreign = next((name for one in own for name in one.foreign), "")
        if foreign:
            raise LibraryError(
                _("a commit of this repository changes {file}, which is no file of the library").format(
                    file=foreign
                ),
                hint=_("bring it to the others by git itself first"),
            )
        commits = chain.remade(self._blobs, own, decided, three.theirs)
        return chain.write(self._git, self._blobs, theirs, commits, self._wish.who)

    def _straight(self, decided: dict[str, Decided], head: str, theirs: str) -> str:
        """The newest commit here, when the others only have to go on to it; empty when they have not."""
        if any(one.waiting is not None or one.result != one.mine for one in decided.values()):
            return ""
        return head if not theirs or refs.is_behind(self._git, theirs, head) else ""

    def _base_of(self, made: "_Made", common: dict[str, str | None]) -> str:
        """A commit behind the shared line whose files are what is in common: its files, but for those in `common`."""
        files = {name: blob for name, blob in common.items() if made.files.get(name) != blob}
        commit = chain.ChainCommit("", "", "", "base", files)
        return chain.write(self._git, self._blobs, made.line, [commit], self._wish.who)

    def _apply(self, decided: dict[str, Decided], made: "_Made") -> Applied:
        """The files, then the newest commit here and what is in common."""
        with alone(self._git.root):
            coming = [one for one in decided.values() if one.comes]
            applied = apply(self._git.root, self._blobs, coming, self._progress)
            if made.line:
                self._move_head(made, applied)
                late = {name for name, _reason in applied.late}
                common = {
                    name: one.mine if one.waiting is None else _before(one)
                    for name, one in decided.items()
                    if name in late or one.waiting is not None
                }
                refs.move(self._git, {BASE: self._base_of(made, common)})
        return applied

    def _move_head(self, made: "_Made", applied: Applied) -> None:
        """To the shared line, and behind it what differs here: what waits, came late or was saved while the sync ran."""
        git, blobs, line = self._git, self._blobs, made.line
        head, start = git.head(), made.line
        if not self._wish.follow:
            here = blobs.files(head)
            names = {name for name in {*here, *made.files} if here.get(name) != made.files.get(name)}
            own = blobs.changes(line, head)
            commits = chain.as_it_was(own, names - applied.done, here, made.files)
            start = chain.write(git, blobs, line, commits, self._wish.who)
        if start != head:
            git.run("update-ref", "-m", "briefing-tui sync", "HEAD", start, head or NONE)
            _follow_index(git, blobs, head, start)

    def _skew(self, theirs: str) -> int:
        """Seconds by which the others' newest commit is of the future."""
        if not theirs:
            return 0
        stamp = self._git.text("log", "-1", "--format=%ct", theirs)
        ahead = int(stamp) - int(time.time()) if stamp.isdigit() else 0
        return ahead if ahead > _SKEW else 0


class _Made(NamedTuple):
    """The line of the others after the push."""

    line: str
    """Its newest commit."""
    files: Files


def _before(one: Decided) -> str | None:
    """The version in common of a file that waits."""
    return (one.waiting.base or None) if one.waiting is not None else None


def _newer(changes: list[Changed]) -> Newer:
    found: dict[str, set[str | None]] = {}
    for one in changes:
        for name, (_old, new) in one.files.items():
            found.setdefault(name, set()).add(new)
    return found


def _follow_index(git: Git, blobs: BlobStore, old: str, new: str) -> None:
    """The index of whoever uses git by hand follows, when it is free."""
    before, after = blobs.files(old), blobs.files(new)
    rows = [
        f"100644 {after[name]}\t{name}\n" if name in after else f"0 {'0' * 40}\t{name}\n"
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]
    git.ask("update-index", "--index-info", data="".join(rows).encode())
