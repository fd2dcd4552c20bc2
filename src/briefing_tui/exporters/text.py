"""An issue as plain text, one paragraph a line: to be pasted into a mail or a chat, and read back by the import.

Called by whoever puts an issue out. Nothing is wrapped or centred, so it looks the same at any width; `show` prints the page. What
stands above and before a block is the table of the page (`typeset.block_styles`), in whole 汉字.
"""

from collections.abc import Iterator

from briefing_tui.compose.blocks import IssueBlock
from briefing_tui.compose.composition import Composition
from briefing_tui.model.issue import Issue
from briefing_tui.text.clean import clean
from briefing_tui.typeset.block_styles import BLOCK_STYLES, lines_above

_BLANK = "\u3000"
_RULES = {"heavy": "━" * 20, "light": "─" * 20}


def plain_text(issue: Issue) -> str:
    """The whole file."""
    return "\n".join(_lines(issue)) + "\n"


def _lines(issue: Issue) -> Iterator[str]:
    begun = False
    for block in Composition(issue).blocks():
        if block.kind == "blank":
            continue
        style = BLOCK_STYLES[block.kind]
        if begun and lines_above(block, style):
            yield ""
        begun = True
        indent = _BLANK * (
            (style.first_indent + style.level_indent * block.level * (block.kind == "contents")) // 2
        )
        yield f"{indent}{_text(block)}".rstrip()


def _text(block: IssueBlock) -> str:
    text = clean(block.text)
    if block.row is not None:
        return f"| {' | '.join(map(clean, block.row.cells))} |"
    if block.kind in {"meta", "tail.meta"}:
        return (_BLANK * 2).join(part for part in map(clean, block.parts) if part)
    rule = BLOCK_STYLES[block.kind].rule
    if rule and not text:
        return _RULES[rule]
    return f"──{text}──" if rule else text
