"""Where a text begins with words of its editor: 编者按, 卷首语, with their text behind them or below. Called by `sections`."""

from collections.abc import Callable

from briefing_tui.importers import report
from briefing_tui.importers.recogniser.growing import GrowingIssue
from briefing_tui.importers.recogniser.heads import PREFACES, LineHead
from briefing_tui.importers.report import squeeze
from briefing_tui.text.marks import run_in_bracket

_NAMED = 2
"""Letters of a title that a blank alone parts from its text: 按 begins words, too."""


def is_preface(head: LineHead) -> bool:
    """Whether a line is the title of a preface, or begins with it."""
    whole = squeeze(head.bracket or head.line.text).strip("：:")
    return whole in PREFACES or squeeze(_behind(head.line.text)[0]) in PREFACES


def begin_preface(draft: GrowingIssue, head: LineHead, over: Callable[[], bool]) -> bool:
    """Whether a line begins the preface, which is then begun; one that stands over a title with its text, as `over` tells, is the head of a
    section.
    """
    if draft.sections or draft.has_preface:
        return False
    text, number = head.line.text, head.line.number
    whole = squeeze(head.bracket or text).strip("：:")
    if whole in PREFACES:
        if not head.bracket and over():
            draft.begin_section(whole, number)
        else:
            draft.begin_preface(whole)
        draft.ledger.drop(number, squeeze(text).replace(whole, "", 1), report.BRACKETS)
        return True
    title, rest, dropped, reason = _behind(text)
    if squeeze(title) not in PREFACES:
        return False
    draft.ledger.drop(number, dropped, reason)
    draft.begin_preface(squeeze(title))
    draft.text(rest, number)
    return True


def _behind(text: str) -> tuple[str, str, str, str]:
    """A title on the line of its text, the text, and what stood between, with the reason why it goes."""
    if (bracketed := run_in_bracket(text)) is not None and squeeze(bracketed[0]) in PREFACES:
        title, rest = bracketed
        return title, rest, text[0] + text[text.index(title) + len(title)], report.BRACKETS
    if places := [place for place in (text.find("：", 0, 6), text.find(":", 0, 6)) if place >= 0]:
        at = min(places)
        return text[:at], text[at + 1 :].strip(), text[at], report.LABEL
    title, *more = text.split(None, 1)
    named = more and len(title) >= _NAMED
    return (title, more[0], "", report.LABEL) if named else ("", "", "", report.LABEL)
