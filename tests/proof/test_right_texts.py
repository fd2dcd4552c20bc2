"""What looks like a fault and is right, and beside it what is one: nothing else may change."""

import pytest

from briefing_tui.model.finding import HINT
from briefing_tui.proof.house_terms import own_terms
from briefing_tui.proof.proofread import Proofreader
from briefing_tui.proof.terms import Term, Terms
from measures.costs import is_linear

READER = Proofreader(own_terms())


def told(text: str, rule: str) -> list[str]:
    """The words that a rule tells."""
    return [one.span.words for one in READER.read_text(text) if one.rule == rule and one.span]


@pytest.mark.parametrize(
    "text",
    [
        "云岭县突发山洪 2人遇难",
        "（3）桐川一化工厂发生爆炸 12人受伤；",
        "（6）云岭大桥垮塌 3死7伤。",
        "普惠贷款增速达18% 居全省第一",
        "进出口同比增长7.7% 总值创新高",
        "首届担保大会开幕 60余款产品亮相",
        "2024年贷款好于预想 12月规模创新高",
        "新规今天公布 12月1日起施行",
        "【云岭观察】客货双旺 7月运量破200万吨",
        "第三条 2024年4月30日前登记的机构，适用本办法。\n第四条自2023年12月1日起施行。",
    ],
)
def test_a_blank_between_two_clauses_of_a_headline_is_right(text: str) -> None:
    assert told(text, "S-01") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("今年共支持 20家企业，发放贷款8亿元，惠及3万人。", "持 2"),
        ("全县新增贷款 375亿元 同比增长8%，惠及3万人", "款 3"),
        ("前三季度全市完成投资 14233亿元 同比多3亿元", "资 1"),
        ("2023 年全市新增担保贷款12亿元、服务3万户", "3 年"),
        ("市长李明 25日在云岭出席第8次例会，会期3天。", "明 2"),
        ("云岭县新增就业人数 28万人 同比多3万人", "数 2"),
        ("全省增长8% 左右，其中3个市超过9%。", "% 左"),
    ],
)
def test_other_blanks_are_told_in_headlines_too(text: str, words: str) -> None:
    assert told(text, "S-01") == [words]


@pytest.mark.parametrize("words", ["云岭县突发山洪 2人遇难", "云岭县突发山洪 2人遇难\n"])
def test_headlines_without_end_cost_no_more_than_their_length(words: str) -> None:
    assert is_linear(lambda count: READER.read_text(words * count), 4_000)


@pytest.mark.parametrize(
    "text",
    [
        "办理退税缓税缓费",
        "坚定信心同心同德",
        "2023年全年全县投放贷款",
        "新疆北疆北部降雪",
        "各地因地因校施策",
        "并跑领跑领域增多",
        "构建共建共治格局",
        "支持企业创业创新",
        "加强检查巡查巡护",
        "生物药品制品制造",
        "健康产业产业链长",
        "车间提纯工序工序长",
        "刑侦支队支队长",
        "报送上一年度年度报告",
        "本规定规定的条件",
        "集体经济组织组织开展",
        "工会委员会委员参加",
        "黑龙江龙江县",
        "俄罗斯罗斯托夫州",
        "卡拉-拉基拉基火山",
        "参加领导西藏和西藏和平解放",
        "每秒200亿亿次运算",
        "手把手把办法教给客户",
        "能不能不用抵押",
        "合唱《家乡家乡真美丽》",
        "拍卖标的的价款",
        "位于于都县",
        "交由由三方组成的小组",
        "沦为为别人服务的工具",
        "实事求是是根本",
        "请专家把把脉",
        "冒充“XX报”“XX新闻”等名义",
        "大家先学习学习。",
        "市市场监管部门应当公开",
        "已建建设项目、政治部干部部、总后勤部",
        "经审查合格，提前解除担保。提前解除担保，应报批准",
    ],
)
def test_characters_that_stand_twice_over_the_border_of_words_are_right(text: str) -> None:
    assert told(text, "C-06") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("推动产业产业发展", "产业产业"),
        ("国民经济经济发展", "经济经济"),
        ("启动活动启动启动，各地响应", "启动启动"),
        ("认真学习学习宣传方案", "学习学习"),
        ("实现目标的的办法", "的的"),
        ("实现指标的的办法", "的的"),
        ("公司公司章程", "公司公司"),
        ("各合作社合作社负责", "合作社合作社"),
        ("太阳太阳能电池", "太阳太阳"),
        ("共投放20亿亿元", "亿亿"),
        ("由XX公司承办", "XX"),
        ("工匠工匠精神", "工匠工匠"),
        ("银银行放款", "银银"),
        ("经审查，提前解除担保，提前解除担保，应报批准", "提前解除担保，提前解除担保"),
    ],
)
def test_doubled_words_are_told(text: str, words: str) -> None:
    assert told(text, "C-06") == [words]


@pytest.mark.parametrize("words", ["活动启动启动", "退税缓税缓费", "一二三四"])
def test_doubled_words_without_end_cost_no_more_than_their_length(words: str) -> None:
    assert is_linear(lambda count: READER.read_text(words * count), 4_000)


@pytest.mark.parametrize(
    "text",
    [
        "多部暑期影片上映",
        "高度警惕涉核消极动向",
        "审核消防水源",
        "承担报汛任务",
        "接触有害物质压载水",
        "既使用财政资金又使用自有资金",
        "列入必需经费",
        "严峻工作形势",
        "出租凭证",
        "但保管费用除外",
        "涉及到期贷款12笔，小商品做出大市场",
        "受理时间截止到9月23日",
        "报名截止到12月31日",
        "在平凡岗位上做出不平凡业绩",
        "没有原料做不出也做出“好菜”",
        "做出了榜样",
        "药品不良反应情况",
    ],
)
def test_what_only_looks_like_a_confusable_word_is_right(text: str) -> None:
    assert told(text, "W-01") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("工作部暑会议", "部暑"),
        ("办理核消手续", "核消"),
        ("以及其它机构", "其它"),
        ("截止今天下午4时", "截止今"),
        ("截止下午4时", "截止下午"),
        ("余额截止到9月末为3亿元", "截止到"),
        ("会议做出决定，取得成绩", "做出"),
        ("必需经批准", "必需经"),
    ],
)
def test_confusable_words_are_told(text: str, words: str) -> None:
    assert told(text, "W-01") == [words]


def test_an_ellipsis_in_a_longer_word_stands_for_some_characters_of_the_clause() -> None:
    terms = Terms((Term("接洽", ("对接",), but=("对接…会",)),))
    reader = Proofreader(terms)
    assert [one.rule for one in reader.read_text("召开对接银行项目会")] == []
    assert [one.rule for one in reader.read_text("对接银行，另有会")] == ["W-01"]
    assert [one.rule for one in reader.read_text("对接一二三四五六七八九十会议以外")] == []
    assert [one.rule for one in reader.read_text("对接一二三四五六七八九十百会")] == ["W-01"]


@pytest.mark.parametrize(
    "text",
    [
        "工会将在二三月份换届，七八月份交接",
        "绳文人距今3.8万～1.8万年",
        "短期利率为0—0.1%",
        "用户从0到10亿",
        "全年365天-104天（休息日）",
        "二十三，糖瓜粘。",
        "三六九，往外走。",
        "（四）、（五）项所列人员由委员会决定",
        "推行免耕、等高耕作",
        "实行减量、等量替代",
        "不在路口停车、等车、揽客",
        "相爱的人、等爱的人",
        "编译时加上--with-multilib参数",
        "周报见[此处](./20191218.pdf)",
        "全文见https://a.cn/post/6948214701470220301",
        "全文见https://a.cn/post/19574936361/a",
        "问题只会增加。We are doomed.",
        "欢迎[投递简历](jobs)",
    ],
)
def test_what_only_looks_like_a_wrong_form_is_right(text: str) -> None:
    assert [(one.rule, one.span and one.span.words) for one in READER.read_text(text)] == []


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("十三月5日召开", "C-04", "十三月5日"),
        ("费率由15%～10%不等", "C-04", "15%～10%"),
        ("利率为1—2%", "N-03", "1—2%"),
        ("用时3天-5天", "N-07", "-"),
        ("三，加强管理", "P-10", "三，"),
        ("二十三.加强管理", "P-10", "二十三."),
        ("（四）、加强管理", "P-09", "（四）、"),
        ("工行、等银行", "P-07", "、"),
        ("新阶段--高质量发展", "P-05", "--"),
        ("负责人电话19574936361", "C-09", "19574936361"),
        ("已通过Beta测试.", "P-04", "."),
        ("见附件(第三稿)", "P-02", "(第三稿)"),
        ("终于完成了)", "P-03", ")"),
    ],
)
def test_wrong_forms_are_told(text: str, rule: str, words: str) -> None:
    assert told(text, rule) == [words]


def test_a_point_in_a_name_of_another_language_is_none_of_a_sentence() -> None:
    [found] = [one for one in READER.read_text("作者特里.戴维斯来访") if one.rule == "P-04"]
    assert found.span
    assert found.span.fix == "·"


@pytest.mark.parametrize(
    "text",
    [
        "452处网点中，236处为“优”，211处为“良”，5处为“中”，优良率达98.9%。",
        "识别精度从过去的30米提高至15米。",
        "分辨率由3米提升到0.5米，加工精度从0.04毫米提升至0.003毫米。",
        "本届运动会设34个大项、419个小项，共有105个场馆投入使用。",
        "5个乡镇共确定集中安置点19个。",
        "整合7家市级集中救治医院和27家县级医院。",
        "新增159种，修订1101种，总共6385种。",
        "存量431.26万亿元，同比增长9.0%，增速较快；前七个月贷款增加12.87万亿元。",
        "完成185万标箱，同比增长9%，超过去年全年的181.8万标箱。",
        "死亡人数上升到288人，超过1100人受伤。",
        "前三季度我省对甲地进出口17.37亿元，增长6.2%；对乙地5.57亿元，增长9.6%，占全省外贸总值的16.6%。",
        "成交金额21.10亿元，溢价率达15.77%，累计节约2.06亿元。",
        "移动电话用户达5.1亿户，其中老年用户2.3亿户，占固定宽带接入用户30.3%。",
        "发动机推力500吨，是现役120吨级的四倍。",
        "总市值从5790亿元增长到7030亿元，增幅约为21.5%。",
        "担保费率下降。首次参加的387人，占94.2%；代表全省的344人，占83.6%。",
        "贷款余额244亿元，同比增长9.2%，占社会融资的62.7%，同比高0.3个百分点。",
        "地区生产总值从2002年的8004亿元增长到2007年的18640亿元，年均增长14.1%。",
        "公路15.9万公里，其中高速4.5万公里；铁路54.3万公里，其中高铁1.8万公里。",
        "列车由14列增至52列，累计开行15826列。",
        "补贴由8类扩大到12类，此外还增加了32类电器。",
        "对东盟、欧盟分别进出口1.07亿元、1.02亿元；对其他地区合计进出口3.36亿元。",
        "收到来信9879件，受理7365件，累计转办5122件。",
        "机上有68名乘客和4名机组人员，其中外国公民15名。",
        "在8个枢纽中，新开工的数据中心项目70个。",
        "女性、大专及以上学历、35岁及以下的分别占45.5%、51.4%、81.2%。",
        "在男子61公斤级比赛中，李明以抓举143公斤夺冠。",
        "夏粮每亩达到375.2公斤，其中小麦399.1公斤。",
        "提供100人次国际中文奖学金名额、1000人次夏令营名额。",
        "拥有179个中类和609个小类。",
        "路网由28万英里增加到60万英里。",
        "增速比上月加快0.1个百分点，高于商品零售0.6个百分点。",
        "机构从368家增加到453家，利润总额更是翻了一番。",
    ],
)
def test_figures_of_different_things_are_not_compared(text: str) -> None:
    assert [one.text for one in READER.read_text(text) if one.rule in {"C-01", "C-02"}] == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("236家企业中，211家达标，达标率98.9%。", "C-01"),
        ("费用从30万元提高至15万元。", "C-01"),
        ("设34个大项、419个小项，共有463个项目。", "C-01"),
        ("5个乡镇中已有19个达标。", "C-02"),
        ("全省企业200家，其中小微120家，占全省企业总数的50%。", "C-01"),
        ("全年任务450亿元，完成295.38亿元，占年度目标任务的75.64%。", "C-01"),
        ("完成680亿元，超过780亿元目标。", "C-01"),
        ("余额是年初120万元的5倍，达到500万元。", "C-01"),
        ("贷款从2020年的100亿元增长到2022年的144亿元，年均增长30%。", "C-01"),
        ("共20家，其中省级5家，占25%；市级15家，占65%。", "C-01"),
        ("65名工人和8名干部，其中党员79名。", "C-02"),
        ("三类项目分别占45%、38%和27%。", "C-02"),
        ("19个项目中，已开工的有154个。", "C-02"),
        ("甲地贷款12亿元、乙地贷款15亿元，合计贷款30亿元。", "C-01"),
    ],
)
def test_figures_of_the_same_are_compared(text: str, rule: str) -> None:
    assert rule in {one.rule for one in READER.read_text(text)}


JOINED_NAMES = [
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
LONG_DASHES = [
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


@pytest.mark.parametrize("text", JOINED_NAMES)
def test_a_dash_between_two_names_is_right(text: str) -> None:
    assert [one.text for one in READER.read_text(text)] == []


@pytest.mark.parametrize("text", LONG_DASHES)
def test_a_dash_between_two_phrases_is_told(text: str) -> None:
    found = [one for one in READER.read_text(text) if one.rule == "P-05"]
    assert [(one.level, one.span and one.span.start) for one in found] == [(HINT, text.index("—"))]


@pytest.mark.parametrize("words", ["推动中国—中亚合作，", "甲乙—", "东城—西城，", "云岭南—郑州特高压。"])
def test_a_text_of_nothing_but_dashes_costs_no_more_than_its_length(words: str) -> None:
    assert is_linear(lambda count: READER.read_text(words * count), 2_000)
