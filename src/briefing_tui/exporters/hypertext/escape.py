"""Text as HTML: every character stands for itself. Called by whatever writes a page.

Second layer under the cleaning at load: control characters, bidi overrides and what XML has no place for come out as
visible substitutes, also when an issue was made by other means than from a file.
"""

from briefing_tui.text.clean import clean

_MARKUP = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&#39;"}
_NONCHARACTERS = dict.fromkeys((65534, 65535), "�")
_TABLE = {**_MARKUP, **_NONCHARACTERS}


def escape(text: str) -> str:
    """`text` for an element or a quoted attribute, in HTML and XML alike."""
    return clean(text).translate(_TABLE)


def is_address(url: str) -> bool:
    """Whether a link may lead there: a page on the web, and no script."""
    return url[:8].lower().startswith(("http://", "https://")) and url.isprintable() and " " not in url
