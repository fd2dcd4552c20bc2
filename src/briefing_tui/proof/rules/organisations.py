"""C-07: banks, offices and companies under several names: by tables of their long and short forms, and by what stands before 有限公司. Pure."""

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from briefing_tui.proof.passage import Passage
from briefing_tui.text.characters import HAN

_BANKS = {
    "工商银行": "中国工商银行|工商银行|工行",
    "农业银行": "中国农业银行|农业银行|农行",
    "中国银行": "中国银行|中行",
    "建设银行": "中国建设银行|建设银行|建行",
    "交通银行": "交通银行|交行",
    "邮储银行": "中国邮政储蓄银行|邮政储蓄银行|邮储银行|邮储行",
    "招商银行": "招商银行|招行",
    "国家开发银行": "国家开发银行|国开行",
    "农业发展银行": "中国农业发展银行|农业发展银行|农发行",
    "进出口银行": "中国进出口银行|进出口银行",
    "人民银行": "中国人民银行|人民银行|人行",
    "国家融资担保基金": "国家融资担保基金|国家融担基金|国担基金",
}
_EVERYWHERE = frozenset(name for name in _BANKS if name.endswith("银行"))
_WITH_BRANCH_ONLY = frozenset({"人民银行"})
"""Called shorter everywhere; only its branches have one name."""
_OFFICES = {
    "工信": "工业和信息化|工信",
    "发改": "发展和改革|发展改革|发改",
    "人社": "人力资源和社会保障|人力资源社会保障|人社",
    "市场监管": "市场监督管理|市场监管",
    "金融": "地方金融监督管理|地方金融监管|地方金融管理|金融监督管理|金融监管",
    "住建": "住房和城乡建设|住房城乡建设|住建",
    "科技": "科学技术|科技",
    "文旅": "文化和旅游|文化旅游|文旅",
    "国资": "国有资产监督管理|国资",
    "卫健": "卫生健康|卫健",
    "应急": "应急管理|应急",
    "交通": "交通运输|交通",
    "林草": "林业和草原|林业草原|林草",
    "医保": "医疗保障|医保",
    "退役": "退役军人事务|退役军人",
    "其他": "财政|商务|教育|民政|司法|统计|审计|水利|农业农村|自然资源|生态环境|乡村振兴|税务|公安",
}
_LEVEL = "自治区|自治州|省|市|州|县|区|旗"
_FORMS = "委员会|委|厅|局"
_LEGAL = "股份有限公司|有限责任公司|有限公司"
_EDGE = "与和由向及同对从到给的将被让据经赴是在、"
"""Characters that a name is cut off behind; one that has them inside is cut alike wherever it stands."""
_GENERIC = re.compile(
    "融资|担保|信用|再|投资|科技|发展|实业|控股|集团|农业|农村|食品|文旅|旅游|建设|工程|信息|技术|贸易|商贸|物流|资产|管理|金融|租赁|服务|资本|运营|国有|市政|城市|交通|能源|产业|"
    rf"{_LEVEL}|中小|企业|典当|小额|贷款|保险|牧业|畜牧|文化|传媒|教育"
)
"""What many companies have in their names; without anything else a name tells none from another."""
_ENDS_IN = re.compile(_LEGAL)
_RUN = re.compile(rf"[{HAN}]*\Z")
_LONGEST = 24
"""Characters of a name before 有限公司."""
_COMPANIES = 200
"""Companies whose other names are looked for in one issue."""


class Name(NamedTuple):
    """One mention of an organisation."""

    passage: Passage
    start: int
    name: str
    core: str
    """The same for all names of one organisation."""
    may_be_short: bool = False
    """Whether the paragraph that has told the long name may go on with this one: 国家开发银行…国开行."""

    def follows(self, other: "Name") -> bool:
        """Whether it stands behind a longer name in one paragraph."""
        return (
            other.passage is self.passage
            and other.start < self.start
            and len(other.name) > len(self.name)
            and "\n" not in self.passage.text[other.start : self.start]
        )


def named(texts: tuple[Passage, ...], places: frozenset[str]) -> Iterator[Name]:
    """The mentions in an issue; `places` are the provinces, and what its texts call by 市, 州 or 县."""
    banks, offices = _banks(), _offices(places)
    for passage in texts:
        text = passage.text
        if "行" in text or "担" in text:
            yield from _named_banks(passage, banks)
        if any(form in text for form in "委厅局"):
            for found in offices.finditer(text):
                yield Name(passage, found.start(), found[0], _core_of_office(found))
    yield from _named_companies(texts)


@functools.cache
def _banks() -> "re.Pattern[str]":
    long = "|".join(f"(?P<b{at}>{forms})" for at, forms in enumerate(_BANKS.values()))
    firsts = "".join({form[0] for forms in _BANKS.values() for form in forms.split("|")})
    return re.compile(
        rf"(?=[{firsts}])(?:(?<![{HAN}])|(?<=[{_EDGE}])|(?=中国|国家|[{HAN}]{{2,4}}银行))(?:{long})(?:股份有限公司)?"
        rf"(?:(?P<place>[{HAN}]{{2,6}}?)(?:{_LEVEL})?(?P<branch>分行|支行)|(?![{HAN}]{{0,3}}(?:业|程|为|动|驶|政|走|情|列|长|员)))"
    )


def _named_banks(passage: Passage, pattern: "re.Pattern[str]") -> Iterator[Name]:
    for found in pattern.finditer(passage.text):
        at = next(at for at in range(len(_BANKS)) if found[f"b{at}"])
        bank = list(_BANKS)[at]
        if found["branch"]:
            place = re.sub(_LEVEL, "", found["place"])
            yield Name(passage, found.start(), found[0], f"{bank} {place}{found['branch']}")
        elif bank not in _WITH_BRANCH_ONLY:
            yield Name(passage, found.start(), found[0], bank, may_be_short=bank in _EVERYWHERE)


@functools.lru_cache(maxsize=4)
def _offices(places: frozenset[str]) -> "re.Pattern[str]":
    stems = "|".join(sorted(places, key=len, reverse=True))
    kinds = "|".join(f"(?P<{'k' + str(at)}>{forms})" for at, forms in enumerate(_OFFICES.values()))
    return re.compile(
        rf"(?:(?P<place>{stems})(?P<level>{_LEVEL})?|(?P<only>省|市|州|县))(?:人民政府)?(?:{kinds})(?P<form>{_FORMS})(?![长员属托])"
    )


def _core_of_office(found: "re.Match[str]") -> str:
    at = next(at for at in range(len(_OFFICES)) if found[f"k{at}"])
    kind = list(_OFFICES)[at]
    form = found["form"].removesuffix("员会")
    return f"{found['place'] or found['only']} {found[f'k{at}'] if kind == '其他' else kind}{form}"


def _named_companies(texts: tuple[Passage, ...]) -> Iterator[Name]:
    """The companies with 有限公司 somewhere in the issue, and what else they are called: 云岭文旅公司, 云岭文旅集团有限责任公司."""
    cores: dict[str, None] = {}
    for passage in texts:
        last = 0
        for found in _ENDS_IN.finditer(passage.text):
            before = passage.text[max(last, found.start() - _LONGEST) : found.start()]
            last = found.end()
            run = before[_RUN.search(before).start() :]  # type: ignore[union-attr]  # matches the empty string too
            core = re.split(f"[{_EDGE}]", run)[-1]
            is_whole = len(core) < len(run) or len(run) < _LONGEST
            if is_whole and len(core) >= 4 and len(_GENERIC.sub("", core)) >= 2 and len(cores) < _COMPANIES:
                cores[core] = None
    if not cores:
        return
    pattern = re.compile(
        rf"(?P<core>{'|'.join(map(re.escape, sorted(cores, key=len, reverse=True)))})(?:(?P<form>(?:集团)?(?:{_LEGAL}|公司))|(?<=集团)(?![公有股]))"
    )
    for passage in texts:
        for found in pattern.finditer(passage.text):
            yield Name(
                passage, found.start(), found[0], f"{found['core']} 公司", may_be_short="有限" not in found[0]
            )


def _is_han(char: str) -> bool:
    return bool(char) and "\u3400" <= char <= "\u9fff"
