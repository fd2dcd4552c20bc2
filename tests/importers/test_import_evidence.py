"""How a source sets its lines tells heads from text: styles of headings, bold lines, notes."""

from briefing_tui.importers.documents import recognise_document
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import parse_key
from bulletin_texts import FIRST, SECOND
from office_files import paragraph, run, word_file

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
