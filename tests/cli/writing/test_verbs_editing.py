"""The verbs that write: each from the command line to the file on the disk."""

import datetime as dt
import io
import os
import pwd
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from briefing_tui.errors import LibraryError
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Issue, Item, Section
from briefing_tui.model.key import parse_key
from briefing_tui.personal.drafts import Drafts
from briefing_tui.personal.reader_state import ReaderState
from briefing_tui.personal.state import ReadingPlace
from bulletins.issues import FULL
from disks.libraries import make_issue, put
from programs.commands import PROGRAM, Outcome, command, program
from screens.terminal import Terminal

TODAY = dt.date.today()  # noqa: DTZ011 - the verbs use the date on the wall


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The full issue 2024-14, published, and 2024-15, a draft in its form with one item."""
    put(tmp_path, FULL)
    put(tmp_path, draft())
    return tmp_path


def draft(*items: Item) -> Issue:
    head = FULL.masthead._replace(number=15, total=63, date=dt.date(2024, 12, 30))
    sections = (
        Section(
            "行业动态", numbered=True, items=items or (Item("已有的一条", "正文。", "融资担保行业动态"),)
        ),
        Section("【经验介绍】"),
    )
    whole = FULL._replace(masthead=head, sections=sections, corrections=())
    return whole._replace(workflow=make_issue(whole.key, status="draft").workflow)


def run(root: Path, *words: str, text: str = "") -> Outcome:
    """A command line on the library, with `text` on standard input."""
    kept = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")
    try:
        return command("--library", str(root), *words)
    finally:
        sys.stdin = kept


def issue_of(root: Path, text: str) -> Issue:
    return LibraryReader(str(root)).load(parse_key(text)).issue


def file_text(root: Path, text: str) -> str:
    return (root / text[:4] / f"{text}.toml").read_text(encoding="utf-8")


# new


def test_new_makes_the_next_number_in_the_form_of_the_last(root: Path) -> None:
    outcome = run(root, "new", "--date", "2024-12-31")
    assert (outcome.code, outcome.out) == (0, "2024-16\n")
    assert "in the form of 2024-15" in outcome.err
    assert "`briefing-tui edit 2024-16` goes on writing it" in outcome.err
    issue = issue_of(root, "2024-16")
    assert issue.masthead == FULL.masthead._replace(number=16, total=64, date=dt.date(2024, 12, 31))
    assert issue.workflow.status == "draft"
    assert [list(section.items) for section in issue.sections] == [[Item(group="融资担保行业动态")], []]
    assert [section.title for section in issue.sections] == ["行业动态", "【经验介绍】"]
    assert issue.distribution == FULL.distribution


def test_new_begins_a_new_year_with_one(root: Path) -> None:
    assert run(root, "new", "--date", "2025年1月6日").out == "2025-01\n"
    assert issue_of(root, "2025-01").masthead.total == 64


def test_new_without_a_date_is_dated_today_unless_the_key_is_of_another_year(root: Path) -> None:
    key = run(root, "new").out.strip()
    assert issue_of(root, key).masthead.date == TODAY
    assert run(root, "new", "1999-3").out == "1999-03\n"
    assert issue_of(root, "1999-03").masthead.date is None


def test_new_asks_when_an_issue_is_dated_after_today(root: Path) -> None:
    tomorrow = TODAY + dt.timedelta(days=1)
    head = FULL.masthead._replace(year=tomorrow.year, number=99, date=tomorrow)
    put(root, FULL._replace(masthead=head))
    outcome = run(root, "new")
    assert (outcome.code, outcome.out) == (1, "")
    assert f"today is {TODAY}, but {tomorrow.year}-99 is dated {tomorrow}: is the clock right?" in outcome.err
    assert f"`briefing-tui new --date {tomorrow}` gives the date" in outcome.err
    assert run(root, "new", "--date", str(TODAY)).code == 0
    assert run(root, "new", "1999-3").code == 0, "without a date there is nothing to ask"


def test_new_takes_the_key_that_is_asked_for(root: Path) -> None:
    assert run(root, "new", "2024年增刊第1期").out == "2024-增1\n"
    assert issue_of(root, "2024-增1").masthead.total is None
    run(root, "new", "2024-18")
    outcome = run(root, "new", "--date", "2024-12-31")
    assert outcome.out == "2024-19\n"
    assert "2024-16 is missing: `briefing-tui new 2024-16` makes it" in outcome.err
    assert "2024-17 is missing" in outcome.err


def test_new_refuses_a_key_that_is_there(root: Path) -> None:
    before = file_text(root, "2024-14")
    outcome = run(root, "new", "2024-14")
    assert (outcome.code, outcome.out) == (1, "")
    assert "already in the library (`briefing-tui edit 2024-14` opens it)" in outcome.err
    assert file_text(root, "2024-14") == before


def test_new_in_the_form_of_another_issue_or_of_none(root: Path) -> None:
    run(root, "new", "2024-16", "--from", "2024-14")
    assert [section.title for section in issue_of(root, "2024-16").sections] == ["行业动态", "经验介绍"]
    outcome = run(root, "new", "2024-17", "--empty")
    assert "2024-17: 1 section, empty" in outcome.err
    assert issue_of(root, "2024-17").sections == (Section(),)
    assert run(root, "new", "2024-18", "--from", "2023-1").code == 1


def test_new_in_an_empty_library_makes_an_empty_issue(tmp_path: Path) -> None:
    assert run(tmp_path / "library", "new", "2024-1").out == "2024-01\n"
    assert issue_of(tmp_path / "library", "2024-01").sections == (Section(),)


def test_new_from_a_template_of_the_house(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFING_CONFIG", str(tmp_path / "config" / "config.toml"))
    (tmp_path / "config" / "templates").mkdir(parents=True)
    template = '[masthead]\ntitle = "月报"\n[[section]]\ntitle = "数据"\n[[section.item]]\ntitle = "本月数据"\nbody = "{{数据}}"\n'
    (tmp_path / "config" / "templates" / "monthly.toml").write_text(template, encoding="utf-8")
    outcome = run(root, "new", "--template", "monthly", "--date", "2024-12-31")
    assert outcome.out == "2024-16\n"
    assert "in the form of monthly" in outcome.err
    issue = issue_of(root, "2024-16")
    assert (issue.masthead.title, issue.masthead.total) == ("月报", 64)
    assert issue.sections[0].items == (Item("本月数据", "{{数据}}"),)
    absent = run(root, "new", "--template", "weekly")
    assert absent.code == 1
    assert "no template 'weekly' (there are: monthly)" in absent.err
    assert run(root, "new", "--template", "../config").code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("--empty", "--from", "2024-14"),
        ("--date", "2024-13-01"),
        ("--date", "heute"),
        ("nonsense",),
    ],
)
def test_new_that_cannot_be_meant_is_wrong_usage(root: Path, words: tuple[str, ...]) -> None:
    assert run(root, "new", *words).code == 2
    assert len(LibraryReader(str(root)).keys()) == 2


# the name to sign with


def test_a_step_is_signed_with_the_name_of_the_settings(root: Path) -> None:
    outcome = command(
        "--library", str(root), "status", "2024-15", "review", environ={"BRIEFING_NAME": "王校对"}
    )
    assert "王校对" in outcome.err
    assert issue_of(root, "2024-15").workflow.steps[-1].who == "王校对"
    named = {"BRIEFING_NAME": "王校对"}
    command("--library", str(root), "status", "2024-15", "review", "--by", "李主任", environ=named)
    assert issue_of(root, "2024-15").workflow.steps[-1].who == "李主任"


# add


def test_add_makes_the_first_sentence_the_title(root: Path) -> None:
    text = "再担保直连系统上线。首日办理业务十二笔。\r\n\r\n  后续将扩大试点。 \r\n"
    outcome = run(root, "add", "2024-15", "--section", "行业动态", text=text)
    assert (outcome.code, outcome.out, outcome.err) == (0, "2024-15#2\n", "")
    item = issue_of(root, "2024-15").sections[0].items[1]
    assert item == Item("再担保直连系统上线", "首日办理业务十二笔。\n后续将扩大试点。")


def test_add_puts_an_item_behind_its_group_and_touches_nothing_else(root: Path) -> None:
    run(root, "add", "2024-15", "--section", "行业动态", "--title", "别的一条", text="正文。")
    before = file_text(root, "2024-15")
    outcome = run(
        root, "add", "latest", "--section", "行业动态", "--group", "融资担保行业动态", text="新条。正文。"
    )
    assert outcome.out == "2024-15#2\n"
    titles = [item.title for item in issue_of(root, "2024-15").sections[0].items]
    assert titles == ["已有的一条", "新条", "别的一条"]
    added = set(file_text(root, "2024-15").splitlines()) - set(before.splitlines())
    assert added == {'title = "新条"'}


def test_add_finds_a_section_with_or_without_its_brackets(root: Path) -> None:
    assert run(root, "add", "2024-15", "--section", "经验介绍", text="一句。").code == 0
    outcome = run(root, "add", "2024-15", "--section", "行业新闻", text="一句。")
    assert outcome.code == 1
    assert "no section '行业新闻' (there are: 行业动态、经验介绍)" in outcome.err


def test_add_fills_the_place_that_new_kept_for_a_group(root: Path) -> None:
    run(root, "new", "2024-16", "--date", "2024-12-31")
    for title in ("第一条", "第二条"):
        run(
            root,
            "add",
            "2024-16",
            "--section",
            "行业动态",
            "--group",
            "融资担保行业动态",
            text=f"{title}。正文。",
        )
    assert [item.title for item in issue_of(root, "2024-16").sections[0].items] == ["第一条", "第二条"]


def test_add_takes_source_address_units_and_tags(root: Path) -> None:
    words = ("--source", "示例日报", "--url", "https://example.org/1", "--unit", "业务部", "--unit", "风险部")
    run(root, "add", "2024-15", "--section", "行业动态", *words, "--tag", "再担保", text="一条。正文。")
    item = issue_of(root, "2024-15").sections[0].items[1]
    assert (item.source, item.url) == ("示例日报", "https://example.org/1")
    assert (item.units, item.tags) == (("业务部", "风险部"), ("再担保",))


PAGE = "系统上线\n分享到：微信 微博\n首日办理１２笔,同比增长5%...\n指标\t期末\n规模\t12\n（来源：示例日报）\n责任编辑：张某"


def test_add_tidies_up_says_so_and_takes_the_source(root: Path) -> None:
    outcome = run(root, "add", "2024-15", "--section", "行业动态", text=PAGE)
    item = issue_of(root, "2024-15").sections[0].items[1]
    assert item == Item(
        "系统上线", "首日办理12笔，同比增长5%……\n| 指标 | 期末 |\n| 规模 | 12 |", source="示例日报"
    )
    assert "tidied up: lines left by a web page or a mail, the source at the end" in outcome.err
    run(root, "add", "2024-15", "--section", "行业动态", "--source", "示例晚报", text=PAGE)
    other = issue_of(root, "2024-15").sections[0].items[2]
    assert (other.source, other.body[-9:]) == ("示例晚报", "（来源：示例日报）")
    outcome = run(root, "add", "2024-15", "--section", "行业动态", "--raw", text=PAGE)
    assert "１２笔,同比增长5%..." in issue_of(root, "2024-15").sections[0].items[3].body
    assert "tidied" not in outcome.err


@pytest.mark.parametrize(
    ("text", "title", "body", "told"),
    [
        ("再担保直连系统上线\n首日办理。", "再担保直连系统上线", "首日办理。", ""),
        ("再担保直连系统上线。首日办理。", "再担保直连系统上线", "首日办理。", ""),
        ("【系统上线】首日办理。", "系统上线", "首日办理。", ""),
        ("【系统上线】\n首日办理。", "系统上线", "首日办理。", ""),
        (
            "近日，示例集团召开会议。会议要求抓好落实。",
            "近日，示例集团召开会议",
            "会议要求抓好落实。",
            "is the title",
        ),
        ("示例集团公司召开会议，", "", "示例集团公司召开会议，", "no title"),
        ("示例集团公司（以下简称集团", "", "示例集团公司（以下简称集团", "no title"),
        (
            "示例集团公司召开会议\n的消息传来。大家欢欣。",
            "",
            "示例集团公司召开会议\n的消息传来。大家欢欣。",
            "no title",
        ),
        ("很长的话，" * 30 + "\n完。", "", "很长的话，" * 30 + "完。", "too long"),
    ],
)
def test_add_takes_no_half_sentence_for_a_title(
    root: Path, text: str, title: str, body: str, told: str
) -> None:
    outcome = run(root, "add", "2024-15", "--section", "行业动态", text=text)
    item = issue_of(root, "2024-15").sections[0].items[1]
    assert (item.title, item.body) == (title, body)
    assert told in outcome.err
    assert bool(outcome.err) == bool(told)


def test_add_says_that_a_long_sentence_makes_no_title(root: Path) -> None:
    outcome = run(root, "add", "2024-15", "--section", "行业动态", text="很长的话，" * 30 + "完。")
    assert "too long for a title" in outcome.err
    assert issue_of(root, "2024-15").sections[0].items[1].title == ""


def test_add_without_text_or_to_a_published_issue_changes_nothing(root: Path) -> None:
    before = file_text(root, "2024-14"), file_text(root, "2024-15")
    assert run(root, "add", "2024-15", "--section", "行业动态", text=" \n").code == 2
    outcome = run(root, "add", "2024-14", "--section", "行业动态", text="一句。")
    assert outcome.code == 1
    assert "2024-14 is published (`briefing-tui edit 2024-14` corrects it)" in outcome.err
    assert (file_text(root, "2024-14"), file_text(root, "2024-15")) == before


def test_text_that_would_act_on_a_terminal_is_made_harmless(root: Path) -> None:
    run(
        root,
        "add",
        "2024-15",
        "--section",
        "行业动态",
        "--group",
        "组\x1b[2J",
        text="题\x1b]0;x\x07。文\u202e。",
    )
    data = file_text(root, "2024-15")
    assert "\x1b" not in data
    assert "\u202e" not in data
    assert "题␛]0;x␇" in data


def test_items_added_at_the_same_time_are_all_there(root: Path) -> None:
    command_line = [str(PROGRAM), "--library", str(root), "add", "2024-15", "--section", "行业动态"]
    writers = [
        subprocess.Popen(command_line, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _turn in range(6)
    ]
    for number, writer in enumerate(writers):
        assert writer.stdin is not None
        writer.stdin.write(f"第{number}条消息。正文{number}。".encode())
        writer.stdin.close()
    told = set()
    for writer in writers:
        assert writer.stdout is not None
        with writer.stdout:
            told.add(writer.stdout.read().decode().strip())
        assert writer.wait(30) == 0
    items = issue_of(root, "2024-15").sections[0].items
    assert sorted(item.title for item in items[1:]) == [f"第{number}条消息" for number in range(6)]
    assert all(address.startswith("2024-15#") for address in told)


# status


def test_status_goes_from_draft_to_published_and_keeps_the_record(root: Path) -> None:
    assert run(root, "status", "2024-15").out == "draft\n"
    assert (
        "draft → in review (拟稿: 李编辑)" in run(root, "status", "2024-15", "review", "--by", "李编辑").err
    )
    assert "核稿" in run(root, "status", "2024-15", "review", "--by", "王校对").err
    outcome = run(root, "status", "2024-15", "published", "--by", "赵主任", "--force")
    assert outcome.code == 0
    assert "hint: the section '【经验介绍】' is empty" in outcome.err
    workflow = issue_of(root, "2024-15").workflow
    assert workflow.status == "published"
    assert [(step.what, step.who) for step in workflow.steps] == [
        ("拟稿", "李编辑"),
        ("核稿", "王校对"),
        ("签发", "赵主任"),
    ]
    assert workflow.steps[0].when.startswith(TODAY.isoformat()[:8])
    lines = run(root, "status", "2024-15").out.splitlines()
    assert lines[0] == "published"
    assert lines[3].endswith("签发  赵主任")
    assert "already" in run(root, "status", "2024-15", "published").err


def test_only_the_lines_of_the_step_change(root: Path) -> None:
    before = file_text(root, "2024-15").splitlines()
    run(root, "status", "2024-15", "review", "--by", "李编辑")
    after = file_text(root, "2024-15").splitlines()
    gone = [line for line in before if line not in after]
    come = [line for line in after if line not in before]
    assert gone == ['status = "draft"']
    assert come[:3] == ['status = "review"', "[[workflow.step]]", 'who = "李编辑"']
    assert len(come) == 5


@pytest.mark.parametrize(("gecos", "name"), [("李编辑,,,", "李编辑"), ("", "lee")])
def test_the_account_signs_unless_a_name_is_given(
    root: Path, monkeypatch: pytest.MonkeyPatch, gecos: str, name: str
) -> None:
    account = pwd.struct_passwd(("lee", "x", 1000, 1000, gecos, "/home/lee", "/bin/sh"))
    monkeypatch.setattr(pwd, "getpwuid", lambda _uid: account)
    run(root, "status", "2024-15", "review")
    [step] = issue_of(root, "2024-15").workflow.steps
    assert (step.who, step.what) == (name, "拟稿")


def test_an_incomplete_issue_is_not_published_even_by_force(root: Path) -> None:
    put(root, draft(Item("题", "{{正文}}"), Item("", "")))
    outcome = run(root, "status", "2024-15", "published", "--force")
    assert outcome.code == 1
    assert "error: 【行业动态】第1条（题）: the placeholder {{正文}} is left in" in outcome.err
    assert "error: 【行业动态】第2条 is empty" in outcome.err
    assert "not published: 2 errors" in outcome.err
    assert issue_of(root, "2024-15").workflow.status == "draft"


def test_hints_hold_publishing_up_until_they_are_overridden(root: Path) -> None:
    outcome = run(root, "status", "2024-15", "published")
    assert outcome.code == 1
    assert "not published: 1 hint (--force publishes it all the same)" in outcome.err
    assert issue_of(root, "2024-15").workflow.steps == ()


def test_a_published_issue_is_taken_back_only_by_force(root: Path) -> None:
    outcome = run(root, "status", "2024-14", "draft")
    assert outcome.code == 1
    assert "2024-14 is published: readers may have it" in outcome.err
    assert run(root, "status", "2024-14", "draft", "--force", "--by", "赵主任").code == 0
    assert issue_of(root, "2024-14").workflow.steps[-1].what == "撤回"


def test_by_and_force_without_a_status_are_wrong_usage(root: Path) -> None:
    assert run(root, "status", "2024-15", "--force").code == 2
    assert run(root, "status", "2024-15", "gone").code == 2


# rename, delete, restore


def test_rename_changes_name_and_masthead(root: Path) -> None:
    assert run(root, "rename", "2024-15", "2025-1").out == "2025-01\n"
    assert issue_of(root, "2025-01").key == parse_key("2025-1")
    assert LibraryReader(str(root)).keys() == [parse_key("2025-1"), parse_key("2024-14")]
    assert run(root, "rename", "2025-1", "2024-14").code == 1
    assert run(root, "rename", "2025-1", "x").code == 2


def test_rename_takes_place_and_bookmarks_of_whoever_renames_along(root: Path, tmp_path: Path) -> None:
    state_home = tmp_path / "state"
    state = ReaderState.load(str(state_home / "briefing-tui"), str(root))
    state.set_place(parse_key("2024-15"), ReadingPlace(1, 0, 2))
    state.toggle_bookmark("2024-15#1", "已有的一条", "2024-12-16T08:00:00")
    state.save()
    environ = {"XDG_STATE_HOME": str(state_home)}
    assert command("--library", str(root), "rename", "2024-15", "2025-1", environ=environ).code == 0
    again = ReaderState.load(str(state_home / "briefing-tui"), str(root))
    assert again.place(parse_key("2025-1")) == ReadingPlace(1, 0, 2)
    assert [mark.address for mark in again.bookmarks()] == ["2025-01#1"]


def test_a_state_that_cannot_be_written_does_not_hold_a_rename_up(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_state: ReaderState) -> None:
        raise LibraryError("cannot save: no space left on device")

    monkeypatch.setattr(ReaderState, "save", refuse)
    outcome = run(root, "rename", "2024-15", "2025-1")
    assert (outcome.code, outcome.out) == (0, "2025-01\n")
    assert "no space left on device" in outcome.err


def test_delete_is_taken_back_by_restore(root: Path) -> None:
    before = file_text(root, "2024-15")
    outcome = run(root, "delete", "2024-15")
    assert (outcome.code, outcome.out) == (0, "")
    assert "`briefing-tui restore 2024-15` brings it back" in outcome.err
    assert LibraryReader(str(root)).keys() == [parse_key("2024-14")]
    listed = run(root, "restore").out
    assert listed.startswith("2024-15  2")
    assert listed.endswith(" UTC\n")
    assert run(root, "restore", "2024-15").out == "2024-15\n"
    assert file_text(root, "2024-15") == before
    assert "the trash is empty" in run(root, "restore").err
    assert run(root, "restore", "2024-15").code == 1
    assert run(root, "delete", "latest").code == 2


@pytest.mark.parametrize("line", [["delete", "2024-15"], ["rename", "2024-15", "2024-20"]])
def test_an_issue_with_an_unsaved_draft_stays(root: Path, line: list[str], tmp_path: Path) -> None:
    state = tmp_path / "state"
    code = (
        "import datetime, sys; from briefing_tui.personal.drafts import Drafts;"
        "from briefing_tui.model.issue import Issue; from briefing_tui.model.key import parse_key;"
        "Drafts(sys.argv[1]).keep(sys.argv[2], parse_key('2024-15'), b'', Issue(), datetime.datetime.now())"
    )
    # Another session's: one's own is the one that asks.
    os.spawnl(os.P_WAIT, sys.executable, sys.executable, "-c", code, str(state / "briefing-tui"), str(root))
    environ = {"XDG_STATE_HOME": str(state)}
    assert Drafts(str(state / "briefing-tui")).find(str(root), parse_key("2024-15")) is not None
    outcome = command("--library", str(root), *line, environ=environ)
    assert outcome.code == 1
    assert "2024-15" in outcome.err
    assert parse_key("2024-15") in LibraryReader(str(root)).keys()  # noqa: SIM118 - a method, no mapping


# edit, and what all have in common


def test_edit_needs_a_terminal(root: Path) -> None:
    done = program("edit", "2024-15", "--library", str(root))
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"\n") == 1


@pytest.mark.pty
def test_edit_begins_on_the_item_and_ends_the_program_when_it_is_left(root: Path) -> None:
    before = file_text(root, "2024-15")
    with Terminal([str(PROGRAM), "--library", str(root), "edit", "2024-15#1"]) as terminal:
        terminal.expect("已有的一条")
        terminal.expect("#1/1")
        terminal.send("\x11")
        assert terminal.exit_code() == 0
    assert file_text(root, "2024-15") == before
    assert not list(root.rglob(".*editing*"))


@pytest.mark.pty
def test_edit_offers_the_draft_of_a_file_that_is_gone(root: Path, tmp_path: Path) -> None:
    environ = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    arguments = [str(PROGRAM), "--library", str(root), "edit", "2024-15#1"]
    with Terminal(arguments, env=environ) as terminal:
        terminal.expect("#1/1")
        terminal.send("\r")
        terminal.wait_idle(0.2)  # in one piece with the text it would be a paste
        terminal.send("改")
        terminal.expect("draft kept")
        terminal.signal(signal.SIGKILL)
        terminal.exit_code()
    (root / "2024" / "2024-15.toml").unlink()
    with Terminal(arguments, env=environ) as terminal:
        terminal.expect("Its file is gone from the library")
        terminal.send("t")
        terminal.expect_gone("There is a draft")
        terminal.send("\x13")
        terminal.expect("Saved: ")
        terminal.send("\x1b")
        terminal.expect("q Leave")
        terminal.send("q")
        assert terminal.exit_code() == 0
    assert issue_of(root, "2024-15").sections[0].items[0].title == "已有的一条改"


@pytest.mark.pty
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("edit", "2024-16"), "no issue 2024-16 (`briefing-tui new 2024-16` makes it)"),
        (("edit", "2024-15#9"), "2024-15 has only 1 item"),
        (("edit", "2024-15", "--read-only"), "this session is read-only"),
    ],
)
def test_edit_that_cannot_begin_is_one_line_and_no_screen(
    root: Path, words: tuple[str, ...], told: str
) -> None:
    with Terminal([str(PROGRAM), "--library", str(root), *words]) as terminal:
        terminal.expect(told)
        assert terminal.exit_code() == 1
        assert b"\x1b[?1049h" not in terminal.raw


NESTED = """format = 1
masthead = { title = "甲", year = 2024, number = 5 }
# 栏目
section = [{ title = "乙", item = [{ title = "丙" }] }]
[end]
mark = "完"
"""


@pytest.mark.pty
def test_a_file_that_could_not_be_saved_is_refused_before_anything_is_typed(root: Path) -> None:
    path = root / "2024" / "2024-05.toml"
    path.write_text(NESTED, encoding="utf-8")
    told = f"{path}:4: sections or items inside one value cannot be edited"
    with Terminal([str(PROGRAM), "--library", str(root), "edit", "2024-05"], columns=200) as terminal:
        terminal.expect(told)
        assert terminal.exit_code() == 1
        assert b"\x1b[?1049h" not in terminal.raw
    for words in (("add", "2024-05", "--section", "乙"), ("status", "2024-05", "review")):
        outcome = run(root, *words, text="新条。")
        assert outcome.code == 1
        assert told in outcome.err
    assert path.read_text(encoding="utf-8") == NESTED
    assert run(root, "show", "2024-05").code == 0


def test_an_added_item_a_step_and_another_number_leave_every_piece_its_own(root: Path) -> None:
    path = root / "2024" / "2024-15.toml"
    own = path.read_text(encoding="utf-8").replace(
        'title = "已有的一条"', '# 待核\nauthor = "李编辑"\ntitle = "已有的一条" # 暂定'
    )
    path.write_text(own, encoding="utf-8")
    run(root, "add", "2024-15", "--section", "行业动态", "--group", "另一组", text="新的一条。正文。")
    run(root, "add", "2024-15", "--section", "行业动态", "--group", "融资担保行业动态", text="又一条。正文。")
    run(root, "status", "2024-15", "review")
    run(root, "rename", "2024-15", "2024-16")
    items = tomllib.loads(file_text(root, "2024-16"))["section"][0]["item"]
    assert [(one["title"], one.get("author")) for one in items] == [
        ("已有的一条", "李编辑"),
        ("又一条", None),
        ("新的一条", None),
    ]
    assert '# 待核\nauthor = "李编辑"\ntitle = "已有的一条" # 暂定\n' in file_text(root, "2024-16")


@pytest.mark.parametrize(
    "line",
    [
        ["new"],
        ["add", "2024-15", "--section", "行业动态"],
        ["status", "2024-15", "review"],
        ["rename", "2024-15", "2024-20"],
        ["delete", "2024-15"],
        ["restore", "2024-15"],
        ["edit", "2024-15"],
    ],
)
def test_nothing_is_written_in_a_read_only_session(root: Path, line: list[str]) -> None:
    before = sorted((path, path.stat().st_mtime_ns) for path in root.rglob("*"))
    outcome = run(root, *line, "--read-only", text="一句。")
    assert outcome.code == 1
    assert "this session is read-only" in outcome.err
    assert sorted((path, path.stat().st_mtime_ns) for path in root.rglob("*")) == before


@pytest.mark.parametrize(
    "line",
    [
        ["add", "2024-9", "--section", "行业动态"],
        ["status", "2024-9", "review"],
        ["rename", "2024-9", "2024-20"],
        ["delete", "2024-9"],
    ],
)
def test_an_absent_issue_is_one_line_and_exit_1(root: Path, line: list[str]) -> None:
    outcome = run(root, *line, text="一句。")
    assert outcome.code == 1
    assert "2024-09" in outcome.err
    assert outcome.err.count("\n") == 1
