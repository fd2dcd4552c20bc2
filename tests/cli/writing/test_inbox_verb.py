"""`import --into` and `inbox`: files and contributions into an issue, from the command line to the disk."""

import json
from pathlib import Path

import pytest

from briefing_tui.errors import LibraryError
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.inbox import inbox as inbox_module
from briefing_tui.model.issue import Issue, Item, Section
from briefing_tui.model.key import ISSUE, IssueKey
from disks.libraries import make_issue, put
from programs.commands import Outcome, command

KEY = IssueKey(2024, ISSUE, 15)
ARTICLE = "再担保直连系统上线\n2024-12-16 09:30 来源：示例日报\n12月16日,系统上线，办理时间缩短一半。\n"
TWO = "1. 甲公司上线新系统。首日办理业务十二笔。\n2. 乙公司发行债券。规模5亿元，期限三年。\n"
BULLETIN = """行业信息简报
2023年第7期
示例省信用担保集团公司 2023年7月10日
【行业动态】
1. 担保规模稳步增长。上半年新增担保业务120亿元。
2. 风险处置有序推进。累计化解风险项目15个。
【经验介绍】
市县一体化改革
改革分三步走。第一步建立专班，第二步统一制度。
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    issue = make_issue(KEY, "已有的一条", status="draft")
    put(library, issue._replace(sections=(*issue.sections, Section("【经验介绍】"))))
    put(library, make_issue(IssueKey(2024, ISSUE, 14), "发布的一条"))
    return library


def send(root: Path, file: str, text: str = ARTICLE) -> Path:
    path = root / "inbox" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def run(root: Path, *words: str) -> Outcome:
    return command("--library", str(root), *words)


def issue_of(root: Path) -> Issue:
    return LibraryEditor(str(root)).load(KEY).issue


def titles(root: Path, section: int = 0) -> list[str]:
    return [item.title for item in issue_of(root).sections[section].items]


# import --into


def test_an_article_becomes_an_item_with_its_source(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "news.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    outcome = run(root, "import", str(file), "--into", "2024-15", "--section", "行业动态")
    assert (outcome.code, outcome.out) == (0, "2024-15#2\n")
    item = issue_of(root).sections[0].items[1]
    assert item == Item("再担保直连系统上线", "12月16日，系统上线，办理时间缩短一半。", source="示例日报")


def test_a_dry_run_says_what_was_recognised_and_writes_nothing(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "two.txt"
    file.write_text(TWO, encoding="utf-8")
    before = issue_of(root)
    outcome = run(root, "import", str(file), "--into", "2024-15", "--section", "行业动态", "--dry-run")
    assert outcome.code == 0
    assert "2 pieces" in outcome.out
    assert "2. 乙公司发行债券" in outcome.out
    assert issue_of(root) == before


def test_pieces_are_chosen_by_their_numbers(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "two.txt"
    file.write_text(TWO, encoding="utf-8")
    words = ("import", str(file), "--into", "2024-15", "--section", "行业动态", "--pieces")
    assert run(root, *words, "2").out == "2024-15#2\n"
    assert titles(root) == ["已有的一条", "乙公司发行债券"]
    for wrong in ("3", "0", "x", "1-x", "1-99", "1,3", "1,99", "2,5-3", "", "9" * 5000, "1-" + "9" * 5000):
        outcome = run(root, *words, wrong)
        assert outcome.code == 2, wrong
        assert len(outcome.err.splitlines()) == 1


def test_a_bulletin_gives_its_items_to_the_sections_they_stood_in(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "old.txt"
    file.write_text(BULLETIN, encoding="utf-8")
    outcome = run(root, "import", str(file), "--into", "2024-15")
    assert outcome.code == 0, outcome.err
    assert titles(root) == ["已有的一条", "担保规模稳步增长", "风险处置有序推进"]
    assert titles(root, 1) == ["市县一体化改革"]
    assert issue_of(root).sections[1].items[0].origin == "2023-07#3"


def test_what_is_in_it_already_is_noticed(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "news.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    words = ("import", str(file), "--into", "2024-15", "--section", "行业动态")
    run(root, *words)
    outcome = run(root, *words)
    assert (outcome.code, outcome.out) == (0, "")
    assert "2024-15#2" in outcome.err
    assert len(titles(root)) == 2
    assert run(root, *words, "--again").out == "2024-15#3\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--into", "2024-15"), "--section"),
        (("--into", "2024-15", "--section", "没有的"), "行业动态"),
        (("--into", "2024-14", "--section", "行业动态"), "is published"),
        (("--into", "2024-15", "--as", "2024-16"), "--as"),
        (("--section", "行业动态"), "--into"),
        (("--pieces", "1"), "--into"),
    ],
)
def test_what_cannot_be_meant_is_one_line(
    root: Path, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    file = tmp_path / "news.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    outcome = run(root, "import", str(file), *words)
    assert outcome.code in {1, 2}
    assert told in outcome.err
    assert len(outcome.err.splitlines()) == 1
    assert len(titles(root)) == 1


def test_a_broken_file_does_not_stop_the_others(root: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(ARTICLE, encoding="utf-8")
    bad.write_bytes(b"\x00\x01\x02")
    words = ("--into", "2024-15", "--section", "行业动态")
    outcome = run(root, "import", str(bad), str(good), *words)
    assert (outcome.code, outcome.out) == (1, "2024-15#2\n")
    assert "bad.txt" in outcome.err


def test_what_stood_in_an_earlier_issue_is_told(root: Path, tmp_path: Path) -> None:
    put(root, make_issue(IssueKey(2024, ISSUE, 13), "别的一条", "再担保直连系统今日正式上线"))
    file = tmp_path / "again.txt"
    file.write_text("再担保直连系统今日正式上线\n另一种写法的正文。\n", encoding="utf-8")
    outcome = run(root, "import", str(file), "--into", "2024-15", "--section", "行业动态")
    assert outcome.out == "2024-15#2\n"
    assert "stood in 2024-13#2 already" in outcome.err


# inbox


def test_the_list_names_what_waits_and_what_cannot_be_read(root: Path, tmp_path: Path) -> None:
    send(root, "业务部/简讯.txt")
    send(root, "示例市分公司/空.txt", "")
    (root / "inbox" / "link.txt").symlink_to(tmp_path)
    outcome = run(root, "inbox", "list")
    assert outcome.code == 1
    lines = outcome.out.splitlines()
    assert len(lines) == 4
    row = next(line for line in lines if "业务部/简讯.txt" in line)
    assert "再担保直连系统上线" in row
    assert "symbolic link" in outcome.out
    assert "is empty" in outcome.out
    assert "3 contributions wait" in outcome.err
    rows = json.loads(run(root, "inbox", "--json").out)
    assert {row["file"]: bool(row["reason"]) for row in rows} == {
        "link.txt": True,
        "业务部/简讯.txt": False,
        "示例市分公司/空.txt": True,
    }


def test_nothing_waits(root: Path) -> None:
    outcome = run(root, "inbox")
    assert (outcome.code, outcome.out) == (0, "")


def test_a_contribution_is_shown_cleaned(root: Path) -> None:
    send(root, "业务部/简讯.txt")
    outcome = run(root, "inbox", "show", "简讯.txt")
    assert outcome.code == 0
    assert "12月16日，系统上线，办理时间缩短一半。" in outcome.out
    assert "tidied at 1 place" in outcome.out


def test_a_contribution_is_taken_with_its_unit_and_moved(root: Path) -> None:
    send(root, "业务部/简讯.txt")
    outcome = run(root, "inbox", "take", "业务部/简讯.txt", "--into", "2024-15", "--section", "行业动态")
    assert (outcome.code, outcome.out) == (0, "2024-15#2\n")
    item = issue_of(root).sections[0].items[1]
    assert (item.units, item.origin) == (("业务部",), "业务部/简讯.txt")
    assert (root / "inbox/taken/2024-15#2 业务部 简讯.txt").exists()
    assert not (root / "inbox/业务部/简讯.txt").exists()
    table = run(root, "stats", "--by", "unit").out.splitlines()
    assert table[0].split() == ["unit", "issues", "items", "sent", "in", "taken", "share"]
    assert ["业务部", "1", "1", "1", "1", "100%"] in [line.split() for line in table]
    rows = json.loads(run(root, "stats", "--by", "unit", "--json").out)["rows"]
    assert {"name": "业务部", "issues": 1, "items": 1, "sent": 1, "taken": 1} in rows


def test_a_contribution_is_declined_with_a_reason(root: Path) -> None:
    send(root, "业务部/简讯.txt")
    assert run(root, "inbox", "decline", "简讯.txt").code == 2
    outcome = run(root, "inbox", "decline", "简讯.txt", "--reason", "与上期重复")
    assert outcome.code == 0
    assert [path.name[11:] for path in (root / "inbox/declined").iterdir()] == ["业务部 简讯.txt"]
    table = run(root, "stats", "--by", "unit").out
    assert ["业务部", "0", "0", "1", "0", "0%"] in [line.split() for line in table.splitlines()]


def test_the_same_text_sent_again_is_noticed(root: Path) -> None:
    words = ("--into", "2024-15", "--section", "行业动态")
    send(root, "业务部/简讯.txt")
    run(root, "inbox", "take", "简讯.txt", *words)
    send(root, "业务部/又来.txt")
    assert "(before: 2024-15#2)" in run(root, "inbox").out
    outcome = run(root, "inbox", "take", "又来.txt", *words)
    assert outcome.code == 1
    assert "2024-15#2" in outcome.err
    assert len(titles(root)) == 2


def test_a_take_that_was_cut_off_before_the_move_is_finished_by_the_next(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(root, "业务部/简讯.txt")
    words = ("inbox", "take", "简讯.txt", "--into", "2024-15", "--section", "行业动态")

    def refused(_root: str, _decision: object) -> None:
        raise LibraryError("cannot save: No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(inbox_module, "append_decision", refused)
        assert run(root, *words).code == 1
    assert len(titles(root)) == 2
    assert (root / "inbox/业务部/简讯.txt").exists()
    assert run(root, *words).code == 0
    assert len(titles(root)) == 2, "taken once"
    assert (root / "inbox/taken/2024-15#2 业务部 简讯.txt").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("take", "简讯.txt"),
        ("take", "--into", "2024-15"),
        ("list", "简讯.txt"),
        ("show",),
        ("throw", "简讯.txt"),
        ("decline", "简讯.txt", "--reason", "  "),
    ],
)
def test_what_is_missing_is_a_usage_error(root: Path, words: tuple[str, ...]) -> None:
    send(root, "业务部/简讯.txt")
    outcome = run(root, "inbox", *words)
    assert outcome.code == 2
    assert len(outcome.err.splitlines()) == 1


def test_a_read_only_session_sees_nothing_and_takes_nothing(root: Path) -> None:
    send(root, "业务部/简讯.txt")
    assert run(root, "--read-only", "inbox").out == ""
    assert run(root, "--read-only", "inbox", "show", "简讯.txt").code == 1
    assert run(root, "--read-only", "inbox", "decline", "简讯.txt", "--reason", "否").code == 1
    assert (root / "inbox/业务部/简讯.txt").exists()
    assert "sent" not in run(root, "--read-only", "stats", "--by", "unit").out


def test_a_hostile_text_reaches_the_issue_and_the_terminal_harmless(root: Path) -> None:
    send(
        root,
        "业务部/坏.txt",
        "\x1b[31m红色的标题文字\x07\n[/]正文一段。\x1b]0;x\x07[@click=app.quit]再一段。\n",
    )
    out = run(root, "inbox").out + run(root, "inbox", "show", "坏.txt").out
    assert "\x1b" not in out
    assert "\x07" not in out
    run(root, "inbox", "take", "坏.txt", "--into", "2024-15", "--section", "行业动态")
    assert "\x1b" not in (root / "2024/2024-15.toml").read_text(encoding="utf-8")


def test_word_files_and_web_pages_are_contributions_too(root: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for text in ("再担保直连系统上线", "来源：示例日报", "12月16日，系统上线，办理时间缩短一半。"):
        document.add_paragraph(text)
    path = root / "inbox" / "业务部" / "简讯.docx"
    path.parent.mkdir(parents=True)
    document.save(str(path))
    outcome = run(root, "inbox", "take", "简讯.docx", "--into", "2024-15", "--section", "行业动态")
    assert (outcome.code, outcome.out) == (0, "2024-15#2\n"), outcome.err
    item = issue_of(root).sections[0].items[1]
    assert (item.title, item.body) == ("再担保直连系统上线", "12月16日，系统上线，办理时间缩短一半。")
    assert (item.source, item.units) == ("示例日报", ("业务部",))
    assert (root / "inbox/taken/2024-15#2 业务部 简讯.docx").exists()


def test_a_damaged_word_file_is_listed_with_its_reason(root: Path) -> None:
    send(root, "业务部/坏.docx", "").write_bytes(b"PK\x03\x04 cut off")
    outcome = run(root, "inbox")
    assert outcome.code == 1
    assert "! " in outcome.out
    assert (root / "inbox/业务部/坏.docx").exists()
