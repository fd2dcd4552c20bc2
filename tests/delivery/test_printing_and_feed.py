"""What goes into files: the copies to be printed, and the feed."""

import os
import stat
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from briefing_tui.delivery.channels import Feed, Printing
from briefing_tui.delivery.desk import AskError, Desk
from briefing_tui.delivery.feed import feed_bytes
from briefing_tui.delivery.part import HANDED, REFUSED, UNKNOWN
from briefing_tui.model.issue import Issue, Masthead, Workflow
from briefing_tui.model.key import parse_key
from bulletins.issues import FULL
from disks.libraries import make_issue, put
from servers.deliveries import KEY_14, PUBLISHED, desk_of, make_file

ATOM = "{http://www.w3.org/2005/Atom}"
LINK = "https://intranet.example/{key}.html"


def send(desk: Desk, name: str, how: str = "missing") -> list[str]:
    plan = desk.plan(KEY_14)
    delivery = plan.delivery(name)
    assert delivery is not None
    return [one.outcome.result for one in desk.send(KEY_14, delivery, plan.text, how)]


def state(desk: Desk, name: str) -> str:
    delivery = desk.plan(KEY_14).delivery(name)
    assert delivery is not None
    return delivery.standing.state


@pytest.fixture
def lp(tmp_path: Path) -> dict[str, str]:
    """A printer that keeps what it gets."""
    program = tmp_path / "bin" / "lp"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\necho "$@" >> {tmp_path}/lp.words\nenv > {tmp_path}/lp.env\ncat > {tmp_path}/lp.data\nexit ${{LP_CODE:-0}}\n'
    )
    program.chmod(0o755)
    return {"PATH": f"{program.parent}:{os.environ['PATH']}", "BRIEFING_SECRET_STAFF": "hidden-key"}


def test_the_files_for_the_printer_stand_in_their_folder(tmp_path: Path) -> None:
    folder = tmp_path / "out" / "印送"
    desk = desk_of(tmp_path / "library", Printing("印送", str(folder)))
    assert send(desk, "印送") == [HANDED, HANDED]
    assert (folder / "行业信息简报2024年第14期.pdf").read_bytes() == make_file(PUBLISHED, "pdf")
    assert (folder / "行业信息简报2024年第14期.docx").is_file()
    assert state(desk, "印送") == "done"


def test_the_printer_gets_the_copies_that_the_issue_names(
    tmp_path: Path, lp: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", lp["PATH"])
    channel = Printing("印送", str(tmp_path / "out"), ("pdf",), "hall")
    desk = desk_of(tmp_path / "library", channel, environ=lp)
    assert send(desk, "印送") == [HANDED, HANDED]
    copies = PUBLISHED.end.copies if PUBLISHED.end is not None else None
    assert (tmp_path / "lp.words").read_text() == f"-d hall -n {copies or 1} -t 行业信息简报2024年第14期 -\n"
    assert (tmp_path / "lp.data").read_bytes() == make_file(PUBLISHED, "pdf")
    assert "hidden-key" not in (tmp_path / "lp.env").read_text()
    assert send(desk, "印送") == []
    assert len((tmp_path / "lp.words").read_text().splitlines()) == 1


def test_a_printer_that_refuses_has_printed_nothing(
    tmp_path: Path, lp: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", lp["PATH"])
    channel = Printing("印送", str(tmp_path / "out"), ("pdf",), "hall")
    desk = desk_of(tmp_path / "library", channel, environ={**lp, "LP_CODE": "1"})
    assert send(desk, "印送") == [HANDED, REFUSED]
    assert state(desk, "印送") == "partly"


def test_an_lp_that_is_killed_may_have_handed_it_over(
    tmp_path: Path, lp: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unknown, and asked about before it is done again."""
    monkeypatch.setenv("PATH", lp["PATH"])
    program = tmp_path / "bin" / "lp"
    program.write_text(program.read_text().replace("exit ${LP_CODE:-0}", "kill -9 $$"))
    channel = Printing("印送", str(tmp_path / "out"), ("pdf",), "hall")
    desk = desk_of(tmp_path / "library", channel, environ=lp)
    assert send(desk, "印送") == [HANDED, UNKNOWN]
    assert state(desk, "印送") == "unknown"
    with pytest.raises(AskError):
        send(desk, "印送")
    assert len((tmp_path / "lp.words").read_text().splitlines()) == 1


def test_no_lp_is_told_and_the_files_are_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    desk = desk_of(tmp_path / "library", Printing("印送", str(tmp_path / "out"), ("pdf",), "hall"))
    assert send(desk, "印送") == [HANDED, REFUSED]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    desk = desk_of(tmp_path / "library", Printing("印送", str(tmp_path / "file" / "out")))
    assert send(desk, "印送") == [REFUSED]
    assert state(desk, "印送") == "failed"


def test_files_of_a_corrected_issue_are_asked_about_and_named_so(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    desk = desk_of(tmp_path / "library", Printing("印送", str(folder), ("pdf",)))
    send(desk, "印送")
    put(Path(desk.library.root), PUBLISHED._replace(preface=None))
    assert state(desk, "印送") == "changed"
    with pytest.raises(AskError):
        send(desk, "印送")
    assert send(desk, "印送", "notice") == [HANDED]
    assert sorted(path.name for path in folder.iterdir()) == [
        "行业信息简报2024年第14期.pdf",
        "行业信息简报2024年第14期（更正）.pdf",
    ]
    assert state(desk, "印送") == "done"


@pytest.mark.parametrize(
    "title", ["../../../etc/passwd", "a/b", "-rf", "..", "\x00", "简报\n换行", "名" * 300, ""]
)
def test_no_title_leads_out_of_the_folder(tmp_path: Path, title: str) -> None:
    folder = tmp_path / "out"
    head = PUBLISHED.masthead._replace(title=title)
    desk = desk_of(
        tmp_path / "library", Printing("印送", str(folder), ("pdf",)), issue=PUBLISHED._replace(masthead=head)
    )
    assert send(desk, "印送") == [HANDED]
    (made,) = folder.iterdir()
    assert made.name.endswith("2024年第14期.pdf")
    assert len(made.name.encode()) < 250


# The feed


def feed_of(path: Path, count: int = 20) -> Feed:
    return Feed("订阅源", str(path), LINK, count)


def test_the_feed_has_the_published_issues_newest_first(tmp_path: Path) -> None:
    file = tmp_path / "www" / "feed.atom"
    desk = desk_of(tmp_path / "library", feed_of(file))
    root = Path(desk.library.root)
    put(root, make_issue(parse_key("2024-13"), "旧一条"))
    put(root, make_issue(parse_key("2024-15"), "没有签发", status="draft"))
    (root / "2024" / "2024-12.toml").write_text("broken")
    assert send(desk, "订阅源") == [HANDED]
    found = ET.fromstring(file.read_bytes())
    links = [entry.find(f"{ATOM}link") for entry in found.findall(f"{ATOM}entry")]
    assert [link.get("href") for link in links if link is not None] == [
        "https://intranet.example/2024-14.html",
        "https://intranet.example/2024-13.html",
    ]
    assert state(desk, "订阅源") == "done"


def test_a_corrected_issue_is_written_anew_without_asking(tmp_path: Path) -> None:
    file = tmp_path / "feed.atom"
    desk = desk_of(tmp_path / "library", feed_of(file))
    send(desk, "订阅源")
    put(Path(desk.library.root), PUBLISHED._replace(preface=None))
    assert state(desk, "订阅源") == "new"
    assert send(desk, "订阅源") == [HANDED]
    assert "编者按" not in file.read_text(encoding="utf-8")


def test_an_issue_that_was_taken_back_leaves_the_feed(tmp_path: Path) -> None:
    file = tmp_path / "feed.atom"
    desk = desk_of(tmp_path / "library", feed_of(file))
    desk.write_feeds(KEY_14)
    assert "2024-14" in file.read_text(encoding="utf-8")
    put(Path(desk.library.root), PUBLISHED._replace(workflow=Workflow("review")))
    desk.write_feeds(KEY_14)
    assert "2024-14" not in file.read_text(encoding="utf-8")


def test_the_same_issues_give_the_same_feed() -> None:
    feed = feed_of(Path("/x"))
    assert feed_bytes(feed, [FULL]) == feed_bytes(feed, [FULL])


@pytest.mark.parametrize("text", ["<b>&\"'", "]]>", "\x00\x1b\x0b\ufffe\ud800", "a\u202eb", "\n"])
def test_the_feed_is_well_formed_whatever_it_holds(text: str) -> None:
    odd = Issue(masthead=Masthead(text, text, 2024, 14), workflow=Workflow("published"))
    odd = odd._replace(sections=(FULL.sections[0]._replace(title=text),))
    found = ET.fromstring(feed_bytes(feed_of(Path("/x")), [odd]))
    assert len(found.findall(f"{ATOM}entry")) == 1


def test_a_feed_of_nothing_is_a_feed() -> None:
    found = ET.fromstring(feed_bytes(feed_of(Path("/x")), []))
    for name in ("id", "title", "updated", "author"):
        assert found.find(f"{ATOM}{name}") is not None


def test_the_web_server_may_read_the_feed(tmp_path: Path) -> None:
    file = tmp_path / "feed.atom"
    desk = desk_of(tmp_path / "library", feed_of(file))
    old = os.umask(0o022)
    try:
        send(desk, "订阅源")
    finally:
        os.umask(old)
    assert stat.S_IMODE(file.stat().st_mode) == 0o644
