"""Texts taken from printed pages: cuts, hard-wrapped lines, page numbers, running heads."""

import pytest

from bulletins.bulletin_texts import FIRST, HEAD, SECOND, THIRD, imported, issue_of, shape

LONG = "近日，示例市担保公司与示例银行签订合作协议，首批授信三亿元，惠及小微企业一百余家，有效缓解了融资难、融资贵问题。下一步，双方将继续深化合作。"
ARTICLE = [LONG + THIRD, SECOND + LONG, FIRST + LONG + SECOND]


def bodies(text: str) -> list[str]:
    return [item.body for section in imported(text).issue.sections for item in section.items]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("近日，示例市担保公", "司与银行签约。", "近日，示例市担保公司与银行签约。"),
        ("改革分两步走（3月19", "日至4月18日）。随后推进。", "改革分两步走（3月19日至4月18日）。随后推进。"),
        (
            "该集团印发《担保业务",
            "管理办法》，自即日起施行。",
            "该集团印发《担保业务管理办法》，自即日起施行。",
        ),
        ("当地建设大棚、道路，", "企业提供技术。", "当地建设大棚、道路，企业提供技术。"),
        ("会议印发六个方面、35 项", "指导性制度。", "会议印发六个方面、35 项指导性制度。"),
        ("平台采用 Open", "Source 方案。", "平台采用 Open Source 方案。"),
        ("截至2031年底，规模达20", "31万元。", "截至2031年底，规模达2031万元。"),
        ("他说：“要把政策送到", "田间地头。”大家鼓掌。", "他说：“要把政策送到田间地头。”大家鼓掌。"),
    ],
)
@pytest.mark.parametrize("between", ["\n\n", "\n", "\f", "\n\n\n"])
def test_a_cut_paragraph_is_joined_with_nothing_between(
    before: str, after: str, joined: str, between: str
) -> None:
    found = imported(
        f"{HEAD}【动态】\n\n1. 示例市签约。{FIRST}{before}{between}{after}\n\n2. 示例县下乡。{SECOND}\n"
    )
    items = found.issue.sections[0].items
    assert items[0].body == FIRST + joined
    assert len(found.report.joined) == 1
    assert shape(found.issue) == [("动态", ["1.示例市签约", "2.示例县下乡"])]


def test_a_cut_in_the_title_sentence_is_joined() -> None:
    issue = issue_of(
        f"{HEAD}【动态】\n\n1. 示例市担保公司与示例银行及其所属各县支行签订新一轮战略合作框架协议并完成首批授信放\n\n款。{FIRST}\n"
    )
    assert issue.sections[0].items[0].title.endswith("完成首批授信放款")


@pytest.mark.parametrize(
    "following",
    [
        "一、改革背景",
        "（一）第一步",
        "2. 示例县下乡",
        "【经验介绍】",
        "■ 要点",
        "——以下无正文——",
        "报：示例领导",
    ],
)
def test_a_label_is_never_joined_to_an_unfinished_line(following: str) -> None:
    found = imported(f"{HEAD}【动态】\n\n1. 示例市签约。{FIRST}随后双方将于下月\n\n{following}\n\n{SECOND}\n")
    assert not found.report.joined


def test_a_heading_is_not_joined_to_its_text() -> None:
    found = imported(
        f"{HEAD}【经验】\n\n示例改革记\n\n{FIRST}\n\n一、改革背景\n\n{SECOND}\n\n二、主要内容\n\n{THIRD}\n"
    )
    assert not found.report.joined


@pytest.mark.parametrize(
    "furniture",
    [
        "- {n} -",
        "— {n} —",
        "－{n}－",
        "·{n}·",
        "第 {n} 页",
        "第{n}页 共3页",
        "共 3 页 第 {n} 页",
        "{n}",
        "{n}/3",
        "Page {n} of 3",
        "第 {n} 页　共 3 页",
        "共3页，第{n}页",
        "〔第{n}页〕",
        "— {n} / 3 —",
    ],
)
@pytest.mark.parametrize("feed", ["", "\f"])
def test_page_numbers_are_taken_out_and_listed(furniture: str, feed: str) -> None:
    numbers = [furniture.format(n=n) for n in (1, 2, 3)]
    text = f"{HEAD}【经验】\n示例改革记\n{ARTICLE[0]}{LONG[:40]}\n\n{numbers[0]}\n{feed}\n{LONG[40:]}\n{ARTICLE[1]}\n\n{numbers[1]}\n{feed}\n{ARTICLE[2]}\n{numbers[2]}\n"
    found = imported(text)
    assert bodies(text) == [f"{ARTICLE[0]}{LONG}\n{ARTICLE[1]}\n{ARTICLE[2]}"]
    assert [entry.text for entry in found.report.dropped if entry.reason == "page number"] == numbers


def test_a_figure_on_a_line_of_its_own_is_no_page_number() -> None:
    text = f"{HEAD}【经验】\n示例改革记\n{FIRST}\n12\n{SECOND}\n7\n{THIRD}\n"
    assert bodies(text) == [f"{FIRST}\n12\n{SECOND}\n7\n{THIRD}"]


@pytest.mark.parametrize("edge", ["\f", "- {n} -\n", "- {n} -\n\f"])
@pytest.mark.parametrize("head", ["行业信息简报 2031年第7期", "示例集团·行业信息简报", "第 {n} 版 示例动态"])
def test_running_heads_are_taken_out_and_listed(edge: str, head: str) -> None:
    pages = [f"{ARTICLE[0]}{LONG[:40]}", f"{LONG[40:]}\n{ARTICLE[1]}", ARTICLE[2], SECOND]
    text = f"{HEAD}【经验】\n示例改革记\n{pages[0]}\n"
    for number, page in enumerate(pages[1:], 1):
        text += f"{edge.format(n=number)}{head.format(n=number + 1)}\n{page}\n"
    found = imported(text)
    assert bodies(text) == [f"{ARTICLE[0]}{LONG}\n{ARTICLE[1]}\n{ARTICLE[2]}\n{SECOND}"]
    assert [entry.reason for entry in found.report.dropped].count("running head") == 3


@pytest.mark.parametrize(
    "head",
    [
        "行业信息简报 2031年第7期          第 {n} 页 共 4 页",
        "示例集团　　{m}　　第{n}页/共4页",
        "第 {n} 页 共 4 页　　　　示例集团业务管理部",
        "行业信息简报 | Page {n} of 4",
        "行业信息简报　　— {n} —",
        "行业信息简报（第 {n} 页）",
        "示例省信用担保集团公司 · 行业信息简报 · {n}/4",
    ],
)
@pytest.mark.parametrize("feed", ["", "\f"])
def test_a_running_head_with_the_number_of_its_page_is_taken_out(head: str, feed: str) -> None:
    pages = [f"{ARTICLE[0]}{LONG[:40]}", f"{LONG[40:]}\n{ARTICLE[1]}", ARTICLE[2], SECOND]
    text = f"{HEAD}【经验】\n示例改革记\n{pages[0]}\n"
    for number, page in enumerate(pages[1:], 2):
        text += f"{feed}{head.format(n=number, m='行业动态')}\n{page}\n"
    found = imported(text)
    assert bodies(text) == [f"{ARTICLE[0]}{LONG}\n{ARTICLE[1]}\n{ARTICLE[2]}\n{SECOND}"]
    assert [entry.reason for entry in found.report.dropped].count("running head") == 3


def test_page_numbers_in_wide_digits() -> None:
    pages = ["第１页 共２页", "第２页 共２页"]
    text = f"{HEAD}【经验】\n示例改革记\n{THIRD}{LONG[:40]}\n{pages[0]}\n{LONG[40:]}\n{pages[1]}\n"
    assert bodies(text) == [THIRD + LONG]


def test_one_running_head_that_repeats_the_masthead_is_enough() -> None:
    text = f"{HEAD}【经验】\n示例改革记\n{FIRST}\n行业信息简报　　第 2 页 共 2 页\n{SECOND}\n"
    assert bodies(text) == [f"{FIRST}\n{SECOND}"]


def test_a_page_that_a_text_speaks_of_is_none() -> None:
    text = f"{HEAD}【经验】\n示例改革记\n{FIRST}\n详见 第 3 页\n{SECOND}\n详见 第 7 页\n{THIRD}\n"
    assert "running head" not in imported(text).report.totals()


def test_a_running_head_without_any_other_sign_of_pages() -> None:
    text = (
        f"{HEAD}【经验】\n示例改革记\n{ARTICLE[0]}\n行业信息简报\n{ARTICLE[1]}\n行业信息简报\n{ARTICLE[2]}\n"
    )
    found = imported(text)
    assert [entry.line for entry in found.report.dropped if entry.reason == "running head"] == [8, 10]
    assert found.issue.masthead.title == "行业信息简报"


def wrapped(text: str, measure: int, indent: str) -> str:
    """`text` cut after every `measure` characters, its first line indented."""
    lines = [indent + text[: measure - len(indent)]]
    rest = text[measure - len(indent) :]
    lines += [rest[at : at + measure] for at in range(0, len(rest), measure)]
    return "\n".join(lines)


@pytest.mark.parametrize("indent", ["　　", "    ", ""])
@pytest.mark.parametrize("measure", [22, 28, 36, 40])
def test_text_hard_wrapped_at_the_measure_of_the_page(measure: int, indent: str) -> None:
    ladder = ["一、改革背景", ARTICLE[0], "（一）第一步。" + ARTICLE[1], "二、改革成效", ARTICLE[2]]
    text = (
        f"{HEAD}【行业动态】\n"
        + "\n".join(
            wrapped(f"{n}. 示例市第{n}次签约。{LONG}{body}", measure, indent)
            for n, body in enumerate(ARTICLE, 1)
        )
        + "\n【经验介绍】\n示例改革记\n"
        + "\n".join(wrapped(paragraph, measure, indent) for paragraph in ladder)
        + "\n"
    )
    found = imported(text)
    assert shape(found.issue) == [
        ("行业动态", ["1.示例市第1次签约", "2.示例市第2次签约", "3.示例市第3次签约"]),
        ("经验介绍", ["示例改革记"]),
    ]
    assert [item.body for item in found.issue.sections[0].items] == [LONG + body for body in ARTICLE]
    assert found.issue.sections[1].items[0].body == "\n".join(ladder)


def test_hard_wrapped_text_with_page_cuts() -> None:
    lines = wrapped(LONG * 6, 30, "　　").split("\n")
    lines.insert(8, "- 1 -\n\f行业信息简报 2031年第7期")
    found = imported(f"{HEAD}【经验】\n示例改革记\n" + "\n".join(lines) + "\n")
    assert found.issue.sections[0].items[0].body == LONG * 6


def test_paragraphs_of_one_line_each_are_left_alone() -> None:
    text = f"{HEAD}【经验】\n示例改革记\n" + "\n".join(ARTICLE * 3) + "\n"
    found = imported(text)
    assert not found.report.joined
    assert found.issue.sections[0].items[0].body.count("\n") == 8
