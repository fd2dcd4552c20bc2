"""The pages of a site: issues, years, topics, the first page, the search. Each is a function of records; none reads a file."""

from collections.abc import Iterable, Mapping, Sequence

from briefing_tui.exporters.html import page_title, particulars
from briefing_tui.exporters.hypertext.anchors import item_anchor
from briefing_tui.exporters.hypertext.body import issue_html
from briefing_tui.exporters.hypertext.escape import escape
from briefing_tui.exporters.site.frame import (
    INDEX,
    SCRIPT,
    SEARCH,
    TOPIC_FOLDERS,
    SiteLook,
    link,
    search_form,
    site_page,
    topic_page,
)
from briefing_tui.exporters.site.record import SECTION, TAG, ItemRecord, SiteRecord, item_topics, page_of
from briefing_tui.i18n import _
from briefing_tui.model.issue import Issue
from briefing_tui.words import kind_name

RECENT = 12
"""Issues on the first page."""
_NAMED_TAGS = 60
"""Tags named on the first page, those with most items."""
Topic = tuple[str, str]


def year_page(year: str) -> str:
    """The page of a year."""
    return f"{year}/index.html"


def issue_page(look: SiteLook, stem: str, issue: Issue, newer: str, older: str) -> str:
    """The page of an issue, with its neighbours."""
    page = page_of(stem)
    steps = (
        link(page, page_of(older), _("← older"), attributes=' rel="prev"') if older else "<span></span>",
        link(page, year_page(stem[:4]), stem[:4]),
        link(page, page_of(newer), _("newer →"), attributes=' rel="next"') if newer else "<span></span>",
    )
    foot = f'<nav class="steps screen-only">{"".join(steps)}</nav>\n'
    body = f"<main>\n{issue_html(issue)}</main>\n{foot}"
    return site_page(look, page, page_title(issue) or stem, body, head=particulars(issue))


def year_index(look: SiteLook, year: str, records: Sequence[SiteRecord], years: Sequence[str]) -> str:
    """All issues of a year with their items."""
    page = year_page(year)
    at = years.index(year)
    steps = [years[at + 1 : at + 2], years[at - 1 : at] if at else []]
    nav = "".join(link(page, year_page(one), one) if one else "<span></span>" for one in map(_only, steps))
    body = (
        f'<main>\n<h1>{escape(year)}</h1>\n{_issues(page, records)}</main>\n<nav class="steps">{nav}</nav>\n'
    )
    return site_page(look, page, year, body)


def first_page(
    look: SiteLook, newest: Sequence[SiteRecord], years: Mapping[str, int], topics: Mapping[Topic, int]
) -> str:
    """What one meets: the newest issue with its contents, recent ones, years, sections, tags."""
    parts = [f"<main>\n<h1>{escape(look.title)}</h1>\n"]
    if not newest:
        none = _("No issue is published yet.")
        parts.append(f"<p>{escape(none)}</p>\n")
    parts.append(f'<section class="newest">{_issues(INDEX, newest[:1])}</section>\n' if newest else "")
    recent = "".join(f"<li>{_issue_line(INDEX, record)}</li>\n" for record in newest[1:RECENT])
    if recent:
        head = _("Recent issues")
        parts.append(f'<h2>{escape(head)}</h2>\n<ul class="plain">\n{recent}</ul>\n')
    rows = [(link(INDEX, year_page(year), year), total) for year, total in years.items()]
    parts.append(_chips(_("Years"), rows))
    for kind, title, most in ((SECTION, _("Sections"), None), (TAG, _("Tags"), _NAMED_TAGS)):
        parts.append(_chips(title, _topic_links(INDEX, kind, topics, most)))
    parts.append("</main>\n")
    return site_page(look, INDEX, look.title, "".join(parts))


def topics_index(look: SiteLook, kind: str, topics: Mapping[Topic, int]) -> str:
    """All sections or all tags."""
    page = f"{TOPIC_FOLDERS[kind]}/index.html"
    title = _("Sections") if kind == SECTION else _("Tags")
    body = _chips("", _topic_links(page, kind, topics, None))
    return site_page(look, page, title, f"<main>\n<h1>{escape(title)}</h1>\n{body}</main>\n")


def topic_index(look: SiteLook, topic: Topic, years: Mapping[str, int], newest: str) -> str:
    """A section or a tag: its years, and the items of the newest, as `topic_items` has them."""
    page = topic_page(*topic)
    rows = [(link(page, topic_page(*topic, year), year), total) for year, total in years.items()]
    chips = _chips(_("Years"), rows)
    body = f"<main>\n<h1>{escape(topic[1])}</h1>\n{chips}{newest}</main>\n"
    return site_page(look, page, topic[1], body)


def topic_year(look: SiteLook, topic: Topic, year: str, items: str) -> str:
    """The items of a year that have a section or a tag, as `topic_items` has them."""
    page = topic_page(*topic, year)
    title = f"{topic[1]} {year}"
    back = link(page, topic_page(*topic), topic[1])
    body = f"<main>\n<h1>{back} {escape(year)}</h1>\n{items}</main>\n"
    return site_page(look, page, title, body)


def topic_items(records: Sequence[SiteRecord]) -> dict[Topic, str]:
    """For each section and tag the issues with their items that have it, for its pages: all of those stand one folder deep."""
    made: dict[Topic, list[str]] = {}
    page = topic_page(SECTION, "")
    for record in records:
        rows: dict[Topic, list[str]] = {}
        for item in record.items:
            row = f"<li>{_item_link(page, record, item)}</li>\n"
            for topic in dict.fromkeys(item_topics(item)):
                rows.setdefault(topic, []).append(row)
        line = f'<section class="issue"><h2>{_issue_line(page, record)}</h2>\n<ul class="plain">\n'
        for topic, lines in rows.items():
            made.setdefault(topic, []).append(f"{line}{''.join(lines)}</ul></section>\n")
    return {topic: "".join(parts) for topic, parts in made.items()}


def search_page(look: SiteLook, years: Iterable[str]) -> str:
    """Where the search is done, by the browser itself."""
    words = {
        "none": _("Nothing found."),
        "some": _("{count} hits"),
        "more": _("Show more"),
        "busy": _("Searching {year} …"),
        "failed": _("{year} could not be loaded."),
        "preface": kind_name("preface"),
        "short": _("Type what to look for."),
    }
    data = "".join(f' data-{name}="{escape(text)}"' for name, text in words.items())
    title, of_year, every = _("Search"), _("Year"), _("All years")
    told = _(
        "Words apart by blanks must all stand in one item; “words in quotes” are one; -word must not be there. Capitals and full-width letters count as equal."
    )
    without = _("The search needs JavaScript, which this browser does not run.")
    options = "".join(f'<option value="{escape(year)}">{escape(year)}</option>' for year in years)
    first = f'<option value="">{escape(every)}</option>'
    choice = f'<select name="y" aria-label="{escape(of_year)}">{first}{options}</select>'
    form = search_form(SEARCH).replace("<button>", f"{choice}<button>")
    body = (
        f'<main>\n<h1>{escape(title)}</h1>\n{form}\n<p class="told">{escape(told)}</p>\n'
        f'<noscript><p class="warning">{escape(without)}</p></noscript>\n'
        f'<p id="state" role="status"></p>\n<ol id="hits" class="plain"{data}></ol>\n</main>\n'
    )
    return site_page(look, SEARCH, title, body, head=f'<script src="{SCRIPT}" defer></script>\n', query=False)


# pieces


def _issues(page: str, records: Sequence[SiteRecord]) -> str:
    return "".join(
        f'<section class="issue"><h2>{_issue_line(page, record)}</h2>\n<ul class="plain">\n'
        + "".join(f"<li>{_item_link(page, record, item)}</li>\n" for item in record.items)
        + "</ul></section>\n"
        for record in records
    )


def _issue_line(page: str, record: SiteRecord) -> str:
    text = " ".join(part for part in (record.title, record.number) if part)
    date = (
        f' <time datetime="{escape(record.date)}">{escape(record.printed_date)}</time>' if record.date else ""
    )
    return link(page, record.page, text or record.stem) + date


def _item_link(page: str, record: SiteRecord, item: ItemRecord) -> str:
    label = f"{item.label} " if item.label else ""
    return link(
        page, record.page, label + (item.title or f"#{item.position}"), anchor=item_anchor(item.position)
    )


def _topic_links(
    page: str, kind: str, topics: Mapping[Topic, int], most: int | None
) -> list[tuple[str, int]]:
    found = sorted(
        ((total, name) for (one, name), total in topics.items() if one == kind),
        key=lambda row: (-row[0], row[1]),
    )
    return [(link(page, topic_page(kind, name), name), total) for total, name in found[:most]]


def _chips(title: str, rows: Sequence[tuple[str, int]]) -> str:
    if not rows:
        return ""
    head = f"<h2>{escape(title)}</h2>\n" if title else ""
    made = "".join(f'<li>{linked} <span class="count">{total}</span></li>\n' for linked, total in rows)
    return f'{head}<ul class="chips">\n{made}</ul>\n'


def _only(found: Sequence[str]) -> str:
    return found[0] if found else ""
