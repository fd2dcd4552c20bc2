"""Single marks: half-width ones, stops, ellipses, doubled marks, marks that are one too many (GB/T 15834-2011). Pure."""

import itertools
import re
from collections.abc import Iterator

from briefing_tui.i18n import _
from briefing_tui.model.finding import HINT
from briefing_tui.proof.remark import CHINESE, CLOSING, OPENING, Remark
from briefing_tui.proof.rules.joined_names import begins_a_way, joins_names
from briefing_tui.proof.rules.labels import ends_a_label
from briefing_tui.proof.rules.place_names import FOREIGN
from briefing_tui.text.characters import HAN

_BEFORE = f"{HAN}{CLOSING}％%…—"
_AFTER = f"{HAN}{OPENING}"
_WIDER = str.maketrans(",;:?!﹐､﹑﹔﹕﹖﹗", "，；：？！，、、；：？！")
_HALF = re.compile(
    rf"(?<=[{_BEFORE}])(?P<behind> ?[,;:?!]+)(?![/\\])(?!(?<=[％%]:) ?[0-9.]+[％%]) *|(?<![,;:?!A-Za-z:/])(?P<ahead>[,;:?!]) *(?=[{_AFTER}])"
    rf"|(?<=[A-Za-z])(?P<latin>[,;:]) *(?=[{_AFTER}])|(?<![0-9])[﹐､﹑﹔﹕﹖﹗]"
)
_POINTS = frozenset("，、；：。,;:")
"""Marks of which no two stand together."""
_URL = re.compile(
    r"(?:https?|ftp)://[^\s，。；！？）》”]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.[\w.-]+", re.ASCII
)
_LATIN_SPEECH = re.compile(r"(?<=[A-Za-z])[,;:] +[“‘](?=[A-Za-z])")
"""In a sentence of another language: he said, “we are."""
_ENDING = "(?:PDF|OFD|WPS|DOC|XLS|PPT|TXT|CSV|JPE?G|PNG|GIF|ZIP|RAR|MP[34]|EXE|APK|COM|CN|NET|ORG)"
"""What a point before Latin letters begins that is no sentence: the ending of a file or an address."""
_STOP = re.compile(
    rf"(?<=[{HAN}{CLOSING}％%‰℃+＋])[.．](?![.．0-9A-Za-z])(?=\s|\Z|——|……|[{_AFTER}{CLOSING}])"
    rf"|(?<=[0-9A-Za-z])(?<!\.[A-Za-z])[.．](?=[ \t]*(?:\n|\Z))"
    rf"|(?<=[{HAN}{CLOSING}])(?<![图表式号第编])[.．](?=[0-9]{{2}})(?!.[0-9]{{1,3}}[%％‰个])"
    rf"|(?<=[{HAN}{CLOSING}％%])[.．](?=(?:[12][0-9]{{3}}[ ]?年|1?[0-9](?:[—–～~-]1?[0-9])?[ ]?月|[0-9]{{1,4}}[家户人名位项]))"
    rf"|(?<=[{HAN}{CLOSING}])[.．](?=(?!{_ENDING})[A-Z][A-Za-z0-9]*[{HAN}])"
    rf"|(?<=[A-Za-z]{{2}})[.．](?=[{_AFTER}])|(?<=[{HAN}][0-9]{{2}}\.[0-9])[.．](?=[{_AFTER}])|(?<=[{HAN}][0-9]{{3}}\.[0-9])[.．](?=[{_AFTER}])"
    rf"|(?<=[{HAN}][0-9]\.[0-9])[.．](?=[{_AFTER}])|(?<=[{HAN}][0-9]{{3}})[.．](?=[{_AFTER}])"
    rf"|(?<=[0-9]\.[0-9][0-9])[.．](?=[{_AFTER}])|(?<=[{HAN}][0-9]{{4}})[.．](?=[{_AFTER}])|｡"
)
_POINT = re.compile(rf"[.．](?:(?![0-9A-Za-z])|(?<=[{HAN}{CLOSING}％%].))|｡")
"""A point that is none of a number or a Latin word: the only ones that may be a stop."""
_WORD = 200
"""Characters of an address that a point may end."""
_ENGLISH = re.compile(r"(?:\A|[。！？；：”])[ ]*[A-Za-z][A-Za-z',-]*(?:[ ][A-Za-z',-]+)+\Z")
"""A sentence of another language, which ends in a point."""
_FOREIGN_END = re.compile(rf"[{FOREIGN}]{{2}}\Z")
_FOREIGN_BEGIN = re.compile(rf"[{FOREIGN}]{{2}}")
_LABEL = re.compile(r"[ \t\u3000]{0,40}[（(]?[零〇一二三四五六七八九十百]{1,4}[）)]?\Z")
_ELLIPSIS = re.compile(r"[.．]{2,}|。{3,}|·{3,}|[‥⋯]+|(?<!…)…(?!…)|(?<!…)…{3}(?!…)|(?<!…)…{5}(?!…)")
_DOTS = ("..", "．．", ".．", "．.", "。。。", "···", "‥", "⋯", "…")
"""What an ellipsis that is wrong has in it."""
_PAGE = re.compile(r"[ ]*[0-9]{1,4}[ ]*$", re.MULTILINE)
_LINES = "\\-－–—―─━−ー"
"""What is typed for the halves of a dash."""
_DASHES = re.compile(rf"[{_LINES}](?:[ ]?[{_LINES}])+")
_BEFORE_DASH = re.compile(rf"(?:[{_BEFORE}]|^)[ ]{{0,4}}\Z", re.MULTILINE)
_BEHIND_DASH = re.compile(rf"[ ]{{0,4}}(?=[{_AFTER}0-9A-Za-z])")
_ALIKE = frozenset(("——", "――", "──"))
"""The dash, and what is drawn as it is."""
_ENDS_OF_RANGE = re.compile("[0-9][年月日时分点度%％℃]-{2}[ ]?[0-9]")
_OPTION = re.compile("--[a-z]{2}")
"""Of a command: --snapshot."""
_SHORT = re.compile(rf"(?<=[{HAN}{CLOSING}])[ ]?[–—―─][ ]?(?=[{HAN}{OPENING}])")
_HYPHEN = re.compile(
    rf"[-－](?:(?<=[{HAN}{CLOSING}].)(?=[“《])|(?<=[”》].)(?=[{HAN}“《])|(?<=[{HAN}].)(?=[{HAN}]{{0,14}}(?:纪实|纪事|侧记|综述|述评|观察|篇)[ ]*$))",
    re.MULTILINE,
)
"""One that joins no two names: a quotation, a title or what a headline ends in stands beside it."""
_MENU = re.compile("(?<=】)[–—―─]【")
"""Steps of a menu."""
_NEAR = 1_000
"""Characters on either side of a quote."""
_STEP = 20
"""Characters of one step of a way."""
_STEPS = 8
"""Dashes of one clause; more are a way without looking."""
_CLAUSE = re.compile("[，。；：\n“”]")
_TOGETHER = re.compile("[，、；：。？！,;:.．][ ”’]{0,2}[，。、；：？！,;:.]|——[，。、；：]")
"""Where two marks may stand together, found quickly."""
_DOUBLED = re.compile(
    r"[，、；：](?:[ ]{0,2}[，。、；：,;:？！]|\.(?![0-9A-Za-z.]))+|。[ ]{0,2}[，、；：,;:？！]+|。\.(?![A-Za-z.])|。。(?!。)(?<!。。。)"
    r"|(?<!。)(?<!。[ ])。[ ]{1,2}。(?![ ]{0,2}。)|(?<![,;:])[,;:]{1,4}[ ]?[，、；：。]|[？！][，。、；：]|[？！]{4,}"
    rf"|(?<=[{HAN}{CLOSING}％%])[.．][，、；：。]|(?<=[{HAN}{CLOSING}％%])[,;:](?:[ ]?[,;:])+(?![0-9])"
    r"|(?<=——)[，。、；：]|(?<![“‘])[，。；][”’][，。、；：]"
)
_AFTER_DOTS = re.compile(
    r"……(?P<mark>[，。、；：])|(?P<etc>(?<!等)等(?=……(?!”))|(?<=……)等(?![级离额于待候到]))"
)
_FIRST = re.compile(r"(?:^[ \t\u3000]*|(?<=[（“‘《【]))[，。、；：](?![，。、；：”’）》】])", re.MULTILINE)
_EXTRA = re.compile(
    r"、[ ]?(?=等(?!级(?!别)|离子|额(?!度|外)|于|待(?!遇)|候(?!选|补)|价(?!格)|温(?:层|线|面|变)|高(?:线|距|面|耕|种|植)|效(?!果|应|益|率|能)|差(?!异|距|别|额|旅)"
    r"|腰|边(?:三|长|形)|式(?!样)|同(?!志|学|事|类|行|业|盟|乡|期|步)|线(?:体|性)|距(?!离)|份(?!额)|身(?!份|体|心|边)|保(?:测|备|二|三|2|3|整|建)|位(?:基|面)|值(?!班|得)|闲|压(?:线|面|变)"
    r"|轴|爱|量(?:替|置|代|关|交)|车(?=[、，。；时])|角(?:三|形)|次(?![级要生高新])|第(?!三方|[一二三]产业|[一二三四五六七八九十0-9]+批)|我(?![省市县国州区校院行]|公司|集团|协会|中心)|你|他(?!国|省|地)|她))"
)
_QUOTED = re.compile(
    "|".join(
        rf"{first}[^{first}{last}\n]{{1,100}}{last}(?:、?{first}[^{first}{last}\n]{{1,100}}{last})+"
        for first, last in ("“”", "《》", "‘’", "〈〉", "「」", "『』")
    )
)
_BETWEEN = re.compile("(?<=[”》’〉」』])、(?=[“《‘〈「『])")


def half_width_marks(text: str) -> Iterator[Remark]:
    """P-01: , ; : ? ! beside a 汉字 or a Chinese mark are full-width; addresses of pages and mail are left alone."""
    addresses = _URL.finditer(text) if "/" in text or "@" in text else iter(())
    address = next(addresses, None)
    for found in _HALF.finditer(text):
        while address is not None and address.end() <= found.start():
            address = next(addresses, None)
        if (address is not None and address.start() <= found.start()) or _LATIN_SPEECH.match(
            text, found.start()
        ):
            continue
        mark = found[0].strip(" ")
        if _is_doubled(text, found.start(), found.end(), mark) or ends_a_label(text, found.start()):
            continue
        end = (
            found.end()
            if found.end() < len(text) and text[found.end()] != "\n"
            else found.start() + len(found[0].rstrip())
        )
        yield Remark(found.start(), end, mark.translate(_WIDER))


def _is_doubled(text: str, start: int, end: int, mark: str) -> bool:
    """Whether the mark stands beside another, which P-06 tells."""
    marks = mark.replace(" ", "")
    if len(marks) > 1 and set(marks) <= _POINTS:
        return True
    return text[start - 1 : start] in _POINTS or text[end : end + 1] in _POINTS


def points_as_stops(text: str) -> Iterator[Remark]:
    """P-04: a sentence ends in 。; the point behind a label of the ladder is P-10's."""
    if not any(point in text for point in ".．｡") or not CHINESE.search(text):
        return
    line, first, seen = 0, None, 0
    for point in _POINT.finditer(text):
        at = point.start()
        if not _STOP.match(text, at):
            continue
        if start := text.rfind("\n", seen, at) + 1:
            line, first, seen = start, None, start
        first = first or CHINESE.search(text, seen, at)
        seen = at
        if first is None or _LABEL.match(text, line, at) or ends_a_label(text, at):
            continue
        if text[at - 1 : at] in _POINTS or text[at + 1 : at + 2] in _POINTS:
            continue  # P-06's
        words = text[max(line, at - _WORD) : at]
        if text[at - 1].isascii() and (_ends_in_a_name(words) or _ENGLISH.search(words)):
            continue
        is_in_a_name = _FOREIGN_END.search(words) and _FOREIGN_BEGIN.match(text, at + 1)
        yield Remark(at, at + 1, "·" if is_in_a_name else "。")


def _ends_in_a_name(line: str) -> bool:
    """Whether the line ends in a Latin word that may carry a point of its own: an address, Co., Inc."""
    word = line[re.search(r"[!-~]*\Z", line).start() :]  # type: ignore[union-attr]  # matches the empty string too
    return (
        "/" in word
        or "@" in word
        or "." in word.strip("0123456789.%")
        or word.lower()
        in {
            "co",
            "inc",
            "ltd",
            "no",
            "etc",
            "mr",
            "mrs",
            "ms",
            "dr",
            "st",
            "jr",
            "vs",
            "vol",
            "fig",
            "corp",
            "prof",
        }
    )


def ellipses_and_dashes(text: str) -> Iterator[Remark]:
    """P-05: the ellipsis is ……, the dash ——; each takes two cells of print (4.11, 4.13)."""
    for found in _ELLIPSIS.finditer(text) if _may_be_dots(text) else ():
        start, end = found.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if not _is_wide(before) and not _is_wide(after):
            continue
        if found[0][0] in ".．" and (before.isdigit() or _PAGE.match(text, end)):
            continue  # dots that lead to a page number
        yield Remark(start, end, None if len(found[0]) == 2 else "……")
    yield from _long_dashes(text)
    for found in itertools.chain(_single_dashes(text), _HYPHEN.finditer(text)):
        yield Remark(found.start(), found.end(), None, _("a dash takes two —; one joins two names"), HINT)


def _long_dashes(text: str) -> Iterator[Remark]:
    """Two and more strokes that are no —— between words; `--` in a range is N-07's."""
    for found in _DASHES.finditer(text):
        if found[0] in _ALIKE:
            continue
        before = _BEFORE_DASH.search(text, max(0, found.start() - 5), found.start())
        behind = _BEHIND_DASH.match(text, found.end())
        if before is None or behind is None or _ENDS_OF_RANGE.match(text, max(0, found.start() - 2)):
            continue
        if _OPTION.match(text, found.start()):
            continue
        blanks = len(before[0]) - len(before[0].rstrip(" "))
        yield Remark(found.start() - blanks, behind.end(), "——")


def _single_dashes(text: str) -> Iterator["re.Match[str]"]:
    """Short dashes that stand for long ones: not those that join two names, nor steps (首页—服务—申报), two and more in one clause."""
    clause: list[re.Match[str]] = []
    for one in _SHORT.finditer(text) if any(dash in text for dash in "—–―─") else ():
        if clause and (
            one.start() - clause[-1].end() > _STEP or _CLAUSE.search(text, clause[-1].end(), one.start())
        ):
            yield from _alone(text, clause)
            clause = []
        clause.append(one)
    yield from _alone(text, clause)


def _alone(text: str, clause: list["re.Match[str]"]) -> list["re.Match[str]"]:
    """Of the dashes of a clause the one that joins nothing; two and more are steps."""
    if len(clause) > _STEPS:
        return []
    left = [
        one for one in clause if not joins_names(text, *one.span()) and not _MENU.match(text, one.start())
    ]
    if len(left) != 1 or (len(clause) > 1 and begins_a_way(text, left[0].start())):
        return []
    return left


def _may_be_dots(text: str) -> bool:
    """Whether it is worth looking for an ellipsis: `in` is quicker than a pattern by far."""
    return any(dots in text for dots in _DOTS)


def _is_wide(char: str) -> bool:
    return bool(char) and (
        CHINESE.match(char) is not None or char in CLOSING or char in OPENING or char in "，。、；：？！"
    )


def doubled_marks(text: str) -> Iterator[Remark]:
    """P-06: two points, or a point behind a point."""
    for found in _doubled(text):
        marks = found[0].replace(" ", "").translate(_WIDER)
        yield Remark(
            found.start(), found.end(), marks[0] if len(marks) > 1 and len(set(marks)) == 1 else None
        )
    for found in _FIRST.finditer(text) if any(mark in text for mark in "，、；：。") else ():
        if text[found.start() - 1 : found.start()] == "“" and not _is_closed(text, found.start()):
            continue  # the quote is turned the wrong way, which P-03 tells
        yield Remark(found.end() - 1, found.end(), None, _("no sentence begins with it"))
    for found in _AFTER_DOTS.finditer(text) if "……" in text else ():
        if found["mark"]:
            yield Remark(found.start("mark"), found.end(), "", _("the ellipsis ends it already"), HINT)
        else:
            yield Remark(found.start(), found.end(), None, _("the ellipsis says it already"), HINT)


def _doubled(text: str) -> Iterator["re.Match[str]"]:
    last = 0
    for place in _TOGETHER.finditer(text):
        found = _DOUBLED.search(text, max(place.start(), last), place.end() + 2)
        found = found and _DOUBLED.match(text, found.start())
        if found:
            last = found.end()
            yield found


def _is_closed(text: str, at: int) -> bool:
    """Whether a quote opened before a place is closed behind it, and as many are opened as closed near it in its paragraph."""
    first = max(0, text.rfind("\n", max(0, at - _NEAR), at) + 1, at - _NEAR)
    stop = text.find("\n", at, at + _NEAR)
    last = stop if stop >= 0 else at + _NEAR
    if text.count("“", first, last) != text.count("”", first, last):
        return False
    again, closed = text.find("“", at, last), text.find("”", at, last)
    return closed >= 0 and (again < 0 or closed < again)


def comma_before_etc(text: str) -> Iterator[Remark]:
    """P-07: no 、 before 等, which ends the list by itself."""
    for found in _EXTRA.finditer(text):
        yield Remark(found.start(), found.end(), "")


def commas_between_quotes(text: str) -> Iterator[Remark]:
    """P-08: between quoted words or titles that stand side by side 、 is usually left out (4.5.3.5); one remark a list."""
    for found in _QUOTED.finditer(text):
        if text[found.start() - 1 : found.start()] == "、" and found.start():
            continue  # members of a longer list, which has others between
        fixed = _BETWEEN.sub("", found[0])
        if fixed != found[0]:
            yield Remark(found.start(), found.end(), fixed)
