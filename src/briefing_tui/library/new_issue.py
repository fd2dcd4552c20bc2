"""The next issue: in the form of the last one, of another, of a template of the house, or of none.

Called by the verb `new` and by the screens, so that both make the same. Nothing is written here.
"""

import datetime as dt
import os
from typing import NamedTuple

from briefing_tui.errors import BriefingError, LibraryError, Place
from briefing_tui.i18n import _
from briefing_tui.library.disk.names import find_in_year, years_of
from briefing_tui.library.numbering import head_before
from briefing_tui.library.reader import LibraryReader
from briefing_tui.library.templates import read_template
from briefing_tui.model import sequence
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import IssueKey


class Form(NamedTuple):
    """What a new issue is made like; without anything like the issue it follows."""

    model: IssueKey | None = None
    """Like this issue."""
    template: str | None = None
    """Like the template of this name, items and preface included."""
    empty: bool = False
    """Like none."""


class Begun(NamedTuple):
    """A new issue, not saved."""

    issue: Issue
    origin: str
    """Where its form comes from: a key, a template's name, or empty."""


def known_keys(library: LibraryReader, year: int | None = None) -> tuple[list[IssueKey], list[str]]:
    """The keys that are taken, newest first, and why some of them are not known: one line for each folder that cannot be listed.

    LibraryError when that is the folder of `year`, where the next number is looked for.
    """
    unlisted = [
        one
        for name in years_of(library.root)
        for one in find_in_year(library.root, name)
        if one.key is None and one.file == name
    ]
    for one in unlisted:
        if one.file == str(year):
            raise LibraryError(
                one.error,
                place=Place(os.path.join(library.root, one.file)),
                hint=_("its numbers are not known; name the new issue yourself, such as {example}").format(
                    example=f"{year}-14"
                ),
            )
    return library.keys(), [
        _("{place}: {reason}").format(place=one.file, reason=one.error) for one in unlisted
    ]


class Later(NamedTuple):
    """An issue that is dated after a day."""

    key: IssueKey
    date: dt.date


def dated_later(library: LibraryReader, day: dt.date) -> Later | None:
    """The newest issue, or supplement, when it is dated after `day`: then whoever takes that for today has a wrong clock.

    An issue that cannot be read tells nothing.
    """
    newest: dict[str, IssueKey] = {}
    for key in sorted(library.keys()):
        newest[key.kind] = key
    found = []
    for key in newest.values():
        try:
            date = library.load(key).issue.masthead.date
        except BriefingError:
            continue
        if date is not None and date > day:
            found.append(Later(key, date))
    return max(found, key=lambda one: one.date, default=None)


def begin_issue(
    library: LibraryReader, key: IssueKey, date: dt.date | None, form: Form, templates: str
) -> Begun:
    """Issue `key`, dated `date`; `templates` is the directory of the templates.

    NotFoundError for a model or a template that is not there, FormatError for one that is no issue.
    """
    if form.template is not None:
        template = read_template(templates, form.template, key)
        return Begun(sequence.from_template(template, key, date, head_before(library, key)), form.template)
    model = form.model or sequence.model_key(library.keys(), key)
    if form.empty or model is None:
        return Begun(sequence.empty_issue(key, "", date), "")
    return Begun(sequence.next_issue(library.load(model).issue, key, date), str(model))
