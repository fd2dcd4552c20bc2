"""The site in a real browser, from a folder and from a server: the search finds what the program's search finds, no page loads anything
else, all are legible and none is wider than a phone.
"""

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from briefing_tui.exporters.site.build import Options, SiteSource, build_site
from briefing_tui.exporters.site.folder import SiteFolder
from briefing_tui.library.reader import LibraryReader
from briefing_tui.library.search.finder import Finder
from disks.places import ROOT
from pages.browser import CONTRAST, Browser, needs_browser

pytestmark = [needs_browser, pytest.mark.slow]
LIBRARY = ROOT / "sample_issues"
QUERIES = (
    "担保",
    "担保 -风险",
    "“银担 合作”",
    "ＡＡＡ",
    "aaa",
    "5A",
    "2:8",
    "20%",
    "新质生产力",
    "示例省 小微",
    "－风险 担保",
    "不在任何一期里",
    "春耕",
    "<",
    "编者按",
)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    library = LibraryReader(str(LIBRARY), published_only=True)
    sources = [
        SiteSource(key, (1,), functools.partial(lambda key: library.load(key).issue, key))
        for key in library.keys()  # noqa: SIM118 - no mapping
    ]
    build_site(SiteFolder(str(root)), sources, Options())
    return root


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_address[1]}/"
        made.shutdown()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as made:
        made.size(900)
        made.media()
        yield made


def found_by_site(browser: Browser, root: str, query: str) -> set[str]:
    browser.go(f"{root}search.html?q={quote(query)}")
    browser.value(
        "new Promise(r => { const f = () => document.body.dataset.done ? r() : setTimeout(f, 5); f(); })"
    )
    for _more in range(20):
        if not browser.value(
            "(b => b && !b.hidden && (b.click(), true))(document.querySelector('main > button'))"
        ):
            break
    links = browser.value("[...document.querySelectorAll('#hits a')].map(a => a.getAttribute('href'))")
    assert len(links) == int(browser.value("document.body.dataset.done"))
    return set(links)


def found_by_program(query: str) -> set[str]:
    finder = Finder(LibraryReader(str(LIBRARY), published_only=True), None, writable=False)
    hits = finder.search(query, limit=None).hits
    return {
        f"{hit.key.year}/{hit.key.stem}.html" + (f"#item-{hit.position}" if hit.position else "")
        for hit in hits
    }


@pytest.mark.parametrize("query", QUERIES)
def test_the_search_finds_what_the_program_finds(browser: Browser, site: Path, query: str) -> None:
    assert found_by_site(browser, site.as_uri() + "/", query) == found_by_program(query)


def test_a_server_is_asked_for_its_own_files_alone(browser: Browser, server: str) -> None:
    browser.complaints.clear()
    assert found_by_site(browser, server, "担保")
    assert all(request.startswith(server) for request in browser.requests)
    assert browser.complaints == []


def test_hits_are_marked_and_lead_to_the_item(browser: Browser, server: str) -> None:
    found_by_site(browser, server, "ＡＡＡ")
    assert set(browser.value("[...document.querySelectorAll('mark')].map(m => m.textContent)")) == {"AAA"}
    target = browser.value("document.querySelector('#hits a').href")
    browser.go(target)
    assert "AAA" in browser.value("document.querySelector('article:target').textContent")


def test_a_year_alone_is_searched(browser: Browser, server: str) -> None:
    browser.go(f"{server}search.html?q={quote('担保')}&y=2024")
    browser.value(
        "new Promise(r => { const f = () => document.body.dataset.done ? r() : setTimeout(f, 5); f(); })"
    )
    years = browser.value(
        "[...document.querySelectorAll('#hits a')].map(a => a.getAttribute('href').slice(0, 4))"
    )
    assert set(years) == {"2024"}
    assert not any("2025" in request for request in browser.requests)


def test_a_query_is_text(browser: Browser, server: str) -> None:
    browser.complaints.clear()
    for query in (
        "<img src=x onerror=window.pwned=1>",
        "'\"><script>window.pwned=1</script>",
        "(" * 500,
        ".*",
        "\\",
    ):
        found_by_site(browser, server, query)
        assert browser.value("window.pwned === undefined")
        assert browser.value("document.querySelector('main input').value") == query
    assert browser.complaints == []


@pytest.mark.parametrize("dark", [False, True])
def test_every_kind_of_page_is_legible_and_fits_a_phone(
    browser: Browser, site: Path, server: str, dark: bool
) -> None:
    browser.media(dark=dark)
    browser.size(360, phone=True)
    browser.complaints.clear()
    pages = ["index.html", "2024/index.html", "2024/2024-14.html", "sections/index.html", "tags/index.html"]
    pages += [str(next((site / "tags").glob("*-2025.html")).relative_to(site))]
    pages += [f"search.html?q={quote('担保')}"]
    for page in pages:
        browser.go(server + page)
        assert browser.value("document.documentElement.scrollWidth") <= 360, page
        lowest, where = browser.value(CONTRAST)
        assert lowest >= 4.5, (page, where)
    assert browser.complaints == []
    browser.size(900)
    browser.media()


def test_what_is_searched_is_as_it_was_written(site: Path) -> None:
    script = (site / "search" / "2024.js").read_text(encoding="utf-8")
    issues = json.loads(script.partition(", ")[2].removesuffix(");\n"))
    library = LibraryReader(str(LIBRARY))
    for stem, _name, records in issues:
        issue = library.load(library.resolve(stem).key).issue
        bodies = ["\n".join(texts) for position, _title, _section, texts in records if position]
        for section in issue.sections:
            for item in section.items:
                assert any(item.body.split("\n")[0] in body for body in bodies)
