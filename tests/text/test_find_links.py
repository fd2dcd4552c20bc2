"""Links in a text: whole, without the marks of the sentence around them, and nothing else."""

import pytest
from hypothesis import given, strategies as st

from briefing_tui.text.links import LINK_LIMIT, find_links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("见https://a.cn/b。", ["https://a.cn/b"]),
        ("（https://a.cn/b）", ["https://a.cn/b"]),
        ("(https://a.cn/b)", ["https://a.cn/b"]),
        ("https://a.cn/b_(c), d", ["https://a.cn/b_(c)"]),
        ("https://a.cn/b?x=1&y=%E4%BD%A0#z.", ["https://a.cn/b?x=1&y=%E4%BD%A0#z"]),
        ("http://a.cn、HTTPS://B.CN/?", ["http://a.cn", "HTTPS://B.CN/"]),
        ("mailto:a@b.cn，", ["mailto:a@b.cn"]),
        ("https://政务.cn", []),
        ("https:// a", []),
        ("mailto:。", []),
        ("javascript:alert(1) file:///etc/passwd ftp://a.cn", []),
        ("https://a.cn/\u200bb", ["https://a.cn/"]),
    ],
)
def test_what_is_a_link(text: str, links: list[str]) -> None:
    assert [text[one.start : one.end] for one in find_links(text)] == links


def test_what_is_too_long_is_none() -> None:
    assert find_links("https://a.cn/" + "a" * LINK_LIMIT) == []


@given(st.text(alphabet="htps:/.)(（）。a \x1b\x07[]?", max_size=40))
def test_a_link_has_no_character_that_could_act(text: str) -> None:
    for one in find_links(f"https://a.cn/{text}"):
        assert all("!" <= char <= "~" for char in f"https://a.cn/{text}"[one.start : one.end])
