"""The bulletin as plain values.

Immutable named tuples: a change is `_replace`, and undo, preview, proof rules and exporters are functions of an
`Issue`. (Named tuples rather than frozen dataclasses: twenty classes cost 3 ms at start instead of 30, which the
shell verbs would feel.) Texts are as the reader shall see them: cleaned of control characters when loaded
(`text.clean`), never mark-up. Pieces that an editor can move carry an identity, which is no part of their value
(`model.identity`). No files, no clock, no terminal here.
"""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from briefing_tui.model.identity import with_identity
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.text.numerals import TITLE_NUMBER_BEGINS

END_MARK = "以下无正文"
DRAFT, REVIEW, PUBLISHED = STATUSES = ("draft", "review", "published")
ROLES = ("报", "送", "抄送", "发", "呈")
RUN_IN, HEAD = TITLES = ("run-in", "head")
"""How the titles of a section's items stand: before their text in its first paragraph, or on a line of their own."""


class Masthead(NamedTuple):
    """报头: who publishes, what it is called, which number."""

    publisher: str = ""
    title: str = ""
    year: int = 0
    number: int = 0
    kind: str = ISSUE
    total: int | None = None
    """总期号, the running number since the first issue."""
    date: dt.date | None = None
    department: str = ""
    marking: str = ""
    """内部资料 注意保存 and the like, printed top left."""


class Step(NamedTuple):
    """One step of the issue's life, as the record keeps it."""

    who: str = ""
    when: str = ""
    """Local date and time to the minute, `2024-12-16 15:02`; what stands in the file is kept as it is."""
    what: str = ""
    """拟稿, 核稿, 签发, 更正 or any other word."""


class Workflow(NamedTuple):
    """How far the issue has come; belongs to the record, is not printed."""

    status: str = "draft"
    """One of `STATUSES`."""
    steps: tuple[Step, ...] = ()
    """What was done, oldest first."""


@with_identity
class Preface(NamedTuple):
    """编者按 or 卷首语, before the sections."""

    title: str = ""
    body: str = ""


@with_identity
class Item(NamedTuple):
    """条目 or 文章: a title and a body of one paragraph a line."""

    title: str = ""
    body: str = ""
    group: str = ""
    """小栏目: the sub-head this item stands under; equal neighbours share one."""
    source: str = ""
    url: str = ""
    units: tuple[str, ...] = ()
    """报送单位: who contributed it."""
    tags: tuple[str, ...] = ()
    origin: str = ""
    """What it was made from (`model.origin`): an older item (`2024-13#4`), one of another library (`示例分公司 2024-14#3`), or a file of the
    inbox, relative to that. Not printed."""


@with_identity
class Section(NamedTuple):
    """栏目: a titled group of items."""

    title: str = ""
    numbered: bool = False
    """Items carry 1. 2. 3."""
    continued: bool = False
    """Numbers go on from the numbered section before instead of starting at 1."""
    items: tuple[Item, ...] = ()
    titles: str = ""
    """One of `TITLES`; empty for what is usual: numbered items run in, others have heads."""

    @property
    def runs_in(self) -> bool:
        """Whether titles run in: one look for all items of the section, however long they are."""
        return self.titles == RUN_IN or (not self.titles and self.numbered)


@with_identity
class Distribution(NamedTuple):
    """One line of the tail: to whom, and by which channel."""

    role: str = ""
    """报, 送, 抄送, 发, 呈 …: an open set."""
    recipients: tuple[str, ...] = ()
    channel: str = ""


@with_identity
class Correction(NamedTuple):
    """更正: what was changed in an issue that was published already. Printed before the end mark."""

    date: dt.date | None = None
    item: int | None = None
    """Running position (from 1) of the item it is about, when it was made; None for the issue as a whole."""
    text: str = ""
    """What was wrong and how it reads now; one line."""


class End(NamedTuple):
    """The last table of the file; its absence tells of a file cut off."""

    mark: str = END_MARK
    """The printed end mark; empty prints none."""
    copies: int | None = None
    """共印…份."""


@with_identity
class Issue(NamedTuple):
    """简报的一期."""

    masthead: Masthead = Masthead()
    workflow: Workflow = Workflow()
    preface: Preface | None = None
    sections: tuple[Section, ...] = ()
    distribution: tuple[Distribution, ...] = ()
    end: End | None = End()
    """None when the file has no `[end]`: it may have been cut off."""
    corrections: tuple[Correction, ...] = ()

    @property
    def key(self) -> IssueKey:
        """The key its masthead gives; 0 stands for what is not filled in yet."""
        head = self.masthead
        return IssueKey(head.year, head.kind, head.number)

    def item_total(self) -> int:
        """How many items the issue has."""
        return sum(len(section.items) for section in self.sections)


class NumberedItem(NamedTuple):
    """An item with its place in the issue."""

    position: int
    """Running position in the issue, from 1: the 3 of `2024-14#3`."""
    section: int
    """Index into `Issue.sections`, from 0."""
    label: str
    """The printed number with its mark (`3.`), or empty in a section without numbers."""
    item: Item

    @property
    def title(self) -> str:
        """The title as it is printed: one that begins with a number has no other before it."""
        title = self.item.title
        if not self.label or title[:1] not in TITLE_NUMBER_BEGINS:
            return title
        from briefing_tui.text.doubled import without_number  # most verbs print no number

        return without_number(title)


def walk_items(issue: Issue) -> Iterator[NumberedItem]:
    """All items in order, with the number that is printed before each."""
    position = number = 0
    for index, section in enumerate(issue.sections):
        if section.numbered and not section.continued:
            number = 0
        for item in section.items:
            position += 1
            if section.numbered:
                number += 1
            yield NumberedItem(position, index, f"{number}." if section.numbered else "", item)
