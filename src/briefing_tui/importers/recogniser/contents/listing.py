"""The printed table of contents: what it says, and what a line of it is less its mark and its page.

It is used to confirm heads of the text, and not stored. `block` finds where it stands.
"""

from typing import NamedTuple

from briefing_tui.importers.recogniser.lines import SourceLine, compare_form
from briefing_tui.importers.report import squeeze
from briefing_tui.text.late_pattern import Signed, late
from briefing_tui.text.marks import (
    BULLETS,
    MARK_BEGINS,
    Lead,
    bracket_head,
    is_title_like,
    read_mark,
    split_lead,
)
from briefing_tui.text.remembered import remembered

_HEADS = frozenset(
    (
        "目录",
        "本期目录",
        "内容目录",
        "目次",
        "本期目次",
        "要目",
        "本期要目",
        "本期内容",
        "本期摘要",
        "本期提要",
        "内容提要",
        "内容摘要",
        "本期导读",
        "内容导读",
        "导读",
        "CONTENTS",
        "目錄",
        "本期目錄",
    )
)
_BODY_HEADS = frozenset(
    ("本期详情", "详情", "详细内容", "具体内容", "本期正文", "正文", "要目详情", "内容详情")
)
"""What may stand between the contents and the text."""
ENTRY_LIMIT = 70
"""Characters of a contents line; what is longer is text."""
_LEADERS = ".…·․‥．—-_＿/／ \t\u3000"
_PAGE = late(
    r"(?P<bracket>[（(]?)[ \u3000]*(?P<word>详?见?第|[Pp][.．]?|详?见)?[ \u3000]*[0-9０-９]{1,4}(?:[-—–~～][0-9０-９]{1,4})?[ \u3000]*(?P<unit>页|版)?[ \u3000]*[）)]?\Z"
)
_PAGE_REACH = 100
"""Characters at the end of a text in which its page number is looked for: a paragraph is asked with each of its lines."""
_UNIT_BEHIND = Signed("….．·", "[ \u3000]*(?:…{2,}|[.．·]{4,})[ \u3000]*[\u4e00-\u9fff]{2,16}\\Z")
"""…… 县商务局: who sent the item in, between leaders and page."""
_UNIT_REACH = 60
_TITLE_AND_TEXT = late("([^\u3000。；]{4,40}?)(?:\u3000+|[ \u3000\t]{2,})(\\S[^\u3000]*[。；！？].*)\\Z")
_PAGE_ALONE = late(r"[.…·․‥．\s]{2,}[0-9]{1,4}\Z")


_AROUND_HEAD = f"[]〔〕［］《》〈〉—-=*·：:#≡~～{BULLETS}"


class ContentsEntry(NamedTuple):
    """One line of the contents."""

    line: SourceLine
    """A line that was wrapped is put together."""
    title: str
    """Without mark, brackets, leaders and page number."""
    level: int
    """1 or 2."""
    parent: int
    """Index of the entry of level 1 above it, -1 for none."""

    @property
    def form(self) -> str:
        """For comparing with a head in the text."""
        return compare_form(self.title)


class Contents(NamedTuple):
    """What the contents block says; empty when there is none."""

    head: SourceLine | None = None
    entries: tuple[ContentsEntry, ...] = ()
    start: int = 0
    end: int = 0
    """Half-open range of the lines it takes up, `body_head` included."""
    body_head: SourceLine | None = None
    """A line that only says that the text begins: 本期详情."""

    @property
    def two_levels(self) -> bool:
        """Whether some entry stands under another."""
        return any(entry.level == 2 for entry in self.entries)

    def forms(self) -> frozenset[str]:
        """The titles, for comparing."""
        return frozenset(entry.form for entry in self.entries if entry.form)


def is_contents_head(text: str) -> bool:
    """本期目录 and its like, with or without brackets and blanks."""
    return _bare_head(text) in _HEADS


def is_body_head(text: str) -> bool:
    """本期详情 and its like, under the contents."""
    return _bare_head(text) in _BODY_HEADS


def _bare_head(text: str) -> str:
    return squeeze(bracket_head(text) or text).strip(_AROUND_HEAD).upper() if len(text) <= ENTRY_LIMIT else ""


def head_forms(text: str) -> tuple[str, ...]:
    """The comparable forms of whatever a line may be the head of: the whole without its mark, its lead sentence."""
    bare = without_mark(text)
    whole = compare_form(bare) if len(bare) <= 2 * ENTRY_LIMIT else ""
    lead = parted_lead(bare) or split_lead(bare)
    return (whole, compare_form(lead.title)) if lead.rest or lead.stop else (whole,)


@remembered
def initial(text: str) -> str:
    """The first letter of all `head_forms` of a text, which is found quicker than they are made; empty when they are."""
    first = text[:1]
    if not first.isalnum() or first in MARK_BEGINS:
        first = next(filter(str.isalnum, without_mark(text)), "")
    return first.lower()[:1]


def parted_lead(text: str) -> Lead | None:
    """`标题　正文。`: a title and its text on one line with a wide blank between; None for another line."""
    if "\u3000" not in text and "  " not in text and "\t" not in text:
        return None
    found = _TITLE_AND_TEXT.match(text)
    if found is None or not is_title_like(found[1]) or len(found[2]) <= len(found[1]) // 2:
        return None
    return Lead(found[1], "", found[2])


def without_mark(text: str) -> str:
    """`text` without numbers, bullets, emphasis and brackets at its head: `· （一）甲` is 甲."""
    bare = text.strip("*#").strip()
    for _mark in range(2):
        if inner := bracket_head(bare):
            return inner
        mark = read_mark(bare)
        if mark is None or mark.end == len(bare):
            break
        bare = bare[mark.end :]
    return bare


def is_page_alone(text: str) -> bool:
    """Whether a line is only the leaders and the page of the entry above it, which filled its own line."""
    return _PAGE_ALONE.match(text) is not None


def fits_entry(text: str) -> bool:
    """Whether a line is short enough for an entry: Latin letters take half the room of 汉字."""
    if len(text) <= ENTRY_LIMIT:
        return True
    return (
        len(text) <= 2 * ENTRY_LIMIT and len(text) + sum(char >= "\u2e80" for char in text) <= 2 * ENTRY_LIMIT
    )


def without_page(text: str) -> str:
    """A contents line of at most `ENTRY_LIMIT` characters without dotted leaders, the page number behind them and the unit between."""
    found = _PAGE.search(text, max(0, len(text) - _PAGE_REACH))
    if found is None:
        return text.rstrip(".…·․‥ \t\u3000")
    start = found.end() - len(found[0].lstrip())
    bare = text[:start].rstrip(_LEADERS)
    leaders = text[len(bare) : start]
    dotted = len(squeeze(leaders)) > 1 or any(mark in leaders for mark in "…/／")
    parted = "\t" in leaders or "\u3000" in leaders or "  " in leaders
    told = found["bracket"] or (found["unit"] and found["word"]) or (leaders and found["word"])
    if not (bare and (dotted or parted or told)):
        return text
    behind = _UNIT_BEHIND.search(bare, max(0, len(bare) - _UNIT_REACH))
    return bare[: behind.start()] if behind and behind.start() else bare
