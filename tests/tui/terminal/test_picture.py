"""The fewest bytes show the same cells as all of them, whatever was shown before; and they are few."""

import itertools
from collections.abc import Callable, Sequence

import pytest
from hypothesis import Phase, example, given, settings, strategies as st

from briefing_tui.tui.terminal.drawing import shown
from briefing_tui.tui.terminal.drawing.pens import PLAIN, Pen, Pens
from briefing_tui.tui.terminal.drawing.picture import Drawn, Picture, Stroke
from briefing_tui.typeset.width import char_width
from rounds import rounds
from screens.plain_output import CellTerminal, written_whole
from texts.clusters import CLUSTERS, FRAGMENTS

COLUMNS, ROWS = 17, 4
PENS = Pens()
SOME_PENS = [
    PLAIN,
    *(
        PENS.pen(codes, shown.link_begin(link))
        for codes, link in (
            ("38;5;188;48;5;234", ""),
            ("1;38;5;188;48;5;234", ""),
            ("1;2;38;5;188;48;5;234", ""),
            ("4;38;2;1;2;3;48;5;234", ""),
            ("7", ""),
            ("1;3;9;31;44", ""),
            ("91;104", "https://a.cn/x"),
            ("39;49", ""),
            ("38;5;188;48;5;234", "https://a.cn/y"),
        )
    ),
]
SIGNS = [*"ab 1 汉字，“”—·│┃▶", *CLUSTERS, *FRAGMENTS]
AGREED = [*"ab 1 汉字，。“”—·│┃▶"]


def stroke(row: int, column: int, pieces: list[tuple[str, Pen]], ambiguous: int = 1) -> Stroke:
    cells = sum(shown.TABLES[ambiguous][char] for text, _pen in pieces for char in text)
    return Stroke(row, column, cells, pieces)


def fitted(text: str, cells: int, measure: Drawn) -> str:
    """As many signs of a text as fit, and blanks."""
    text = shown.shown(text, measure.ambiguous)
    width = 0
    for at, char in enumerate(text):
        wide = shown.TABLES[measure.ambiguous][char]
        if width + wide > cells:
            return text[:at] + " " * (cells - width)
        width += wide
    return text + " " * (cells - width)


@st.composite
def strips(
    draw: st.DrawFn, row: int, column: int, cells: int, measure: Drawn, signs: Sequence[str]
) -> Stroke:
    """A strip of so many cells."""
    pieces: list[tuple[str, Pen]] = []
    while cells:
        size = draw(st.integers(1, cells))
        text = draw(
            st.text("ab 汉", max_size=size) | st.lists(st.sampled_from(signs), max_size=size).map("".join)
        )
        if draw(st.integers(0, 9)) == 0 and signs is SIGNS and pieces:
            pieces.append(("\u0301", draw(st.sampled_from(SOME_PENS))))
        pieces.append((fitted(text, size, measure), draw(st.sampled_from(SOME_PENS))))
        cells -= size
    while not shown.TABLES[measure.ambiguous][pieces[0][0][0]]:  # a mark of the pane before it
        pieces[0] = (pieces[0][0][1:], pieces[0][1])
    return stroke(row, column, pieces, measure.ambiguous)


@st.composite
def frames(draw: st.DrawFn, measure: Drawn, signs: Sequence[str]) -> list[list[Stroke]]:
    """A whole screen, and then parts of it, in panes that come to stand elsewhere."""

    def some(rows: Sequence[int], *, whole: bool) -> list[Stroke]:
        borders = [0, *sorted(draw(st.sets(st.integers(1, COLUMNS - 1), max_size=3))), COLUMNS]
        panes = list(itertools.pairwise(borders))
        if not whole:
            panes = draw(st.lists(st.sampled_from(panes), min_size=1, unique=True).map(sorted))
        return [draw(strips(row, begin, end - begin, measure, signs)) for row in rows for begin, end in panes]

    told = [some(range(ROWS), whole=True)]
    for _frame in range(draw(st.integers(1, 5))):
        rows = draw(st.lists(st.integers(0, ROWS - 1), unique=True, max_size=2))
        again = draw(st.sampled_from([False, False, True]))
        told.append(draw(st.sampled_from(told)) if again else some(rows, whole=draw(st.booleans())))
    return told


def width_of(measure: Drawn) -> Callable[[str], int]:
    return shown.TABLES[measure.ambiguous].__getitem__


@pytest.mark.long
@settings(max_examples=rounds(150, 4000), deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.data(), st.sampled_from([1, 2]), st.booleans(), st.sampled_from([SIGNS, AGREED]))
def test_the_cells_are_those_of_everything_written_whole(
    data: st.DataObject, ambiguous: int, sure: bool, signs: Sequence[str]
) -> None:
    measure = Drawn(ambiguous, sure)
    width = width_of(measure)
    ours, whole = (CellTerminal(COLUMNS, ROWS, width) for _each in range(2))
    picture, written = Picture(), 0
    full: list[Stroke] = []
    for frame in data.draw(frames(measure, signs)):
        strokes = frame
        if full and data.draw(st.integers(0, 5)) == 0:  # another had the terminal: all is drawn again
            picture.forget()
            for terminal in (ours, whole):
                terminal.clear()
            strokes = [*full, *frame]
        cursor = data.draw(st.tuples(st.integers(0, COLUMNS - 1), st.integers(0, ROWS - 1)))
        sent = picture.draw(strokes, measure, cursor)
        ours.feed(sent)
        whole.feed(written_whole(strokes, lambda text: sum(map(width, text))))
        assert ours.cells() == whole.cells()
        assert ours.cursor == cursor
        assert picture.draw(frame[-1:], measure, cursor) == "", "what stands there is written again"
        full, written = full or frame, written + len(sent)


def line(row: int, text: str, column: int = 0, pen: Pen = PLAIN) -> Stroke:
    return stroke(row, column, [(text, pen)])


def drawn(*frames: Sequence[Stroke], sure: bool = True) -> str:
    """What is written for the last of some frames."""
    measure = Drawn(1, sure)
    picture, sent = Picture(), ""
    for frame in frames:
        sent = picture.draw(frame, measure, (0, 0))
    return sent


def test_only_what_differs_is_written() -> None:
    assert drawn([line(2, "行业动态第6条")], [line(2, "行业动态第7条")]) == "\x1b[3;11H7\x1b[H"
    assert drawn([line(2, "行业")], [line(2, "行"), line(2, "情", 2)]) == "\x1b[3;3H情\x1b[H"


def test_cells_between_are_written_again_where_a_step_is_longer() -> None:
    assert drawn([line(0, "a汉b")], [line(0, "c汉"), line(0, "d", 3)]) == "\x1b[Hc汉d\x1b[H"
    assert drawn([line(0, "a汉字b")], [line(0, "c汉"), line(0, "字d", 3)]) == "\x1b[Hc\x1b[4Cd\x1b[H"


def test_cells_between_are_stepped_over_where_they_need_colours_of_their_own() -> None:
    red, blue = PENS.pen("31"), PENS.pen("34")
    rows = [stroke(0, 0, [(one, red), *[("b", blue)] * 3, (one, red)]) for one in "ac"]
    assert drawn(rows[:1], rows[1:]) == "\x1b[H\x1b[31mc\x1b[3Cc\x1b[m\x1b[H"


def test_nothing_is_written_where_nothing_differs_but_the_cursor() -> None:
    picture = Picture()
    assert picture.draw([line(0, "汉字")], Drawn(), (3, 0))
    assert picture.draw([line(0, "汉字")], Drawn(), (3, 0)) == ""
    assert picture.draw([], Drawn(), (4, 0)) == "\x1b[1;5H"


@pytest.mark.parametrize("sign", ["👍", "e\u0301", "❤", "\u1112\u1161\u11ab"])
def test_a_row_with_a_doubtful_sign_is_written_whole(sign: str) -> None:
    wide = " " * sum(char_width(char) for char in sign)
    before, after = [line(0, f"甲{sign}乙丙")], [line(0, f"甲{wide}乙丁")]
    for first, then in ((before, after), (after, before)):
        sent = drawn(first, then)
        assert "甲" in sent
        assert "乙" in sent
    assert drawn(before, before) == ""


def test_a_pane_beside_a_doubtful_sign_has_its_column_told() -> None:
    sent = drawn([line(0, "👍一"), line(0, "二三", 4)], [line(0, "四", 6)])
    assert "\x1b[1;5H二" in sent
    assert "\x1b[1;7H四" in sent


@pytest.mark.parametrize("room", [3, 4, 5])
def test_a_strip_of_more_cells_than_it_has_is_cut(room: int) -> None:
    """So what is believed of the last column is what stands there. A pane that has just been made narrower gives such strips once."""
    picture, terminal = Picture(), CellTerminal(4 + room, 1, width_of(Drawn()))
    for pieces in ([("汉字汉字|", PLAIN)], [("汉字", PLAIN), ("字汉|", PLAIN)]):
        terminal.feed(picture.draw([line(0, "甲乙"), Stroke(0, 4, room, pieces)], Drawn()))
    fitting = [line(0, "甲乙"), Stroke(0, 4, room, [(" " * (room - 1) + "|", PLAIN)])]
    terminal.feed(picture.draw(fitting, Drawn()))
    assert terminal.cells()[0][-1][0] == "|"


def test_marks_of_a_width_that_is_only_believed_are_doubtful() -> None:
    frames = [line(0, "“甲乙”丙")], [line(0, "“甲乙”丁")]
    assert "甲" not in drawn(*frames)
    assert "甲" in drawn(*frames, sure=False)


def test_another_width_draws_all_again() -> None:
    picture = Picture()
    picture.draw([line(0, "甲“")], Drawn(1))
    assert "甲" in picture.draw([line(0, "甲“")], Drawn(2))


def test_what_is_forgotten_is_drawn_again() -> None:
    picture = Picture()
    picture.draw([line(0, "甲乙"), line(1, "丙")], Drawn(), (0, 0))
    picture.forget()
    assert picture.forgotten
    sent = picture.draw([line(0, "甲乙")], Drawn(), (0, 0))
    assert sent == "\x1b[H甲乙\x1b[H"
    assert "丙" in picture.draw([line(1, "丙")], Drawn(), (0, 0))


def test_another_size_begins_with_an_empty_screen() -> None:
    """tmux keeps halves of wide characters beyond the edge of a narrower screen; cells before them went blank."""
    picture, erase = Picture(), "\x1b[2J"
    picture.sized(80, 24)
    assert erase not in picture.draw([line(0, "甲乙")], Drawn(), (0, 0)), "a first page stands there already"
    picture.forget()
    assert erase not in picture.draw([line(0, "甲乙")], Drawn(), (0, 0))
    picture.resized()
    assert picture.draw([line(0, "甲乙")], Drawn(), (0, 0)).startswith(erase)
    picture.sized(90, 24)
    assert picture.forgotten
    assert picture.draw([line(0, "甲乙")], Drawn(), (0, 0)).startswith(erase)
    picture.sized(90, 24)
    assert picture.draw([line(0, "甲乙")], Drawn(), (0, 0)) == ""


def test_every_sign_that_is_agreed_about_has_cells_of_its_own() -> None:
    """So a text of them may be laid on cells character by character."""
    for code in range(0x20, 0x110000):
        char = chr(code)
        if not shown.is_doubted(char):
            assert shown.TABLES[1][char] in {1, 2}
            assert shown.TABLES[2][char] in {1, 2}


@given(st.sampled_from(SOME_PENS), st.sampled_from(SOME_PENS), st.sampled_from(SOME_PENS))
@example(SOME_PENS[3], SOME_PENS[2], PLAIN)
def test_every_way_from_pen_to_pen_leads_there(first: Pen, then: Pen, last: Pen) -> None:
    terminal = CellTerminal(8, 1, lambda _char: 1)
    terminal.feed(PLAIN.to(first) + "a" + first.to(then) + "b" + then.to(last) + "c" + last.to(PLAIN))
    straight = CellTerminal(8, 1, lambda _char: 1)
    straight.feed(written_whole([stroke(0, 0, [("a", first), ("b", then), ("c", last)])], len))
    assert terminal.cells() == straight.cells()


def test_two_styles_that_come_to_the_same_have_one_pen() -> None:
    assert PENS.pen("39;49") is PLAIN
    assert PENS.pen("1;31") is PENS.pen("31;1")
