"""The page that stands alone: every text in it, none of it acting, the same from the same issue."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings

from briefing_tui.compose.composition import Composition
from briefing_tui.exporters.html import html_text
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Issue, Item, Section
from briefing_tui.text.clean import UNSAFE, clean
from bulletins.hostile_issue import hostile_issue
from bulletins.issues import FULL, ISSUES
from disks.places import ROOT
from texts.hostile import ACTING, EVERYTHING, LONG, MARKUP

VOID = {"meta", "hr", "link", "input"}


class Page(HTMLParser):
    """Elements, attributes and texts of a page; fails when elements are not nested."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return squeezed("".join(self.texts))


def squeezed(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(ISSUES)
def test_every_printed_text_is_in_the_page_and_elements_are_nested(issue: Issue) -> None:
    page = Page(html_text(issue))
    for block in Composition(issue).blocks():
        for part in block.parts:
            assert squeezed(part) in page.text


@pytest.mark.parametrize("name", [*ACTING, *MARKUP, "everything", "long"])
def test_a_hostile_text_is_text(name: str) -> None:
    text = {**ACTING, **MARKUP, "everything": EVERYTHING, "long": LONG}[name]
    made = html_text(hostile_issue(text))
    assert UNSAFE.search(made) is None
    page = Page(made)
    assert squeezed(clean(text).replace("\n", " ")) in page.text
    tags = {tag for tag, _attributes in page.elements}
    assert not tags & {"script", "img", "iframe", "object", "form", "input", "link", "base", "b", "svg"}
    for _tag, attributes in page.elements:
        assert not any(name.startswith("on") or name in {"srcset", "src", "style"} for name in attributes)
        assert (attributes.get("href") or "#").startswith(("#", "https://", "http://"))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", " https://a b", "//x"]
)
def test_only_an_address_on_the_web_is_a_link(url: str) -> None:
    issue = Issue(sections=(Section("动态", items=(Item("题", "文", source="报", url=url),)),))
    assert [
        a for tag, a in Page(html_text(issue)).elements if tag == "a" and not str(a["href"]).startswith("#")
    ] == []


def test_an_address_is_a_link_that_tells_nothing_of_the_reader() -> None:
    url = 'https://news.example/?a=1&b="x"<y>'
    issue = Issue(sections=(Section("动态", items=(Item("题", "文", source="报", url=url),)),))
    (link,) = [
        a for tag, a in Page(html_text(issue)).elements if tag == "a" and not str(a["href"]).startswith("#")
    ]
    assert link == {"href": url, "rel": "noopener noreferrer nofollow"}


def test_an_empty_issue_is_a_page() -> None:
    assert "<main>" in html_text(Issue(sections=(), end=None))
    assert Page(html_text(Issue(end=None))).texts


def test_a_table_of_sixty_columns_has_them_in_every_row() -> None:
    page = html_text(hostile_issue("文"))
    rows = re.findall(r"<tr>.*?</tr>", page)
    assert {row.count("<td") + row.count("<th") for row in rows} == {2, 60}


def test_the_contents_lead_to_places_that_are_there() -> None:
    for key in (library := LibraryReader(str(ROOT / "sample_issues"))).keys():  # noqa: SIM118 - no mapping
        page = Page(html_text(library.load(key).issue))
        names = [a["id"] for _tag, a in page.elements if "id" in a]
        assert len(names) == len(set(names))
        wanted = [
            str(a["href"])[1:] for tag, a in page.elements if tag == "a" and str(a["href"]).startswith("#")
        ]
        assert wanted
        assert set(wanted) <= set(names)


def test_an_item_is_where_its_address_says() -> None:
    made = html_text(FULL)
    assert re.search(r'<article id="item-3">\s*<p class="news">.*?风险处置有序推进', made)


def test_it_needs_nothing_from_anywhere_and_says_so() -> None:
    made = html_text(FULL)
    assert "default-src &#39;none&#39;" in made
    assert not re.search(r"url\(|@import|<link|<script|src=", made)
    assert made == html_text(FULL)
