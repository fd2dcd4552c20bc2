"""An issue as one HTML file that needs nothing else: style within, light and dark, a phone's width, a printer's page.

Called by whoever puts an issue out. Same issue, same text. It has no script and loads nothing, and says so to the browser.
"""

from briefing_tui.compose.frame import number_line
from briefing_tui.exporters.hypertext.body import issue_html
from briefing_tui.exporters.hypertext.document import document, page_style
from briefing_tui.exporters.hypertext.escape import escape
from briefing_tui.model.issue import Issue


def html_text(issue: Issue) -> str:
    """The whole file."""
    head = f"{particulars(issue)}<style>\n{page_style()}</style>\n"
    return document(page_title(issue), head, f"<main>\n{issue_html(issue)}</main>\n")


def page_title(issue: Issue) -> str:
    """行业信息简报 2024年第14期（总第62期）, for the tab of a browser."""
    return " ".join(part for part in (issue.masthead.title, number_line(issue)) if part)


def particulars(issue: Issue) -> str:
    """Who and when, for programs."""
    head = issue.masthead
    date = head.date.isoformat() if head.date is not None else ""
    pairs = (
        ("author", head.department or head.publisher),
        ("dcterms.date", date),
        ("generator", "briefing-tui"),
    )
    return "".join(f'<meta name="{name}" content="{escape(value)}">\n' for name, value in pairs if value)
