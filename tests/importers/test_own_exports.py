"""Our own Word files, PDFs and web pages come back as the issues they were made of."""

from pathlib import Path

import pytest

from briefing_tui.exporters.docx import docx_bytes
from briefing_tui.exporters.html import html_text
from briefing_tui.exporters.layout import read_layout
from briefing_tui.exporters.pdf import pdf_bytes
from briefing_tui.importers.documents import recognise_document
from briefing_tui.importers.recognise import recognise
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import parse_key
from bulletins.bulletin_texts import FIRST, SECOND, squeezed

REAL = Path(__file__).parents[3] / "shared" / "corpus" / "2024-14.txt"
SMALL = (
    "示例集团公司\n行业信息简报\n2031年第7期\n业务管理部　2031年4月16日\n本期目录\n- 行业动态\n - 融资担保动态\n- 经验介绍\n"
    " - 示例省推进政府性融资担保市县一体化改革发展——示例篇\n【行业动态】\n融资担保动态\n"
    + "".join(
        f"{number}. 示例市第{number}家机构上线新系统，首笔业务落地。{FIRST}{SECOND}{FIRST}\n"
        for number in range(1, 9)
    )
    + f"【经验介绍】\n示例省推进政府性融资担保市县一体化改革发展——示例篇\n{SECOND}{FIRST}\n一、改革背景\n{FIRST}{SECOND}\n（一）第一阶段\n{SECOND}\n"
    "——以下无正文——\n报：示例领导（印送）\n抄送：各部门、各子公司（企业微信推送）\n"
)
KEY = parse_key("2031-07")


def made(form: str, issue: Issue, layout: str) -> bytes:
    if form == "html":
        return html_text(issue).encode()
    if form == "docx":
        return docx_bytes(issue, read_layout(layout))
    return pdf_bytes(issue, read_layout(layout))


@pytest.mark.slow
@pytest.mark.parametrize("source", ["small", "real"])
@pytest.mark.parametrize(
    ("form", "layout"),
    [("docx", "briefing"), ("docx", "gbt9704"), ("pdf", "briefing"), ("pdf", "gbt9704"), ("html", "")],
)
def test_an_export_comes_back_as_the_issue_it_was_made_of(form: str, layout: str, source: str) -> None:
    if source == "real" and not REAL.exists():
        pytest.skip("no texts beside the project")
    issue = recognise(REAL.read_text("utf-8") if source == "real" else SMALL, name="source", key=KEY).issue
    back, report = recognise_document(made(form, issue, layout), name="export", key=KEY)
    assert squeezed(back) == squeezed(issue)
    assert back.masthead == issue.masthead
    assert (back.preface, back.distribution, back.end) == (issue.preface, issue.distribution, issue.end)
    assert not [doubt for doubt in report.uncertain if "short of" in doubt.text]
