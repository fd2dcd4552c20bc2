"""The Atom feed of a site (RFC 4287): the newest issues with the titles of their items.

Links are relative to the feed unless the site's address is known; ids never change, whatever becomes of address and title (4.2.6).
"""

import uuid
from collections.abc import Sequence

from briefing_tui.exporters.hypertext.escape import escape
from briefing_tui.exporters.site.frame import FEED, INDEX, SiteLook
from briefing_tui.exporters.site.record import SiteRecord

ENTRIES = 20
"""Issues in the feed."""
_NEVER = "1970-01-01"


def feed_xml(look: SiteLook, newest: Sequence[SiteRecord], address: str, first_title: str) -> str:
    """The whole file; `address` is that of the site's root, with a slash at its end, or empty; ids are made of `first_title`."""
    shown = newest[:ENTRIES]
    updated = max((record.updated for record in shown if record.updated), default=_NEVER)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<id>{_id(first_title)}</id>",
        f"<title>{escape(look.title)}</title>",
        f"<updated>{updated}T00:00:00Z</updated>",
        f'<link rel="alternate" type="text/html" href="{escape(address)}{INDEX}"/>',
    ]
    if address:
        lines.append(f'<link rel="self" href="{escape(address)}{FEED}"/>')
    publisher = next((record.publisher for record in shown if record.publisher), look.title)
    lines.append(f"<author><name>{escape(publisher) or '-'}</name></author>")
    for record in shown:
        lines += _entry(first_title, record, address)
    return "\n".join([*lines, "</feed>", ""])


def _entry(first_title: str, record: SiteRecord, address: str) -> list[str]:
    title = " ".join(part for part in (record.title, record.number) if part)
    titles = "\n".join(f"{item.label} {item.title}".strip() for item in record.items)
    return [
        "<entry>",
        f"<id>{_id(first_title, record.stem)}</id>",
        f"<title>{escape(title)}</title>",
        f"<updated>{record.updated or _NEVER}T00:00:00Z</updated>",
        f'<link rel="alternate" type="text/html" href="{escape(address)}{record.page}"/>',
        f'<summary type="text">{escape(titles)}</summary>',
        "</entry>",
    ]


def _id(*names: str) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, '/'.join(('briefing-tui', *names)))}"
