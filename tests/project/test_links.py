"""Whoever follows a link of a page comes somewhere: every relative link, heading and picture is there, every page and picture is used."""

import re
from pathlib import Path

import pytest

from disks.places import ROOT

FOLDERS = ("docs", "src", "tests", "tools", "benchmarks", ".github")
PAGES = sorted([*ROOT.glob("*.md"), *(page for folder in FOLDERS for page in (ROOT / folder).rglob("*.md"))])
_LINK = re.compile(r"\]\(([^()\s]+)\)|\b(?:src|srcset|href)=\"([^\"]*)\"")
_ELSEWHERE = re.compile(r"[a-z]+:")


def links(page: Path) -> list[str]:
    """Targets of all links and pictures; what stands in code is none."""
    text = re.sub(
        r"^```.*?^```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    return [found[1] or found[2] for found in _LINK.finditer(text)]


def anchors(page: Path) -> set[str]:
    """The names that GitHub gives the headings of a page."""
    heads = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.strip().lower()).replace(" ", "-") for head in heads}


def dead(page: Path) -> list[str]:
    """The relative links of a page that lead nowhere."""
    missing = []
    for link in links(page):
        target, _hash, anchor = link.partition("#")
        there = page if not target else page.parent / target
        if _ELSEWHERE.match(link):
            continue
        if not there.exists() or (anchor and anchor not in anchors(there)):
            missing.append(link)
    return missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_link_is_dead(page: Path) -> None:
    assert dead(page) == []


def test_every_kind_of_dead_link_is_seen(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("# One part\n", encoding="utf-8")
    page = tmp_path / "page.md"
    page.write_text(
        "# Here\n[a](other.md) [b](other.md#one-part) [c](#here) [d](https://example.org/x) `[e](no.md)`\n"
        "[f](gone.md) [g](other.md#two) [h](#there) ![i](gone.png)\n"
        '<picture><source srcset="gone.svg"><img src="lost.svg"></picture>\n```\n[j](no.md)\n```\n',
        encoding="utf-8",
    )
    assert dead(page) == ["gone.md", "other.md#two", "#there", "gone.png", "gone.svg", "lost.svg"]


def test_every_page_and_picture_of_the_docs_can_be_come_to_from_the_readmes() -> None:
    reached, ways = set[Path](), [ROOT / "README.md", ROOT / "README.zh-CN.md"]
    while ways:
        page = ways.pop()
        if page in reached:
            continue
        reached.add(page)
        if page.suffix == ".md":
            ways += [
                (page.parent / link.partition("#")[0]).resolve()
                for link in links(page)
                if not _ELSEWHERE.match(link)
            ]
    kept = [path for path in (ROOT / "docs").rglob("*") if path.is_file()]
    assert sorted(str(path.relative_to(ROOT)) for path in kept if path.resolve() not in reached) == []
