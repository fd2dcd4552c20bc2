"""The pages of an issue as the plain values that `page.typ` reads. Lengths are points unless said."""

import re
from typing import Any, Protocol

from briefing_tui.exporters.layout import STYLES, Layout, Style
from briefing_tui.exporters.paper.breaking import has_gap
from briefing_tui.exporters.paper.pages import Pages
from briefing_tui.exporters.paper.sheet import DEPTH_INDENT, GAP, SetPiece, SheetMeasure, is_figure

_HEADS = frozenset(
    ("section", "group", "article.title", "preface.head", "correction.head", "h1", "h2", "h3", "h4")
)
"""Styles whose paragraphs are heads for whoever has the page read out."""
_TIGHTER = 1.35
"""Times the squeeze of a filled line: a stretch of one font has three characters and more."""
_DIGIT_OR_LETTER = re.compile("[0-9A-Za-z]")
_LEFTWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Letters that are written to the left."""


class Fonts(Protocol):
    """What is asked of the fonts."""

    def families(self, name: str) -> list[object]:
        """For typst, of a list of the layout."""

    def has_bold(self, name: str) -> bool:
        """Whether a list has a bold face."""


def matter(
    pages: Pages, layout: Layout, measure: SheetMeasure, fonts: Fonts, document: dict[str, Any]
) -> dict[str, Any]:
    """All that the pages need."""
    page = layout.page
    height = sum(one.height for one in pages.tail)
    return {
        **document,
        "page": {**page._asdict(), "type_width": page.type_width},
        "styles": {name: _style(name, layout, measure, fonts) for name in STYLES},
        "body": [_piece(one, layout, measure) for one in pages.body],
        "tail": [_piece(one, layout, measure) for one in pages.tail],
        "kerning": _has_leftwards(pages),  # typst 0.15 dies of such letters without it
        "foot": height <= page.lines,
        "foot_lines": height,
        "gap": GAP,
        **{
            name: getattr(layout, name)
            for name in ("contents_numbers", "contents_break", "masthead_rule", "masthead_rule_colour")
        },
        **{name: getattr(layout, name) for name in ("tail_outer_rule", "tail_inner_rule", "table_rule")},
    }


def _has_leftwards(pages: Pages) -> bool:
    return any(_LEFTWARDS.search(text) for one in (*pages.body, *pages.tail) for text in one.piece.texts())


def _style(name: str, layout: Layout, measure: SheetMeasure, fonts: Fonts) -> dict[str, Any]:
    style = layout.style(name)
    em = measure.em(style)
    bold = fonts.has_bold(style.font)
    return {
        "fonts": fonts.families(style.font),
        "size": style.size,
        "bold": style.bold and bold,
        "thicken": style.bold and not bold,
        "colour": style.colour,
        "align": style.align,
        "indent": style.indent * em,
        "inset": style.inset * em,
        "spread": _spread(style, measure),
        "lines": style.lines,
    }


def _spread(style: Style, measure: SheetMeasure) -> float:
    """Points between characters. typst leaves the last of each stretch of one font unsqueezed, so that a line which changes between 汉字 and
    Latin would be longer than it was measured, and break once more; filling it up gives back what is too much.
    """
    squeeze = measure.squeeze(style)
    return squeeze * _TIGHTER if squeeze < 0 and style.align == "both" else squeeze


def _piece(one: SetPiece, layout: Layout, measure: SheetMeasure) -> dict[str, Any]:
    piece = one.piece
    filled = layout.style(piece.style).align == "both"
    value: dict[str, Any] = {
        "kind": piece.kind,
        "style": piece.style,
        "lines": [
            _line(line, gaps=not filled or number == len(one.lines))
            for number, line in enumerate(one.lines, 1)
        ]
        or [[]],
        "blank": not piece.text,
        "block": piece.block,
        "outline": piece.outline,
        "head": piece.outline > 0 and piece.style in _HEADS,
        "name": piece.name,
        "keep": piece.keep,
        "whole": piece.keep and one.height <= layout.page.lines,
        "hang": one.hang,
        "right": _gapped([[piece.right]]),
    }
    if piece.kind == "contents":
        value["target"] = piece.target
        value["left"] = piece.depth * DEPTH_INDENT * measure.em(layout.style(piece.style))
    if one.table is not None:
        table = one.table
        value["table"] = {
            "size": table.size,
            "columns": table.columns,
            "inset": table.inset,
            "heights": table.heights,
            "header": table.heights[0] <= layout.page.lines,  # one that is higher has to be parted
            "repeat": table.heights[0] < layout.page.lines / 2,
            "rows": [
                [[[_gapped([[line]]) for line in lines], is_figure("".join(lines))] for lines in row]
                for row in table.cells
            ],
        }
    return value


def _line(line: tuple[Any, ...], *, gaps: bool) -> list[list[str]]:
    """The runs of a line; blanks at its end would stand beyond the margin. `gaps` when it is not filled up to its width."""
    runs = [[run.text] if not run.style else [run.text, run.style] for run in line]
    while runs:
        runs[-1][0] = runs[-1][0].rstrip(" ")
        if runs[-1][0]:
            break
        runs.pop()
    return _gapped(runs) if gaps else runs


def _gapped(runs: list[list[str]]) -> list[list[str]]:
    """The runs of a line with an empty one wherever word processors set a gap."""
    if not any(map(_DIGIT_OR_LETTER.search, (run[0] for run in runs))):
        return runs
    made: list[list[str]] = []
    before = ""
    for text, *style in runs:
        start = 0
        joined = before + text
        for at in range(1, len(joined)):
            if has_gap(joined, at):
                cut = at - len(before)
                made += [[text[start:cut], *style]] if cut > start else []
                made.append([])
                start = cut
        made.append([text[start:], *style])
        before = text[-1:] or before
    return made
