"""A file or a text that goes into an issue → its pieces: items, ready to be looked at and taken. The one way in for the screens and verbs.

A bulletin that tells its number gives its items, each with the section it stood in; anything else is read as articles. Errors are those of
`file` and `text`. Linear in the length of the text.
"""

from typing import NamedTuple

from briefing_tui.errors import Place, RecogniseError
from briefing_tui.i18n import _
from briefing_tui.importers.articles.article import Article
from briefing_tui.importers.articles.read import read_articles
from briefing_tui.importers.recognise import LINES_LIMIT, recognise
from briefing_tui.importers.text import encoding_doubt, read_text
from briefing_tui.model.issue import Item, walk_items
from briefing_tui.model.key import IssueKey

_LEAST_ITEMS = 2
"""Items of a bulletin; a numbered paper with one is an article."""


class Piece(NamedTuple):
    """One item that was recognised."""

    item: Item
    section: str = ""
    """Title of the section it stood in, in a bulletin."""
    article: Article | None = None
    """What was recognised of an article; None in a bulletin."""


class Pieces(NamedTuple):
    """What is in one file or text."""

    found: tuple[Piece, ...]
    """At least one."""
    key: IssueKey | None = None
    """Of the bulletin it is."""
    doubts: tuple[str, ...] = ()
    """What somebody should look at."""


def read_pieces(data: bytes, name: str, *, together: bool = False) -> Pieces:
    """The pieces of a file's bytes; `name` is as the user typed it. RecogniseError when it cannot be read or is empty.

    `together` takes a text of several articles as one.
    """
    text, encoding = read_text(data, name)
    doubt = encoding_doubt(encoding)
    return pieces_of(text, name, together=together, doubts=(doubt,) if doubt else ())


def pieces_of(text: str, name: str, *, together: bool = False, doubts: tuple[str, ...] = ()) -> Pieces:
    """The pieces of a text with LF line ends; parameters and errors as in `read_pieces`."""
    if text.count("\n") >= LINES_LIMIT:
        raise RecogniseError(
            _("has more than {limit} lines").format(limit=LINES_LIMIT),
            place=Place(name),
            hint=_("an issue is text only; split it"),
        )
    if not any(char.isalnum() for char in text):
        raise RecogniseError(_("there is no text in it"), place=Place(name))
    bulletin = None if together else _bulletin(text, name)
    if bulletin is not None:
        return bulletin._replace(doubts=(*doubts, *bulletin.doubts))
    found = tuple(Piece(one.as_item(), article=one) for one in read_articles(text, together=together))
    if not found:
        raise RecogniseError(_("there is no text in it"), place=Place(name))
    return Pieces(found, doubts=doubts)


def _bulletin(text: str, name: str) -> Pieces | None:
    """The items of a bulletin; None when the text does not say which it is, or has no items."""
    try:
        issue, report = recognise(text, name=name)
    except RecogniseError:
        return None
    if issue.item_total() < _LEAST_ITEMS:
        return None
    found = tuple(
        Piece(one.item._replace(origin=f"{issue.key}#{one.position}"), issue.sections[one.section].title)
        for one in walk_items(issue)
    )
    told = (
        _("line {line}: {what}").format(line=one.line, what=one.text) if one.line else one.text
        for one in report.uncertain
    )
    return Pieces(found, issue.key, tuple(told))


def of_contribution(pieces: Pieces, file: str, unit: str) -> Pieces:
    """The same as they come from the inbox: `file` is what they were made from, `unit` who sent it in when that is known."""
    return pieces._replace(
        found=tuple(
            one._replace(item=one.item._replace(units=(unit,) if unit else one.item.units, origin=file))
            for one in pieces.found
        )
    )
