"""Wholes and what is told of them in the way of budget, census and service reports: growth between a whole and its parts, parts without 其中."""

import pytest

from briefing_tui.proof.figures import slips
from briefing_tui.proof.figures.asides import in_one_measure, without_asides
from briefing_tui.proof.figures.quantities import sentence_of, sentences
from texts.figure_pairs import is_told, lines_of, right_ones, told

GROWTH_BETWEEN = """
全区财政收入⟦48.6|38.6⟧亿元，同比增长5.2%，其中：税收收入39.7亿元，增长4.1%；非税收入8.9亿元，增长10.3%。
全县实现增加值86.42亿元，增长6.1%，其中，第一产业增加值12.18亿元，增长3.2%；第二产业增加值⟦35.06|30.56⟧亿元，增长7.0%；第三产业增加值39.18亿元，增长6.4%。
零售总额215.36亿元，增长7.4%，按所在地分，城镇零售额⟦163.82|168.32⟧亿元，增长7.1%；乡村零售额51.54亿元，增长8.2%。
淡水鱼产量3180吨，同比增长6.5%，其中网箱养殖⟦1260|12600⟧吨，同比增长2.1%。
常住人口42.6万人，占全市的11.3%，其中城镇人口⟦26.8|62.8⟧万人。
贷款余额326.4亿元，比年初增加18.2亿元，增长5.9%，其中涉农贷款余额⟦118.7|381.7⟧亿元，增长4.4%。
完成年初预算36200万元的42.6%，全年实现收入15421万元，比上年增收1630万元，增长⟦11.8|18.1⟧%。
"""
DIVIDED = """
服务大厅累计受理368214件，其中窗口受理累计⟦214683|214863⟧件，网上受理累计153531件。
信访局共收到来信来访⟦642|624⟧件，其中有效件583件，重复件59件。
出动执法车辆1846台次，包括城区大队⟦627|672⟧台次、东区大队538台次、西区大队681台次。
建设资金36.85亿元，其中：省级拨付14.26亿元，市级配套⟦12.43|14.23⟧亿元，区级自筹10.16亿元。
走访商户⟦573|597⟧户，一是沿街商铺214户；二是集贸市场263户；三是产业园区96户。
全市担保公司58家，按注册资本划分：5亿元以上9家、1亿元至5亿元⟦31|13⟧家、1亿元以下18家。
下达奖补资金约⟦18.46|16.48⟧亿元，加上年初下达的约123.72亿元，合计约142.18亿元。
采购预算合计1846.35万元，其中：设备类采购⟦762.18|726.18⟧万元；工程类采购583.42万元；服务类采购500.75万元。
"""
WITHOUT_THEIR_SIGN = """
全系统现有职工418人，具有中级以上职称的⟦163|613⟧人。
备案的小贷公司72家，正常开业的⟦53|83⟧家。
消防检查发现隐患236处，已整改⟦218|281⟧处。
热线接到诉求1480件，办结⟦1396|1936⟧件。
纳入名册的86户商户，已对接⟦64|164⟧户。
72项整改任务已完成⟦58|85⟧项。
38名选手报名，最终⟦12|112⟧名入选。
128个社区，⟦96|196⟧个已建成服务站。
240名学员参训，⟦218|281⟧名取得证书。
各项存款余额518.6亿元，活期存款余额⟦206.3|603.2⟧亿元。
公司实有员工264人，中共党员⟦92|292⟧人。
获奖名单共48家，本省⟦31|81⟧家。
在库项目82个，总投资96亿元，其中已落地⟦37|87⟧个。
收到申请286笔、4.6亿元，审批通过⟦241|421⟧笔。
议案46件，通过其中⟦28|82⟧件。
走访企业126家，其中制造业企业74家，制造业企业中规上企业⟦31|81⟧家。
清收资金860万元，包括现金清收⟦520|5200⟧万元。
下发整改函52份，其中涉及食堂的⟦17|71⟧份。
6个行业展区共有180家企业参展，其中，来自4个地市的⟦72|720⟧家企业参展。
抽查36个加工项目中，有⟦14|41⟧个项目未验收。
"""
RATES_AND_CHANGES = """
全镇常住人口为86420人，与2010年普查的92150人相比，减少了⟦5730|5370⟧人。
全镇常住人口为86420人，与2010年普查的92150人相比，减少5730人，减少⟦6.22|6.65⟧%。
储备规模为4215亿元，较11月末上升38亿元，升幅为⟦0.91|0.19⟧%。
38个行业中26个行业产值同比增长，增长面达到⟦68.4|86.4⟧%。
全市24家医院中，已有18家接入平台，覆盖面达⟦75|57⟧%。
年初有会员单位186家，年内新入会24家，退会9家，年末会员单位⟦201|210⟧家。
监管部门注销⟦31|13⟧家机构的许可证，3家转为一般公司，小贷公司由62家减少至28家。
发放贷款2.86亿元，扶持416户，发放额较上年同期增加5240万元，同比增长⟦22.4|24.2⟧%。
对160家单位评级，甲类36家、乙类28家，甲类和乙类合计占⟦40|34⟧%。
培训12期，参训648人次，平均每期⟦54|544⟧人次。
18期学习班每期36人，累计培训⟦648|684⟧人次。
品种由8类增加到13类，新增厨具、灯具等⟦5|7⟧类。
发放补贴⟦8420.6|8240.6⟧万元，比预算的9150.2万元节约资金729.6万元。
"""
RIGHT = """
代表团共有机组人员6人和乘客72人，其中15人来自外省。
收到有效信件497件，其中投诉类301件，占总量的60.56%；咨询类120件，占总量的24.14%。
承办诉求9.67万件，直接答复7.25万件，直接答复率74.97%；转办2.42万件，办结率97.48%。
本级收入8736万元，完成年初预算的27.39%，其中：税收收入累计完成8039万元。
担保公司248家，注册资本共计533.3亿元，户均注册资本2.15亿元。
采购计划金额共计971.56万元，实际采购金额共计812.98万元，共节约资金158.58万元。
下达补助资金1亿元，加上已提前下达的10.8亿元，合计下达11.8亿元。
59项措施中已经完成10项，取得阶段性进展的有28项，正在推进的有21项。
12家企业获评国家级示范，36家获评省级示范。
审议9件草案和1件决定，通过其中3件。
计划建设充电站20座，已建成25座。
结转工单58件，本月新受理142件，办结176件，月末在办24件。
逆差较上月激增141亿元，达到创纪录的1620亿元。
发布标准1660项，包含2万多项指标。
筹资标准由每人50元提高到100元，其中财政补助标准由40元提高到80元。
为3699家企业办理续贷，撤销法人机构44家，2家主动退出，机构从83家压减到37家。
今年新增贷款36亿元，涉农贷款余额128亿元。
工业企业30家，小微企业50家。
省分行贷款余额120亿元，全省涉农贷款余额860亿元。
建成网点40个，累计发展服务点126个。
“三农”业务余额36.4亿元，小微业务余额41.6亿元。
银行贷款余额640亿元，比年初增加32亿元，其中住户贷款增加18亿元、企业贷款增加9亿元。
全市认定企业320家，同比增长6%，带动就业6800人，其中高校毕业生860人。
产量1.2万吨，同比增长8%，其中一级品、二级品各占45%、38%。
"""


@pytest.mark.parametrize(
    "pair",
    [
        *lines_of(GROWTH_BETWEEN),
        *lines_of(DIVIDED),
        *lines_of(WITHOUT_THEIR_SIGN),
        *lines_of(RATES_AND_CHANGES),
    ],
)
def test_a_wrong_figure_is_told_where_it_stands(pair: str) -> None:
    assert is_told(pair)


@pytest.mark.parametrize(
    "text",
    [
        *right_ones(GROWTH_BETWEEN),
        *right_ones(DIVIDED),
        *right_ones(WITHOUT_THEIR_SIGN),
        *right_ones(RATES_AND_CHANGES),
        *lines_of(RIGHT),
    ],
)
def test_the_right_figure_is_left_alone(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("全区收入48.6亿元，同比增长5.2%，其中税收收入69.7亿元，增长4.1%。", "C-02"),
        ("全区收入48.6亿元，同比增长5.2%，其中税收收入39.7亿元，增长4.1%；非税收入9.8亿元，增长3%。", "C-01"),
    ],
)
def test_a_part_above_its_whole_is_another_fault_than_a_sum_that_is_not(text: str, rule: str) -> None:
    assert [found[0] for found in told(text)] == [rule]


def test_a_place_in_the_shorter_sentence_is_told_where_it_stands_in_the_longer() -> None:
    text = "另文。全区 收入48.6亿元，同比增长5.2%（占全市的12%），其中税收69.7亿元，增长4.1%。"
    assert [words for _rule, words, _text in told(text)] == [
        "48.6亿元，同比增长5.2%（占全市的12%），其中税收69.7亿元"
    ]


def test_growth_and_shares_are_left_out_and_what_may_be_a_whole_is_kept() -> None:
    (_start, sentence), *_rest = sentences(
        "收入48.6亿元，增长5.2%，新增担保12亿元，其中税收8.7亿元，增长3%。"
    )
    shorter = without_asides(sentence)
    assert shorter is not None
    assert shorter.sentence.text == "收入48.6亿元，新增担保12亿元，其中税收8.7亿元"


def test_a_second_measure_is_left_out() -> None:
    sentence = sentence_of("收到申请286笔、4.6亿元，审批通过241笔、3.9亿元")
    assert sentence is not None
    shorter = in_one_measure(sentence)
    assert shorter is not None
    assert shorter.sentence.text == "收到申请286笔，审批通过241笔"


@pytest.mark.parametrize(
    ("stated", "right", "kind"),
    [
        ("12.43亿元", 14.32e8, None),
        ("12.43亿元", 31.42e8, None),
        ("12.34亿元", 12.43e8, slips.SWAP),
        ("36.5%", 53.6, None),
        ("36.5%", 86.5, slips.DIGIT),
        ("1,288家", 128, slips.EXTRA),
        ("128家", 1288, slips.LOST),
        ("18.70亿元", 187e8, slips.POINT),
        ("18.70亿元", 18.7e8, None),
        ("128家", 127.5, None),
        ("9家", 8, None),
    ],
)
def test_what_is_a_slip_of_the_hand(stated: str, right: float, kind: str | None) -> None:
    sentence = sentence_of(f"甲{stated}，乙3家")
    assert sentence is not None
    assert slips.slip(sentence.quantities[0], right) == kind


def test_a_slip_that_chance_would_make_is_none() -> None:
    sentence = sentence_of("共54场，甲50场，乙14场，又共3159种，西药1756种，中成药1394种")
    assert sentence is not None
    whole, *parts = sentence.quantities[:3]
    assert not slips.is_slip_of_a_sum(whole, parts, chance=0.02)
    whole, *parts = sentence.quantities[3:]
    assert slips.is_slip_of_a_sum(whole, parts, chance=0.02)
