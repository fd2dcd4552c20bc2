"""Numbers that Word counts itself, for layouts that ask for them: of items, and of the heads in their bodies.

A number is left to Word only where Word will show the very characters that stand in the issue; any other stays as it is written.
"""

import re
from itertools import dropwhile

from briefing_tui.exporters.layout import Layout
from briefing_tui.exporters.paper.piece import PaperPiece, StyledRun
from briefing_tui.exporters.word import markup as xml
from briefing_tui.text.numerals import parse_number

_LADDER = (
    ("chineseCountingThousand", "%1、", re.compile("([一二三四五六七八九十百]+)、")),
    ("chineseCountingThousand", "（%2）", re.compile("（([一二三四五六七八九十百]+)）")),
    ("decimal", "%3.", re.compile(r"([1-9][0-9]*)\.(?![0-9])")),
    ("decimal", "（%4）", re.compile("（([1-9][0-9]*)）")),
)
"""Word's form, its pattern, and how the label is written: 一、 （一） 1. （1）; GB/T 9704-2012, 7.3.3."""
_ITEMS, _HEADS = 0, 1
_ITEM = re.compile(r"([1-9][0-9]*)\. ")


class Numberings:
    """Hands out numberings in the order of the issue."""

    def __init__(self, layout: Layout, *, refused: bool = False) -> None:
        self.layout = layout
        self.refused = refused
        """Whether heads say that they are not counted, whatever the style of the house says."""
        self._lists: list[tuple[int, int]] = []
        self._item = 0
        self._items = 0
        self._position = -1
        self._heads = 0
        self._counts = [0, 0, 0, 0]

    def of(self, piece: PaperPiece) -> tuple[tuple[StyledRun, ...], str]:
        """The runs of a paragraph, less a number that Word counts, and its numPr."""
        if self.layout.automatic_numbers and piece.runs:
            if piece.label and piece.style in {"body", "article.title"}:
                return self._of_item(piece)
            if piece.style in {"h1", "h2", "h3", "h4"}:
                return self._of_head(piece)
        refused = self.refused and piece.outline and piece.style != "body"
        return piece.runs, _num_pr(0, 0) if refused else ""

    def _of_item(self, piece: PaperPiece) -> tuple[tuple[StyledRun, ...], str]:
        found = _ITEM.match(piece.text)
        if found is None or found.end() != piece.label:
            return piece.runs, ""
        number = int(found[1])
        if number != self._item + 1 or not self._items:
            self._items = self._new(_ITEMS, number)
        self._item = number
        return _without(piece.runs, piece.label), _num_pr(self._items, 0)

    def _of_head(self, piece: PaperPiece) -> tuple[tuple[StyledRun, ...], str]:
        if piece.position != self._position:
            self._position = piece.position
            self._heads, self._counts = 0, [0, 0, 0, 0]
        level = int(piece.style[1]) - 1
        found = _LADDER[level][2].match(piece.text)
        if found is None or parse_number(found[1]) != self._counts[level] + 1:
            return piece.runs, ""
        self._counts[level] += 1
        self._counts[level + 1 :] = [0] * (3 - level)
        self._heads = self._heads or self._new(_HEADS, 0)
        return _without(piece.runs, found.end()), _num_pr(self._heads, level)

    def _new(self, kind: int, start: int) -> int:
        self._lists.append((kind, start))
        return len(self._lists)

    def part(self) -> str:
        """The part `word/numbering.xml`."""
        return f'{xml.HEAD}<w:numbering xmlns:w="{xml.W}">{_abstract()}{self._nums()}</w:numbering>'

    def _nums(self) -> str:
        made = []
        for index, (kind, start) in enumerate(self._lists, 1):
            starts = [start] if kind == _ITEMS else [1, 1, 1, 1]
            over = "".join(
                f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{at}"/></w:lvlOverride>'
                for level, at in enumerate(starts)
            )
            made.append(f'<w:num w:numId="{index}"><w:abstractNumId w:val="{kind}"/>{over}</w:num>')
        return "".join(made)


def _abstract() -> str:
    items = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/><w:lvlText w:val="%1."/>'
        f'<w:lvlJc w:val="left"/><w:rPr><w:rStyle w:val="{xml.character_id("lead")}"/></w:rPr></w:lvl>'
    )
    heads = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/>'
        '<w:lvlJc w:val="left"/></w:lvl>'
        for level, (form, text, _label) in enumerate(_LADDER)
    )
    return "".join(
        f'<w:abstractNum w:abstractNumId="{kind}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        for kind, levels in ((_ITEMS, items), (_HEADS, heads))
    )


def _num_pr(number: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _without(runs: tuple[StyledRun, ...], label: int) -> tuple[StyledRun, ...]:
    """The runs without their first `label` characters."""
    kept = []
    for run in runs:
        cut = min(label, len(run.text))
        label -= cut
        kept.append(run._replace(text=run.text[cut:]))
    return tuple(dropwhile(lambda run: not run.text, kept))
