"""What a service takes: bytes kept, nothing lost, nothing acted on, items whole."""

import json

import pytest
from hypothesis import given, strategies as st

from briefing_tui.delivery import wecom
from briefing_tui.delivery.cutting import fit, pack, size, split
from briefing_tui.delivery.part import Part
from briefing_tui.delivery.wording import full_text
from briefing_tui.errors import BriefingError
from briefing_tui.model.issue import Issue, Item, Masthead, Section
from bulletins.issues import FULL
from servers.deliveries import PUBLISHED, attach, staff_robot

TEXTS = st.text(
    st.sampled_from("担保业务。，；a1 \n“”👩\u200d🦰é́\u0301\U0001f44d\U0001f3fd\ufe0f\x1b"), max_size=300
)


def text_of(part: Part) -> str:
    body = part.payload
    assert isinstance(body, dict)
    inner = body[body["msgtype"]]
    return str(inner["content"])


@given(TEXTS, st.integers(40, 400))
def test_nothing_is_lost_and_no_piece_is_too_large(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert all(size(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split("\n")) == "".join(text.split("\n"))


@given(TEXTS, st.integers(10, 200))
def test_what_is_cut_says_so(text: str, limit: int) -> None:
    short = fit(text, limit)
    assert size(short) <= limit
    assert short == text or short.endswith("…")


def test_a_sign_is_not_parted_from_what_it_stands_on() -> None:
    for text in ("é" * 40, "👍🏽" * 40, "👩\u200d🦰" * 40, "葛\U000e0100" * 40):
        first = text[: len(text) // 40]
        assert all(len(piece) % len(first) == 0 for piece in split(text, 50))


@given(st.lists(st.text("担保", min_size=1, max_size=60), max_size=30), st.integers(60, 200))
def test_a_chunk_that_fits_is_never_cut(chunks: list[str], limit: int) -> None:
    packed = pack(chunks, limit)
    assert all(size(text) <= limit for text in packed)
    for chunk in chunks:
        if size(chunk) <= limit:
            assert any(chunk in text for text in packed)


def big_issue(items: int, length: int) -> Issue:
    section = Section(
        "行业动态",
        numbered=True,
        items=tuple(Item(f"第{at}个标题", f"{at}号正文" * length) for at in range(items)),
    )
    return FULL._replace(sections=(section,), preface=None, corrections=())


@pytest.mark.parametrize(("markup", "limit"), [("markdown_v2", 4096), ("markdown", 4096), ("text", 2048)])
@pytest.mark.parametrize("send", ["digest", "full"])
@pytest.mark.parametrize(
    "issue", [big_issue(120, 15), big_issue(3, 1200), FULL], ids=["many", "long", "usual"]
)
def test_every_message_is_within_the_limit(issue: Issue, send: str, markup: str, limit: int) -> None:
    robot = staff_robot("https://robot.example", send, markup=markup)
    parts = wecom.parts(robot, issue, "content", attach)
    assert parts
    for part in parts:
        assert size(text_of(part)) <= limit
        assert part.size == size(text_of(part))
    together = "".join(map(text_of, parts))
    for section in issue.sections:
        for item in section.items:
            assert item.title in together
    if send == "full":
        assert together.count("正") >= sum(item.body.count("正") for s in issue.sections for item in s.items)


def test_a_book_is_not_sent_as_messages() -> None:
    issue = big_issue(5, 100_000)
    with pytest.raises(BriefingError) as refused:
        wecom.parts(staff_robot("https://robot.example", "full"), issue, "content", attach)
    assert "digest" in str(refused.value)
    assert len(wecom.parts(staff_robot("https://robot.example"), issue, "content", attach)) == 1


def test_an_item_that_fits_is_in_one_message() -> None:
    issue = big_issue(40, 40)
    parts = wecom.parts(staff_robot("https://robot.example", "full"), issue, "content", attach)
    assert len(parts) > 3
    for item in issue.sections[0].items:
        assert any(item.title in text_of(part) and item.body in text_of(part) for part in parts)


def test_the_messages_are_counted_and_the_last_has_the_address() -> None:
    parts = wecom.parts(staff_robot("https://robot.example", "full"), big_issue(40, 40), "content", attach)
    for at, part in enumerate(parts, 1):
        assert f"（{at}/{len(parts)}）" in text_of(part).split("\n")[0]
    assert "https://intranet.example/2024-14.html" in text_of(parts[-1])
    assert not any("https://" in text_of(part) for part in parts[:-1])


HOSTILE = "<@all> [点我](https://evil.example) **粗** `x` <font color=warning>红</font>\n# 大标题\n> 引用"


@pytest.mark.parametrize("markup", ["markdown_v2", "markdown"])
@pytest.mark.parametrize("send", ["digest", "full"])
def test_data_is_never_mark_up(markup: str, send: str) -> None:
    issue = Issue(
        masthead=Masthead(HOSTILE, HOSTILE, 2024, 14),
        sections=(Section(HOSTILE, items=(Item(HOSTILE, HOSTILE, group=HOSTILE),)),),
    )
    robot = staff_robot("https://robot.example", send, markup=markup)._replace(link="")
    for part in wecom.parts(robot, issue, "content", attach):
        text = text_of(part)
        for sign in ("<", ">", "[", "]", "`", "\n#", "\n>"):
            assert sign not in text
        assert text.replace("**", "").count("*") == 0


def test_a_plain_text_calls_nobody() -> None:
    issue = FULL._replace(masthead=FULL.masthead._replace(title="<@all>", publisher="<@zhangsan>"))
    for part in wecom.parts(staff_robot("https://robot.example", "full", markup="text"), issue, "", attach):
        assert "<@" not in text_of(part)


@given(st.text(max_size=200))
def test_a_literal_text_has_nothing_that_acts(text: str) -> None:
    assert not set("\\`*_~<>[]|") & set(wecom.literal(text))


def test_a_card_is_cut_by_us_and_not_by_the_service() -> None:
    issue = FULL._replace(masthead=FULL.masthead._replace(title="很长的名字" * 200))
    (part,) = wecom.parts(staff_robot("https://robot.example", "news"), issue, "content", attach)
    assert isinstance(part.payload, dict)
    (article,) = part.payload["news"]["articles"]
    assert size(article["title"]) <= 128
    assert size(article["description"]) <= 512
    assert article["title"].endswith("…")


@pytest.mark.parametrize("length", [0, 4, 20 * 1024 * 1024 + 1])
def test_a_file_that_wecom_does_not_take_is_refused_before_it_goes(length: int) -> None:
    with pytest.raises(BriefingError):
        wecom.parts(staff_robot("https://robot.example", "pdf"), FULL, "content", lambda _form: b"x" * length)


def test_an_issue_of_nothing_still_has_a_message() -> None:
    empty = Issue(masthead=Masthead(title="简报", year=2024, number=1))
    for send in ("digest", "full"):
        (part,) = wecom.parts(staff_robot("https://robot.example", send), empty, "content", attach)
        assert "2024年第1期" in text_of(part)


def test_a_title_of_ten_thousand_characters_is_cut() -> None:
    issue = FULL._replace(sections=(Section("栏目" * 5000, items=(Item("标题" * 5000, "正文。"),)),))
    parts = wecom.parts(staff_robot("https://robot.example"), issue, "content", attach)
    assert len(parts) == 1
    assert "…" in text_of(parts[0])


def test_the_whole_text_is_what_is_printed() -> None:
    text = "\n".join(full_text(PUBLISHED))
    for expected in (
        "【行业动态】",
        "1. 再担保与银行直连系统上线。",
        "第二段。",
        "一、改革背景",
        "指标　期末",
        "应为",
    ):
        assert expected in text
    assert "目录" not in text


def test_a_message_is_json_whatever_it_holds() -> None:
    issue = FULL._replace(masthead=FULL.masthead._replace(title='"}\ud800\u2028'))
    from briefing_tui.delivery.answers import message_bytes

    for part in wecom.parts(staff_robot("https://robot.example"), issue, "content", attach):
        assert json.loads(message_bytes(part.payload))["msgtype"] == "markdown_v2"
