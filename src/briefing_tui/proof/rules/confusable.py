"""W-01: the confusable words of the house, and those that what stands round them tells. Pure."""

import re
from collections.abc import Iterator

from briefing_tui.i18n import _
from briefing_tui.proof.remark import Context, Remark
from briefing_tui.proof.rules.word_borders import lies_over_a_border
from briefing_tui.text.characters import HAN

_OF_TIME = "周末|假期|春节|节日|时光|一天|晚年|童年|一生|岁月|国庆|中秋|端午|重阳|暑假|寒假|生日|除夕|元宵|佳节|新年|新春|一年"
_PAPERS = "倡议书|申请|合同|协议|宣传资料|资料|文件|材料|问卷|报告|保单|手册|证书"
_CONTEXTS = tuple(
    (right, re.compile(pattern))
    for right, pattern in (
        (
            "既",
            r"(?<![立随当亦也此旋在])即(?=(?:要|能|可|有|是|提供|让|解决|降低|支持|方便|保证|保障|体现|推动)[^，。；]{1,24}，又)",
        ),
        (
            "像",
            rf"(?:(?<=^)|(?<=[，。；：、“们都就更正很也不总]))象(?![征棋牙限鼻])(?=这样|那样|这种|[{HAN}]{{1,14}}(?:一样|那样|这样))",
        ),
        ("截止", r"(?<=[日月底时年分点])截至(?=[。，；）]|$)"),
        ("度过", rf"渡过(?=了?[^，。；]{{0,14}}(?:{_OF_TIME}))"),
        (
            "份",
            rf"(?<=[0-9十百千万余多几两三四五六七八九])分(?=(?:{_PAPERS}))|(?<=[这那])分(?=成绩|力量|荣誉|责任|心意|收获|感情|真情|信任|喜悦|答卷)",
        ),
        (
            "份",
            rf"(?:{_PAPERS})[^，。；、0-9一二三四五六七八九十百千两]{{0,4}}(?:[0-9]+|[一二三四五六七八九十百千两]+)[余多]?(?P<word>分)(?=[，。、；]|$)",
        ),
        (
            "末",
            r"(?:(?<=[0-9十]月)|(?<=截至[年月季期])|(?<=[0-9]年)|(?<=[上下今去本][年月季期]))未(?=[，。、；]|在保|余额|[总较]|比[上年初])|(?<=期)未(?=余额|在保)",
        ),
    )
)
"""Words of two right uses, where what stands round them decides: what is meant, and where."""


def confusable_words(text: str, context: Context) -> Iterator[Remark]:
    """W-01: the wrong forms of the house's term file, and beside them words that are wrong where they stand; the fix is a word, so a
    person takes it.
    """
    for start, end, term in context.terms.places(text):
        if lies_over_a_border(text, start, end):
            continue
        note = f"（{term.note}）" if term.note else ""
        yield Remark(start, end, None, _("{word} is meant?{note}").format(word=term.right, note=note))
    if not context.terms.entries:
        return
    for right, pattern in _CONTEXTS:
        for found in pattern.finditer(text):
            start, end = found.span("word") if "word" in pattern.groupindex else found.span()
            yield Remark(start, end, None, _("{word} is meant?{note}").format(word=right, note=""))
