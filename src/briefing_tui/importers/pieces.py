"""A file or a text that goes into an issue → its pieces: items, ready to be looked at and taken. The one way in for the screens and verbs.

A bulletin that tells its number gives its items, each with the section it stood in; anything else is read as articles. Errors are those of
`documents`. Linear in the length of the text.
"""

from collections.abc import Sequence
from typing import NamedTuple

from briefing_tui.errors import Place, RecogniseError
from briefing_tui.i18n import _
from briefing_tui.importers.articles.article import Article
from briefing_tui.importers.articles.read import read_articles
from briefing_tui.importers.documents import SourceDocument, read_document
from briefing_tui.importers.markdown.headings import is_markdown
from briefing_tui.importers.pictures import take_pictures
from briefing_tui.importers.recognise import recognise_lines, within_limit
from briefing_tui.importers.recogniser.lines import SourceLine, source_lines
from briefing_tui.importers.report import Ledger
from briefing_tui.model.finding import Finding
from briefing_tui.model.issue import Item, walk_items
from briefing_tui.model.key import IssueKey

_CENTRED = 12
"""Blanks before a centred line, whose place is not known."""
_LEAST_ITEMS = 2
"""Items of a bulletin; a numbered paper with one is an article."""


class RecognisedItem(NamedTuple):
    """One item that was recognised."""

    item: Item
    section: str = ""
    """Title of the section it stood in, in a bulletin."""
    article: Article | None = None
    """What was recognised of an article; None in a bulletin."""


class RecognisedItems(NamedTuple):
    """What is in one file or text."""

    found: tuple[RecognisedItem, ...]
    """At least one."""
    key: IssueKey | None = None
    """Of the bulletin it is."""
    doubts: tuple[str, ...] = ()
    """What somebody should look at."""


def read_pieces(data: bytes, name: str, *, together: bool = False) -> RecognisedItems:
    """The pieces of a file of any kind that is read; `name` is as the user typed it. RecogniseError when it cannot be read or is empty.

    `together` takes a text of several articles as one.
    """
    return _found(read_document(data, name), name, together=together)


def pieces_of(text: str, name: str, *, together: bool = False) -> RecognisedItems:
    """The pieces of a text; parameters and errors as in `read_pieces`."""
    within_limit(text, name)
    ledger = Ledger()
    lines = take_pictures(source_lines(text, ledger), ledger)
    return _found(SourceDocument(lines, ledger, is_markdown(lines, name)), name, together=together)


def _found(document: SourceDocument, name: str, *, together: bool) -> RecognisedItems:
    """What is in a document: the items of a bulletin, else articles."""
    text = "\n".join(map(_laid_out, document.lines))
    if not any(char.isalnum() for char in text):
        raise RecogniseError(_("there is no text in it"), place=Place(name))
    doubts = told(document.ledger.uncertain)
    bulletin = None if together else _bulletin(document, name)
    if bulletin is not None:
        return bulletin
    found = tuple(
        RecognisedItem(one.as_item(), article=one) for one in read_articles(text, together=together)
    )
    if not found:
        raise RecogniseError(_("there is no text in it"), place=Place(name))
    return RecognisedItems(found, doubts=doubts)


def _laid_out(line: SourceLine) -> str:
    """A line with the blanks that show its place: what is centred stands far in."""
    return "\n" * line.gap + " " * (_CENTRED if line.centred else line.indent) + line.text


def _bulletin(document: SourceDocument, name: str) -> RecognisedItems | None:
    """The items of a bulletin; None when the text does not say which it is, or has no items."""
    try:
        issue, report = recognise_lines(
            document.lines,
            document.ledger,
            name=name,
            marked_up=document.marked_up,
            whole=document.whole,
        )
    except RecogniseError:
        return None
    if issue.item_total() < _LEAST_ITEMS:
        return None
    found = tuple(
        RecognisedItem(
            one.item._replace(origin=f"{issue.key}#{one.position}"), issue.sections[one.section].title
        )
        for one in walk_items(issue)
    )
    return RecognisedItems(found, issue.key, told(report.uncertain))


def told(doubts: Sequence[Finding]) -> tuple[str, ...]:
    """Doubts of an import in words, each with its line."""
    return tuple(
        _("line {line}: {what}").format(line=one.line, what=one.text) if one.line else one.text
        for one in doubts
    )


def of_contribution(pieces: RecognisedItems, file: str, unit: str) -> RecognisedItems:
    """The same as they come from the inbox: `file` is what they were made from, `unit` who sent it in when that is known."""
    return pieces._replace(
        found=tuple(
            one._replace(item=one.item._replace(units=(unit,) if unit else one.item.units, origin=file))
            for one in pieces.found
        )
    )
