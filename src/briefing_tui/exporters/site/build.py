"""A site of the published issues, made new or brought up to date. Called by the verb `site`.

What an issue changes is written and nothing else: its page, those of its neighbours when it came or went, the lists of its year and of
its topics, the search of its year, the first page, the feed. A run that is cut off is made good by the next one, for what is known
is written last.
"""

import hashlib
import os
from collections.abc import Callable, Iterable
from typing import NamedTuple

from briefing_tui.errors import BriefingError
from briefing_tui.exporters.hypertext.document import page_style
from briefing_tui.exporters.site import pages
from briefing_tui.exporters.site.feed import feed_xml
from briefing_tui.exporters.site.folder import SiteFolder, sweep
from briefing_tui.exporters.site.frame import FEED, INDEX, SCRIPT, SEARCH, STYLE, TOPIC_FOLDERS, SiteLook
from briefing_tui.exporters.site.lists import Lists
from briefing_tui.exporters.site.record import page_of, record_of
from briefing_tui.exporters.site.shard import issue_line
from briefing_tui.exporters.site.state import KnownIssue, SiteState, state_from, state_json
from briefing_tui.i18n import _
from briefing_tui.model.issue import PUBLISHED, Issue
from briefing_tui.model.key import IssueKey
from briefing_tui.version import VERSION

_HERE = os.path.dirname(__file__)
_STATE = "state.json"


class SiteSource(NamedTuple):
    """One file of the library."""

    key: IssueKey
    stamp: tuple[int, ...]
    """Changes when the file does."""
    load: Callable[[], Issue]
    """Reads it; BriefingError."""


class BuildOutcome(NamedTuple):
    """What a run did."""

    issues: int
    """Published issues that the site has."""
    written: int
    """Files."""
    removed: int
    faults: tuple[tuple[IssueKey, BriefingError], ...]
    """Issues that could not be read; what the site had of them it still has."""


class Options(NamedTuple):
    """What was asked of a run."""

    title: str = ""
    """Of the site; empty for the one it has, at first that of the newest issue."""
    address: str = ""
    """Of its root, for the feed; empty for relative links."""
    fresh: bool = False
    """Write everything again."""
    language: str = "zh-CN"


def build_site(
    folder: SiteFolder,
    sources: Iterable[SiteSource],
    options: Options,
    progress: Callable[[int, str], None] = lambda _done, _name: None,
) -> BuildOutcome:
    """Bring the site in `folder` up to date with `sources`, newest first. ExportError when the folder cannot be used."""
    with folder.held():
        run = _Run(folder, options, progress)
        return run.finish(run.issues(sources))


class _Run:
    """One run."""

    def __init__(self, folder: SiteFolder, options: Options, progress: Callable[[int, str], None]) -> None:
        self._folder = folder
        self._options = options
        self._progress = progress
        self._faults: list[tuple[IssueKey, BriefingError]] = []
        self._kept: dict[str, KnownIssue] = {}
        """What will be known of each published issue."""
        state = state_from(folder.state(_STATE))
        title = options.title or state.title
        self._title = title
        self._first_title = state.first_title
        self._look = SiteLook(title, options.language)
        fresh = options.fresh or state.look != self._sum(title)
        self._known = state.issues
        left = [*folder.begun(), *(folder.named_as_ours() if not state.files else ())]
        folder.known = {**state.files, **{name: [-1, -1] for name in left}}
        sweep(folder)
        damaged = folder.damaged()
        for name in folder.known if fresh else damaged:
            folder.known[name] = [-1, -1]
        self._lists = Lists(folder, state.years, fresh=fresh, damaged=damaged)
        self._again = set(folder.known) if fresh else damaged
        """Pages to be written whatever is known of their issues."""

    def issues(self, sources: Iterable[SiteSource]) -> int:
        """The pages of the issues; how many there are."""
        newer, waiting = "", None
        total = 0
        for done, source in enumerate(sources):
            self._progress(done, str(source.key))
            current = self._look_at(source)
            if current is None:
                continue
            if not self._title:
                self._title = current[1].masthead.title if current[1] is not None else ""
                self._look = self._look._replace(title=self._title or "简报")
            total += 1
            stem = source.key.stem
            if waiting is not None:
                self._write(waiting, newer, stem)
                newer = waiting[0].key.stem
            waiting = current
        if waiting is not None:
            self._write(waiting, newer, "")
        return total

    def finish(self, total: int) -> BuildOutcome:
        """Lists, search, first page, feed; then what is to be known."""
        folder, look = self._folder, self._look
        if not look.title:
            self._look = look = look._replace(title="简报")
        self._first_title = self._first_title or look.title
        self._lists.finish(look, self._kept)
        newest = self._lists.newest(max(pages.RECENT, 20))
        years = self._lists.counts
        topics = self._lists.topics
        folder.put(INDEX, pages.first_page(look, newest, years, topics))
        for kind in TOPIC_FOLDERS:
            folder.put(f"{TOPIC_FOLDERS[kind]}/index.html", pages.topics_index(look, kind, topics))
        folder.put(SEARCH, pages.search_page(look, years))
        folder.put(FEED, feed_xml(look, newest, self._options.address, self._first_title))
        folder.put(STYLE, page_style() + _read("site.css"))
        folder.put(SCRIPT, _read("search.js"))
        removed = folder.remove_others()
        self._keep()
        return BuildOutcome(total, folder.written, removed, tuple(self._faults))

    def _look_at(self, source: SiteSource) -> tuple[SiteSource, Issue | None] | None:
        """The source with its issue when it was read; None for one that is not published."""
        stem = source.key.stem
        known = self._known.get(stem)
        if known is not None and known.stamp == source.stamp and self._is_whole(stem):
            return source, None
        try:
            issue = source.load()
        except BriefingError as error:
            self._faults.append((source.key, error))
            return None if known is None else (source._replace(stamp=known.stamp), None)
        if issue.workflow.status != PUBLISHED:
            return None
        record = record_of(issue, source.key)
        self._lists.add(record, issue_line(stem, record.number, issue))
        return source, issue

    def _is_whole(self, stem: str) -> bool:
        return page_of(stem) not in self._again and self._lists.has(stem)

    def _write(self, entry: tuple[SiteSource, Issue | None], newer: str, older: str) -> None:
        source, issue = entry
        stem = source.key.stem
        known = self._known.get(stem)
        now = KnownIssue(source.stamp, newer, older)
        self._kept[stem] = now
        if issue is None and known is not None and known[1:] == now[1:]:
            self._folder.expected.add(page_of(stem))
            return
        if issue is None:
            try:
                issue = source.load()
            except BriefingError:  # told already, or gone this moment: the next run sees it
                self._kept[stem] = now._replace(newer="?")
                self._folder.expected.add(page_of(stem))
                return
        self._folder.put(page_of(stem), pages.issue_page(self._look, stem, issue, newer, older))

    def _keep(self) -> None:
        state = SiteState(
            self._sum(self._title),
            self._title,
            self._kept,
            self._lists.known(),
            self._folder.known,
            self._first_title,
        )
        self._folder.keep(_STATE, state_json(state))
        self._folder.settled()

    def _sum(self, title: str) -> str:
        """Of all that every page is made from besides its issue; the words are those of one language."""
        parts = (
            VERSION,
            title,
            _("Sections"),
            self._options.language,
            page_style(),
            _read("site.css"),
            _read("search.js"),
        )
        return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


def _read(name: str) -> str:
    with open(os.path.join(_HERE, name), encoding="utf-8") as file:
        return file.read()
