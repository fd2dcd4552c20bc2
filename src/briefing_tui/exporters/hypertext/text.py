"""The text of a block as HTML: its parts in elements of their own, the address of an item as a link. Called by `body`."""

from briefing_tui.compose.blocks import IssueBlock, Span
from briefing_tui.exporters.hypertext.escape import escape, is_address

_STRONG = frozenset({"item.title", "lead"})
"""Styles that are emphasised where the block as a whole is not."""
_NUMBERS = frozenset({"item.number", "contents.number"})
_HEADS = frozenset({"heading", "article.title", "contents"})


def block_html(block: IssueBlock, url: str = "") -> str:
    """The text of a block with its parts marked; `url` is linked where it stands in it."""
    text, made, end = block.text, [], 0
    for span in block.spans:
        made.append(_linked(text[end : span.start], url))
        made.append(_marked(text, span, block, url))
        end = span.end
    made.append(_linked(text[end:], url))
    return "".join(made)


def _marked(text: str, span: Span, block: IssueBlock, url: str) -> str:
    inside = _linked(text[span.start : span.end], url)
    if span.style in _NUMBERS:
        return f'<span class="number">{inside}</span>'
    if span.style in _STRONG and block.kind not in _HEADS:
        return f"<strong>{inside}</strong>"
    if span.style == "tail.role":
        return f'<span class="role">{inside}</span>'
    return inside


def _linked(text: str, url: str) -> str:
    if not url or not is_address(url) or url not in text:
        return escape(text)
    before, _url, after = text.partition(url)
    address = escape(url)
    return (
        f'{escape(before)}<a href="{address}" rel="noopener noreferrer nofollow">{address}</a>{escape(after)}'
    )
