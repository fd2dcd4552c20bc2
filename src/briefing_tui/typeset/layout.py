"""One block into finished lines.

Called by `page` for the blocks somebody looks at. Pure: the same block at the same geometry gives the same lines. With each
block's lines come its runs: which characters stand where, for highlighting what was found.
"""

from briefing_tui.compose.blocks import IssueBlock, Span, TableRow
from briefing_tui.model.body import BLANKS
from briefing_tui.typeset.block_styles import BLOCK_STYLES, BlockStyle, lines_above
from briefing_tui.typeset.breaking import break_offsets
from briefing_tui.typeset.lines import Geometry, PageLine, TextRun
from briefing_tui.typeset.strokes import strokes
from briefing_tui.typeset.table import TableShapes, row_lines, rule_line
from briefing_tui.typeset.width import cell_width, char_width

LaidOut = tuple[tuple[PageLine, ...], tuple[TextRun, ...]]
_SHALLOW = 16
"""Cells: a narrower measure gets no indents."""


def lay_out(block: IssueBlock, index: int, place: Geometry, shapes: TableShapes) -> LaidOut:
    """The lines of a block, its blank lines first, and its runs. The first block of a page has no blank lines."""
    if block.kind == "blank":
        return (), ()
    style = BLOCK_STYLES[block.kind]
    if block.row is not None:
        lines, runs = _table_row(block, block.row, index, place, shapes)
    elif style.rule:
        lines, runs = _rule(block, style, index, place)
    elif style.align == "split":
        lines, runs = _split(block, style, index, place)
    elif block.kind == "title" and place.large_title and (gap := _title_gap(block.text, place)):
        lines, runs = _spaced(block, gap, index, place)
    else:
        lines, runs = _paragraph(block, style, index, place)
    above = lines_above(block, style) if index else 0
    if above:
        lines[:0] = [PageLine("", 0, (), index, 0, 0)] * above
        runs = [run._replace(line=run.line + above) for run in runs]
    return tuple(lines), tuple(runs)


def _paragraph(
    block: IssueBlock, style: BlockStyle, index: int, place: Geometry
) -> tuple[list[PageLine], list[TextRun]]:
    text, cells, align = block.text, place.cells, style.align
    first, hanging = _indents(block, style, place)
    width = cells - hanging
    starts = [0, *break_offsets(text, width, first=cells - first, ambiguous=place.ambiguous, settle=True)]
    if len(starts) > 1 and align == "centre":
        starts = _balanced(text, width, len(starts), place.ambiguous) or starts
    elif len(starts) > 1 and align == "right":
        align = ""
    ends = [*starts[1:], len(text)]
    lines: list[PageLine] = []
    runs: list[TextRun] = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        shown = text[start:end].rstrip(BLANKS)
        used = cell_width(shown, place.ambiguous)
        indent = hanging if number else first
        if align == "centre":
            indent = max((cells - used) // 2, 0)
        elif align == "right":
            indent = max(cells - used, 0)
        runs.append(TextRun(number, start, start + len(shown), place.left + indent))
        lines.append(_line(shown, used, block.spans, index, start, place.left + indent))
    return lines, runs


def _title_gap(title: str, place: Geometry) -> int:
    """Cells between the characters of the bulletin's title: one 汉字 where there is much room, half of one, or none."""
    if not title.isprintable() or not all(char_width(char, place.ambiguous) == 2 for char in title):
        return 0
    for gap in (2, 1):
        if cell_width(title, place.ambiguous) + gap * (len(title) - 1) <= place.cells * 2 // 3:
            return gap
    return 0


def _spaced(block: IssueBlock, gap: int, index: int, place: Geometry) -> tuple[list[PageLine], list[TextRun]]:
    """One centred line with `gap` blanks between its characters."""
    text = (" " * gap).join(block.text)
    used = cell_width(text, place.ambiguous)
    margin = place.left + (place.cells - used) // 2
    style = block.spans[0].style if block.spans else block.kind
    span = Span(margin, margin + len(text), style)
    step = gap + 1
    runs = [TextRun(0, at, at + 1, margin + at * step) for at in range(len(block.text))]
    return [PageLine(" " * margin + text, margin + used, (span,), index, 0, margin)], runs


def _indents(block: IssueBlock, style: BlockStyle, place: Geometry) -> tuple[int, int]:
    """Cells before the first line and before the others; none in a narrow measure, never more than a third of it."""
    deepest = place.cells // 3 if place.cells >= _SHALLOW else 0
    if style.hanging_indent and _link_needs_it(block.text, style, place):
        deepest = 0
    deeper = block.level * style.level_indent
    label = cell_width(block.text[: block.label], place.ambiguous) if block.label else 0
    first, hanging = style.first_indent + deeper, style.hanging_indent + deeper + label
    return min(first, deepest), min(hanging, deepest)


def _link_needs_it(text: str, style: BlockStyle, place: Geometry) -> bool:
    """Whether a link, with the mark behind it, fits on a line only if that is not indented."""
    if ":" not in text:
        return False
    from briefing_tui.text.links import find_links  # few texts may have one

    room = place.cells - style.hanging_indent
    for link in find_links(text):
        cells = cell_width(text[link.start : link.end + 1], place.ambiguous)
        if room < cells <= place.cells:
            return True
    return False


def _line(shown: str, used: int, spans: tuple[Span, ...], index: int, start: int, margin: int) -> PageLine:
    """A line of `shown` (which starts at character `start` of its block) behind `margin` blanks."""
    if not shown:
        return PageLine("", 0, (), index, start, 0)
    end = start + len(shown)
    shift = margin - start
    clipped = tuple(
        Span(max(span.start, start) + shift, min(span.end, end) + shift, span.style)
        for span in spans
        if span.start < end and span.end > start
    )
    return PageLine(" " * margin + shown.replace("\t", " "), margin + used, clipped, index, start, margin)


def _balanced(text: str, width: int, count: int, ambiguous: int) -> list[int] | None:
    """Breaks of a centred head into `count` lines of about equal length; None when that needs more lines."""
    even = -(-cell_width(text, ambiguous) // count)
    for target in range(even, min(even + 8, width)):
        starts = [0, *break_offsets(text, target, ambiguous=ambiguous)]
        if len(starts) == count:
            return starts
    return None


def _split(
    block: IssueBlock, style: BlockStyle, index: int, place: Geometry
) -> tuple[list[PageLine], list[TextRun]]:
    """Left part and right part on one line when there is room, else the right part on lines of its own."""
    left, right = block.parts
    cut = len(left) + 1
    used, used_right = cell_width(left, place.ambiguous), cell_width(right, place.ambiguous)
    gap = place.cells - used - used_right
    if not left or not right or gap < 2:
        alone = style._replace(align="")
        lines, runs = _paragraph(block._replace(text=left), alone, index, place) if left else ([], [])
        if right:
            moved = tuple(
                Span(max(s.start - cut, 0), s.end - cut, s.style) for s in block.spans if s.end > cut
            )
            alone = style._replace(align="right")
            more, more_runs = _paragraph(block._replace(text=right, spans=moved), alone, index, place)
            runs += [TextRun(r.line + len(lines), r.start + cut, r.end + cut, r.column) for r in more_runs]
            lines += [line._replace(start=line.start + cut) for line in more]
        return lines, runs
    text = " " * place.left + left + " " * gap + right
    column = place.left + len(left) + gap
    spans = []
    for span in block.spans:
        if span.start < cut:
            spans.append(Span(place.left + span.start, place.left + min(span.end, cut - 1), span.style))
        if span.end > cut:
            spans.append(Span(column + max(span.start - cut, 0), column + span.end - cut, span.style))
    width = place.left + place.cells
    runs = [TextRun(0, 0, len(left), place.left), TextRun(0, cut, len(block.text), column)]
    return [PageLine(text, width, tuple(spans), index, 0, place.left)], runs


def _rule(
    block: IssueBlock, style: BlockStyle, index: int, place: Geometry
) -> tuple[list[PageLine], list[TextRun]]:
    """A rule over the measure, or rules on both sides of a text; a text too wide for that stands alone."""
    drawn = strokes(place.ambiguous)
    stroke = drawn.heavy if style.rule == "heavy" else drawn.light
    if not block.text:
        width = place.left + place.cells
        span = Span(place.left, width, block.kind)
        return [PageLine(" " * place.left + stroke * place.cells, width, (span,), index, 0, place.left)], []
    used = cell_width(block.text, place.ambiguous)
    side = (place.cells - used - 4) // 2
    if side < 1:
        return _paragraph(block, style._replace(align="centre"), index, place)
    before = " " * place.left + stroke * side + "  "
    text = before + block.text + "  " + stroke * (place.cells - used - 4 - side)
    span = Span(place.left, len(text), block.kind)
    line = PageLine(text, place.left + place.cells, (span,), index, 0, len(before))
    return [line], [TextRun(0, 0, len(block.text), len(before))]


def _table_row(
    block: IssueBlock, row: TableRow, index: int, place: Geometry, shapes: TableShapes
) -> tuple[list[PageLine], list[TextRun]]:
    shape = shapes.of(row.table)
    if not shape.widths:
        return _paragraph(block, BLOCK_STYLES[block.kind], index, place)
    frame = strokes(place.ambiguous)
    drawn, cells = row_lines(row, shape, place.ambiguous)
    margin = " " * place.left
    lines: list[PageLine] = []
    if row.is_header:
        lines.append(_table_rule(rule_line(shape, frame.top, frame.light), margin, index))
    above = len(lines)
    runs = [TextRun(run.line + above, run.start, run.end, place.left + run.column) for run in cells]
    for number, text in enumerate(drawn):
        shown = [run for run in runs if run.line == number + above]
        spans = _row_spans(margin + text, shown, "table.head" if row.is_header else "", frame.bar)
        start, indent = (shown[0].start, shown[0].column) if shown else (0, 0)
        width = cell_width(margin + text, place.ambiguous)
        lines.append(PageLine(margin + text, width, spans, index, start, indent))
    if row.is_header and not row.is_last:
        lines.append(_table_rule(rule_line(shape, frame.middle, frame.light), margin, index))
    if row.is_last:
        lines.append(_table_rule(rule_line(shape, frame.bottom, frame.light), margin, index))
    return lines, runs


def _table_rule(rule: str, margin: str, index: int) -> PageLine:
    text = margin + rule
    span = Span(len(margin), len(text), "table.rule")
    return PageLine(text, len(text), (span,), index, 0, len(margin))


def _row_spans(text: str, runs: list[TextRun], style: str, bar: str) -> tuple[Span, ...]:
    """Rules styled as rules, cells as `style`; the bars are those that stand between the cells' parts."""
    spans = []
    at = 0
    for run in [*runs, TextRun(0, 0, 0, len(text))]:
        spans += [
            Span(place, place + 1, "table.rule") for place in range(at, run.column) if text[place] == bar
        ]
        at = run.column + run.end - run.start
        if style and at > run.column:
            spans.append(Span(run.column, at, style))
    return tuple(spans)
