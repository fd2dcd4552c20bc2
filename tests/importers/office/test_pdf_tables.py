"""Tables of a PDF without rules down the page: between rules across it (三线表), or with none; and what stands apart and is no table."""

from pathlib import Path

import pytest

from briefing_tui.importers.documents import recognise_document
from briefing_tui.importers.evidence import PAGE_NUMBER, EvidenceLine, Reading
from briefing_tui.importers.pdf.continued import with_whole_rows
from briefing_tui.importers.pdf.reader import read_pdf
from pages.printed_pages import has_font
from pages.table_pages import (
    Rows,
    by_chromium,
    by_libreoffice,
    set_by_typst,
    typst_table,
    web_page,
    web_table,
)

pytestmark = pytest.mark.skipif(not has_font(), reason="no font for 汉字")

BEFORE = "今年以来，担保业务平稳增长，规模和效益同步提升，各项指标均好于上年同期，具体情况如下表所示。"
AFTER = "上表数字由业务部提供，口径与上年一致。下一步，集团将继续扩大服务范围，降低费率。"
ROWS = [
    ("地区", "业务规模（亿元）", "同比（%）", "备注"),
    ("东部地区", "295.38", "12.5", "含新设机构三家，其中两家为年内新设，一家为上年末设立"),
    ("西部地区", "1,031.20", "-3.1", ""),
    ("中部地区", "88.00", "", "口径调整"),
    ("合计", "1,414.58", "9.4", ""),
]
WORDS = [
    ("类别", "责任单位", "主要内容"),
    (
        "服务创新",
        "甲公司业务部",
        "开通线上审批，材料由九项减为四项，当天受理当天办结，客户不再往返奔波；同时设立专窗，专人接待远郊客户。",
    ),
    ("风险防控", "乙公司风险管理部、法务部", "建立预警名单，按月更新，对重点客户逐户走访。"),
    ("数字转型", "丙公司", "完成核心系统改造。"),
]
THREE_RULES = "thead { border-top: 2px solid; border-bottom: 1px solid } tbody { border-bottom: 2px solid }"


def rows_of(reading: Reading) -> list[str]:
    return [text.replace("−", "-") for text in texts(reading) if text.startswith("| ")]


def barred(rows: Rows) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in rows]


def texts(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines if not line.furniture]


@pytest.mark.parametrize("more", ["align: (left, right, right, left),", "align: center + horizon,", ""])
@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_by_typst_is_one(more: str, ruled: bool, tmp_path: Path) -> None:
    if not ruled and "horizon" in more:
        more = "align: center,"
    table = typst_table(ROWS, "(1fr, 1.2fr, 1fr, 2fr)", ruled=ruled, more=more)
    reading = read_pdf(set_by_typst(f"{BEFORE}\n\n{table}\n\n{AFTER}", tmp_path))
    assert rows_of(reading) == barred(ROWS)
    assert "".join(texts(reading)).replace("−", "-") == f"{BEFORE}{''.join(barred(ROWS))}{AFTER}"


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_by_libreoffice_is_one(ruled: bool, tmp_path: Path) -> None:
    reading = read_pdf(by_libreoffice(BEFORE, ROWS, [30, 40, 35, 55], AFTER, tmp_path, ruled=ruled))
    assert rows_of(reading) == barred(ROWS)
    assert "".join(texts(reading)) == f"{BEFORE}{''.join(barred(ROWS))}{AFTER}"


@pytest.mark.parametrize(
    "style",
    [
        THREE_RULES,
        f"{THREE_RULES} td {{ text-align: center }}",
        "tr { border-bottom: 1px solid #ddd }",
        "tr:nth-child(even) { background: #eee }",
    ],
)
def test_a_table_of_a_printed_web_page_is_one(style: str, tmp_path: Path) -> None:
    reading = read_pdf(by_chromium(web_page(BEFORE, web_table(ROWS), AFTER, style), tmp_path))
    assert rows_of(reading) == barred(ROWS)


def test_cells_of_words_in_several_lines_are_whole(tmp_path: Path) -> None:
    """Where rows are no further apart than lines, what fills its cell goes on below."""
    reading = read_pdf(by_libreoffice(BEFORE, WORDS, [25, 40, 60], AFTER, tmp_path, ruled=True))
    assert rows_of(reading) == barred(WORDS)
    page = web_page(BEFORE, web_table(WORDS), AFTER, "td { border-bottom: 1px solid }")
    assert rows_of(read_pdf(by_chromium(page, tmp_path))) == barred(WORDS)


def test_a_head_of_two_rows_stands_over_its_columns(tmp_path: Path) -> None:
    table = (
        "#table(columns: (auto,) * 6, stroke: none, inset: 6pt, table.hline(), table.cell(rowspan: 2)[单位], "
        "table.cell(colspan: 2)[本年], table.cell(colspan: 2)[上年], table.cell(rowspan: 2)[增幅], "
        "table.hline(start: 1, end: 3), table.hline(start: 3, end: 5), [户数], [金额], [户数], [金额], table.hline(), "
        "[甲公司], [12], [3,400.5], [10], [3,000.0], [13.4%], [乙公司], [7], [1,200.0], [9], [1,500.2], [2.1%], "
        "[丙公司], [], [], [3], [500.0], [—], table.hline())"
    )
    assert rows_of(read_pdf(set_by_typst(f"{BEFORE}\n\n{table}\n\n{AFTER}", tmp_path))) == [
        "| 单位 | 本年 |  | 上年 |  | 增幅 |",
        "|  | 户数 | 金额 | 户数 | 金额 |  |",
        "| 甲公司 | 12 | 3,400.5 | 10 | 3,000.0 | 13.4% |",
        "| 乙公司 | 7 | 1,200.0 | 9 | 1,500.2 | 2.1% |",
        "| 丙公司 |  |  | 3 | 500.0 | — |",
    ]


def test_a_cell_of_several_rows_stands_in_the_first(tmp_path: Path) -> None:
    """Rules below the cells of each row, but for those in the middle of a tall one."""
    table = (
        "<tr><td>部门<td>事项<td>进度<tr><td rowspan=3>业务部<td>系统上线<td>80%<tr><td>客户回访<td>95%<tr><td>材料归档<td>60%"
        "<tr><td rowspan=2>财务部<td>决算<td>30%<tr><td>预算<td>50%"
    )
    page = web_page(BEFORE, table, AFTER, "td { border-bottom: 1px solid }")
    assert rows_of(read_pdf(by_chromium(page, tmp_path))) == [
        "| 部门 | 事项 | 进度 |",
        "| 业务部 | 系统上线 | 80% |",
        "|  | 客户回访 | 95% |",
        "|  | 材料归档 | 60% |",
        "| 财务部 | 决算 | 30% |",
        "|  | 预算 | 50% |",
    ]


MANY = [
    ("序号", "单位名称", "金额（万元）", "批次"),
    *(
        (f"{n}", f"示例单位第{n}号有限公司", f"{n * 13.5:.1f}", f"第{n}批次" if n % 7 else "")
        for n in range(1, 75)
    ),
]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_over_pages_is_one_with_one_head(ruled: bool, tmp_path: Path) -> None:
    table = typst_table(MANY, "(auto, 1fr, auto, auto)", ruled=ruled)
    assert rows_of(read_pdf(set_by_typst(f"{BEFORE}\n\n{table}\n\n{AFTER}", tmp_path))) == barred(MANY)


def test_a_row_that_the_end_of_a_page_cuts_is_whole(tmp_path: Path) -> None:
    """LibreOffice sets the last line of a cell below the head on the next page."""
    data = by_libreoffice(BEFORE, MANY, [16, 38, 34, 34], AFTER, tmp_path, ruled=True)
    assert rows_of(read_pdf(data)) == barred(MANY)


def test_the_last_row_alone_on_a_page_belongs_to_its_table() -> None:
    row = EvidenceLine("| 甲 | 12 | 3% |", page=1)
    foot = EvidenceLine("— 1 —", page=1, furniture=PAGE_NUMBER)
    alone = EvidenceLine("乙\t15\t4%", page=2)
    assert [line.text for line in with_whole_rows([row, foot, alone])] == [
        "| 甲 | 12 | 3% |",
        "— 1 —",
        "| 乙 | 15 | 4% |",
    ]
    for other in (
        alone._replace(page=1),
        alone._replace(text="乙\t15"),
        alone._replace(text="编辑\t张三\t李四"),
    ):
        assert with_whole_rows([row, foot, other])[-1] == other


def test_a_row_with_an_empty_first_cell_is_no_rest_where_others_have_one() -> None:
    rows = [EvidenceLine(text, page=1) for text in ("| 东部 | 甲公司 | 完成 |", "|  | 乙公司 | 完成 |")]
    after = EvidenceLine("|  | 丙公司 | 完成 |", page=2)
    assert with_whole_rows([*rows, after]) == [*rows, after]
    assert [line.text for line in with_whole_rows([rows[0], after])] == ["| 东部 | 甲公司丙公司 | 完成完成 |"]


NAMES = ["张三", "李四", "王五", "赵六", "钱七", "孙八", "周九", "吴十"]
RULE = "#line(length: 100%)"


def grid(columns: str, cells: list[str]) -> str:
    return f"#grid(columns: {columns}, row-gutter: .8em, {', '.join(f'[{cell}]' for cell in cells)})"


NO_TABLES = {
    "columns": f"#columns(2)[{(BEFORE + AFTER) * 7}]",
    "two columns of short numbered lines": "#columns(2)["
    + "\n\n".join(f"{n}. 示例单位{n}完成业务额 {n * 12.5} 亿元，同比增长 {n}%。" for n in range(1, 13))
    + "]",
    "quotations beside each other between rules": f"{RULE}\n{grid('(1fr, 1fr)', [BEFORE, AFTER])}\n{RULE}\n"
    f"{grid('(1fr, 1fr)', ['——董事长在年会上的讲话', '——总经理在年会上的讲话'])}\n{RULE}",
    "a list": grid(
        "(4em, 1fr)", ["一是", "提高认识，压实责任。", "二是", "加强协同。", "三是", "严格考核 12 项。"]
    ),
    "a list of numbers": grid(
        "(4em, 1fr)", ["（1）", "东部会议召开", "（2）", "西部会议召开", "（3）", "中部会议召开"]
    ),
    "contents": grid(
        "(1fr, 2em)", ["一、总体情况", "1", "二、主要做法", "3", "三、存在问题", "8", "四、下一步打算", "12"]
    ),
    "contents between rules": f"{RULE}\n目　录\n{RULE}\n{grid('(1fr, 2em)', ['年中工作会', '1', '系统上线', '2', '业务增长', '4'])}\n{RULE}",
    "a signature": grid(
        "(1fr, 1fr)",
        ["示例集团（盖章）", "示例银行（盖章）", "张某某", "李某某", "2024年12月1日", "2024年12月1日"],
    ),
    "a signature with labels": grid(
        "(1fr, 1fr)",
        ["甲方：示例集团", "乙方：示例银行", "代表：张某", "代表：李某", "日期：1日", "日期：1日"],
    ),
    "an imprint": f"{RULE}\n抄送：集团公司领导，各部门。\n{RULE}\n{grid('(1fr, 1fr)', ['示例集团办公室', '2024年12月20日印发'])}\n{RULE}",
    "names": grid("(1fr,) * 4", NAMES),
    "names between rules": f"{RULE}\n出席人员\n{RULE}\n{grid('(1fr,) * 4', NAMES)}\n{RULE}",
    "days and what happened": grid(
        "(6em, 1fr)", ["1月5日", "召开年度工作会", "3月18日", "系统立项", "9月1日", "试运行"]
    ),
    "formulas with numbers": grid(
        "(1fr, 3em)",
        ["担保率 = 余额 ÷ 资本", "(1)", "代偿率 = 代偿 ÷ 解除", "(2)", "增长率 = 增量 ÷ 基数", "(3)"],
    ),
    "verse": grid("(1fr, 1fr)", ["白日依山尽，", "黄河入海流。", "欲穷千里目，", "更上一层楼。"]),
    "labels with figures": grid(
        "(1fr, 1fr)",
        ["规模：295.38亿元", "同比：12.5%", "余额：120.50亿元", "同比：12.2%", "户数：320户", "同比：8%"],
    ),
}


@pytest.mark.parametrize("name", NO_TABLES)
def test_what_only_stands_apart_makes_no_rows(name: str, tmp_path: Path) -> None:
    head = "#align(center)[#text(size: 22pt)[行业信息简报]]\n#align(center)[2024年第15期]\n#align(center)[2024年12月20日]\n\n"
    source = f"{head}【行业动态】\n\n1. 担保业务平稳增长\n\n{BEFORE}\n\n{NO_TABLES[name]}\n\n{AFTER}"
    data = set_by_typst(source, tmp_path)
    assert not rows_of(read_pdf(data))
    issue = recognise_document(data, name="a.pdf").issue
    bodies = [item.body for section in issue.sections for item in section.items]
    assert not [line for body in bodies for line in body.split("\n") if line.startswith("|")]


def test_a_table_in_a_column_of_text_stands_where_it_is(tmp_path: Path) -> None:
    rows = [("指标", "期末", "同比"), ("规模", "295.38", "12%"), ("余额", "", "9%"), ("代偿率", "1.2%", "—")]
    source = f"#columns(2)[{BEFORE * 4}\n{typst_table(rows, '(1fr, 1fr, 1fr)')}\n{AFTER * 12}]"
    found = texts(read_pdf(set_by_typst(source, tmp_path)))
    at = found.index("| 指标 | 期末 | 同比 |")
    assert found[at : at + 4] == barred(rows)
    assert "".join(found[:at]) == BEFORE * 4
    assert "".join(found[at + 4 :]) == AFTER * 12


def test_names_that_are_spread_are_one_cell_and_captions_none(tmp_path: Path) -> None:
    rows = [
        ("姓　名", "性别", "单位", "票数"),
        ("张　三", "男", "甲公司", "120"),
        ("李　四", "女", "乙公司", "118"),
        ("欧阳五", "男", "丙公司", "97"),
    ]
    source = f"#align(center)[表1　选举结果]\n{typst_table(rows, '(auto, auto, 1fr, auto)')}"
    found = texts(read_pdf(set_by_typst(source, tmp_path)))
    assert found == ["表1 选举结果", *(row.replace("　", " ") for row in barred(rows))]
