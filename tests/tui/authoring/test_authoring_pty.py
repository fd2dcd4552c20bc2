"""The real program on a terminal: an issue composed from nothing by keys alone, and what is left of it after a crash."""

import datetime as dt
import json
import re
import signal
import time
from pathlib import Path

import pytest

from briefing_tui.library.format.codec import dump_issue, load_issue
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Distribution, Issue, Item, Masthead, Section, Workflow
from briefing_tui.model.key import ISSUE, IssueKey
from disks.libraries import make_issue, put
from programs.commands import PROGRAM
from screens.terminal import Terminal

pytestmark = pytest.mark.pty

ESCAPE, TAB, CLEAR, SAVE, ADD = "\x1b", "\t", "\x15", "\x13", "\x0c"
KEY = IssueKey(2025, ISSUE, 1)
SMALL = Issue(
    masthead=Masthead(
        "示例省信用担保集团公司", "行业信息简报", 2025, 7, date=dt.date(2025, 4, 16), department="业务管理部"
    ),
    workflow=Workflow("draft"),
    sections=(
        Section(
            "行业动态",
            numbered=True,
            items=(
                Item("再担保系统上线", "第一段。\n第二段，“引号”与[/]方括号。", group="融资担保"),
                Item("担保规模增长", "全年完成295.38亿元。", source="示例报", units=("一部", "二部")),
            ),
        ),
        Section("经验介绍", items=(Item("改革——示例篇", "一、背景\n起步。\n| 指标 | 期末 |\n| 规模 | 3 |"),)),
    ),
    distribution=(Distribution("报", ("集团公司领导",), "印送"), Distribution("发", ("各部门", "各子公司"))),
)


def run(library: Path, state: Path, *arguments: str, rows: int = 24, columns: int = 80) -> Terminal:
    return Terminal(
        [str(PROGRAM), "--library", str(library), *arguments],
        env={"HOME": str(state), "XDG_STATE_HOME": str(state / "state")},
        rows=rows,
        columns=columns,
    )


class Writer:
    """Types an issue, field by field, as a person would who knows the keys."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal

    def fill(self, *texts: str | None) -> None:
        """A text for each field from here on; None leaves one as it is."""
        for text in texts:
            if text is not None:
                self.terminal.send(CLEAR + text)
            self.terminal.send(TAB)

    def paste(self, text: str) -> None:
        """As from the clipboard."""
        self.terminal.send(f"\x1b[200~{text}\x1b[201~")

    def outline(self, shown: str) -> None:
        """Back to the outline; it shows what was typed."""
        self.terminal.wait_idle(0.15)  # Escape and a letter in one breath would be Alt and that letter
        self.terminal.send(ESCAPE)
        self.terminal.expect("Fill in")
        self.terminal.expect(shown)
        self.terminal.wait_idle(0.15)

    def masthead(self, head: Masthead) -> None:
        self.terminal.send("g\r")
        self.terminal.expect("Next field")
        total = "" if head.total is None else str(head.total)
        self.fill(head.publisher, head.title, str(head.year), str(head.number), None, total)
        self.fill(str(head.date), head.department, head.marking)
        self.outline(head.title)

    def section(self, section: Section, *, there: bool) -> None:
        self.terminal.send("gj\r" if there else "GkA")
        self.terminal.expect("Next field" if there else "section added")
        self.fill(section.title)
        if section.numbered:
            self.terminal.send(" ")
        self.outline(section.title)
        for at, item in enumerate(section.items):
            self.terminal.send(
                ADD if at else "a"
            )  # never waits: what is typed ahead goes where it is meant to
            self.item(item)
        self.terminal.expect(f"#{len(section.items)}/" if there else "Next field")
        self.outline(section.title)

    def item(self, item: Item) -> None:
        self.fill(item.title, item.group)
        self.paste(item.body)
        self.terminal.send(TAB)
        self.fill(item.source, item.url, "、".join(item.units))
        self.terminal.send(CLEAR + "、".join(item.tags))

    def line(self, line: Distribution) -> None:
        self.terminal.send("t")
        self.terminal.expect("line of recipients added")
        self.fill(line.role, "、".join(line.recipients), line.channel)
        self.outline(line.recipients[0])

    def whole(self, issue: Issue) -> None:
        self.masthead(issue.masthead)
        for index, section in enumerate(issue.sections):
            self.section(section, there=not index)
        for line in issue.distribution:
            self.line(line)
        self.terminal.send(SAVE)
        self.terminal.expect("Saved: ")


def compose(library: Path, state: Path, issue: Issue) -> None:
    """The library screen, n, the whole issue, ctrl+s, and out again."""
    library.mkdir()
    with run(library, state, rows=30, columns=100) as terminal:
        terminal.expect("Begin an issue")
        terminal.send("\x1b")
        terminal.expect_gone("Begin an issue")
        terminal.send("n")
        terminal.expect("new, not saved yet")
        Writer(terminal).whole(issue)
        terminal.send("q")
        terminal.expect(f"No. {issue.key.number}")
        terminal.send("q")
        assert terminal.exit_code() == 0
        assert terminal.termios_restored()


@pytest.mark.slow
def test_a_small_issue_is_composed_from_nothing_by_keys_alone(tmp_path: Path) -> None:
    compose(tmp_path / "library", tmp_path, SMALL)
    path = tmp_path / "library" / "2025" / "2025-07.toml"
    assert load_issue(path.read_bytes(), str(path)).issue == SMALL
    assert path.read_text(encoding="utf-8") == dump_issue(SMALL)


@pytest.mark.slow
def test_the_sample_issue_is_composed_by_keys_alone(tmp_path: Path, samples: Path) -> None:
    sample = LibraryReader(str(samples)).load(IssueKey(2024, ISSUE, 14)).issue
    draft = sample._replace(workflow=Workflow("draft"))
    compose(tmp_path / "library", tmp_path, draft)
    path = tmp_path / "library" / "2024" / "2024-14.toml"
    theirs = (samples / "2024" / "2024-14.toml").read_text(encoding="utf-8")
    assert path.read_text(encoding="utf-8") == theirs.replace('"published"', '"draft"')


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_what_was_typed_is_offered_after_the_session_was_killed(tmp_path: Path, number: int) -> None:
    put(tmp_path / "library", make_issue(KEY, "第一条", status="draft"))
    with run(tmp_path / "library", tmp_path, "edit", "2025-01#1") as terminal:
        terminal.expect("#1/1")
        terminal.send("\r\t\t")
        terminal.send("尚未保存的一句。")
        if number == signal.SIGKILL:
            time.sleep(2)  # as long as may be lost
        else:
            terminal.expect("尚未保存的一句。")
        terminal.signal(number)
        terminal.exit_code()
    with run(tmp_path / "library", tmp_path, "edit", "2025-01#1") as terminal:
        terminal.expect("There is a draft of 2025-01")
        terminal.expect("+尚未保存的一句。第一条正文。")
        terminal.send("t")
        terminal.expect_gone("There is a draft")
        terminal.send(SAVE)
        terminal.expect("Saved: ")
        terminal.send("\x1b")  # the cursor is where it was: in the text
        terminal.expect("q Leave")
        terminal.send("q")
        assert terminal.exit_code() == 0
    assert "尚未保存的一句。第一条正文。" in (tmp_path / "library/2025/2025-01.toml").read_text(
        encoding="utf-8"
    )
    assert not list((tmp_path / "state" / "briefing-tui" / "drafts").iterdir())


def test_a_hang_up_keeps_the_draft_too(tmp_path: Path) -> None:
    put(tmp_path / "library", make_issue(KEY, "第一条", status="draft"))
    with run(tmp_path / "library", tmp_path, "edit", "2025-01#1") as terminal:
        terminal.expect("#1/1")
        terminal.send("\r\t\t线路断了。")
        terminal.expect("线路断了。")
        terminal.hang_up()
        terminal.process.wait(5)
    drafts = list((tmp_path / "state" / "briefing-tui" / "drafts").iterdir())
    assert len(drafts) == 1
    assert not list((tmp_path / "library" / "2025").glob(".2025-01.editing-*"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("saved", ["", "另存的"])
def test_what_an_outside_editor_has_stays_with_the_drafts_when_the_app_ends(
    tmp_path: Path, number: int, saved: str
) -> None:
    put(tmp_path / "library", make_issue(KEY, "第一条", status="draft"))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    env = {
        "HOME": str(tmp_path),
        "TMPDIR": str(temporary),
        "VISUAL": f"sh -c 'printf %s \"{saved}\" >> $0; touch $0.open; sleep 30'",
    }
    with Terminal(
        [str(PROGRAM), "--library", str(tmp_path / "library"), "edit", "2025-01#1"], env
    ) as terminal:
        terminal.expect("#1/1")
        terminal.send("\r\t\t\x0f")
        until = time.monotonic() + 20
        while not list(tmp_path.rglob("body.txt.open")):
            assert time.monotonic() < until, terminal.text()
            terminal.pump(0.05)
        terminal.signal(number)
        assert terminal.exit_code() == -number
    assert not list(temporary.iterdir())
    [body] = tmp_path.rglob("*.outside/body.txt")
    assert body.read_text(encoding="utf-8").replace("\n", "") == f"第一条正文。{saved}"


@pytest.mark.fresh
def test_a_frozen_terminal_costs_no_text(tmp_path: Path) -> None:
    put(tmp_path / "library", make_issue(KEY, "第一条", status="draft"))
    with run(tmp_path / "library", tmp_path, "edit", "2025-01#1", columns=140, rows=40) as terminal:
        terminal.expect("#1/1")
        terminal.send("\r\t\t")
        terminal.expect("Next field")
        for _line in range(12):
            terminal.send("冻结的终端不读输出，" * 10 + "\r")
            time.sleep(0.1)  # nobody reads: the terminal fills up and takes no more
        time.sleep(2)
        terminal.signal(signal.SIGKILL)
        terminal.process.wait(5)
    [draft] = (tmp_path / "state" / "briefing-tui" / "drafts").iterdir()
    assert (
        json.loads(draft.read_text(encoding="ascii"))["issue"]["sections"][0]["items"][0]["body"].count(
            "冻结"
        )
        == 120
    )


@pytest.mark.slow
def test_an_idle_authoring_screen_prints_nothing(tmp_path: Path) -> None:
    put(tmp_path / "library", make_issue(KEY, "第一条", status="draft"))
    with run(tmp_path / "library", tmp_path, "edit", "2025-01#1", columns=140, rows=40) as terminal:
        terminal.expect("#1/1")
        terminal.send("\r\t\t字")
        terminal.expect("draft kept")
        terminal.wait_idle(1.5)
        assert terminal.pump(3.0) == 0


@pytest.mark.parametrize(("rows", "columns"), [(24, 80), (15, 60), (45, 140)])
def test_every_pane_is_reached_on_every_size(tmp_path: Path, rows: int, columns: int) -> None:
    put(tmp_path / "library", make_issue(KEY, "第一条", status="draft"))
    with run(tmp_path / "library", tmp_path, "edit", "2025-01#1", rows=rows, columns=columns) as terminal:
        terminal.expect("第一条")
        terminal.send("\x0e")
        terminal.expect("Title")
        terminal.send("\x0e")
        terminal.expect("2025年第1期")
        terminal.send("\x0e")
        terminal.expect(re.compile("Masthead.*行业信息简报"))
        terminal.send("q")
        assert terminal.exit_code() == 0


@pytest.mark.parametrize("key", ["\x10", "\x07"])
def test_a_title_is_shown_though_a_box_came_over_its_form_at_once(tmp_path: Path, key: str) -> None:
    put(tmp_path / "library", make_issue(KEY, "再担保系统上线", status="draft"))
    for _turn in range(2):
        with run(tmp_path / "library", tmp_path, "edit", "2025-01") as terminal:
            terminal.expect("Masthead")
            terminal.wait_idle(0.3)
            terminal.send("jj\r" + key)
            terminal.pump(0.3)
            terminal.wait_idle(0.5)
            terminal.send(ESCAPE)
            terminal.expect("Next field")
            terminal.expect(re.compile("Title   +再担保系统上线"))
            terminal.wait_idle(0.5)
            assert re.search("Title   +再担保系统上线 *\n[^\n]*Group", terminal.text()), terminal.text()


@pytest.mark.parametrize("way", ["\x06", "\r\t\t\x06"], ids=["outline", "body"])
@pytest.mark.parametrize("words", ["担保", "abc"])
def test_what_is_typed_behind_the_key_that_looks_is_looked_for(tmp_path: Path, way: str, words: str) -> None:
    library = tmp_path / "library"
    put(library, SMALL)
    with run(library, tmp_path, "edit", "2025-07#1") as terminal:
        terminal.expect("saved")
        terminal.wait_idle(0.3)
        terminal.send(way + words)  # in one go, as over a slow line
        terminal.expect(re.compile(rf"Find +{words} "))
        terminal.wait_idle(0.3)
        assert "draft · saved" in terminal.text()
