"""来源, 报送单位, 链接: the lines at the end of an item that say where it comes from, and what a page on the web prints round it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.importers import report
from briefing_tui.importers.recogniser.labels import (
    WEB,
    first_kind,
    is_page_furniture,
    is_web_line,
    read_fields,
)
from briefing_tui.importers.recogniser.names import is_department
from briefing_tui.importers.report import Ledger, less, shown
from briefing_tui.text.late_pattern import late

_SOURCE = late(
    r"(?:信息|资料|稿件|文章)?来源[ \u3000]*[:：][ \u3000]*|(?:摘自|转自)[ \u3000]*[:：][ \u3000]*"
)
_BEHIND = late(r"(?:(?<=[。！？”）])|[ \u3000]{2})[ \u3000]*(?P<label>来源[:：][^。；：:]{2,40})\Z")
"""…。 来源：示例报: behind the last sentence of a paragraph."""
_UNITS = late(r"(?:报送|供稿|来稿)(?:单位)?[ \u3000]*[:：][ \u3000]*")
_BRACKETED_LABEL = late("【((?:信息|资料|稿件|文章)?来源|报送单位|供稿|供稿单位)】[ \u3000]*(?=\\S)")
_UNITS_BEHIND = late(r"[ \u3000]*(?:报送|供稿|来稿)\Z")
_LINK = late(r"(?:原文)?(?:链接|网址)[ \u3000]*[:：][ \u3000]*(?=https?://)")
_ADDRESS = late(r"https?://\S{1,2000}")
_BETWEEN = " \t\u3000|｜,，;；"
"""What parts the fields of a page's line."""
_LIMIT = 80
"""Characters of such a line."""


class ItemOrigin(NamedTuple):
    """Where an item comes from."""

    source: str = ""
    url: str = ""
    units: tuple[str, ...] = ()


def is_origin(text: str) -> bool:
    """Whether a line on its own says where an item comes from."""
    return _letters(text) <= _LIMIT and any(
        pattern.match(text) for pattern in (_SOURCE, _UNITS, _LINK, _BRACKETED_LABEL)
    )


def _plain(text: str) -> str:
    """`*来源：示例报*` and `> **来源**：示例报` without the marks of Markdown."""
    if len(text) > 4 * _LIMIT or not text.startswith(("*", "_", ">", "- ")):
        return text
    bare = text.lstrip(">- ")
    for mark in ("**", "*", "_"):
        if bare.startswith(mark) and bare.count(mark) == 2:
            bare = bare.replace(mark, "")
    return bare or text


def _letters(text: str) -> int:
    """Characters of a line without its web addresses, which are as long as they like."""
    return len(_ADDRESS.sub("", text) if "://" in text else text)


def take_origin(entry: tuple[int, str], origin: ItemOrigin, ledger: Ledger) -> tuple[str, ItemOrigin, bool]:
    """The text of an item's last line less its origin, the origin with it, and whether there was one."""
    number, text = entry
    if "：" not in text and ":" not in text and "【" not in text and text[-1] not in "）)*_":
        return text, origin, False
    bare = _plain(text)
    bracketed = _BRACKETED_LABEL.match(bare)
    told = f"{bracketed[1]}：{bare[bracketed.end() :]}" if bracketed else bare
    body, inner, frame = _bracketed_end(told)
    found = _read(inner, origin, bracketed=True) if inner and _letters(inner) <= _LIMIT else None
    if found is None:
        body, frame = "", ""
        found = _read(told, origin, bracketed=False) if _letters(told) <= _LIMIT else None
    if found is None and (behind := _BEHIND.search(told, max(0, len(told) - _LIMIT))):
        body = told[: behind.start("label")].rstrip()
        found = _read(told[behind.start("label") :], origin, bracketed=False)
    if found is None:
        return text, origin, False
    ledger.drop(number, less(text, bare), report.MARKDOWN)
    if bracketed:
        ledger.drop(number, "【】", report.BRACKETS)
        ledger.instead(number, "", "：", report.LABEL)
    taken, label = found
    ledger.drop(number, label + frame, report.LABEL)
    return body, taken, True


def ends_with_origin(text: str) -> bool:
    """Whether a paragraph ends with where it comes from."""
    return "来源" in text[-_LIMIT:] and _BEHIND.search(text, max(0, len(text) - _LIMIT)) is not None


def take_page_line(line: int, text: str, ledger: Ledger) -> str | None:
    """The source that 时间：… 来源：… 浏览次数：… names, the rest dropped and told; None for another line.

    So with what a page prints round its articles: 当前位置：…, 【打印】【关闭】.
    """
    if is_page_furniture(text):
        ledger.drop(line, text, report.WEB)
        ledger.doubt(line, _told(text))
        return ""
    if not is_web_line(text):
        return None
    _before, fields = read_fields(text)
    source = next(
        (field.value.strip(_BETWEEN) for field in fields if _SOURCE.match(f"{field.word}：") and field.value),
        "",
    )
    rest = text.replace(source, "", 1) if source else text
    ledger.drop(line, rest, report.WEB)
    ledger.doubt(line, _told(rest))
    return source


def take_page_lines(
    lines: Sequence[tuple[int, str]], ledger: Ledger
) -> tuple[Sequence[tuple[int, str]], str]:
    """The lines of an item without 时间：…, 来源：…, 浏览次数：… on lines of their own at its head, and the source.

    One such line alone may be of a meeting: two at least make a page.
    """
    count = 0
    while count < len(lines) and len(lines[count][1]) <= _LIMIT and first_kind(lines[count][1]) == WEB:
        count += 1
    if count < 2:
        return lines, ""
    found = ""
    for number, text in lines[:count]:
        _before, fields = read_fields(text)
        source = fields[0].value if _SOURCE.match(f"{fields[0].word}：") and not found else ""
        rest = text.replace(source, "", 1) if source else text
        found = found or source
        ledger.drop(number, rest, report.WEB)
        ledger.doubt(number, _told(rest))
    return lines[count:], found


def _told(text: str) -> str:
    return _("{text!r} was said by a web page and is not kept").format(text=shown(text))


def _bracketed_end(text: str) -> tuple[str, str, str]:
    """`text（inner）` → text, inner, the brackets."""
    if text[-1] not in "）)":
        return "", "", ""
    opening = max(text.rfind("（"), text.rfind("("))
    if opening < 0:
        return "", "", ""
    return text[:opening].rstrip(), text[opening + 1 : -1].strip(), text[opening] + text[-1]


def _read(inner: str, origin: ItemOrigin, *, bracketed: bool) -> tuple[ItemOrigin, str] | None:
    if not origin.source and (found := _SOURCE.match(inner)) and inner[found.end() :]:
        source, _blank, url = inner[found.end() :].rpartition(" ")
        if not origin.url and _ADDRESS.fullmatch(url):
            return origin._replace(source=source.rstrip(), url=url), found[0]
        return origin._replace(source=inner[found.end() :]), found[0]
    if not origin.url and (found := _LINK.match(inner)):
        return origin._replace(url=inner[found.end() :]), found[0]
    if not origin.units and (found := _UNITS.match(inner)) and inner[found.end() :]:
        return _with_units(origin, inner[found.end() :], found[0])
    if bracketed and not origin.units and (found := _UNITS_BEHIND.search(inner)) and inner[: found.start()]:
        return _with_units(origin, inner[: found.start()], found[0])
    return None


def _with_units(origin: ItemOrigin, text: str, label: str) -> tuple[ItemOrigin, str]:
    units = tuple(part.strip() for part in re.split("[、，；;,]", text) if part.strip())
    parted = re.split("[ \u3000]+", text)
    if len(units) == 1 and len(parted) > 1 and all(map(is_department, parted)):
        units = tuple(parted)
    separators = "".join(char for char in text if char in "、，；;,")
    return origin._replace(units=units), label + separators
