"""The paragraphs of a Word file: set pieces as they stand on their pages, in styles, with bookmarks that the contents lead to."""

from collections.abc import Callable, Iterator
from math import ceil

from briefing_tui.exporters.layout import POINT, Layout
from briefing_tui.exporters.paper.pages import Pages
from briefing_tui.exporters.paper.piece import PaperPiece
from briefing_tui.exporters.paper.sheet import SetPiece, SheetMeasure
from briefing_tui.exporters.word import markup as xml
from briefing_tui.exporters.word.numbering import Numberings
from briefing_tui.exporters.word.styles import CONTENTS_DEPTHS, eighths, indents, style_id
from briefing_tui.exporters.word.tables import table_xml, tail_xml

RULE_DISTANCE = 4 / POINT
"""Points of the masthead's rule below the line above: GB/T 9704-2012, 7.2.7."""

BORDERS = 120
"""Twips of a page that the rules of the tail take where they take room, which they do not in the PDF; its lines stand that much closer."""


def body_xml(
    pages: Pages,
    layout: Layout,
    measure: SheetMeasure,
    numbers: Numberings,
    shown: Callable[[int], str] = str,
) -> str:
    """Everything between the start of the body and its section's properties. `shown` writes a page number as the section does."""
    return "".join(_Body(pages, layout, measure, numbers, shown).parts())


class _Body:
    def __init__(
        self,
        pages: Pages,
        layout: Layout,
        measure: SheetMeasure,
        numbers: Numberings,
        shown: Callable[[int], str],
    ) -> None:
        self.pages = pages
        self.layout = layout
        self.measure = measure
        self.numbers = numbers
        self.shown = shown
        targets = {one.piece.target for one in pages.body if one.piece.kind == "contents"}
        self.bookmarks = {target: index for index, target in enumerate(sorted(targets))}

    def parts(self) -> Iterator[str]:
        """Each paragraph and table in turn."""
        behind_contents = behind_table = False
        for one in self.pages.body:
            contents, table = one.piece.kind == "contents", one.table is not None
            if table and behind_table:
                yield _nothing()  # two tables with nothing between them would become one
            starts = behind_contents and not contents and self.layout.contents_break
            yield self._piece(one, "<w:pageBreakBefore/>" if starts else "")
            behind_contents, behind_table = contents, table
        yield from self._tail()

    def _tail(self) -> Iterator[str]:
        height = sum(one.height for one in self.pages.tail)
        if not height:
            return
        pitch = xml.twips(self.layout.page.pitch)
        floats = height <= self.layout.page.lines
        if floats and self._leaves_a_table(height):
            yield _nothing("<w:pageBreakBefore/>")
        elif self.pages.body and self.pages.body[-1].table is not None:
            yield _nothing()
        squeezed = pitch - ceil(BORDERS / min(height, self.layout.page.lines))
        style = self.layout.style("tail")
        inset = style.inset * self.measure.em(style)
        yield tail_xml(self.pages.tail, self.layout, inset, squeezed, self._left() if floats else None)
        yield _nothing()

    def _leaves_a_table(self, height: int) -> bool:
        """Whether the tail begins a page and a table stands on the one before: LibreOffice would take the table along."""
        rest = self.layout.page.lines
        if self.pages.spacer != rest - height:
            return False
        for one in reversed(self.pages.body):
            if one.table is not None:
                return True
            rest -= one.height
            if rest <= 0:
                break
        return False

    def _left(self) -> int:
        """Twips from the edge of the last page's paper to its type area."""
        page = self.layout.page
        turned = page.mirrored and self.pages.total % 2 == 0
        return xml.twips((page.right if turned else page.left) / POINT)

    def _piece(self, one: SetPiece, starts: str) -> str:
        piece = one.piece
        if one.table is not None:
            before = f"<w:p><w:pPr>{starts}</w:pPr></w:p>" if starts else ""
            return before + self._marked(piece, "") + table_xml(piece, one.table, self.layout)
        if piece.kind == "rule":
            return self._rule()
        if piece.kind == "contents":
            return self._contents(piece)
        if piece.kind == "pair":
            content = (
                xml.runs(piece.runs, piece.style, self.layout) + "<w:r><w:tab/></w:r>" + xml.run(piece.right)
            )
            return xml.paragraph(style_id(piece.style), content, starts)
        return self._text(one, starts)

    def _text(self, one: SetPiece, starts: str) -> str:
        piece = one.piece
        runs, number = self.numbers.of(piece)
        style = style_id(piece.style)
        keep = "" if piece.keep or style != "Heading3" else '<w:keepNext w:val="0"/>'
        jc = '<w:jc w:val="right"/>' if piece.kind == "right" else ""
        narrow = xml.twips(one.narrow)
        sides = f'<w:ind w:left="{narrow}" w:right="{narrow}" w:firstLine="0"/>' if narrow else ""
        properties = keep + starts + number + sides + self._level(piece, style)
        if piece.kind == "right":
            properties = keep + starts + jc
        return xml.paragraph(style, self._marked(piece, xml.runs(runs, piece.style, self.layout)), properties)

    def _level(self, piece: PaperPiece, style: str) -> str:
        """A blank line in the style of a head is no head."""
        return '<w:outlineLvl w:val="9"/>' if not piece.runs and style.startswith("Heading") else ""

    def _contents(self, piece: PaperPiece) -> str:
        depth = min(piece.depth, CONTENTS_DEPTHS - 1)
        style = self.layout.style(piece.style)
        own = indents(piece.depth, style, self.measure) if piece.depth != depth else ""
        name = f"_Contents{piece.target}"
        content = xml.runs(piece.runs, piece.style, self.layout)
        if self.layout.contents_numbers:
            page = self.pages.page_of.get(piece.target, 1)
            content += "<w:r><w:tab/></w:r>" + xml.field(f"PAGEREF {name} \\h", self.shown(page))
        link = f'<w:hyperlink w:anchor="{name}" w:history="1">{content}</w:hyperlink>'
        return xml.paragraph(f"TOC{depth + 1}", link, own)

    def _marked(self, piece: PaperPiece, content: str) -> str:
        """`content` within the bookmark that the contents lead to, when there is one."""
        index = self.bookmarks.get(piece.block)
        if index is None:
            return content
        return f'<w:bookmarkStart w:id="{index}" w:name="_Contents{piece.block}"/>{content}<w:bookmarkEnd w:id="{index}"/>'

    def _rule(self) -> str:
        """An empty paragraph below its own upper border; a little lower than a line of the grid, for borders take room."""
        thick = self.layout.masthead_rule / POINT
        distance = xml.twips(min(RULE_DISTANCE, self.layout.page.pitch / 2))
        line = max(20, xml.twips(self.layout.page.pitch) - distance - 2 * xml.twips(thick))
        border = ""
        if thick:
            colour = self.layout.masthead_rule_colour[1:].upper()
            border = f'<w:pBdr><w:top w:val="single" w:sz="{eighths(self.layout.masthead_rule)}" w:space="0" w:color="{colour}"/></w:pBdr>'
        spacing = f'<w:spacing w:before="{distance}" w:after="0" w:line="{line}" w:lineRule="exact"/>'
        return f'<w:p><w:pPr>{border}{spacing}{xml.between_sides()}<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'


def _nothing(starts: str = "") -> str:
    """A paragraph that shows nothing and takes next to no room, where one has to be."""
    return f'<w:p><w:pPr>{starts}{xml.spacing(20)}<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
