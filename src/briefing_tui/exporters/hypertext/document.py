"""The page around the text of an issue: its head, its style, what it may load. Called by the single page and by the site."""

import os

from briefing_tui.exporters.hypertext.escape import escape

_STYLE = os.path.join(os.path.dirname(__file__), "page.css")
ALONE = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a page that stands alone may load: nothing. Its style is within it, it has no script."""


def page_style() -> str:
    """The style sheet of every page."""
    with open(_STYLE, encoding="utf-8") as file:
        return file.read()


def document(title: str, head: str, body: str, *, policy: str = ALONE, language: str = "zh-CN") -> str:
    """A whole page; `title` is a text, `head` and `body` are HTML already."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="referrer" content="no-referrer">\n<title>{escape(title)}</title>\n{head}</head>\n'
        f"<body>\n{body}</body>\n</html>\n"
    )
