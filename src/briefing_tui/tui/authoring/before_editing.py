"""What is asked before an issue is edited, and what each answer means. Knows no screen; asked by `editing`."""

import datetime as dt
from collections.abc import Sequence

from briefing_tui.i18n import _
from briefing_tui.library.new_issue import Form, Later
from briefing_tui.model.key import IssueKey
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.dialogues.asking import Answer, Question, Said


def which_form(templates: Sequence[str]) -> Question:
    """Which form the next issue shall have, where the house has templates. `form_of` reads the answer."""
    forms = [
        Answer("last", "l", _("in the form of the last issue")),
        *(
            Answer(f"{at}", f"{at}" if at < 10 else "", _("template {name}").format(name=clean_line(name)))
            for at, name in enumerate(templates, 1)
        ),
        Answer("empty", "e", _("empty")),
    ]
    return Question(_("The next issue"), (), forms)


def which_date(today: dt.date, later: Later) -> Question:
    """What to do when an issue is dated after today."""
    return Question(
        _("Is the clock right?"),
        [
            Said(
                _("This computer says {today}, but {key} is dated {date}.").format(
                    today=today, key=later.key, date=later.date
                )
            )
        ],
        [
            Answer("today", "d", _("date the new issue {today}").format(today=today)),
            Answer("none", "n", _("begin without a date, to be filled in")),
            Answer("", "b", _("do not begin")),
        ],
    )


def form_of(answer: str, templates: Sequence[str]) -> Form | None:
    """The form that was asked for; None when no issue is wanted."""
    if not answer:
        return None
    if answer in {"last", "empty"}:
        return Form(empty=answer == "empty")
    return Form(template=templates[int(answer) - 1])


def whether_to_correct(key: IssueKey) -> Question:
    """The issue is published: whether it is to be corrected. An empty answer says no."""
    told = _(
        "It is open for reading. A correction (更正) records what is changed and when, for everybody to see."
    )
    return Question(
        _("{key} is published").format(key=key),
        [Said(told)],
        [Answer("correct", "c", _("make a correction")), Answer("", "b", _("back to reading"))],
    )
