"""The window on a page, the outline on it, and what is sent to the clipboard: no app needed."""

import base64
import re

import pytest
from hypothesis import given, strategies as st

from briefing_tui.model.issue import Issue, Item, Masthead, Section
from briefing_tui.personal.state import ReadingPlace
from briefing_tui.text.clean import UNSAFE
from briefing_tui.tui.actions import keys
from briefing_tui.tui.reading.places import Places
from briefing_tui.tui.terminal.clipboard import LIMIT, TooLongError, copy_sequence
from briefing_tui.tui.widgets.viewport import At, Viewport
from briefing_tui.typeset.lines import PageOptions
from briefing_tui.typeset.page import Page
from bulletins.issues import FULL, ISSUES

LONG = Issue(
    masthead=Masthead(title="行业信息简报", year=2024, number=14),
    sections=(
        Section(
            "行业动态",
            numbered=True,
            items=tuple(Item(f"第{n}条的标题", "担保业务稳步增长，" * 30 + "。") for n in range(1, 21)),
        ),
        Section("经验介绍", items=(Item("一篇文章", "一、背景\n起步。\n二、做法\n" + "推进。" * 60),)),
    ),
)


def view(
    issue: Issue = LONG, *, columns: int = 60, height: int = 15, place: ReadingPlace | None = None
) -> Viewport:
    page = Page(issue, PageOptions(columns=columns, contents=False))
    return Viewport(page, height, place or ReadingPlace())


def line_text(viewport: Viewport, at: At) -> str:
    return viewport.page.lines(at.block)[at.line].text


def test_paging_down_shows_every_line_of_the_page_once_but_for_the_overlap() -> None:
    viewport = view()
    seen = list(viewport.rows())
    while viewport.scroll_screens(1):
        seen += [at for at in viewport.rows() if at > seen[-1]]
    every = [
        At(block, line)
        for block in range(viewport.page.block_total)
        for line in range(len(viewport.page.lines(block)))
    ]
    assert seen == every


def test_scrolling_stops_with_the_last_line_in_the_last_row() -> None:
    viewport = view()
    viewport.scroll(100_000)
    assert len(viewport.rows()) == viewport.height
    assert viewport.after(viewport.rows()[-1]) is None
    assert viewport.ends_in_sight()[1] == 1.0


def test_there_and_back_is_the_same_line() -> None:
    viewport = view()
    viewport.scroll(37)
    viewport.scroll(-37)
    assert viewport.top == At(0, 0)


def test_an_item_jumped_to_near_the_end_stands_in_the_first_row() -> None:
    viewport = view()
    viewport.move(viewport.line_of(viewport.page.block_of_item(21)))
    assert "一篇文章" in line_text(viewport, viewport.top)
    before = viewport.top
    viewport.scroll(5)
    assert viewport.top >= before, "scrolling down never goes up"


@given(ISSUES, st.integers(20, 100), st.integers(20, 100), st.integers(0, 200))
def test_a_place_survives_another_width(issue: Issue, first: int, second: int, lines: int) -> None:
    one = view(issue, columns=first)
    one.scroll(lines)
    place = one.place()
    two = view(issue, columns=second, place=place)
    assert two.top.block == one.top.block
    lines_of_block = two.page.lines(two.top.block)
    above, following = lines_of_block[: two.top.line], lines_of_block[two.top.line + 1 :]
    assert lines_of_block[two.top.line].start <= place.offset or not any(line.text for line in above)
    assert all(line.start > place.offset for line in following if line.text)


def test_a_place_in_an_item_that_is_gone_is_the_end_not_an_error() -> None:
    assert view(FULL, place=ReadingPlace(999, 3, 5)).top.block > 0


def test_the_share_of_the_mark_leads_from_the_first_line_to_the_last_screenful() -> None:
    viewport = view()
    tops = [viewport.share(row) for row in range(viewport.height)]
    assert tops[0] == At(0, 0)
    assert tops[-1] == viewport.bottom()
    assert tops == sorted(tops)
    assert len(set(tops)) == viewport.height


def test_only_what_comes_in_sight_is_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    laid: list[int] = []
    stock = Page.lines

    def counted(page: Page, index: int) -> object:
        laid.append(index)
        return stock(page, index)

    monkeypatch.setattr(Page, "lines", counted)
    viewport = view()
    viewport.rows()
    assert max(laid) < viewport.page.block_total // 2


def test_each_row_of_the_contents_leads_to_where_it_says() -> None:
    for issue in (FULL, LONG):
        page, places = Page(issue, PageOptions(contents=False)), Places(issue)
        for index, row in enumerate(places.rows):
            block = places.block_of_row(page, index)
            assert row.title in page.block(block).text
            assert places.row_of_block(page, block) == index


def test_before_the_first_row_of_the_contents_nothing_is_being_read() -> None:
    page, places = Page(LONG, PageOptions(contents=False)), Places(LONG)
    assert places.row_of_block(page, 0) == -1
    assert places.position_of_block(page, 0) == 0


def test_next_and_previous_item_visit_all_items() -> None:
    viewport, places = view(), Places(LONG)
    visited = []
    while position := places.item_after(viewport.page, viewport.top):
        visited.append(position)
        viewport.move(viewport.line_of(viewport.page.block_of_item(position)))
    assert visited == list(range(1, 22))
    while position := places.item_before(viewport.page, viewport.top, viewport.line_of):
        visited.append(position)
        viewport.move(viewport.line_of(viewport.page.block_of_item(position)))
    assert visited[21:] == list(range(20, 0, -1))


def test_from_the_middle_of_an_item_back_is_its_beginning() -> None:
    viewport, places = view(), Places(LONG)
    viewport.move(viewport.line_of(viewport.page.block_of_item(3)))
    viewport.scroll(2)
    assert places.item_before(viewport.page, viewport.top, viewport.line_of) == 3


def payload(sequence: str) -> str:
    found = re.search("\x1b]52;c;([A-Za-z0-9+/=]*)\x07", sequence)
    assert found is not None
    return base64.b64decode(found[1]).decode()


def test_a_copy_arrives_as_it_was() -> None:
    sequence = copy_sequence("第一条。\n《行业信息简报》2024年第14期第3条\n", {"TERM": "xterm-256color"})
    assert payload(sequence) == "第一条。\n《行业信息简报》2024年第14期第3条\n"
    assert sequence.count("\x1b") == 1


@pytest.mark.parametrize(
    "environ", [{"TMUX": "/tmp/s,1,0"}, {"TERM": "tmux-256color"}, {"TERM": "screen-256color"}]
)
def test_in_tmux_it_goes_through_to_the_terminal_and_to_tmux_itself(environ: dict[str, str]) -> None:
    sequence = copy_sequence("担保", environ)
    wrapped, plain = sequence.split("\x1b\\")
    assert wrapped.startswith("\x1bPtmux;\x1b\x1b]52;c;")
    assert payload(wrapped.replace("\x1b\x1b", "\x1b")) == payload(plain) == "担保"


def test_gnu_screen_gets_pieces_it_passes_on() -> None:
    text = "担保" * 400
    pieces = copy_sequence(text, {"STY": "1.pts"}).split("\x1b\\")[:-1]
    assert all(piece.startswith("\x1bP") and len(piece) <= 256 for piece in pieces)
    assert payload("".join(piece[2:] for piece in pieces)) == text


def test_a_text_longer_than_terminals_take_is_refused() -> None:
    assert len(copy_sequence("a" * LIMIT, {})) <= 100_100
    with pytest.raises(TooLongError):
        copy_sequence("a" * (LIMIT + 1), {})


@given(st.text(st.characters(codec="utf-8"), max_size=50))
def test_nothing_of_the_text_is_in_the_sequence_but_base64(text: str) -> None:
    body = copy_sequence(text, {})[len("\x1b]52;c;") : -1]
    assert UNSAFE.search(body) is None


@pytest.mark.parametrize("screen", [keys.LIBRARY, keys.READING])
def test_no_key_of_a_screen_does_two_things(screen: str) -> None:
    bound = [binding.key for binding in keys.bindings_for(screen)]
    assert len(bound) == len(set(bound))


def test_every_key_works_on_a_plain_terminal() -> None:
    for action in keys.ACTIONS:
        assert not any("alt+" in key or key in {"ctrl+m", "ctrl+i"} for key in action.keys)
        assert action.shown
        assert action.initials.islower()


def test_ids_are_unique_on_each_screen() -> None:
    for screen in (keys.LIBRARY, keys.READING):
        found = [action.id for action in keys.actions_for(screen)]
        assert len(found) == len(set(found))


def test_a_read_only_session_has_no_action_that_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    writing = keys.ACTIONS[0]._replace(id="erase", needs_write=True)
    monkeypatch.setattr(keys, "ACTIONS", (*keys.ACTIONS, writing))
    assert "erase" not in [action.id for action in keys.actions_for(keys.READING)]
    assert "erase" in [action.id for action in keys.actions_for(keys.READING, writable=True)]
