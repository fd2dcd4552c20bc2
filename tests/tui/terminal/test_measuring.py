"""The one measure in Rich and Textual: cuts keep the laws of cutting.py, and what is written is as wide as it was measured."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings, strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import Input
from wcwidth import wcswidth, wcwidth

from briefing_tui.tui.authoring.body.prose_area import ProseArea
from briefing_tui.tui.terminal.framework import install
from rounds import rounds
from screens.bench import Bench, draw, plain
from screens.cutting import CONSOLE, LAWS, cells
from texts.clusters import CLUSTERS, FRAGMENTS, TITLE

SIGNS = st.sampled_from((*CLUSTERS, *FRAGMENTS, "a", " ", "汉", "“", "…", "\x1b", "│", "　", "🀄"))
TEXTS = st.lists(SIGNS, max_size=10).map("".join) | st.text(
    st.characters(codec=None, exclude_characters="\n\t"), max_size=20
)


@pytest.fixture(autouse=True)
def hooks() -> Iterator[None]:
    install(1)
    yield
    install(1)


@pytest.mark.long
@pytest.mark.parametrize("law", dict.fromkeys(LAWS.values()), ids=lambda law: law.__name__)
def test_a_cut_has_the_cells_asked_for(law: Callable[[str, int], None]) -> None:
    @settings(max_examples=rounds(60, 1500))
    @given(TEXTS, st.integers(0, 24), st.sampled_from([1, 2]))
    def holds(text: str, n: int, ambiguous: int) -> None:
        install(ambiguous)
        law(text, n)

    holds()


@settings(max_examples=300)
@given(TEXTS, TEXTS, st.sampled_from([1, 2]))
def test_texts_beside_each_other_are_as_wide_as_both(left: str, right: str, ambiguous: int) -> None:
    install(ambiguous)
    assert cell_len(left + right) == cell_len(left) + cell_len(right)
    assert cell_len(left) == sum(map(cell_len, left))


# What is written


@settings(max_examples=300)
@given(st.lists(st.sampled_from((*CLUSTERS, "汉", "a", "。", "👍", "❤", "1")), max_size=8))
def test_a_terminal_with_grapheme_clusters_shows_as_many_cells_as_one_without(signs: list[str]) -> None:
    text = "".join(sign for sign in signs if not (set(sign) & set("\U000e0067\u302e")))
    written = plain(Strip([Segment(text)]).render(CONSOLE))
    flags = sum(1 for char in written if "\U0001f1e6" <= char <= "\U0001f1ff")
    assert cell_len(text) == sum(map(wcwidth, written)) - flags  # to wcwidth half a flag is two cells
    assert cell_len(text) == wcswidth(written)


def test_what_joins_is_kept_in_the_text_and_not_written() -> None:
    strip = Strip([Segment(TITLE)])
    written = plain(strip.render(CONSOLE))
    assert "".join(segment.text for segment in strip) == TITLE
    assert not set(written) & set("\u200d\ufe0e\ufe0f🏽")
    assert written.startswith("1\u20e3全国担保")
    assert written.endswith("❤👨👩👧👦👍　")


# Widgets


SAMPLES = (TITLE, "".join(CLUSTERS), "".join(FRAGMENTS), "汉\ufe0f\t❤\ufe0f\t", "🇨🇳🇨🇳")


@pytest.mark.parametrize("text", SAMPLES)
@pytest.mark.parametrize("width", [5, 24])
async def test_a_field_draws_its_text_with_the_cursor_anywhere(text: str, width: int) -> None:
    async with Bench().run_test(size=(80, 40)) as pilot:
        field = Input(text, compact=True, select_on_focus=False)
        field.styles.width = width
        await draw(pilot, field)
        field.focus()
        await pilot.pause()
        for at in range(len(text) + 1):
            field.cursor_position = at
            strip = field.render_line(0)
            assert cells(strip) == strip.cell_length == width + 1
            before = cell_len(text[:at].replace("\t", " "))
            assert field._position_to_cell(at) == before
            assert field._cell_offset_to_index(before - field.scroll_offset.x) >= at


@pytest.mark.parametrize("text", SAMPLES)
async def test_the_editor_draws_a_text_with_the_cursor_anywhere(text: str) -> None:
    async with Bench().run_test(size=(80, 40)) as pilot:
        area = ProseArea()
        area.load_text(text)
        area.styles.width = 24
        await draw(pilot, area)
        area.focus()
        for at in range(len(text) + 1):
            area.move_cursor((0, at))
            for y in range(area.size.height):
                strip = area.render_line(y)
                assert cells(strip) == strip.cell_length == area.size.width
