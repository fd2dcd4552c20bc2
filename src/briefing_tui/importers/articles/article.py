"""One article as it was copied from a page, a messenger, a mail, a word processor or a PDF → title, body and where it is from. Pure.

Called by `articles.read`. What surrounds the text is read first, for the clean-up would take it away: above the body the title and the
lines that say where it is from, below it the source, the sender, the signature. The body is then cleaned by the rules that
the clean-up of the body editor shows. No sentence is dropped: what was left out is named in `left`. Linear.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing_tui.importers.articles import signs
from briefing_tui.importers.articles.bylines import (
    URL,
    ArticleOrigin,
    is_buttons,
    is_count,
    is_sender,
    read_byline,
    read_stamp,
    unbracketed,
    without_moment,
)
from briefing_tui.importers.articles.surroundings import is_below, is_caption, is_crumb, is_running_head
from briefing_tui.importers.articles.titles import find_title, is_wrapped, joined_title, plain_title
from briefing_tui.importers.recogniser.names import ends_like_bulletin, is_department
from briefing_tui.model.issue import Item
from briefing_tui.text import cleanup
from briefing_tui.text.doubled import without_brackets
from briefing_tui.text.leavings import is_leaving
from briefing_tui.text.unwrap import indent_of

_HEAD_LINES, _TAIL_LINES = 16, 14
"""Lines above and below a body that are looked at, blank ones not counted."""
_BLANKS = " \t\u3000\xa0\r"
_WORDS = 40
"""Characters that are a text though no sentence ends in them."""
_KICKER = 10
"""Characters of a line above a title that is none itself, less than."""
_CENTRED = 4
"""Cells before a line of a centred title."""


class Article(NamedTuple):
    """What was recognised."""

    title: str
    body: str
    """One paragraph a line, cleaned."""
    source: str = ""
    url: str = ""
    unit: str = ""
    date: str = ""
    """As printed; an item has no field for it."""
    tidied: tuple[tuple[str, int], ...] = ()
    """Rules of the clean-up that were used, and at how many places."""
    left: tuple[str, ...] = ()
    """Lines that are neither text nor said in a field."""

    @property
    def places(self) -> int:
        """Places that were put in order: lines changed, joined, taken away."""
        return sum(count for _rule, count in self.tidied) + len(self.left)

    @property
    def is_whole(self) -> bool:
        """Whether there is a text below the title: else it is a title, or some words, in several lines."""
        return len(self.body) > _WORDS or any(mark in self.body for mark in "。！？；")

    def as_item(self) -> Item:
        """The item it makes; without a group."""
        units = (self.unit,) if self.unit else ()
        return Item(self.title, self.body, source=self.source, url=self.url, units=units)


def read_article(lines: Sequence[str]) -> Article | None:
    """The article in some lines without line ends; None when there is no text in them."""
    reading = _Reading(lines)
    reading.read_head()
    reading.read_tail()
    return reading.finish()


def without_quotes(lines: Sequence[str]) -> list[str]:
    """The lines of a mail without the `> ` before each, when most have it."""
    filled = [line for line in lines if line.strip(_BLANKS)]
    quoted = sum(1 for line in filled if signs.QUOTED.match(line.lstrip(_BLANKS)))
    if not quoted or quoted * 2 < len(filled):
        return list(lines)
    return [re.sub(rf"\A{_BLANKS_CLASS}*(?:(?:[>＞]|&gt;)[ \u3000]?)+", "", line) for line in lines]


_BLANKS_CLASS = "[ \t\u3000\xa0\r]"


class _Reading:
    """An article being taken apart: what is left of its lines is the body."""

    def __init__(self, lines: Sequence[str]) -> None:
        captions = {at for at, line in enumerate(lines) if is_caption(line.strip(_BLANKS))}
        self._written = [line for at, line in enumerate(lines) if at not in captions]
        self._lines = [unbracketed(line) for line in self._written]
        self._first, self._end = 0, len(self._lines)
        self._titles: list[str] = []
        self._origin = ArticleOrigin()
        self._left = [lines[at].strip(_BLANKS) for at in sorted(captions)]
        self._subject = ""
        self._in_mail = False

    # Above the body

    def read_head(self) -> None:
        """Title lines and what stands round them; ends before the first line of the text."""
        gap, looked, named = 0, 0, False
        while self._first < self._end and looked < _HEAD_LINES:
            line = self._lines[self._first].strip(_BLANKS)
            if found := signs.TEXT_LABEL.match(line):
                self._lines[self._first] = line[found.end() :]
                return
            if not line:
                gap += 1
            elif self._take_round(line, named=named):
                looked, gap = looked + 1, 0
                named = named or bool(self._titles)
            elif self._takes_title(self._without_address(line), gap, named=named):
                self._titles.append(self._lines[self._first].strip(_BLANKS))
                looked, gap = looked + 1, 0
                self._take_stamp()
            else:
                return
            self._first += 1

    def _take_round(self, line: str, *, named: bool) -> bool:
        """Whether a line above the body says where it is from, or is of its page or mail."""
        if self._take_mail_field(line):
            return True
        byline = read_byline(line)
        beside = (
            (is_below(line) or self._is_count(self._first))
            if self._titles
            else is_sender(line) or self._is_form_head(line)
        )
        if byline is None and (is_leaving(line) or is_buttons(line) or beside):
            return self._leave(line)
        title = plain_title(line)
        if title and not self._titles and byline is None:
            self._titles.append(title)
            return True
        if byline is not None:
            if not self._titles and signs.PERSON.fullmatch(byline.account):
                byline = ArticleOrigin()  # 张三 2024/12/6 9:30:21: who sent a message
            self._origin = self._origin.with_more(byline)
            if byline == ArticleOrigin():
                self._leave(line)
            return True
        if not self._titles and (signs.GREETING.match(line) or (len(line) <= 80 and signs.COVER.match(line))):
            self._in_mail = True
            return self._leave(line)
        unit = without_brackets(line)
        if self._titles and not named and is_department(unit) and self._more_follows():
            self._origin = self._origin.with_more(ArticleOrigin(unit=unit))
            return True
        if not self._titles and is_running_head(line) and self._more_follows():
            return self._leave(line)
        return is_crumb(line) and self._leave(line)

    def _is_form_head(self, line: str) -> bool:
        """信息报送单 and the like, or the name of the bulletin that a page repeats, above the title itself."""
        below = self._next_line(self._first + 1)
        if not below or self._is_text(line, below):
            return False
        named = len(line) <= _KICKER * 2 and ends_like_bulletin(line) and len(below) > _KICKER
        text = self._next_line(self._first + 2)
        return signs.FORM.fullmatch(line) is not None or (
            named and len(text) > len(below) and not read_byline(below)
        )

    def _take_mail_field(self, line: str) -> bool:
        found = signs.MAIL_FIELD.match(line)
        if found is None or not (self._in_mail or found["name"] in {"发件人", "From", "主题", "Subject"}):
            return False
        if self._titles:
            return False
        self._in_mail = True
        if found["name"] in {"主题", "Subject"}:
            self._subject = signs.REPLY.sub("", found["value"]).strip(_BLANKS)
            return True
        return self._leave(line)

    def _without_address(self, line: str) -> str:
        """A title that was copied with the address of its page."""
        found = URL.search(line)
        if found is None or not (bare := line[: found.start()].strip(_BLANKS)):
            return line
        self._origin = self._origin.with_more(ArticleOrigin(url=found[0]))
        self._lines[self._first] = bare
        return bare

    def _takes_title(self, line: str, gap: int, *, named: bool) -> bool:
        """Whether a line is a title, or goes on in one."""
        following = self._next_line(self._first + 1)
        if not self._titles:
            return bool(following) and not self._is_text(line, following)
        if named or not following:
            return False
        here, before = self._lines[self._first], self._lines[self._first - 1]
        if (
            len(self._titles[-1]) < _KICKER
            and line[-1] != "。"
            and self._stands_above_byline()
            and read_byline(line) is None
        ):
            self._left.append(self._titles.pop())  # 改革进行时: what stands above the title
            return True
        laid_out = not gap and (
            min(indent_of(here), indent_of(before)) >= _CENTRED or self._stands_above_byline()
        )
        return is_wrapped(self._titles[-1], line, laid_out=laid_out)

    def _stands_above_byline(self) -> bool:
        return read_byline(self._next_line(self._first + 1)) is not None

    def _take_stamp(self) -> None:
        """The lines of an account right below the title."""
        places = [
            at
            for at in range(self._first + 1, min(self._end, self._first + 24))
            if self._lines[at].strip(_BLANKS)
        ]
        count, name, date = read_stamp([self._lines[at].strip(_BLANKS) for at in places])
        if count:
            self._origin = self._origin.with_more(ArticleOrigin(account=name, date=date))
            self._first = places[count - 1]

    @staticmethod
    def _is_text(line: str, following: str) -> bool:
        title, rest, _certain = find_title([line, following])
        return not title or rest[:1] != [following] or line.endswith("。")

    def _next_line(self, at: int) -> str:
        while at < self._end:
            if line := self._lines[at].strip(_BLANKS):
                return line
            at += 1
        return ""

    def _more_follows(self) -> bool:
        return bool(self._next_line(self._first + 1))

    def _leave(self, line: str) -> bool:
        self._left.append(line)
        return True

    # Below it

    def read_tail(self) -> None:
        """Lines below the text, from the last one up; a closing formula takes all below it."""
        self._cut_closing()
        looked, date = 0, ""
        while self._end > self._first and looked < _TAIL_LINES:
            line = self._lines[self._end - 1].strip(_BLANKS)
            if line:
                looked += 1
                byline = read_byline(line)
                if byline is not None and (
                    self._has_text_above() or byline.source or byline.account or byline.url
                ):
                    self._take_below(byline)
                    date = date or (byline.date if byline == ArticleOrigin(date=byline.date) else "")
                    if byline == ArticleOrigin():
                        self._leave(line)
                elif (
                    is_leaving(line)
                    or is_buttons(line)
                    or signs.END.match(line)
                    or is_below(line)
                    or self._is_count(self._end - 1)
                ):
                    self._leave(line)
                elif is_department(line) and self._has_text_above() and (date or self._stands_apart()):
                    self._origin = self._origin.with_more(ArticleOrigin(unit=line))
                else:
                    break
            self._end -= 1
        self._read_brackets()

    def _cut_closing(self) -> None:
        """Take what stands below 此致, 谢谢 or a row of dashes, when only short lines do."""
        filled = [at for at in range(self._first, self._end) if self._lines[at].strip(_BLANKS)]
        for at in filled[-10:]:
            below = [self._lines[one].strip(_BLANKS) for one in filled if one >= at]
            if (
                not signs.CLOSING.match(below[0])
                or any(len(line) > 40 or ("。" in line and len(line) > 16) for line in below)
                or at == filled[0]
            ):
                continue
            for line in below:
                byline = read_byline(line)
                if byline is not None:
                    self._take_below(byline)
                elif unit := next(
                    (word for word in re.split(f"{_BLANKS_CLASS}+", line) if is_department(word)), ""
                ):
                    self._origin = self._origin.with_more(ArticleOrigin(unit=unit))
                self._leave(line)
            self._end = at
            return

    def _take_below(self, byline: ArticleOrigin) -> None:
        name = byline.source or byline.account
        if name and is_department(name) and byline.date and not byline.url:
            byline = byline._replace(source="", account="", unit=byline.unit or name)
        self._origin = self._origin.with_more(byline)

    def _has_text_above(self) -> bool:
        return any(line.strip(_BLANKS) for line in self._lines[self._first : self._end - 1])

    def _is_count(self, at: int) -> bool:
        """Whether a line is what a messenger counts: in words, or a number beside its buttons. Any other number is a figure of the text."""
        line = self._lines[at].strip(_BLANKS)
        if not is_count(line):
            return False
        beside = (range(at - 1, -1, -1), range(at + 1, len(self._lines)))
        near = (
            next((text for one in side if (text := self._lines[one].strip(_BLANKS))), "") for side in beside
        )
        return "人" in line or any(is_buttons(text) or is_leaving(text) for text in near)

    def _stands_apart(self) -> bool:
        """Whether the last line stands at the right, as a signature does."""
        return indent_of(self._lines[self._end - 1]) > _CENTRED

    def _read_brackets(self) -> None:
        """（示例市分公司 张某某） behind the last sentence."""
        while self._end > self._first:
            line = self._lines[self._end - 1].rstrip(_BLANKS)
            found = signs.SENT_IN.search(line[-60:])
            writer = None if found else signs.WRITER.search(line[-60:])
            if found is None and writer is None:
                return
            match = found or writer
            assert match is not None
            start = len(line) - len(match[0])
            if found is not None:
                self._origin = self._origin.with_more(ArticleOrigin(unit=found["name"].strip(_BLANKS)))
            self._left.append(match[0])
            self._lines[self._end - 1] = line[:start]
            if line[:start].strip(_BLANKS):
                return
            self._end -= 1

    # The whole

    def _body(self) -> Iterator[str]:
        """The lines that are left, as they were written where nothing was taken out of them."""
        for at in range(self._first, self._end):
            line, written = self._lines[at], self._written[at]
            yield written if line == unbracketed(written) else line

    def finish(self) -> Article | None:
        """The article; None when nothing is left."""
        text = "\n".join(self._body()).strip("\n")
        tidied = cleanup.places(text, last=True)
        source = without_moment(cleanup.source_of(text)) if cleanup.SOURCE in tidied else ""
        paragraphs = [
            one for line in cleanup.tidy(text, last=True).split("\n") if (one := line.strip(_BLANKS))
        ]
        title = joined_title(self._titles)
        if not title:
            whole = paragraphs
            title, paragraphs, certain = find_title(whole)
            if self._subject and not (title and certain):
                title, paragraphs = self._subject, whole
        elif paragraphs and _same(paragraphs[0], title):
            self._left.append(paragraphs.pop(0))
        if not title and not paragraphs:
            return None
        origin = self._origin.with_more(ArticleOrigin(source=source))
        origin = origin._replace(source=origin.source or origin.account)
        if not origin.source and paragraphs and (found := signs.DISPATCH.match(paragraphs[0])):
            origin = origin._replace(source=found["name"])
        return Article(
            cleanup.tidy(title, last=True),
            "\n".join(paragraphs),
            origin.source,
            origin.url,
            origin.unit,
            origin.date,
            tuple(tidied.items()),
            tuple(self._left),
        )


def _same(line: str, title: str) -> bool:
    return [char for char in line if char.isalnum()] == [char for char in title if char.isalnum()]
