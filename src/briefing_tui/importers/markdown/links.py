"""`[name]: address` lines, which give `[text][name]` its address. Called by the walk of a body.

One that a title uses is gone with its marks, its address stands with the item; any other is text, where it stands.
"""

import re
from collections.abc import Sequence

from briefing_tui.importers import report
from briefing_tui.importers.markdown.outlook import HEADING, Outlook
from briefing_tui.importers.recogniser.growing import GrowingIssue
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.report import Ledger

_DEFINITION = re.compile(
    r"\[(?P<name>[^\[\]^][^\[\]]{0,98})\]:\s*<?(?P<url>[^\s<>]{1,2000})>?(?:\s+[\"'(].{0,300}[\"')])?\Z"
)
_USE = re.compile(r"\[([^\[\]]{1,300})\]\[([^\[\]]{0,100})\]")


class Definitions:
    """The definitions of a text."""

    def __init__(self, lines: Sequence[SourceLine], view: Outlook, ledger: Ledger) -> None:
        self._ledger = ledger
        self._named: dict[str, tuple[int, SourceLine, str]] = {}
        """Name → index, line and address."""
        self._wanted: dict[str, int] = {}
        """Name → index of the last line that names it."""
        self._used: set[str] = set()
        self._waiting: list[str] = []
        for index, line in enumerate(lines):
            if view.code[index]:
                continue
            found = (
                _DEFINITION.match(line.text) if line.text[0] == "[" and view.kinds[index] != HEADING else None
            )
            if found and found["name"].lower() not in self._named:
                self._named[found["name"].lower()] = index, line, found["url"]
            elif "][" in line.text:
                for text, name in _USE.findall(line.text):
                    self._wanted[(name or text).lower()] = index

    def use(self, name: str) -> str:
        """The address of a name, for a title; empty when nothing defines it."""
        if name not in self._named:
            return ""
        _index, line, url = self._named[name]
        if name in self._used:
            self._ledger.instead(line.number, "", url, report.MARKDOWN)
        else:
            self._used.add(name)
            at = line.text.index(url)
            self._ledger.drop(line.number, line.text[:at] + line.text[at + len(url) :], report.MARKDOWN)
        return url

    def take(self, index: int, line: SourceLine) -> bool:
        """Whether a line is a definition that a title has used or may still use; `finish` keeps the others."""
        name = next((name for name in (self._name_at(index, line),) if name), "")
        if not name:
            return False
        if name not in self._used and self._wanted.get(name, -1) < index:
            return False
        self._waiting.append(name)
        return True

    def finish(self, draft: GrowingIssue) -> None:
        """Definitions that no title has used are text after all."""
        for name in self._waiting:
            if name not in self._used:
                _index, line, _url = self._named[name]
                draft.text(line.text, line.number)

    def _name_at(self, index: int, line: SourceLine) -> str:
        found = _DEFINITION.match(line.text) if line.text[0] == "[" else None
        name = found["name"].lower() if found else ""
        return name if name and self._named[name][0] == index else ""
