"""The frame of every page of a site: bar with home, search, feed; names of pages. All links are relative, so a site works from any
folder, share or server.
"""

import hashlib
from typing import NamedTuple

from briefing_tui.exporters.hypertext.document import document
from briefing_tui.exporters.hypertext.escape import escape
from briefing_tui.i18n import _

INDEX, SEARCH, FEED = "index.html", "search.html", "feed.xml"
STYLE, SCRIPT = "site.css", "search.js"
TOPIC_FOLDERS = {"section": "sections", "tag": "tags"}
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; form-action 'self'"
"""What a page of a site may load: its own style and its own script."""


class SiteLook(NamedTuple):
    """What all pages share."""

    title: str
    """Of the site."""
    language: str = "zh-CN"
    """Of what the pages say themselves."""


def topic_page(kind: str, name: str, year: str = "") -> str:
    """The page of a section or a tag, or of its one year; made of the name alone, so it stays."""
    digest = hashlib.blake2s(f"{kind}\0{name}".encode("utf-8", "replace"), digest_size=6).hexdigest()
    return f"{TOPIC_FOLDERS[kind]}/{digest}{'-' if year else ''}{year}.html"


def root_from(page: str) -> str:
    """From a page to the root of the site."""
    return "../" * page.count("/")


def link(page: str, target: str, text: str, *, anchor: str = "", attributes: str = "") -> str:
    """A link from one page to another, both named from the root."""
    mark = f"#{anchor}" if anchor else ""
    return f'<a href="{root_from(page)}{escape(target)}{mark}"{attributes}>{escape(text)}</a>'


def site_page(look: SiteLook, page: str, title: str, body: str, *, head: str = "", query: bool = True) -> str:
    """A whole page."""
    root = root_from(page)
    heads = (
        f'<link rel="stylesheet" href="{root}{STYLE}">\n'
        f'<link rel="alternate" type="application/atom+xml" href="{root}{FEED}" title="{escape(look.title)}">\n{head}'
    )
    sections, tags, feed = _("Sections"), _("Tags"), _("Feed")
    bar = (
        f'<header class="site-bar screen-only"><nav>{link(page, INDEX, look.title, attributes=" class=home")}'
        f"{link(page, 'sections/index.html', sections)}{link(page, 'tags/index.html', tags)}"
        f"{link(page, FEED, feed)}</nav>{search_form(page) if query else ''}</header>\n"
    )
    shown = title if title == look.title else f"{title} · {look.title}"
    return document(shown, heads, bar + body, policy=POLICY, language=look.language)


def search_form(page: str) -> str:
    """The field into which one types what to look for."""
    what = escape(_("Search"))
    return (
        f'<form class="search" role="search" action="{root_from(page)}{SEARCH}"><input type="search" name="q" '
        f'aria-label="{what}" placeholder="{what}" autocomplete="off"><button>{what}</button></form>'
    )
