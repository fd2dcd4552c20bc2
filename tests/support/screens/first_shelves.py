"""The library's first page beside the app's own: both as cells of one terminal. For test_early_library.py and the torture of first pages."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from textual._compositor import LayoutUpdate
from textual.pilot import Pilot

from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.reader import LibraryReader
from briefing_tui.library.search.finder import Finder
from briefing_tui.model.key import ISSUE, SUPPLEMENT, IssueKey
from briefing_tui.personal.draft_names import ENDING, FOLDER, mark_of
from briefing_tui.personal.drafts import Drafts
from briefing_tui.personal.state import EDITS, NoState
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.appearance import remeasure
from briefing_tui.tui.early_library import FirstLibrary, first_shelf, library_rows
from briefing_tui.tui.options import Writing
from briefing_tui.tui.shelf.rows.first_shelf import FirstShelf
from briefing_tui.tui.shelf.screen import LibraryScreen
from briefing_tui.tui.terminal import framework
from briefing_tui.tui.terminal.answers import shows_links
from briefing_tui.tui.widgets.first_paint import Window, painter_for
from disks.libraries import make_issue, put
from disks.places import SAMPLES
from screens.first_pages import Case, forget_codes

_SECTIONS = ("行业动态", "政策“解读”—…", "")


class Shelf(NamedTuple):
    """A library, and who looks at it."""

    library: LibraryReader
    state: NoState
    writing: Writing | None = None

    @property
    def first(self) -> FirstLibrary:
        kept = self.writing.drafts().keys(self.library.root) if self.writing is not None else frozenset()
        return FirstLibrary(self.library, self.state, self.writing is not None, kept)


def with_catalog(root: Path, cache: Path, *, published_only: bool = False) -> LibraryReader:
    """A reader of the library, for which `warm` makes a catalog."""
    library = LibraryReader(str(root), published_only=published_only)
    library.cache_directory = str(cache)
    return library


def warm(*libraries: LibraryReader) -> None:
    """Make their catalogs, when the files are old enough to be believed."""
    time.sleep(1.1)
    for library in libraries:
        assert Finder(LibraryReader(library.root), library.cache_directory).catch_up(index=False)


def all_shelves(folder: Path) -> dict[str, Shelf]:
    """One of each kind."""
    made = {}
    for name, make in SHELVES.items():
        (folder / name).mkdir()
        made[name] = make(folder / name)
    warm(*(shelf.library for shelf in made.values() if shelf.library.cache_directory))
    return made


def write_years(root: Path, titles: tuple[str, ...] = ("行业信息简报",)) -> None:
    """Eighty issues of four years with some of everything: supplements, drafts, an odd date, a file that cannot be read."""
    for number in range(1, 81):
        key = IssueKey(2022 + number // 22, ISSUE, 1 + number % 22 * 5)
        status = ("published", "review", "draft")[(number % 9 == 0) + (number % 27 == 0)]
        made = make_issue(
            key, f"第{number}条“标题”——{'很长' * (number % 30)}", status=status, section=_SECTIONS[number % 3]
        )
        head = made.masthead._replace(
            title=titles[number % len(titles)], date=None if number % 13 == 0 else made.masthead.date
        )
        put(root, made._replace(masthead=head))
    put(root, make_issue(IssueKey(2025, SUPPLEMENT, 1), "增刊"))
    put(root, make_issue(IssueKey(2023, SUPPLEMENT, 2)))
    (root / "2025" / "2025-90.toml").write_text("format = 1\n[masthead\n", encoding="utf-8")
    path = root / "2025" / "2025-71.toml"
    path.write_text(path.read_text(encoding="utf-8").partition("[end]")[0], encoding="utf-8")


def samples(_folder: Path) -> Shelf:
    return Shelf(LibraryReader(str(SAMPLES)), NoState())


def years(folder: Path) -> Shelf:
    write_years(folder / "library")
    state = NoState()
    for number in (1, 6, 11, 66, 71, 106):
        state.mark_read(IssueKey(2025, ISSUE, number))
    state.set_stopped(IssueKey(2022, ISSUE, 11), "【行业动态】第1条")
    return Shelf(with_catalog(folder / "library", folder / "cache"), state)


def for_readers(folder: Path) -> Shelf:
    """As a session sees it that may only read."""
    write_years(folder / "library", ("担保信息简报", "行业信息简报", "农"))
    state = NoState()
    state.mark_read(IssueKey(2025, ISSUE, 61))
    return Shelf(with_catalog(folder / "library", folder / "cache", published_only=True), state)


def publications(folder: Path) -> Shelf:
    """Several publications; the reader stopped in the first row."""
    write_years(folder / "library", ("担保信息简报", "行业信息简报", "内部“参考”简报"))
    state = NoState()
    state.set_stopped(IssueKey(2025, ISSUE, 71), "")
    state.set_stopped(IssueKey(2025, ISSUE, 66), "第1条")
    return Shelf(with_catalog(folder / "library", folder / "cache"), state)


def editors(folder: Path, *, edits: bool) -> Shelf:
    """Of somebody who writes: texts that were not saved, contributions that wait."""
    root, state = folder / "library", NoState()
    write_years(root)
    (root / "inbox" / "一公司").mkdir(parents=True)
    for name in ("来稿.txt", "第二份.docx"):
        (root / "inbox" / "一公司" / name).write_bytes(b"text")
    if edits:
        state.set_option(EDITS, 1)
    drafts = str(folder / "state")
    for number in (90, 71, 66):
        _keep(drafts, str(root), IssueKey(2025, ISSUE, number))
    writing = Writing(lambda: LibraryEditor(str(root)), lambda: Drafts(drafts))
    return Shelf(with_catalog(root, folder / "cache"), state, writing)


def _keep(folder: str, root: str, key: IssueKey) -> None:
    """That another session has kept text; only the name of its file counts here."""
    path = Path(folder, FOLDER, f"{mark_of(root)}-{key.stem}-1-2{ENDING}")
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_bytes(b"")


def empty(folder: Path) -> Shelf:
    """Nothing in it but what is no issue."""
    (folder / "library").mkdir()
    (folder / "library" / "README").write_text("", encoding="utf-8")
    return Shelf(LibraryReader(str(folder / "library"), published_only=True), NoState())


def broken(folder: Path) -> Shelf:
    """The newest file cannot be read, and there are others that are no issues."""
    root = folder / "library"
    put(root, make_issue(IssueKey(2024, ISSUE, 3), "一"))
    for name in ("2024-12.toml", "模板.toml", "2024-x.toml"):
        (root / "2024" / name).write_text("format = 1\n[masthead\n", encoding="utf-8")
    return Shelf(LibraryReader(str(root)), NoState())


SHELVES: dict[str, Callable[[Path], Shelf]] = {
    "samples": samples,
    "years": years,
    "readers": for_readers,
    "publications": publications,
    "beginner": partial(editors, edits=False),
    "editor": partial(editors, edits=True),
    "empty": empty,
    "broken": broken,
}


def early(shelf: Shelf, case: Case) -> tuple[FirstShelf, str]:
    """What is painted before the framework is there, and what it was made of."""
    first = first_shelf(Window(*case.size), shelf.first)
    assert first is not None, "no early page"
    rows = library_rows(Window(*case.size), first, shelf.first, case.options)
    assert len(rows) == case.size[1], "no early page"
    painter = painter_for(case.options, shelf.state, case.environ)
    return first, "".join(painter.row(pieces, row) for row, pieces in enumerate(rows))


async def _at_rest(screen: LibraryScreen, pilot: Pilot[None]) -> None:
    """Until the list is whole and what goes beside it has come; 10 s at the most."""
    for _turn in range(500):
        await pilot.pause(0.02)
        shown = screen.preview.row_total() or not screen.preview.display
        if screen._complete and screen._first is None and shown:
            break
    await pilot.pause(0.15)


async def framework_s(
    shelf: Shelf,
    case: Case,
    monkeypatch: Any,
    first: FirstShelf | None = None,
    late: int = 0,
) -> list[str]:
    """What the app writes that begins with `first`: its first frame, and all of the screen when it has come to rest, and the terminal has
    told another width of “, if it does so `late`.
    """
    for name, value in case.environ.items():
        monkeypatch.setenv(name, value) if value else monkeypatch.delenv(name, raising=False)
    links = shows_links(case.environ)
    framework.install(case.ambiguous, colour=not case.environ["NO_COLOR"], links=links)
    app = BriefingApp(
        shelf.library,
        shelf.state,
        None,
        case.options,
        writing=shelf.writing,
        shelf=first,
        environ=case.environ,
    )
    frames: list[str] = []

    class Screen(LibraryScreen):
        def _compositor_refresh(self) -> None:
            super()._compositor_refresh()
            if self._settled is None and not frames:
                frames.append(_all_of(self))

    monkeypatch.setattr("briefing_tui.tui.shelf.screen.LibraryScreen", Screen)
    async with app.run_test(size=case.size) as pilot:
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        await _at_rest(screen, pilot)
        if late:
            framework.install(late)
            remeasure(app, late)
            await pilot.pause(0.05)
        return [*frames, _all_of(screen)]


def _all_of(screen: LibraryScreen) -> str:
    update = screen._compositor.render_full_update()
    assert isinstance(update, LayoutUpdate)
    forget_codes(update)
    return update.render_segments(screen.app.console)
