"""A link that is printed is one in the terminal, too (OSC 8): that very text and no other, and nothing that could act (promise T1)."""

import re
from pathlib import Path

import pytest
from rich.color import ColorSystem
from rich.style import Style
from textual.strip import Strip

from briefing_tui.model.issue import Issue, Item
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.tui.terminal import framework
from briefing_tui.tui.terminal.answers import shows_links
from disks.libraries import make_issue, put
from screens.terminal import PYTHON, Terminal

LINK = "https://www.example.cn/zwgk/t20241216_1.html?id=3"
LONG = "https://www.example.cn/" + "/".join(["abcdefghi"] * 12)
PROGRAM = [PYTHON, "-c", "from briefing_tui.cli.main import run; run()", "open", "2024-14"]
OPENED = re.compile(rb"\x1b\]8;id=[0-9]+;([^\x07\x1b]*)\x1b\\(.*?)\x1b\]8;;\x1b\\", re.DOTALL)
SGR = re.compile(rb"\x1b\[[0-9;]*m")


def issue(*bodies: str, url: str = "") -> Issue:
    made = make_issue(IssueKey(2024, ISSUE, 14), "一条")
    items = tuple(Item(f"第{n}条", body, url=url) for n, body in enumerate(bodies, 1))
    return made._replace(sections=(made.sections[0]._replace(items=items),))


def links(terminal: Terminal) -> list[tuple[str, str]]:
    return [
        (target.decode(), SGR.sub(b"", shown).decode())
        for target, shown in OPENED.findall(bytes(terminal.raw))
    ]


@pytest.mark.pty
def test_a_link_leads_where_it_says(tmp_path: Path) -> None:
    put(tmp_path, issue(f"详见{LINK}，请查收。", f"更长的见{LONG}。", url="mailto:a@example.cn"))
    env = {"BRIEFING_LIBRARY": str(tmp_path)}
    with Terminal(PROGRAM, env=env, rows=60, columns=140) as terminal:
        terminal.expect("查收。")
        found = links(terminal)
    assert (LINK, LINK) in found
    assert ("mailto:a@example.cn", "mailto:a@example.cn") in found
    pieces = [shown for target, shown in found if target == LONG]
    assert "".join(pieces).startswith(LONG)  # and once more, when it is drawn again
    assert len(pieces) > 1


@pytest.mark.pty
@pytest.mark.parametrize(
    "environ", [{"TERM": "xterm"}, {"TERM": "linux"}, {"TERM": "screen"}, {"TERM_PROGRAM": "Apple_Terminal"}]
)
def test_a_terminal_that_may_not_know_them_gets_none(tmp_path: Path, environ: dict[str, str]) -> None:
    put(tmp_path, issue(f"详见{LINK}，请查收。"))
    with Terminal(PROGRAM, env={"BRIEFING_LIBRARY": str(tmp_path), **environ}) as terminal:
        terminal.expect("请查收")
        assert not any(one.startswith(b"8;") for one in terminal.osc)
    assert not shows_links(environ)


@pytest.mark.pty
def test_no_text_makes_a_link_of_another_form(tmp_path: Path) -> None:
    bodies = (
        "[link=https://evil.cn]点这里[/link] javascript:alert(1) file:///etc/passwd ssh://a ftp://b",
        "https://a.cn/\u202egnp.exe https://b.cn/\u200bx",
        "\x1b]8;;https://evil.cn\x1b\\点这里\x1b]8;;\x1b\\",
    )
    put(tmp_path, issue(*bodies))
    with Terminal(PROGRAM, env={"BRIEFING_LIBRARY": str(tmp_path)}, rows=60) as terminal:
        terminal.expect("点这里")
        for target, shown in links(terminal):
            assert target.startswith(shown) or shown in target
            assert re.fullmatch("https?://[!-~]+", target)
        assert "点这里" not in "".join(shown for _target, shown in links(terminal))


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://a.cn/\x1b\\\x1b]52;c;eA==\x07",
        "https://a.cn/\x07",
        "https://a.cn/ b",
        "https://a.cn/汉",
        "https://",
        "https://a.cn/" + "a" * 3000,
    ],
)
def test_the_second_layer_writes_no_other_link_whoever_asks(link: str) -> None:
    framework.install(links=True)
    try:
        written = Strip.render_style(Style(link=link, bold=True), "文字", ColorSystem.TRUECOLOR)
        assert written == "\x1b[1m文字\x1b[0m"
        good = Strip.render_style(Style(link="https://a.cn"), "x\x1b]0;", ColorSystem.TRUECOLOR)
        assert good.startswith("\x1b]8;id=")
        assert good.count("\x1b") == 4
    finally:
        framework.install()
    assert Strip.render_style(Style(link="https://a.cn"), "文字", ColorSystem.TRUECOLOR) == "文字"
