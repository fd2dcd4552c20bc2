"""One way through the whole issue: blanks round figures (S-01), ratios (N-11), names of organisations (C-07). Pure."""

import functools
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from briefing_tui.i18n import _
from briefing_tui.proof.passage import BODY, Passage
from briefing_tui.proof.remark import Remark
from briefing_tui.proof.rules.organisations import Name, named
from briefing_tui.text.characters import HAN
from briefing_tui.text.regions import REGIONS

_LABEL = re.compile(r"(?:^|[图表件])[ \t\u3000]*[0-9]{1,2}(?:[.\-—–][0-9]{1,2}){0,3} \Z", re.MULTILINE)
"""A label with its blank: 表3-2 各市州, 1.1 总则."""
_COUNTED = "年月日万亿千百家户个名人次元笔项件条"
"""What stands behind a figure and never behind a label: 2 亿多农户."""
_PLAIN = re.compile(rf"(?<=[{HAN}])(?=[0-9])|(?<=[0-9%])(?=[{HAN}])")
_BLANK = "(?: {1,2}|[\u00a0\u2002\u2005\u2009\u202f])"
"""Between words; the wide ones lay out a line."""
_SPACED = re.compile(
    rf"(?<=[{HAN}]){_BLANK}(?=[0-9])|(?<=[0-9%])(?P<behind>{_BLANK}|\u3000(?=[{_COUNTED}]))(?=(?P<measure>[{_COUNTED}])|[{HAN}])"
)
_HEADLINE = 60
"""Characters of a headline."""
_STOP = re.compile("[，。！？；]")
_HEAD_LABEL = re.compile(r"(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）).．、])?[ \t\u3000]*")
_PART = re.compile("[ \u3000：】]")
"""What ends a part of a headline."""
_GOES_ON = "第达为至超近约共增长降了有到从自和与及年月日在于较比前后每各逾满余破过以仅获得的内外新等这该其涨升致称将需向时分占率数量额值计中国际席号间周届个名家出入成立生供办资员口金物务费今期议"
"""Characters that end no part of a headline: a figure behind them belongs to them."""
_CLAUSE = re.compile(rf"[0-9.]+(?:死|月[0-9]|[万亿]*[余多]?[{HAN}A-Z]{{1,2}}?[{HAN}]{{2,}})")
"""What begins with a figure and goes on behind its measure: 2人遇难, 12月1日施行, but not 375亿元."""
_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百0-9]{1,7}[条章节款项编篇]\Z")
"""第三条 2024年…: the blank behind the number of an article."""
_LONGEST_LABEL = 10
_SHORT = 4
"""Characters that a part of a headline has at least."""
_TERM = r"[0-9]{1,3}(?:\.[0-9]{1,2})?%?"
_LAST_TERM = r"(?:[0-9]{4,7}|[0-9]{1,3}(?:\.[0-9]{1,2})?)%?"
_LONGEST = 3
"""Digits of a term."""
_GAP = "[ \u3000\u00a0\u2009]{0,2}"
_RATIO = re.compile(
    rf"(?<![0-9:：∶﹕︰.])(?P<a>{_TERM})(?P<left>{_GAP})(?P<mark>[:：∶﹕︰])(?P<right>{_GAP})(?P<b>{_LAST_TERM})(?P<more>{_GAP}(?P=mark){_GAP}{_TERM})?(?![0-9:：∶﹕︰年月日%]|\.[0-9])"
)
_NUMBERED = re.compile("(?:[表图件注第题]|(?<!比)例)[ ]?\\Z")
_IN_WORDS = re.compile(rf"(?<![0-9.])(?P<a>{_TERM}){_GAP}比{_GAP}(?P<b>{_TERM})(?![0-9.%])")
_CLOCK = re.compile(r"[0-9]{1,2}[:：∶][0-5][0-9]\Z")
_RATIO_WORD = re.compile("比|分险|分担|风险|按|配")
_SHARE_WORD = re.compile("比例|分险|分担|风险|按|配")

_SUFFIX = "省|市|州|县|区|自治区|自治州|壮族自治区|回族自治区|维吾尔自治区"
_BEFORE_STEM = f"(?:(?<![{HAN}])|(?<=[与和由向及同对从到给赴在的]))"
_STEM = re.compile(
    rf"{_BEFORE_STEM}(?!中国|国家|全国|我国|[与和由向及同对在为从到给赴的])([{HAN}]{{2}})(?:省|市(?!场)|州|县)(?=[{HAN}]{{0,8}}(?:担保|银行|农商|集团|信用|联社|厅|局|委))|([{HAN}]{{2}})市(?=担保|融资担保|农商)"
    rf"|{_BEFORE_STEM}(?!中国|国家|全国|我国|[与和由向及同对在为从到给赴的])([{HAN}]{{2}})(?=农村商业银行|农商银行|农商行|农村信用|村镇银行)"
)
_BANK = "农村商业银行|农商银行|农商行|农村信用社联合社|农村信用联社|农信联社|农村信用合作联社|农村信用社|农信社|村镇银行"
_KIND = "融资信用担保|农业信贷担保|农业融资担保|农担|融资性担保|融资再担保|再担保|融资担保|信用担保|创业担保|担保|融担"
_FORM = "(?:投资|控股|集团|股份|有限责任|有限|公司)+|(?:行业|业)?协会"
_NOT_BEHIND = "机体业贷行服工合费率额责能政产品对给放余圈代条方市事链计申"
_FUNCTION = "与和由向及同对在为是等即经从了将的以并或于把被让给又也就该各全我本其联合携手推动"
_VERB = "组织|开展|近年来|累计|完成|落地|交流|介绍|表示|成功|召开|发布|推出|签约|承办|承诺|上线|举行|举办|荣获|积极|率先|负责人|党委|董事长|总经理|上门|参加|参与|主办|协办|牵头"
"""What an organisation does; behind 担保 it tells that a name has ended."""
_DEED = (
    "新增|累计|发放|投放|实现|支持|共担保|共支持|通过|完成|开展|组织|推动|推进|启动|获|走进|走访|落地|创新"
)
"""The same behind 农担 and 再担保, which are more seldom anything else than a name."""
_LEFT_OUT = re.compile(
    "省|市|州|县|区|自治区|自治州|壮族|回族|维吾尔|融资性?|信用|政策性|政府性|投资|控股|集团|股份|有限|责任|公司"
)
_CREDIT_UNION = re.compile("农村信用社联合社|农村信用合作联社|农村信用联社|农信联社|农村信用社")
_OF_OUR_FIELD = re.compile("担保|农担|农商行")
_FORM_ALONE = re.compile("省|市|州|县|区|自治区|自治州|壮族|回族|维吾尔|集团|股份|有限|责任|公司")
"""Of other groups 投资 and 控股 tell one from another."""


_TOWNS = 300
"""Towns whose organisations are looked for in one issue."""
_FEW = 10
"""One rare place in so many is a slip and told each time; more are two habits, told once an issue."""


def spaces_round_figures(texts: tuple[Passage, ...]) -> Iterator[tuple[Passage, Remark]]:
    """S-01: blanks between 汉字 and digits all through, or nowhere; no standard says which.

    A few slips are told one by one; two habits that share the issue are one remark, at the first place of the rarer one.
    """
    spaced = [
        (passage, found)
        for passage in texts
        for found in _SPACED.finditer(passage.text)
        if not (_is_label(passage.text, found) or _is_pause(passage.text, found.start()))
    ]
    if not spaced:
        return
    plain = sum(len(_PLAIN.findall(passage.text)) for passage in texts)
    if not plain:
        return
    rare_is_spaced = len(spaced) <= plain
    rare: Iterable[tuple[Passage, re.Match[str]]] = (
        spaced
        if rare_is_spaced
        else ((passage, found) for passage in texts for found in _PLAIN.finditer(passage.text))
    )
    few = min(len(spaced), plain)
    if few * _FEW > len(spaced) + plain:
        rare = itertools.islice(rare, 1)
    text = _("{spaced} with, {plain} without").format(spaced=len(spaced), plain=plain)
    for passage, found in rare:
        first, last = found.start() - 1, found.end() + 1
        blank = "" if rare_is_spaced else " "
        yield passage, Remark(first, last, f"{passage.text[first]}{blank}{passage.text[last - 1]}", text)


def _is_label(text: str, found: "re.Match[str]") -> bool:
    """Whether the blank stands behind the number of a heading, a table or an article."""
    at = found.start()
    if not found["behind"]:
        return (
            text[at - 1] in "条章节款项编篇"
            and _ARTICLE.search(text, max(0, at - _LONGEST_LABEL), at) is not None
        )
    return not found["measure"] and _LABEL.search(text, max(0, at - 12), found.end()) is not None


def _is_pause(text: str, at: int) -> bool:
    """Whether the blank at `at` stands between two clauses of a headline, as a comma would: 云岭县发生山洪 2人遇难."""
    start = text.rfind("\n", max(0, at - _HEADLINE), at) + 1
    end = text.find("\n", at, at + _HEADLINE)
    if (not start and at > _HEADLINE) or (end < 0 and len(text) > at + _HEADLINE):
        return False
    line = text[start : end if end >= 0 else len(text)]
    head = line.rstrip("；。： ")
    label = _HEAD_LABEL.match(line)[0]  # type: ignore[index]  # matches the empty string too
    if _STOP.search(head) or (not label and line.endswith("。")):
        return False
    left = _PART.split(line[len(label) : at - start])[-1]
    right = _PART.split(head[at - start + 1 :])[0]
    if left.endswith("%"):
        return len(left) > _SHORT and len(right) >= _SHORT
    return len(left) >= _SHORT and left[-1] not in _GOES_ON and _CLAUSE.match(right) is not None


def ratios(texts: tuple[Passage, ...]) -> Iterator[tuple[Passage, Remark]]:
    """N-11: a ratio has no blank inside and one mark through the issue."""
    found = [
        (passage, match) for passage in texts for match in _RATIO.finditer(passage.text) if _is_ratio(match)
    ]
    marks = Counter(match["mark"] for _passage, match in found)
    usual = marks.most_common(1)[0][0] if marks else ""  # of equals the first met
    for passage, match in found:
        tight = re.sub(r"\s", "", match[0])
        if tight != match[0]:
            yield passage, Remark(match.start(), match.end(), tight, _("a blank inside"))
        elif match["mark"] != usual:
            text = _("elsewhere {mark} is used").format(mark=usual)
            yield passage, Remark(match.start(), match.end(), tight.replace(match["mark"], usual), text)
    yield from _in_words(texts, {(match["a"], match["b"]) for _passage, match in found}, usual)


def _in_words(
    texts: tuple[Passage, ...], told: set[tuple[str, str]], usual: str
) -> Iterator[tuple[Passage, Remark]]:
    """2比8 where the same ratio, or another, is 2:8 elsewhere; what is no ratio may be a score."""
    for passage in texts if told else ():
        for found in _IN_WORDS.finditer(passage.text) if "比" in passage.text else ():
            before = found.string[max(0, found.start() - 6) : found.start()]
            if (found["a"], found["b"]) in told or _SHARE_WORD.search(before):
                text = _("elsewhere {mark} is used").format(mark=usual)
                fix = f"{found['a']}{usual}{found['b']}"
                yield passage, Remark(found.start(), found.end(), fix, text)


def _is_ratio(found: "re.Match[str]") -> bool:
    """Not the time of a day, unless a word before says so."""
    if found["left"] or found["right"]:
        return not _NUMBERED.search(found.string, max(0, found.start() - 2), found.start())
    if not _CLOCK.match(found[0]):
        return len(found["b"].partition(".")[0]) <= _LONGEST  # the scale of a map is none beside others
    before = found.string[max(0, found.start() - 6) : found.start()]
    return _RATIO_WORD.search(before) is not None and not re.search("[点时午晚早]|日 ?\\Z", before)


def organisation_names(texts: tuple[Passage, ...]) -> Iterator[tuple[Passage, Remark]]:
    """C-07: one organisation under several names: 山西再担保, 山西省再担保集团. One remark at the first use of each rarer name."""
    uses: dict[str, list[Name]] = defaultdict(list)
    places = _places(texts)
    pattern = _names(places)
    read = tuple(passage for passage in texts if passage.field in {BODY, "title"})
    for passage in read:
        for found in pattern.finditer(passage.text):
            uses[_core(found[0])].append(Name(passage, found.start(), found[0], ""))
    for name in named(read, places):
        uses[name.core].append(name)
    told: dict[int, list[Remark]] = defaultdict(list)
    for same in uses.values():
        for passage, remark in _several(same):
            before = told[id(passage)]
            if not any(one.start < remark.end and remark.start < one.end for one in before):
                before.append(remark)
                yield passage, remark


def _several(same: list[Name]) -> Iterator[tuple[Passage, Remark]]:
    """What is told of the names of one organisation."""
    names = Counter(use.name for use in same)
    if len(names) < 2:
        return
    usual = names.most_common(1)[0][0]
    for name in names:
        if name != usual and not _is_introduced(same, name):
            first = next(use for use in same if use.name == name)
            if first.may_be_short and any(map(first.follows, same)):
                continue
            text = _("elsewhere {name}").format(name=usual)
            yield first.passage, Remark(first.start, first.start + len(name), None, text)


@functools.lru_cache(maxsize=4)
def _names(places: frozenset[str]) -> "re.Pattern[str]":
    """An organisation that begins with a place and ends in what it does or is."""
    stems = "|".join(sorted(places, key=len, reverse=True))
    return re.compile(
        rf"(?P<place>{stems})(?:{_SUFFIX})?(?:(?![{_FUNCTION}])[{HAN}]){{0,4}}?(?:(?:{_KIND})(?:(?:{_FORM})|(?![{_NOT_BEHIND}{HAN}])|(?=[{_FUNCTION}]|{_VERB})|(?:(?<=农担)|(?<=再担保))(?={_DEED}))|(?:{_BANK})(?:{_FORM})?(?![业系卡股间同理金])|集团(?:股份)?(?:有限责任公司|有限公司|公司)?(?:(?![{HAN}])|(?=[{_FUNCTION}]|{_VERB})))"
    )


def _places(texts: tuple[Passage, ...]) -> frozenset[str]:
    """The provinces, and the towns that are called by 市, 州 or 县 somewhere in the issue."""
    towns: set[str] = set()
    for passage in texts:
        for found in _STEM.finditer(passage.text):
            if len(towns) == _TOWNS:
                break
            towns.update(word for word in found.groups() if word)
    return frozenset(REGIONS) | towns


def _core(name: str) -> str:
    """What two names of one organisation have in common."""
    short = name.replace("农村商业银行", "农商行").replace("农商银行", "农商行").replace("融担", "担保")
    short = short.replace("农业信贷担保", "农担").replace("行业协会", "协会").replace("业协会", "协会")
    short = _CREDIT_UNION.sub("农信社", short)
    if not _OF_OUR_FIELD.search(short):
        return _FORM_ALONE.sub("", short)
    return _LEFT_OUT.sub("", short)


def _is_introduced(same: list[Name], name: str) -> bool:
    """Whether the text says that this is the long or short form of the other: （以下简称…）."""
    return any("简称" in use.passage.text[use.start : use.start + 60] for use in same if use.name == name)
