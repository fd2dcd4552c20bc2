"""What an import did with each character: kept, kept as a value, dropped with a reason, or in doubt.

`Ledger` is written to by every stage as it consumes text; `Report` is what the user gets. All counts are of
non-blank characters of the source as it is kept (`text.entry`). Line numbers are those of the source, from 1. The
promise: source = kept + values + dropped, as multisets of characters; a disagreement is itself reported.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing_tui.i18n import _, ngettext
from briefing_tui.importers.tally import CharacterTally
from briefing_tui.model.finding import HINT, Finding
from briefing_tui.model.issue import Issue

RULE = "import"
"""Of all findings made here."""
PAGE_NUMBER = "page number"
RUNNING_HEAD = "running head"
CONTENTS = "contents"
NUMBER_LABEL = "number label"
ITEM_MARK = "item mark"
LEAD_STOP = "lead stop"
BRACKETS = "brackets"
LABEL = "label"
RULE = "rule"
END_DASHES = "end dashes"
SEPARATOR = "separator"
COPY_NUMBER = "copy number"
REPEATED = "repeated"
RECORD = "record"
INVISIBLE = "invisible"
FRONT_MATTER = "front matter"
MARKDOWN = "markdown"
IMPOSSIBLE = "impossible"
WEEKDAY = "weekday"
MONTH = "month"
WEB = "web page"
MAIL = "mail"
PICTURE = "picture"


def reason_names() -> dict[str, str]:
    """The reasons for dropping text, in the language in use."""
    return {
        PAGE_NUMBER: _("page numbers"),
        RUNNING_HEAD: _("running heads"),
        CONTENTS: _("contents"),
        NUMBER_LABEL: _("number labels"),
        ITEM_MARK: _("item marks"),
        LEAD_STOP: _("full stops behind titles"),
        BRACKETS: _("brackets of heads"),
        LABEL: _("label words"),
        RULE: _("rules"),
        END_DASHES: _("dashes of the end mark"),
        SEPARATOR: _("separators of lists"),
        COPY_NUMBER: _("copy number"),
        REPEATED: _("repeated particulars"),
        RECORD: _("sign-off and contact lines"),
        INVISIBLE: _("invisible characters"),
        FRONT_MATTER: _("front matter"),
        MARKDOWN: _("Markdown marks"),
        IMPOSSIBLE: _("impossible values"),
        WEEKDAY: _("weekdays and times of day"),
        MONTH: _("months without a day"),
        WEB: _("lines of a web page"),
        MAIL: _("lines of a mail"),
        PICTURE: _("letters of embedded pictures"),
    }


_SHOWN = 30


class Dropped(NamedTuple):
    """Text of the source that is not in the issue."""

    line: int
    text: str
    reason: str
    """One of the constants above; `reason_names` has the words for it."""


class Value(NamedTuple):
    """Text of the source that is in the issue as a number or a date, such as 2024年第14期."""

    line: int
    text: str


class Joined(NamedTuple):
    """A paragraph put together where a page or a line had cut it."""

    line: int
    """The line that goes on from the one before."""
    before: str
    after: str
    """A few characters either side of the join."""


class Unseen(NamedTuple):
    """What is in a file and on no page of it; none of it is in the issue, nor counted in `Report.source`."""

    pictures: int = 0
    comments: int = 0
    deleted: int = 0
    """Characters of deleted text, in a file that keeps its changes."""
    hidden: int = 0
    """Characters of hidden text."""


class Report(NamedTuple):
    """The account of one import. Counts are non-blank characters."""

    source: int
    kept: int
    """In the issue, as text or as a value."""
    dropped: tuple[Dropped, ...]
    values: tuple[Value, ...]
    uncertain: tuple[Finding, ...]
    """Decisions that somebody should look at, by their lines."""
    joined: tuple[Joined, ...]
    pictures: int = 0
    """Pictures that were embedded in the text and are dropped."""
    linked: int = 0
    """Pictures of which the issue has the address alone."""
    added: str = ""
    """Characters in the issue that the source has not: the bars of tables that were set with tabs or blanks."""
    unseen: Unseen = Unseen()

    @property
    def dropped_total(self) -> int:
        """Characters dropped."""
        return sum(len(squeeze(entry.text)) for entry in self.dropped)

    def totals(self) -> dict[str, int]:
        """Characters dropped, by reason, most first."""
        counts: Counter[str] = Counter()
        for entry in self.dropped:
            counts[entry.reason] += len(squeeze(entry.text))
        return dict(counts.most_common())

    def one_line(self) -> str:
        """`7,412 characters kept, 31 dropped: 12 contents, 14 number labels …`."""
        kept = ngettext("{kept} character kept", "{kept} characters kept", self.kept).format(
            kept=f"{self.kept:,}"
        )
        total = self.dropped_total
        if not total:
            return self._with_unseen(_("{kept}, none dropped").format(kept=kept))
        names = reason_names()
        parts = _(", ").join(f"{count:,} {names[reason]}" for reason, count in self.totals().items())
        line = _("{kept}, {total} dropped: {parts}").format(kept=kept, total=f"{total:,}", parts=parts)
        return self._with_unseen(line)

    def _with_unseen(self, line: str) -> str:
        """The line, with what is not kept and no text of the page."""
        unseen = self.unseen
        pictures = self.pictures + unseen.pictures
        told = (
            (pictures, ngettext("{count} picture not kept", "{count} pictures not kept", pictures)),
            (
                unseen.comments,
                ngettext("{count} comment not kept", "{count} comments not kept", unseen.comments),
            ),
            (
                unseen.deleted,
                ngettext("{count} deleted character", "{count} deleted characters", unseen.deleted),
            ),
            (unseen.hidden, ngettext("{count} hidden character", "{count} hidden characters", unseen.hidden)),
        )
        parts = [text.format(count=f"{count:,}") for count, text in told if count]
        if not parts:
            return line
        return _("{line}; {pictures}").format(line=line, pictures=_(", ").join(parts))


def less(text: str, part: str) -> str:
    """The characters of `text` that `part` has not, whatever the order."""
    return "".join((Counter(text) - Counter(part)).elements())


class Ledger:
    """Collects the account while stages consume the source."""

    def __init__(self) -> None:
        self.source = CharacterTally()
        self.kept = CharacterTally()
        self.put_together = CharacterTally()
        """Of what was kept line by line: the whole as it stands in the issue, and its lines away."""
        self.added = CharacterTally()
        self.dropped: list[Dropped] = []
        self.values: list[Value] = []
        self.uncertain: list[Finding] = []
        self.joined: list[Joined] = []
        self.pictures = 0
        """Pictures that were embedded in the text and are dropped."""
        self.linked = 0
        """Pictures of which the text has the address."""
        self.unseen = Unseen()
        self._size = 0
        """Characters of the source."""

    def read(self, text: str) -> None:
        """Source text has come in."""
        self.source.add(text)
        self._size += len("".join(text.split()))

    def read_lines(self, texts: Sequence[str]) -> None:
        """As `read`, of many."""
        for text in texts:
            self.source.add(text)
        self._size += len("".join("".join(texts).split()))

    def keep(self, text: str) -> str:
        """`text` goes into the issue as it stands; returned for use in place."""
        self.kept.add(text)
        return text

    def keep_lines(self, texts: Sequence[str]) -> str:
        """As `keep`, for paragraphs: they are accounted for one by one, as they came, and returned put together."""
        whole = "\n".join(texts)
        if len(texts) < 2:
            return self.keep(whole)
        for text in texts:
            self.kept.add(text)
            self.put_together.add(text, -1)
        self.put_together.add(whole)
        return whole

    def bars(self, number: int) -> None:
        """Text that will be kept has so many bars of a table that the source has not."""
        self.kept.add("|", -number)
        self.added.add("|", number)

    def value(self, line: int, text: str) -> None:
        """`text` is in the issue as a number or a date."""
        if squeeze(text):
            self.values.append(Value(line, text))

    def drop(self, line: int, text: str, reason: str) -> None:
        """`text` is not in the issue. Blanks alone are not worth an entry."""
        if squeeze(text):
            self.dropped.append(Dropped(line, text.strip(), reason))

    def instead(self, line: int, text: str, other: str, reason: str) -> None:
        """`text` is dropped, and text that will be kept has `other` in its place."""
        self.drop(line, text, reason)
        self.kept.add(other, -1)
        self.added.add(other)

    def add(self, text: str) -> None:
        """`text` is once more in the issue than in the source."""
        self.added.add(text)

    def doubt(self, line: int, what: str) -> None:
        """Somebody should look at this."""
        self.uncertain.append(Finding(RULE, HINT, what, line=line))

    def close(self, issue: Issue) -> Report:
        """The report, after the account has been checked against the source and against the issue itself."""
        used = self.kept.copy()
        dropped = CharacterTally(entry.text for entry in self.dropped)
        used.add_all(dropped)
        for value in self.values:
            used.add(value.text)
        expected = self.kept.copy()
        expected.add_all(self.put_together)
        expected.add_all(self.added)
        source, short = self._size, self.source.differences(used)
        for missing, what in (
            (
                short,
                _("the account is short of {sample!r}: please compare with the source"),
            ),
            (
                expected.differences(CharacterTally(printed_texts(issue))),
                _("the issue is short of {sample!r}: please compare with the source"),
            ),
        ):
            if missing:
                self.doubt(0, what.format(sample=missing[:40]))
        if short:
            kept = self.kept.total() + sum(len(squeeze(value.text)) for value in self.values)
        else:  # what adds up need not be counted twice
            kept = source - dropped.total()
        return Report(
            source,
            kept,
            tuple(sorted(self.dropped, key=lambda entry: entry.line)),
            tuple(self.values),
            tuple(sorted(set(self.uncertain), key=lambda one: (one.line, one.text))),
            tuple(self.joined),
            self.pictures,
            self.linked,
            "".join(self.added.characters().elements()),
            self.unseen,
        )


def squeeze(text: str) -> str:
    """`text` without its blanks."""
    return "".join(text.split())


def shown(text: str) -> str:
    """The beginning of `text` for a message: one blank for many, 30 characters at most."""
    bare = " ".join(text.split())
    return bare if len(bare) <= _SHOWN else bare[: _SHOWN - 1] + "…"


def printed_texts(issue: Issue) -> Iterator[str]:
    """Every text of an issue as often as it is printed: a group shared by neighbours comes once. Values not."""
    head = issue.masthead
    yield from (head.publisher, head.title, head.department, head.marking)
    if issue.preface is not None:
        yield from issue.preface
    for section in issue.sections:
        yield section.title
        group = ""
        for item in section.items:
            if item.group != group:
                group = item.group
                yield group
            yield from (item.title, item.body, item.source, item.url, *item.units, *item.tags)
    yield from (entry.text for entry in issue.corrections)
    for line in issue.distribution:
        yield from (line.role, *line.recipients, line.channel)
    if issue.end is not None:
        yield issue.end.mark
