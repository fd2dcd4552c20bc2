"""What can be filled in for each piece of an issue, and what may stand there. Pure: texts in, values out.

Called by the form of the authoring screen. Everything in a form is text: `text_of` gives what a field shows, `parse`
what it means, `objection` what is wrong with it. A field that cannot be read keeps the value the issue has; a text
that is merely unwise (an empty title) is taken and objected to all the same. Nobody is kept in a field.
"""

import datetime as dt
import re
from typing import NamedTuple

from briefing_tui import words
from briefing_tui.i18n import _
from briefing_tui.model import edits
from briefing_tui.model.edits import Edited, Selection
from briefing_tui.model.issue import ROLES, STATUSES, TITLES, Issue
from briefing_tui.model.key import ISSUE, SUPPLEMENT
from briefing_tui.text.clean import line_without_controls, without_controls
from briefing_tui.text.numerals import DATE, parse_date, parse_number
from briefing_tui.tui.actions.action import N_

LINE, TITLE, BODY, DATE_FIELD, NUMBER, LIST, CHOICE, SWITCH, SHOWN = (
    "line",
    "title",
    "body",
    "date",
    "number",
    "list",
    "choice",
    "switch",
    "shown",
)
STATUS = "status"
"""The masthead's field that belongs to the workflow; a step is recorded when it changes, so the form only shows it."""
KEY_FIELDS = ("year", "number", "kind")
"""Fields of the masthead that name the file: fixed once there is one."""
_YES, _NO = "yes", "no"
_COMPACT_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})\Z")
_STRONG, _WEAK = re.compile("[；;\n]"), re.compile("[、，,\n]")


class Field(NamedTuple):
    """One field of a form."""

    name: str
    """Of the model's field."""
    kind: str = LINE
    hint: str = ""
    """msgid: what an empty field says."""
    offers: tuple[str, ...] = ()
    """Values to choose from (`CHOICE`), or usual ones of an open set (`LINE`)."""
    limits: tuple[int, int] = (1, 9999)
    """Least and greatest, for a number."""
    required: bool = False
    """An empty one is objected to."""

    @property
    def label(self) -> str:
        """What stands before it, in the user's language."""
        return words.as_label(words.field_name(self.name))


FORMS: dict[str, tuple[Field, ...]] = {
    edits.MASTHEAD: (
        Field("publisher"),
        Field("title", TITLE, required=True),
        Field("year", NUMBER, limits=(1000, 9999), required=True),
        Field("number", NUMBER, required=True),
        Field("kind", CHOICE, offers=(ISSUE, SUPPLEMENT)),
        Field("total", NUMBER, N_("may stay empty"), limits=(1, 999_999)),
        Field("date", DATE_FIELD, N_("such as 2024-12-16")),
        Field("department"),
        Field("marking", hint=N_("such as 内部资料 注意保存")),
        Field(STATUS, SHOWN, N_("S in the outline: hand in, publish, take back")),
    ),
    edits.PREFACE: (
        Field("title", TITLE, N_("编者按")),
        Field("body", BODY),
    ),
    edits.SECTION: (
        Field("title", TITLE, required=True),
        Field("numbered", SWITCH),
        Field("continued", SWITCH),
        Field("titles", CHOICE, offers=("", *TITLES)),
    ),
    edits.GROUP: (Field("group", hint=N_("empty: no sub-head")),),
    edits.ITEM: (
        Field("title", TITLE, required=True),
        Field("group", hint=N_("sub-head, may stay empty")),
        Field("body", BODY, required=True),
        Field("source"),
        Field("url"),
        Field("units", LIST, N_("several: A、B")),
        Field("tags", LIST, N_("several: A、B")),
        Field("origin", hint=N_("2024-13#4, or a contribution")),
    ),
    edits.DISTRIBUTION: (
        Field("role", offers=ROLES, required=True),
        Field("recipients", LIST, N_("several: A、B"), required=True),
        Field("channel", hint=N_("such as 印送")),
    ),
    edits.CORRECTION: (
        Field("date", DATE_FIELD, N_("such as 2024-12-16")),
        Field("item", NUMBER, N_("may stay empty"), limits=(1, 99_999)),
        Field("text", TITLE, required=True),
    ),
    edits.END: (
        Field("mark", hint=N_("empty: none is printed")),
        Field("copies", NUMBER, N_("may stay empty"), limits=(1, 999_999)),
    ),
}
"""The fields of each kind of piece, in the order of the form."""


class FieldError(ValueError):
    """A text that a field cannot mean; its message is for the user."""


def field(kind: str, name: str) -> Field:
    """The field `name` of a piece of `kind`; KeyError when there is none."""
    return {one.name: one for one in FORMS[kind]}[name]


def offer_name(value: str) -> str:
    """A value of a choice in the user's language."""
    if value in STATUSES:
        return words.status_name(value)
    if value in {"", *TITLES}:
        return words.titles_name(value)
    return words.yes_or_no(value == _YES) if value in {_YES, _NO} else words.issue_kind_name(value)


def offers(one: Field) -> tuple[str, ...]:
    """What there is to choose from."""
    return (_YES, _NO) if one.kind == SWITCH else one.offers


def text_of(issue: Issue, selection: Selection, one: Field) -> str:
    """What the field shows for the selected piece."""
    if one.name == STATUS and selection.kind == edits.MASTHEAD:
        return issue.workflow.status
    value = getattr(edits.piece(issue, selection), one.name, None)
    if value is None:
        return ""
    if one.kind == SWITCH:
        return _YES if value else _NO
    if one.kind == LIST:
        return join(value)
    if one.kind == NUMBER:
        return str(value or "")
    return str(value)


def join(parts: tuple[str, ...]) -> str:
    """Several names as one text: with 、 between, or ； behind each where a name holds a 、 itself."""
    if any(_WEAK.search(part) for part in parts):
        return "".join(f"{part}；" for part in parts)
    return "、".join(parts)


def split(text: str) -> tuple[str, ...]:
    """The names in a text: parted by ； where there is one, else by 、 or commas."""
    mark = _STRONG if _STRONG.search(text) else _WEAK
    return tuple(part for raw in mark.split(text) if (part := line_without_controls(raw).strip()))


def parse(one: Field, text: str) -> object:
    """The value a text means; FieldError when it means none."""
    if one.kind == BODY:
        return without_controls(text)
    if one.kind == LIST:
        return split(text)
    if one.kind == SWITCH:
        return text == _YES
    if one.kind == NUMBER:
        return _number(one, text)
    if one.kind == DATE_FIELD:
        return _date(text)
    if one.kind == CHOICE and text not in one.offers:
        raise FieldError(_("one of: {offers}").format(offers=" ".join(map(offer_name, one.offers))))
    return line_without_controls(text).strip()


def change(issue: Issue, selection: Selection, one: Field, text: str) -> Edited:
    """The issue with what `text` means in that field; FieldError."""
    return edits.set_field(issue, selection, one.name, parse(one, text))


def objection(one: Field, text: str) -> str:
    """What is wrong with a text, in the user's language; empty when nothing is."""
    try:
        parse(one, text)
    except FieldError as error:
        return str(error)
    if one.required and not text.strip():
        return _("should not stay empty")
    return ""


def _number(one: Field, text: str) -> int | None:
    stripped, (least, most) = text.strip(), one.limits
    if not stripped:
        return 0 if one.required else None
    try:
        value = parse_number(stripped)
    except ValueError:
        raise FieldError(_("a whole number is wanted")) from None
    if not least <= value <= most:
        raise FieldError(_("from {least} to {most}").format(least=least, most=most))
    return value


def _date(text: str) -> dt.date | None:
    stripped = _COMPACT_DATE.sub(r"\1-\2-\3", text.strip())
    if not stripped:
        return None
    if DATE.fullmatch(stripped) is None:
        raise FieldError(_("write it as 2024-12-16 or 2024年12月16日"))
    try:
        return parse_date(stripped)
    except ValueError:
        raise FieldError(_("there is no such day")) from None
