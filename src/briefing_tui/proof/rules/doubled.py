"""C-06: words, characters and whole sentences that stand twice. Pure."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.proof.remark import Remark
from briefing_tui.proof.rules.word_borders import is_right
from briefing_tui.text.characters import HAN


class _Doubled(NamedTuple):
    """When a particle that stands twice is right."""

    behind: str
    """Characters before it that make a word with the first."""
    before: str
    """Characters after it that make a word with the second."""


_PARTICLES = {
    "的": _Doubled("目打", "确士"),
    "了": _Doubled("明", "解结然断却事不得无望若"),
    "是": _Doubled("国但可凡还总于若要一二三四五六七八九十", "非否"),
    "在": _Doubled("实现存所内潜外好旨正自何", "于世场岗线建职校乎"),
    "和": _Doubled("共平温缓饱总谐祥随亲", "美气睦谐平解声"),
    "就": _Doubled("成造迁铸", "业读餐诊医职地任学近是要此"),
    "与": _Doubled("参给赋授", "会其"),
    "将": _Doubled("部大小中上麻名", "军来领士要"),
    "被": _Doubled("棉", "子褥"),
    "从": _Doubled("服遵听跟随", "业事而严"),
    "由": _Doubled("自理事缘", "于此衷"),
    "对": _Doubled("反面应相针绝核", "台外方接应策象比标话待子口手偶联账"),
    "为": _Doubled("行成作认称因", "民了此期何人"),
    "及": _Doubled("普以涉波", "时格早其"),
    "把": _Doubled("一", "关握"),
    "并": _Doubled("合归", "购非行重且"),
    "等": _Doubled("", "等等"),
    "于": _Doubled("", "是"),
    "们": _Doubled("", ""),
    "也": _Doubled("", ""),
    "已": _Doubled("", ""),
    "或": _Doubled("", ""),
    "但": _Doubled("非不", ""),
    "让": _Doubled("转出受礼谦忍", "利"),
    "请": _Doubled("申邀聘宴报提吁恳约敬", "示求教假柬战愿客缨"),
    "达": _Doubled("到传表发抵转直下送通雷马", "成州到标产尼主观"),
    "到": _Doubled("达感看等收想得遇受见直回做找提谈说办报签迟周", "场会位来达底期点岗账处访手"),
    "使": _Doubled("大天行即促驱假指致", "用得命馆者领劲"),
}
_RIGHT_TWICE = re.compile(
    rf"(?<![目指商坐招投达图路地国音座鼠航浮灯游靶锦中竞开评夺超对]标)(?<=标)的的|于于(?=[都洪田]|[{HAN}]{{1,2}}(?:同志|患|说|先生|女士))|达达(?=[埃尼里尔主])"
    rf"|(?<=[沦变转化])为为(?=[{HAN}]{{1,10}}(?:服务|谋|而))|(?<=无)为为|(?<=交)由由(?=[^，。]{{1,24}}(?:组成|负责|担任))|(?<=碳中)和和|(?<=不)了了(?=之)|(?<=求)是是|把把(?=脉)"
)
"""The same where more than one character tells: 拍卖标的的价款, 位于于都."""
_ONCE = re.compile("|".join(f"{char}{char}+" for char in _PARTICLES if char != "等"))
_TWICE = re.compile(rf"([{HAN}]{{2,8}})\1")
_COUNTED = re.compile(
    "(?<=[0-9])(?:家家(?![庭具电长禽政])|个个(?![体人性别案])|户户(?![均主籍])|笔笔(?!均)|项项(?!目)|元元|万万|亿亿(?!次|电子|级|颗|赫|字节)|％％|%%)|(?:亿亿|万万)(?=元)"
)
_ALLOWED = re.compile(
    "[两几半某很慢渐常又]|大[口把片批块步]|小[心口步块批片]|好[多久]|每[年天月]|多[少谢]|再[见三]|处处|[〇零一二三四五六七八九十百千万亿两]+\\Z"
    "|(?!一[致定般直切些]|[统唯单第]一|进一步).*[一越]|天天|人人|年年|"
    "休息|哈哈|谢谢|宝宝|妈妈|爸爸|试试|看看|走走|滴答|叮咚"
)
_TRIED = re.compile("讨论|研究|考虑|学习|商量|了解|交流|打听|认识|宣传|介绍")
"""What is said twice when it is tried a little: 大家讨论讨论."""
_BULLETIN_WORDS = (
    "融资 担保 银行 公司 企业 业务 市场 技术 产品 目标 政策 机构 服务 发展 工作 经济 建设 推动 加强 提高 合作 开展 实现 促进 推进 产业 科技 支持 提供 举行 表示"
    " 指出 强调 会议 管理 部门 单位 风险 贷款 资金 金融 财政 客户 协会 集团 农业 创新 改革 体系 机制 责任 落实 完成 召开 签订 协议 合同 代偿 追偿 余额 规模 增长 同比"
    " 领导 干部 党委 培训 检查 审批 流程 系统 平台 数据 信息 质量 效率 水平 能力 作用 问题 困难 需求 措施 方案 计划 任务 指标 情况 进展 成效 经验 模式 优势 特色 品牌"
    " 文化 活动 现场 网络 安全 环境 生态 绿色 乡村 振兴 群众 消费 投资 收入 支出 成本 利润 费用 利率 期限 抵押 信用 授信 放款 逾期 处置 诉讼 法律 合规 审计 监督"
    " 考核 绩效 人才 招聘 组织 制度 办法 规定 文件 通知 材料 报告 统计 分析 总结 部署 安排"
)
"""Words of every bulletin, of which one character may have been typed twice: 融融资, 融资资."""
_NOUNS = frozenset(re.findall("[^ ]+", _BULLETIN_WORDS))
_SAME = re.compile(rf"([{HAN}])\1")
_NEVER_TWICE = "银公召完"
"""Characters that end no word before one that begins with them, nor the other way round; of others the second may be its own: 融资资金."""
_ALONE = "市部"
_DONE = frozenset(("已建", "在建"))
_OFFICES = frozenset(("干部", "支部", "总部"))
"""What the first of the two may be or end: 市市场监管局."""
_AROUND_WORDS = "的与是也已或"
_RUNS = re.compile(rf"[{HAN}]{{4,}}")
_LONGEST = 30
"""Characters of a part of a sentence."""
_STOPS = re.compile("[。！？\n]")
_OF_SENTENCES = range(9, 202)
"""Characters that a sentence has which is looked for twice, with its stop."""
_SIDE_BY_SIDE = (
    (re.compile("[”》][“《]"), re.compile(r"(?P<it>[“《][^“”《》\n]{1,30}[”》])(?P=it)")),
    (
        re.compile("[年日元%点家户笔项条][0-9]"),
        re.compile(
            r"(?<![0-9.])(?P<it>(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日|(?:19|20)[0-9]{2}年|[0-9]+(?:\.[0-9]+)?(?:[万亿]?元|%|个百分点|[家户笔项条]))(?P=it)"
        ),
    ),
    (
        re.compile(rf"[{HAN}][ \u3000][{HAN}]"),
        re.compile(
            rf"(?<![{HAN} ])(?P<it>[{HAN}]{{2,8}})[ \u3000](?P=it)(?![{HAN} ])"
            rf"|(?<=[{HAN}])(?P<word>发展|工作|企业|服务|建设|经济|合作|公司|担保|银行|业务|融资|项目|机构|政策|风险|贷款)[ \u3000](?P=word)(?=[{HAN}])"
        ),
    ),
    (re.compile("[A-Z]{6}"), re.compile("(?<![A-Za-z])(?P<it>(?!X+)[A-Z]{3,6})(?P=it)(?![A-Za-z])")),
)
"""What stands twice side by side as a whole (a quotation, a day, a figure with its measure, a word with a blank between, letters), each
behind something that every such place has.
"""
_CERTAIN = tuple("定保认切立")
"""Behind 的确: 中的的确定性 is no 的确."""
_SEEN = "瞩注夺醒触悦"
"""Before 目: 瞩目的的 is no 目的."""
_JOINING = "和与及并或将被把由从"
"""What stands before something: 祥和和美, but not 祥和和的."""
_ENDS = "的，。；、！？"


def doubled_words(text: str) -> Iterator[Remark]:
    """C-06: a word twice (的的, 了了, 公司公司); 谢谢, 一步一步 and 为了了解 are none."""
    for found in _ONCE.finditer(text):
        char = found[0][0]
        allowed = _PARTICLES[char]
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        is_word = (
            before
            and before in allowed.behind
            and not (before == "目" and text[found.start() - 2] in _SEEN)
            and not (char in _JOINING and after and after in _ENDS)
        )
        if len(found[0]) == 2 and (
            is_word
            or (
                after
                and after in allowed.before
                and not (after == "确" and text[found.end() + 1 : found.end() + 2] in _CERTAIN)
            )
        ):
            continue
        if len(found[0]) == 2 and (char == after or _RIGHT_TWICE.match(text, found.start())):
            continue
        yield Remark(found.start(), found.end(), None, _("{word} stands twice").format(word=char))
    yield from _doubled_runs(text)
    yield from _doubled_units(text)
    yield from _doubled_characters(text)
    for start, end, word in _repeated(text):
        if text.endswith(word, 0, start) or text.startswith(word, end):
            continue  # three times: a refrain
        yield Remark(start, end, None, _("{word} stands twice").format(word=word))


def _repeated(text: str) -> Iterator[tuple[int, int, str]]:
    """What stands twice as a whole: where, and what."""
    end = 0
    for row in sorted((*_sentences(text), *_clauses(text))):
        if row[0] >= end:
            end = row[1]
            yield row
    for sign, pattern in _SIDE_BY_SIDE:
        if sign.search(text):
            for found in pattern.finditer(text):
                yield found.start(), found.end(), found[found.lastgroup or 0]


def _clauses(text: str) -> Iterator[tuple[int, int, str]]:
    """A part of a sentence, of four characters on, for shorter ones are called out. What ends a sentence may begin the next:
    提前解除。提前解除的，应报批.
    """
    last = None
    for found in _RUNS.finditer(text):
        if (
            last is not None
            and found.start() == last.end() + 1
            and found[0] == last[0]
            and len(found[0]) <= _LONGEST
            and (
                (mark := text[last.end()]) in "，、；"
                or (mark == "。" and text[found.end() : found.end() + 1] in {"", "。", "\n"})
            )
        ):
            yield last.start(), found.end(), found[0]
            last = None
        else:
            last = found


def _sentences(text: str) -> Iterator[tuple[int, int, str]]:
    first, start = -1, 0
    for stop in _STOPS.finditer(text):
        end = stop.end()
        if first >= 0 and end - start == start - first and text.startswith(text[start:end], first):
            if end - start in _OF_SENTENCES and stop[0] != "\n":
                yield first, end, text[start:end]
            first, start = -1, end
        else:
            first, start = start, end


def _doubled_characters(text: str) -> Iterator[Remark]:
    """融资资, 银银行; 融资资金 is none."""
    for found in _SAME.finditer(text):
        at, char = found.start(), found[1]
        before, behind = text[at - 1 : at], text[at + 2 : at + 3]
        begins, ends = char + behind in _NOUNS, before + char in _NOUNS
        if (begins and (char in _ALONE or before + char in _DONE)) or (ends and before + char in _OFFICES):
            continue  # 市市场监管局, 已建建设项目, 政治部干部部
        if (
            begins and (char in _NEVER_TWICE or not before or not _is_han(before) or before in _AROUND_WORDS)
        ) or (
            ends and (char in _NEVER_TWICE or not behind or not _is_han(behind) or behind in _AROUND_WORDS)
        ):
            yield Remark(at, at + 2, None, _("{word} stands twice").format(word=char))


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _doubled_runs(text: str) -> Iterator[Remark]:
    """公司公司, and whole phrases."""
    found = _TWICE.search(text)
    while found is not None:
        start, unit = found.start(), found[1]
        if len(set(unit)) == 1 or _is_said_twice(text, found):
            end = found.end()
        elif is_right(text, start, unit):
            end = start + 1  # another may begin inside: 活动启动启动
        else:
            end = found.end()
            yield Remark(start, end, None, _("{word} stands twice").format(word=unit))
        found = _TWICE.search(text, end)


def _is_said_twice(text: str, found: "re.Match[str]") -> bool:
    """Whether a word is doubled on purpose: 一步一步, 常常, 大家讨论讨论."""
    if not _TRIED.match(found[1]):
        return _ALLOWED.match(found[1]) is not None
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    return before in "来去要请想先再多好起家以能互" or not after or after in "，。！？；、”…吧一下"


def _doubled_units(text: str) -> Iterator[Remark]:
    """18家家; 5个个体工商户 is none."""
    for found in _COUNTED.finditer(text):
        yield Remark(found.start(), found.end(), None, _("{word} stands twice").format(word=found[0][0]))
