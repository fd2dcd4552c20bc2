"""The site: what it has, what a run writes, and that a site brought up to date is the one that would be made anew."""

import errno
import fcntl
import json
import os
import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest

from briefing_tui.errors import BriefingError, LibraryError
from briefing_tui.exporters.faults import ExportError
from briefing_tui.exporters.site.build import BuildOutcome, Options, SiteSource, build_site
from briefing_tui.exporters.site.folder import STATE, SiteFolder
from briefing_tui.model.issue import Correction, Issue, Item, Section, Workflow
from briefing_tui.model.key import IssueKey, make_key
from briefing_tui.text.clean import UNSAFE
from bulletins.hostile_issue import hostile_issue
from bulletins.issues import FULL
from texts.hostile import EVERYTHING

USUAL = Options("行业信息简报")
ATOM = "{http://www.w3.org/2005/Atom}"


class Shelf:
    """Issues in memory, as a library has them."""

    def __init__(self) -> None:
        self.issues: dict[IssueKey, Issue] = {}
        self.stamps: dict[IssueKey, int] = {}
        self.broken: set[IssueKey] = set()
        self.read: list[IssueKey] = []

    def put(self, key: str, *, status: str = "published", titles: tuple[str, ...] = ("第一条",)) -> None:
        year, number = key.split("-")
        made = make_key(int(year), int(number.removeprefix("s")), "supplement" if "s" in number else "issue")
        head = FULL.masthead._replace(year=made.year, number=made.number, kind=made.kind, total=None)
        items = tuple(Item(title, f"{title}的正文。", tags=("风险", title[:1])) for title in titles)
        issue = FULL._replace(
            masthead=head, workflow=Workflow(status), sections=(Section("动态", True, items=items),)
        )
        self.issues[made] = issue
        self.touch(made)

    def touch(self, key: IssueKey) -> None:
        self.stamps[key] = self.stamps.get(key, 0) + 1

    def sources(self) -> list[SiteSource]:
        keys = sorted(self.issues, key=lambda key: (key.year, key.kind == "issue", key.number), reverse=True)
        return [SiteSource(key, (self.stamps[key],), self._loading(key)) for key in keys]

    def _loading(self, key: IssueKey) -> Callable[[], Issue]:
        def load() -> Issue:
            self.read.append(key)
            if key in self.broken:
                raise LibraryError("broken")
            return self.issues[key]

        return load


def built(shelf: Shelf, root: Path, options: Options = USUAL) -> BuildOutcome:
    return build_site(SiteFolder(str(root)), shelf.sources(), options)


def files(root: Path, *, state: bool = False) -> dict[str, str]:
    return {
        str(file.relative_to(root)): file.read_text(encoding="utf-8")
        for file in root.rglob("*")
        if file.is_file() and (state or STATE not in file.parts)
    }


@pytest.fixture
def shelf() -> Shelf:
    made = Shelf()
    for year in (2023, 2024):
        for number in (1, 2, 3):
            made.put(f"{year}-{number:02}", titles=(f"甲{year}", f"乙{number}"))
    made.put("2024-s1", titles=("增刊",))
    made.put("2024-04", status="draft", titles=("秘密草稿",))
    return made


def test_it_has_years_issues_sections_tags_feed_and_search(shelf: Shelf, tmp_path: Path) -> None:
    assert built(shelf, tmp_path / "site").issues == 7
    names = set(files(tmp_path / "site"))
    fixed = {
        "index.html",
        "feed.xml",
        "search.html",
        "search.js",
        "site.css",
        "sections/index.html",
        "tags/index.html",
    }
    assert names >= fixed | {"2024/index.html", "2024/2024-03.html", "2024/2024-s1.html", "search/2024.js"}
    assert "2024/2024-04.html" not in names


def test_what_is_not_published_is_nowhere(shelf: Shelf, tmp_path: Path) -> None:
    built(shelf, tmp_path)
    assert not [
        name for name, text in files(tmp_path, state=True).items() if "秘密" in text or "2024-04" in text
    ]


def test_every_link_leads_to_something(shelf: Shelf, tmp_path: Path) -> None:
    built(shelf, tmp_path)
    made = files(tmp_path)
    seen = 0
    for name, text in made.items():
        for target in re.findall(r'(?:href|src|action)="([^"]+)"', text) if name.endswith(".html") else ():
            if target.startswith("http"):
                continue
            page, _mark, anchor = target.partition("#")
            file = os.path.normpath(Path(name).parent / unquote(page)) if page else name
            assert file in made, (name, target)
            assert not anchor or f'id="{anchor}"' in made[file], (name, target)
            seen += 1
    assert seen > 100


def test_the_same_again_writes_and_reads_nothing(shelf: Shelf, tmp_path: Path) -> None:
    built(shelf, tmp_path)
    shelf.read.clear()
    before = {name: (tmp_path / name).stat().st_mtime_ns for name in files(tmp_path)}
    assert built(shelf, tmp_path).written == 0
    assert [str(key) for key in shelf.read] == ["2024-04"], "the draft alone, of which nothing is kept"
    assert before == {name: (tmp_path / name).stat().st_mtime_ns for name in files(tmp_path)}


def test_one_changed_issue_writes_what_it_is_in(shelf: Shelf, tmp_path: Path) -> None:
    built(shelf, tmp_path)
    before = {name: (tmp_path / name).stat().st_mtime_ns for name in files(tmp_path)}
    shelf.put("2023-02", titles=("改过的题", "乙2"))
    built(shelf, tmp_path)
    changed = {name for name in files(tmp_path) if (tmp_path / name).stat().st_mtime_ns != before.get(name)}
    assert {"2023/2023-02.html", "2023/index.html", "search/2023.js"} <= changed
    assert not [name for name in changed if name.startswith(("2024/", "search/2024")) or "2023-03" in name]


def test_whatever_happens_it_is_the_site_that_would_be_made_anew(tmp_path: Path) -> None:
    chance, shelf = random.Random(13), Shelf()
    for step in range(60):
        key = f"{chance.choice((2022, 2023, 2024))}-{chance.choice(('01', '02', '03', 's1'))}"
        made = next((one for one in shelf.issues if one.stem == key), None)
        what = chance.choice(("put", "put", "draft", "delete", "nothing", "damage"))
        if what == "put":
            shelf.put(
                key, titles=tuple(f"{chance.choice('甲乙丙')}{step}" for _ in range(chance.randint(0, 3)))
            )
        elif what == "draft" and made is not None:
            shelf.put(key, status="draft")
        elif what == "delete" and made is not None:
            del shelf.issues[made]
        elif what == "damage" and (there := sorted(files(tmp_path / "a"))):
            (tmp_path / "a" / chance.choice(there)).write_text("", encoding="utf-8")
        built(shelf, tmp_path / "a")
        if step % 5 == 0:
            built(shelf, tmp_path / str(step))
            assert files(tmp_path / "a") == files(tmp_path / str(step)), step


def test_a_place_that_knows_no_locks_is_one_line(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_descriptor: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refused)
    with pytest.raises(BriefingError, match="cannot write"):
        built(shelf, tmp_path / "site")


def cut_off(shelf: Shelf, root: Path, stop: int, monkeypatch: pytest.MonkeyPatch) -> bool:
    """A run that dies before its write number `stop`; whether it did."""
    write, left = SiteFolder._write, stop

    def dying(self: SiteFolder, name: str, data: bytes, *, durable: bool = False) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        write(self, name, data, durable=durable)

    with monkeypatch.context() as patch:
        patch.setattr(SiteFolder, "_write", dying)
        try:
            built(shelf, root)
        except KeyboardInterrupt:
            return True
    return False


def test_a_run_that_was_cut_off_is_made_good(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(shelf, tmp_path / "fresh")
    total = len(files(tmp_path / "fresh"))
    for stop in range(0, total + 4, 3):
        assert cut_off(shelf, tmp_path / f"s{stop}", stop, monkeypatch)
        built(shelf, tmp_path / f"s{stop}")
        assert files(tmp_path / f"s{stop}") == files(tmp_path / "fresh")


def test_an_issue_that_cannot_be_read_keeps_its_page_and_is_told(shelf: Shelf, tmp_path: Path) -> None:
    built(shelf, tmp_path)
    before = files(tmp_path)
    key = make_key(2024, 2)
    shelf.broken.add(key)
    shelf.touch(key)
    outcome = built(shelf, tmp_path)
    assert [fault[0] for fault in outcome.faults] == [key]
    assert files(tmp_path) == before
    shelf.broken.clear()
    assert built(shelf, tmp_path).faults == ()


def test_a_folder_that_is_not_ours_is_left_alone(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ExportError, match="not empty"):
        built(shelf, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_files_of_others_in_our_folder_stay(shelf: Shelf, tmp_path: Path) -> None:
    built(shelf, tmp_path)
    (tmp_path / "2023" / "logo.png").write_bytes(b"x")
    for number in (1, 2, 3):
        del shelf.issues[make_key(2023, number)]
    assert built(shelf, tmp_path).removed > 3
    assert [file.name for file in (tmp_path / "2023").iterdir()] == ["logo.png"]


def test_two_runs_at_once_are_one(shelf: Shelf, tmp_path: Path) -> None:
    with SiteFolder(str(tmp_path)).held(), pytest.raises(ExportError, match="another run"):
        built(shelf, tmp_path)


def test_the_state_may_be_nonsense(shelf: Shelf, tmp_path: Path) -> None:
    built(shelf, tmp_path)
    before = files(tmp_path)
    for text in (
        "",
        "{",
        "[]",
        '{"issues": 3, "files": [], "years": 1}',
        '{"issues": {"x": 1}, "years": {"2024": 3}}',
    ):
        (tmp_path / STATE / "state.json").write_text(text)
        (tmp_path / STATE / "2024.json").write_text(text)
        built(shelf, tmp_path)
        assert files(tmp_path) == before, text


def test_the_feed_is_atom_with_ids_that_stay(shelf: Shelf, tmp_path: Path) -> None:
    built(shelf, tmp_path)
    first = ET.fromstring((tmp_path / "feed.xml").read_text(encoding="utf-8"))
    ids = [entry.findtext(f"{ATOM}id") for entry in first.iter(f"{ATOM}entry")]
    assert len(set(ids)) == 7
    assert all(str(found).startswith("urn:uuid:") for found in ids)
    built(shelf, tmp_path, USUAL._replace(address="https://intranet.example/bulletin/"))
    again = ET.fromstring((tmp_path / "feed.xml").read_text(encoding="utf-8"))
    assert [entry.findtext(f"{ATOM}id") for entry in again.iter(f"{ATOM}entry")] == ids
    links = [entry.find(f"{ATOM}link") for entry in again.iter(f"{ATOM}entry")]
    assert all(
        link is not None and link.attrib["href"].startswith("https://intranet.example/bulletin/20")
        for link in links
    )
    for element in ("id", "title", "updated", "author"):
        assert again.find(f"{ATOM}{element}") is not None
    for options in (USUAL._replace(title="另一个名称"), USUAL, USUAL._replace(fresh=True)):
        built(shelf, tmp_path, options)
        renamed = ET.fromstring((tmp_path / "feed.xml").read_text(encoding="utf-8"))
        assert [entry.findtext(f"{ATOM}id") for entry in renamed.iter(f"{ATOM}entry")] == ids
        assert renamed.findtext(f"{ATOM}id") == first.findtext(f"{ATOM}id")


def test_hostile_texts_are_texts_on_every_page(tmp_path: Path) -> None:
    shelf = Shelf()
    shelf.put("2024-01")
    text = "</script><script>x()</script>" + EVERYTHING
    issue = hostile_issue(text)
    shelf.issues[make_key(2024, 1)] = issue._replace(
        masthead=issue.masthead._replace(number=1), workflow=Workflow("published")
    )
    built(shelf, tmp_path, Options(text))
    for name, made in files(tmp_path).items():
        assert UNSAFE.search(made) is None, name
        if name.endswith(".html"):
            assert re.findall(r"<script[^>]*>", made) in ([], ['<script src="search.js" defer>']), name
        if name.startswith("search/"):
            assert "<" not in made
        if name.endswith(".xml"):
            ET.fromstring(made)


def test_an_empty_library_is_a_site_that_says_so(tmp_path: Path) -> None:
    built(Shelf(), tmp_path)
    assert "No issue is published yet." in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_another_look_writes_everything_again(shelf: Shelf, tmp_path: Path) -> None:
    built(shelf, tmp_path)
    state = json.loads((tmp_path / STATE / "state.json").read_text(encoding="utf-8"))
    (tmp_path / STATE / "state.json").write_text(json.dumps({**state, "look": "older"}), encoding="utf-8")
    assert built(shelf, tmp_path).written == len(files(tmp_path))


def test_an_error_of_the_disk_is_one_line(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(BriefingError, match="cannot write"):
        built(shelf, tmp_path / "file" / "site")


@pytest.mark.parametrize("change", ["taken back", "deleted", "renumbered"])
@pytest.mark.parametrize("first", [True, False])
def test_an_issue_taken_back_after_a_run_was_cut_off_is_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str, first: bool
) -> None:
    """Whatever the killed run had written of it."""
    for stop in range(0, 40, 2):
        root = tmp_path / f"s{stop}"
        shelf = Shelf()
        shelf.put("2024-01")
        if not first:
            built(shelf, root)
        shelf.put("2025-02", titles=("误发的秘密",))
        if not cut_off(shelf, root, stop, monkeypatch):
            break
        if change == "taken back":
            shelf.put("2025-02", status="draft", titles=("误发的秘密",))
        else:
            del shelf.issues[make_key(2025, 2)]
        if change == "renumbered":
            shelf.put("2024-03")
        built(shelf, root)
        found = files(root, state=True)
        assert not [name for name, text in found.items() if "误发" in text or "2025" in name], stop
        assert not (root / STATE / "begun").exists()
        built(shelf, tmp_path / f"fresh{stop}")
        assert files(root) == files(tmp_path / f"fresh{stop}")
    else:
        pytest.fail("never ran to its end")


def test_an_issue_taken_back_while_the_state_was_lost_is_nowhere(shelf: Shelf, tmp_path: Path) -> None:
    shelf.put("2022-01", titles=("误发的秘密",))
    built(shelf, tmp_path)
    (tmp_path / "2022" / "photo.html").write_text("of somebody else")
    (tmp_path / STATE / "state.json").write_text("{")
    del shelf.issues[make_key(2022, 1)]
    built(shelf, tmp_path)
    names = files(tmp_path)
    assert "2022/photo.html" in names
    assert not [name for name in names if "2022-01" in name or name in {"search/2022.js", "2022/index.html"}]


@pytest.mark.parametrize("text", ["", "{", "[]", None])
def test_what_is_kept_of_a_year_may_be_lost(shelf: Shelf, tmp_path: Path, text: str | None) -> None:
    built(shelf, tmp_path)
    kept = tmp_path / STATE / "2024.json"
    if text is None:
        kept.unlink()
    else:
        kept.write_text(text)
    shelf.put("2024-02", titles=("改过的",))
    built(shelf, tmp_path)
    built(shelf, tmp_path / "fresh")
    found = files(tmp_path)
    assert {name: found[name] for name in files(tmp_path / "fresh")} == files(tmp_path / "fresh")


def test_a_state_that_somebody_else_wrote_removes_nothing_elsewhere(shelf: Shelf, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("mine")
    root = tmp_path / "site"
    built(shelf, root)
    state = json.loads((root / STATE / "state.json").read_text(encoding="utf-8"))
    state["files"] |= {"../other.txt": [4, 0], str(other): [4, 0], "2024/../../other.txt": [4, 0]}
    (root / STATE / "state.json").write_text(json.dumps(state), encoding="utf-8")
    (root / STATE / "begun").write_text("../other.txt\n", encoding="utf-8")
    built(shelf, root)
    assert other.read_text() == "mine"


def test_a_correction_is_news_to_whoever_follows_the_feed(shelf: Shelf, tmp_path: Path) -> None:
    built(shelf, tmp_path)
    key = make_key(2024, 3)
    before = _updated(tmp_path)
    correction = Correction(date(2031, 1, 2), 1, "数字有误。")
    shelf.issues[key] = shelf.issues[key]._replace(corrections=(correction,))
    shelf.touch(key)
    built(shelf, tmp_path)
    after = _updated(tmp_path)
    changed = {one for one in after if after[one] != before[one]}
    assert len(changed) == 2
    assert {after[one] for one in changed} == {"2031-01-02T00:00:00Z"}


def _updated(root: Path) -> dict[str, str]:
    """Of the feed and of each entry, by id."""
    feed = ET.fromstring((root / "feed.xml").read_text(encoding="utf-8"))
    return {
        one.findtext(f"{ATOM}id", ""): one.findtext(f"{ATOM}updated", "")
        for one in (feed, *feed.iter(f"{ATOM}entry"))
    }


def test_what_a_killed_run_left_half_written_goes(shelf: Shelf, tmp_path: Path) -> None:
    built(shelf, tmp_path)
    for folder in ("2024", "sections", STATE, "."):
        (tmp_path / folder / ".tmp-1-ab").write_text("half a secret")
    built(shelf, tmp_path)
    assert not [name for name, text in files(tmp_path, state=True).items() if "half" in text]
