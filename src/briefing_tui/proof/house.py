"""How a house proof-reads: rules that are off, its words, and what it let pass. Pure; takes the parsed files, gives the lines to append.

`proof.toml` in the library: `off = ["S-01"]`, and a `[[passed]]` for each place that somebody looked at and let stand. Such a place is
known by a hash of its words and the few round them, so that it is passed wherever it moves and no longer when the words change.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _
from briefing_tui.model.finding import Finding
from briefing_tui.model.issue import Issue
from briefing_tui.proof.passage import passages
from briefing_tui.proof.rule_table import NUMBERS

NAME = "proof.toml"
"""Of the file in the library."""
LIMIT = 20_000
"""Places of one library."""
_BLOCKS = re.compile(r"(?m)^(?=[ \t]*\[)")
"""Where a table of the file begins."""
_ROUND = 12
"""Characters before and behind that count into the hash."""
_LENGTH = 20
"""Hexadecimal digits of it that are kept."""


class Passed(NamedTuple):
    """A place that was let pass."""

    mark: str
    """The hash of rule and words."""
    rule: str = ""
    words: str = ""
    """For people who read the file."""
    who: str = ""
    when: str = ""


class House(NamedTuple):
    """Its choices."""

    off: frozenset[str] = frozenset()
    """Numbers of rules."""
    passed: tuple[Passed, ...] = ()

    @property
    def marks(self) -> frozenset[str]:
        """Of all places that were let pass."""
        return frozenset(one.mark for one in self.passed)


def read_house(table: Mapping[str, Any], file: str = NAME) -> House:
    """The choices of a parsed file; BriefingError that names what cannot be used."""
    off = table.get("off", [])
    if not isinstance(off, list) or not all(isinstance(name, str) for name in off):
        raise BriefingError(_('{file}: off = ["S-01"] has to be a list of rules').format(file=file))
    unknown = sorted(set(off) - NUMBERS)
    if unknown:
        text = _("{file}: there is no rule {names}").format(file=file, names=", ".join(unknown)[:80])
        raise BriefingError(text, hint=_("`docs/proof.md` has the list"))
    rows = table.get("passed", [])
    if not isinstance(rows, list) or len(rows) > LIMIT:
        raise BriefingError(
            _("{file}: [[passed]] has to be a list of at most {limit}").format(file=file, limit=LIMIT)
        )
    return House(frozenset(off), tuple(_passed(row) for row in rows if isinstance(row, dict)))


def _passed(row: Mapping[str, Any]) -> Passed:
    return Passed(*(str(row.get(name, "")) for name in Passed._fields))


def mark_of(issue: Issue | None, finding: Finding, text: str = "") -> str:
    """The hash that a finding of `issue` (or of `text`, when it is no issue) is let pass by; empty for one without a place."""
    span = finding.span
    if span is None:
        return ""
    if issue is not None:
        text = _text_of(issue, finding)
    round_ = text[max(0, span.start - _ROUND) : span.start], text[span.end : span.end + _ROUND]
    joined = "\0".join(
        (finding.rule, round_[0].rpartition("\n")[2], span.words, round_[1].partition("\n")[0])
    )
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def _text_of(issue: Issue, finding: Finding) -> str:
    field = finding.span.field if finding.span else ""
    return next(
        (one.text for one in passages(issue) if one.selection == finding.selection and one.field == field), ""
    )


def passed_lines(finding: Finding, mark: str, who: str, when: str) -> str:
    """What is appended to the file to let a finding pass."""
    words = finding.span.words if finding.span else ""
    values = Passed(mark, finding.rule, words.partition("\n")[0][:60], who, when)
    rows = "".join(f"{name} = {_quoted(value)}\n" for name, value in zip(Passed._fields, values, strict=True))
    return f"\n[[passed]]\n{rows}"


def without_passed(text: str, mark: str) -> str:
    """The text of the file without the `[[passed]]` of one mark; the rest stays as it is written."""
    own = re.compile(rf"""[ \t]*mark[ \t]*=[ \t]*["']{re.escape(mark)}["']""")
    kept: list[str] = []
    for block in _BLOCKS.split(text):
        lines = block.splitlines(keepends=True)
        if lines and lines[0].split("#")[0].strip() == "[[passed]]" and any(map(own.match, lines)):
            if kept and kept[-1].endswith("\n\n"):
                kept[-1] = kept[-1][:-1]  # the blank line that stood before it
            kept.append("\n" * (block.count("\n") - block.rstrip().count("\n") - 1))  # those behind it stay
            continue
        kept.append(block)
    return "".join(kept)


def _quoted(text: str) -> str:
    """A basic string of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in escaped) + '"'
