"""The questions of saving and leaving, in words. Asked by `save_flow`, which knows what comes of each answer."""

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _, ngettext
from briefing_tui.library.saving.revision import MissingError, PublishedError
from briefing_tui.model.key import IssueKey
from briefing_tui.tui.dialogues.asking import Answer, Question, Said


def _back() -> Answer:
    return Answer("", "b", _("back to the text"))


def leaving(key: IssueKey) -> Question:
    """Leave, with changes that are not saved?"""
    return Question(
        _("Leave {key}?").format(key=key),
        [Said(_("There are changes that are not saved."))],
        [
            Answer("save", "s", _("save, and leave")),
            Answer("keep", "k", _("keep them as a draft: the next edit offers them")),
            Answer("discard", "d", _("throw them away")),
            _back(),
        ],
    )


def not_saved(error: BriefingError) -> Question:
    """It could not be saved, or not be kept. A file that is gone can be made anew."""
    answers = [Answer("again", "a", _("try again")), Answer("copy", "c", _("save a copy to …")), _back()]
    if isinstance(error, MissingError):
        answers.insert(0, Answer("create", "n", _("save it as a new file")))
    return Question(
        _("Not saved"),
        [
            Said(error.one_line(), "error"),
            Said(_("Your text is still here, and kept as a draft as long as the disk takes it.")),
        ],
        answers,
    )


def published_meanwhile(error: PublishedError) -> Question:
    """Somebody published it: what is changed now is a correction."""
    return Question(
        _("Not saved"),
        [Said(error.one_line(), "error")],
        [
            Answer("correct", "c", _("save my changes as a correction (更正)")),
            Answer("copy", "s", _("save a copy to …")),
            _back(),
        ],
    )


def took_in(notes: tuple[str, ...]) -> Question:
    """It is saved, and others' changes came in; there is one answer."""
    text = ngettext(
        "Saved, with {count} change by others:", "Saved, with {count} changes by others:", len(notes)
    )
    return Question(
        text.format(count=len(notes)), [Said(line) for line in notes], [Answer("", "o", _("go on"))]
    )
