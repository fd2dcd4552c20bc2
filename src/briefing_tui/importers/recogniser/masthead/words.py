"""What the words of a masthead line are: a marking, a copy number, a label beside a name, what cannot be a department. Pure."""

from briefing_tui.importers.recogniser.names import close_up, is_headline, sounds_like_bulletin
from briefing_tui.importers.recogniser.numbers import WIDE, strip_separators, take_numbers
from briefing_tui.importers.report import squeeze
from briefing_tui.text.late_pattern import Signed, late

COPY_NUMBER = late(
    r"[编份][ \u3000]*号[ \u3000]*[:：]?[ \u3000]*[0-9]{2,8}(?![0-9年期号/-])"
    r"|(?:№|[Nn][Oo][.．]?)[ \u3000]*[:：]?[ \u3000]*(?:0[0-9]{2,7}|[0-9]{5,8})(?![0-9])|^0[0-9]{3,7}$"
)
_MARKING = late(
    "内部|资料|参阅|参考|文件|刊物|使用|交流|学习|传阅|注意|妥善|保存|保管|保密|机密|秘密|绝密|仅供|请勿|外传|不得|严禁|公开|免费|赠阅|翻印|复印|阅后|收回|发行|限|★|[0-9一二三]+年"
)
_SECRET = late("内部|机密|秘密|绝密|注意保存|妥善保管|保密|请勿|仅供")
_MADE = "联合主办|联合编印|整理|采编|摘编|主办|主管|主编|承办|编印|编发|编制|编写|编辑|印发|印制|刊印|发布|出版|发行|制发|主辦|承辦|編印|編發|編輯|印發|宣|编|編|印"
_LABEL_BEFORE = late(rf"(?:{_MADE})(?:单位|部门)?[ \u3000]*[:：]?[ \u3000]+(?=\S)")
_LABEL_BEHIND = late(rf"[ \u3000]*(?:{_MADE})\Z")
_ONLY_LABEL = late(
    rf"(?:(?:{_MADE})(?:单位|部门|日期|时间)?|编号|期号|期数|总期号|日期|单位|部门|年份)[ \u3000]*[:：]?\Z"
)
_COPIES = late(r"(?:共?印[制发刷]?|印数|共)?[ \u3000]*[:：]?[ \u3000]*([0-9]{1,6})[ \u3000]*(?:份|冊|册)\Z")
_NO_DEPARTMENT = late(r"[《》:：0-9０-９]|本期|共|总|版\Z|期\Z|页\Z|号\Z|刊\Z|\A农历|年\Z")
_EDITION = late(
    r"(?:共|今日|本期|本报)[ \u3000]{0,2}[0-9０-９一二三四五六七八十]{1,3}[ \u3000]{0,2}[版页]|农历|農曆|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年|刊号|邮发代号|定价|零售价|ISSN|CN[0-9]"
)
_PAGES = Signed(
    "页", "[（(]?(?<![0-9\u4e00-\u9fff])(?:本期)?共[ \u3000]?[0-9]{1,3}[ \u3000]?页[）)]?(?![\u4e00-\u9fff])"
)
_MARKS = ("**", "__", ">", "*", "_", "`")
_MOST = 24
"""Characters of what may be a department without its ending."""
EDITED = ("编", "编印", "编发", "编制", "編", "編印")
"""Behind the name of who makes the bulletin, above its title."""
MOST_ISSUES = 1000
"""A larger number is that of a copy."""
_MARKING_LIMIT = 30
_LINE_OF_MARKING = 100
_COPY_BESIDE = late("(\\S.*?\\S)[ \u3000\t]{2,}(第[ \u3000]?0[0-9]{1,5}[ \u3000]?号)")


def bare_of_markdown(text: str) -> str:
    """A line without the marks of emphasis and quotes around it and in it."""
    inner = text.replace("**", "").strip() if text.count("**") % 2 == 0 else text
    for mark in _MARKS:
        if inner.startswith(mark):
            inner = inner.removeprefix(mark).removesuffix(mark).strip()
    return inner or text


def part_copy_number(text: str, *, numbered: bool) -> tuple[str, str, bool]:
    """A line without the number of the copy, that number, and whether it might be the issue's. `numbered`: that has been told."""
    if beside := copy_number_beside_marking(text):
        return text.removesuffix(beside).strip(), beside, False
    found = COPY_NUMBER.search(text)
    if not found:
        return text, "", False
    numbers = take_numbers(text)
    if numbers.year or (numbers.found and not numbers.rest and not numbered):
        return text, "", False
    return (text[: found.start()] + " " + text[found.end() :]).strip(), found[0], True


def copy_number_beside_marking(text: str) -> str:
    """The 第 009 号 on the line of a marking: of the copy, not of the issue; empty for none."""
    found = _COPY_BESIDE.fullmatch(text) if len(text) <= _LINE_OF_MARKING else None
    return found[2] if found is not None and is_marking(found[1]) else ""


def is_marking(text: str) -> bool:
    """内部资料 注意保存 and the like: made of such words alone, spread out or not."""
    bare = squeeze(text)
    if len(bare) > _MARKING_LIMIT or not _SECRET.search(bare):
        return False
    return not any(char.isalnum() for char in _MARKING.sub("", bare))


def without_label(text: str) -> tuple[str, str]:
    """`业务管理部编印` → the name and the label word beside it; spread letters count as one word."""
    whole = strip_separators(close_up(text))
    found = _LABEL_BEHIND.search(whole) or _LABEL_BEFORE.match(whole)
    if found is None or found.end() - found.start() == len(whole):
        return whole, ""
    name = strip_separators(whole[: found.start()] + whole[found.end() :])
    return (name, found[0].strip()) if name and name in whole else (whole, "")


def pages_of(text: str) -> str:
    """The （共2页） of a line; empty for none."""
    found = _PAGES.search(text) if len(text) <= _LINE_OF_MARKING else None
    return found[0] if found else ""


def end_of_names(text: str) -> int:
    """Where, behind a wide blank, a date, a number or a marking stands beside who signed; the length of `text` for nowhere."""
    gaps = list(WIDE.finditer(text))
    ends = [*(gap.start() for gap in gaps), len(text)][1:]
    for gap, end in zip(gaps, ends, strict=True):
        part = text[gap.end() : end]
        numbers = take_numbers(part)
        if is_marking(part) or numbers.found or numbers.dated:
            return gap.end()
    return len(text)


def is_only_label(text: str) -> bool:
    """出版, 印发: a label whose value is elsewhere."""
    return _ONLY_LABEL.match(text) is not None


def is_edition(text: str) -> bool:
    """共4版, 农历冬月十六, 统一刊号：…: what a paper prints beside its date, and no text says in so short a line."""
    return len(text) <= _MARKING_LIMIT and _EDITION.search(text) is not None and not is_headline(text)


def copies_of(text: str) -> int:
    """The 300 of 印300份 or 300份; 0 for another text."""
    found = _COPIES.match(text)
    return int(found[1]) if found else 0


def may_be_department(text: str) -> bool:
    """Whether what stands left of a date can be the name of a department, though it has not the ending of one."""
    return (
        1 < len(text) <= _MOST
        and _NO_DEPARTMENT.search(text) is None
        and not is_headline(text)
        and not sounds_like_bulletin(text)
        and any("\u4e00" <= char <= "\u9fff" for char in text)
    )
