"""What a save of a published issue will say to readers: the sentences, looked at and reworded before they are public.

Used by `save_flow`. Knows no screen. How a sentence was reworded is remembered as long as the change it tells of is the same, so going
back, a failed save or a conflict loses no wording.
"""

from typing import NamedTuple

from briefing_tui.compose.frame import correction_block
from briefing_tui.i18n import _, ngettext
from briefing_tui.model.issue import Correction, Issue
from briefing_tui.model.printed import printed_names
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.authoring.saving.steps import Ask, Leave, Worded, Wording


class Correcting(NamedTuple):
    """Whether these corrections become public was asked."""

    due: tuple[Correction, ...]
    """As the program worded them."""
    leave: Leave | None


class Wordings:
    """The sentences of one session."""

    def __init__(self) -> None:
        self._texts: dict[tuple[int | None, str], str] = {}
        """What the writer put in place of a sentence, by the item and the sentence."""

    def ask(self, issue: Issue, due: tuple[Correction, ...], leave: Leave | None) -> Ask:
        """Show what readers of `issue` will see; `due` has one sentence at least."""
        names = printed_names(issue)
        heading = ngettext(
            "Readers will see {count} correction (更正)",
            "Readers will see {count} corrections (更正)",
            len(due),
        )
        leads = tuple(correction_block(one._replace(text=""), names).text for one in due)
        texts = tuple(self._texts.get(_key(one), one.text) for one in due)
        return Ask(Wording(heading.format(count=len(due)), leads, texts), Correcting(due, leave))

    def take(self, due: tuple[Correction, ...], worded: Worded) -> tuple[Correction, ...]:
        """The corrections in the writer's words, without those that were left out."""
        found = []
        for one, text in zip(due, worded.texts, strict=True):
            wanted = clean_line(text).strip()
            if wanted != one.text:
                self._texts[_key(one)] = wanted
            else:
                self._texts.pop(_key(one), None)
            if wanted:
                found.append(one._replace(text=wanted))
        return tuple(found)

    def forget(self) -> None:
        """They are out."""
        self._texts.clear()


def _key(one: Correction) -> tuple[int | None, str]:
    return one.item, one.text


def nothing_said() -> str:
    """Why a correction without any sentence is not taken."""
    return _("One sentence at least must stand: readers must see what was changed.")
