"""How a source sets its lines tells heads from text: styles of headings, bold lines, notes."""

from briefing_tui.importers.documents import recognise_document
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.recogniser.places import join_placed
from briefing_tui.importers.report import Ledger
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import parse_key
from bulletins.bulletin_texts import FIRST, SECOND
from pages.office_files import paragraph, run, word_file

STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="heading {level}"/></w:style>'
    for level in (1, 2, 3)
)
HEAD = [paragraph(text) for text in ("示例集团公司", "行业信息简报", "2031年第7期", "业务部　2031年4月16日")]


def heading(level: int, text: str) -> str:
    return paragraph(text, f'<w:pStyle w:val="H{level}"/>')


def bold(text: str) -> str:
    return paragraph(run(text, "<w:b/>"))


def issue_of(*body: str, parts: dict[str, str | bytes] | None = None) -> Issue:
    data = word_file("".join([*HEAD, *body]), {"styles.xml": STYLES, **(parts or {})})
    issue, report = recognise_document(data, name="a.docx", key=parse_key("2031-07"))
    assert not [doubt for doubt in report.uncertain if "short of" in doubt.text]
    return issue


def shape(issue: Issue) -> list[tuple[str, list[str]]]:
    return [(section.title, [item.title for item in section.items]) for section in issue.sections]


def test_heading_styles_are_sections_and_items_whatever_they_say() -> None:
    long = "关于进一步做好一季度普惠金融、科技金融，以及绿色金融有关工作的几点考虑（征求意见稿）"
    issue = issue_of(
        heading(1, "行业动态"), heading(2, long), paragraph(FIRST), paragraph("短句没有句号"), heading(2, "2. 第二件事。"), paragraph(SECOND),
        heading(1, "经验介绍"), heading(2, "示例县的做法"), heading(3, "一、背景"), paragraph(FIRST),
    )  # fmt: skip
    assert shape(issue) == [("行业动态", [long]), ("", ["第二件事。"]), ("经验介绍", ["示例县的做法"])]
    assert issue.sections[0].items[0].body == f"{FIRST}\n短句没有句号"
    assert issue.sections[2].items[0].body == f"一、背景\n{FIRST}"


def test_a_document_of_articles_has_its_ladder_inside_them() -> None:
    issue = issue_of(
        heading(1, "示例县的做法"), heading(2, "一、背景"), paragraph(FIRST), heading(2, "二、做法"), paragraph(SECOND),
        heading(1, "示例市的做法"), heading(2, "一、背景"), paragraph(SECOND), heading(2, "二、成效"), paragraph(FIRST),
    )  # fmt: skip
    assert shape(issue) == [("", ["示例县的做法", "示例市的做法"])]
    assert issue.sections[0].items[1].body.split("\n")[2] == "二、成效"


def test_bold_lines_are_titles_and_plain_short_lines_are_text() -> None:
    issue = issue_of(
        paragraph("【经验介绍】"),
        bold("示例县的做法"),
        paragraph(FIRST),
        paragraph("服务三农"),
        paragraph(SECOND),
        bold("示例市的做法"),
        paragraph(FIRST),
    )
    assert shape(issue) == [("经验介绍", ["示例县的做法", "示例市的做法"])]
    assert issue.sections[0].items[0].body == f"{FIRST}\n服务三农\n{SECOND}"


def test_where_nothing_is_bold_short_lines_are_titles_as_in_a_text() -> None:
    issue = issue_of(
        paragraph("【经验介绍】"),
        paragraph("示例县的做法"),
        paragraph(FIRST),
        paragraph("示例市的做法"),
        paragraph(SECOND),
    )
    assert shape(issue) == [("经验介绍", ["示例县的做法", "示例市的做法"])]


def test_footnotes_stand_at_the_end_of_their_item() -> None:
    notes: dict[str, str | bytes] = {
        "footnotes.xml": f'<w:footnote w:id="5">{paragraph("据示例统计。")}</w:footnote>'
    }
    first = paragraph(run(FIRST) + '<w:r><w:footnoteReference w:id="5"/></w:r>')
    issue = issue_of(
        paragraph("【动态】"),
        bold("示例县"),
        first,
        paragraph(SECOND),
        bold("示例市"),
        paragraph(SECOND),
        parts=notes,
    )
    assert issue.sections[0].items[0].body == f"{FIRST}[1]\n{SECOND}\n[1] 据示例统计。"
    assert issue.sections[0].items[1].body == SECOND


def led(title: str, text: str) -> str:
    return paragraph(run(title, "<w:b/>") + run(text))


def test_a_bold_lead_on_the_line_of_its_text_is_the_title_of_an_item() -> None:
    issue = issue_of(
        paragraph("【要闻】"), led("示例市系统上线。", FIRST), led("示例县业务落地！", SECOND), paragraph("补充一段，没有标题。"),
        paragraph("【经验介绍】"), bold("示例县的做法"), led("建立机制。", FIRST), led("落实责任。", SECOND),
    )  # fmt: skip
    assert shape(issue) == [("要闻", ["示例市系统上线", "示例县业务落地！"]), ("经验介绍", ["示例县的做法"])]
    first, second = issue.sections[0].items
    assert (first.body, second.body) == (FIRST, f"{SECOND}\n补充一段，没有标题。")
    assert issue.sections[1].items[0].body == f"建立机制。{FIRST}\n落实责任。{SECOND}"


def test_bold_words_inside_a_text_are_no_title() -> None:
    issue = issue_of(
        paragraph("【要闻】"), led("一季度", f"完成情况。{FIRST}"), paragraph(run(FIRST) + run("加粗的话。", "<w:b/>")), paragraph(SECOND),
        paragraph("【动态】"), bold("示例市系统上线"), paragraph(FIRST),
    )  # fmt: skip
    assert shape(issue) == [("要闻", [""]), ("动态", ["示例市系统上线"])]


def test_every_section_has_contents_of_its_own() -> None:
    issue = issue_of(
        *map(paragraph, ("本期目录", "【要闻】", "示例市系统上线", "【阅读】", "【要闻】")),
        bold("示例市系统上线"), paragraph(FIRST), paragraph("【阅读】"), bold("第一篇"), paragraph(FIRST), bold("第二篇"), paragraph(SECOND),
    )  # fmt: skip
    assert shape(issue) == [("要闻", ["示例市系统上线"]), ("阅读", ["第一篇", "第二篇"])]


def test_a_heading_above_a_bold_title_is_a_group() -> None:
    issue = issue_of(
        paragraph("【动态】"), heading(2, "外地动态"), bold("示例市系统上线"), paragraph(FIRST), heading(2, "本地动态"), bold("示例县业务落地"), paragraph(SECOND)
    )  # fmt: skip
    assert [(item.group, item.title) for item in issue.sections[0].items] == [
        ("外地动态", "示例市系统上线"),
        ("本地动态", "示例县业务落地"),
    ]


def test_a_source_with_a_long_address_is_a_source() -> None:
    address = "https://www.example.com/" + "a-long-part/" * 12
    issue = issue_of(
        paragraph("【动态】"),
        bold("示例市系统上线"),
        paragraph(FIRST),
        paragraph(f"（来源：示例网 {address}）"),
    )
    item = issue.sections[0].items[0]
    assert (item.body, item.source, item.url) == (FIRST, "示例网", address)


def placed(number: int, text: str, indent: int, room: int, *, bold: bool = False) -> SourceLine:
    return SourceLine(number, text, indent, size=16.0, bold=bold, room=room)


def test_a_source_at_the_right_ends_its_item_and_goes_on_over_lines() -> None:
    lines = [
        placed(1, "甲县上线新系统", 4, 30, bold=True),
        placed(2, "（来源：https://www.example.com/a-very-long-part/", 6, 0),
        placed(3, "of-an-address.html）", 40, 0),
        placed(4, "乙县业务落地", 4, 34, bold=True),
        *(
            placed(5 + at, "正文的一行写满了这里的全部地方没有一点空", 4 if not at % 2 else 0, 0)
            for at in range(6)
        ),
    ]
    done = join_placed(lines, Ledger())
    assert [(line.text, line.begins) for line in done[1:3]] == [
        ("（来源：https://www.example.com/a-very-long-part/of-an-address.html）", True),
        ("乙县业务落地", True),
    ]


def test_the_lead_of_a_paragraph_goes_on_over_its_lines() -> None:
    lines = [
        placed(1, "示例市融资担保机构全部接入省级业务系统并", 4, 0, bold=True),
        placed(2, "完成首笔业务。近日，示例市召开专题会议。", 0, 0)._replace(lead="完成首笔业务。"),
        *(
            placed(3 + at, "正文的一行写满了这里的全部地方没有一点空", 4 if not at % 2 else 0, 0)
            for at in range(6)
        ),
    ]
    first = join_placed(lines, Ledger())[0]
    assert (first.lead, first.bold) == ("示例市融资担保机构全部接入省级业务系统并完成首笔业务。", False)


def test_a_bold_line_with_a_number_is_a_title_however_long_it_is() -> None:
    long = "示例实验室实现了一个寄存器分配优化, 优化说明和效果见下列地址中的第四百零二号问题以及它的全部回复，供各位同行参考和批评指正，也欢迎在下一次讨论班上提出来一起讨论它的利弊"
    assert len(long) > 80
    issue = issue_of(
        paragraph("【动态】"), bold("1. 更新上游代码"), paragraph(FIRST), bold(f"2. {long}"), bold("3. 何为示例？一份报告"), paragraph(SECOND),
        led("4. 分析报告:。", FIRST),
    )  # fmt: skip
    assert [item.title for item in issue.sections[0].items] == [
        "更新上游代码",
        long,
        "何为示例？一份报告",
        "分析报告:",
    ]
    assert issue.sections[0].items[3].body == FIRST


def test_bold_lines_are_titles_whatever_they_say() -> None:
    issue = issue_of(
        paragraph("【仓库】"), bold("https://example.com/one"), bold("https://example.com/two"), bold("示例周报"), paragraph("（来源：https://example.com/w）"),
        bold("gcc:"), paragraph("（来源：https://example.com/gcc）"), bold("Vision | 工具"), bold("Speed | 工具"), bold("最后一项"),
    )  # fmt: skip
    assert [item.title for item in issue.sections[0].items] == [
        "https://example.com/one", "https://example.com/two", "示例周报", "gcc:", "Vision | 工具", "Speed | 工具", "最后一项",
    ]  # fmt: skip
    assert issue.sections[0].items[3].url == "https://example.com/gcc"


def test_a_bold_paragraph_is_no_title() -> None:
    issue = issue_of(
        paragraph("【动态】"),
        bold("示例县的做法"),
        paragraph(FIRST),
        bold(f"{FIRST}{SECOND}"),
        paragraph(SECOND),
    )
    assert shape(issue) == [("动态", ["示例县的做法"])]


def test_a_head_that_the_contents_name_is_a_group_above_bold_titles() -> None:
    issue = issue_of(
        *map(paragraph, ("本期目录", "动态......1", "外地动态......1", "经验......2")), heading(1, "【动态】"), heading(2, "外地动态"),
        bold("示例市系统上线，首笔业务落地"), heading(1, "【经验】"), bold("示例县的做法"), paragraph(FIRST),
    )  # fmt: skip
    assert [(item.group, item.title) for item in issue.sections[0].items] == [
        ("外地动态", "示例市系统上线，首笔业务落地")
    ]


def test_rows_of_a_list_below_text_are_text_where_titles_are_bold() -> None:
    issue = issue_of(
        paragraph("【动态】"), bold("示例市系统上线"), paragraph(FIRST), paragraph("【进展】"), paragraph("本周发布详情如下："),
        paragraph("- 融合了两个插件；"), paragraph("- 修复了一个问题；"), paragraph("【经验】"), bold("示例县的做法"), paragraph(SECOND),
    )  # fmt: skip
    assert shape(issue)[1] == ("进展", [""])
    assert issue.sections[1].items[0].body == "本周发布详情如下：\n- 融合了两个插件；\n- 修复了一个问题；"
