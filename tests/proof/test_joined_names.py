"""P-05: which single — joins two names, and which stands for a —— (GB/T 15834-2011, 4.13)."""

import pytest

from briefing_tui.model.finding import HINT
from briefing_tui.proof.proofread import Proofreader
from measures.costs import cost

READER = Proofreader()

JOINED = [
    "推动中国—东盟合作",
    "出席第三次中国—中亚领导人会议",
    "弘扬“中国—中亚精神”",
    "中国云岭—老挝班敦口岸开通",
    "开通“云岭—汉堡”往返航线",
    "开行北京—塔什干专列",
    "云岭南—郑州特高压直流工程投产",
    "±800千伏云岭—湖南特高压工程投产",
    "今日首开专列（云岭南—桐川西）",
    "地处燕山—太行山片区",
    "澜沧江—湄公河航道",
    "青石路—槐荫路路段",
    "云岭峡谷—白水洞景区",
    "库仑沙漠—毛乌素沙地",
    "推进创新链—产业链融合",
    "推进长三角—珠三角协作",
    "总统迪亚斯—卡内尔来访",
    "昆明—蒙特利尔框架",
    "乌兰察布—呼和浩特通道",
    "洛克希德—马丁公司",
    "云岭电网公司—葡萄牙电网公司研发中心",
    "云岭人民党—青年联盟主席",
    "冬小麦—夏玉米轮作",
    "建立投入—产出模型",
    "距今5200年—距今4300年",
    "温度在零下30度—零上60度之间",
    "上午九时—下午五时",
    "周一—周五办公",
    "建成“县级—乡镇（街道）—村（社区）”网络",
    "首页—服务—申报",
    "云岭—怀川—天津南特高压工程",
    "构建“市—区县—乡镇”网络",
    "首列“印度孟买—中国钦州—中国兰州”联运",
]
LONG = [
    "我们有一个目标—到2025年翻一番",
    "奋力开创新局面—写在开工之际",
    "全市首家担保公司—云岭担保开业",
    "世界最长隧道—新疆云岭高速公路隧道贯通",
    "全省重点工程—云岭铁路铺轨",
    "最大的内陆口岸—广西云岭口岸",
    "携手同行—中国代表团来访纪实",
    "“骏马之乡”—卡帕多奇亚",
    "在祖国的西部—新疆，又一座电站投产",
    "两所学校—云岭大学、桐川大学获奖",
    "主题为“新征程—西藏高质量发展”",
    "产粮大县—泗县",
    "凝聚磅礴力量—论学习贯彻会议精神",
    "丝路启新程—中国—中亚峰会开幕",
]


@pytest.mark.parametrize("text", JOINED)
def test_a_dash_between_two_names_is_right(text: str) -> None:
    assert [one.text for one in READER.read_text(text)] == []


@pytest.mark.parametrize("text", LONG)
def test_a_dash_between_two_phrases_is_told(text: str) -> None:
    found = [one for one in READER.read_text(text) if one.rule == "P-05"]
    assert [(one.level, one.span and one.span.start) for one in found] == [(HINT, text.index("—"))]


@pytest.mark.parametrize("words", ["推动中国—中亚合作，", "甲乙—", "东城—西城，", "云岭南—郑州特高压。"])
def test_a_text_of_nothing_but_dashes_costs_no_more_than_its_length(words: str) -> None:
    assert (
        cost(lambda: READER.read_text(words * 4_000))
        < 4 * cost(lambda: READER.read_text(words * 2_000)) + 0.05
    )
