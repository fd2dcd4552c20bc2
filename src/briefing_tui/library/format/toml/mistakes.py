"""What a person typed who writes TOML by hand, most likely with a Chinese input method on. Called by `toml.full` for a file that is no TOML.

`mistake_in` takes the text and the line that the parser stumbled at, and says which line is to be mended, what stands there and what should:
that may be an earlier one, where quotes or a bracket were opened. It only explains; it never decides that a file is wrong, and gives
None where it knows nothing better than the parser. A correction is proposed only when it is TOML.
"""

import re
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.library.format import schema
from briefing_tui.library.format.toml.corrections import (
    ASSIGNED,
    HEADER,
    corrections,
    is_toml,
    value_in_quotes,
)
from briefing_tui.library.format.toml.lookalikes import shown
from briefing_tui.library.format.toml.tokens import OpenState, state_at

_SHOWN = 60
"""Characters of a proposed line."""
_LONG = 2000
"""Characters of a line that is looked at; a longer one is no statement that somebody mistyped."""
_STATEMENT = re.compile(r"\s*(?:\[{1,2}[\w.\- ]+\]{1,2}\s*(?:#.*)?|[A-Za-z0-9_-]+\s*=.*)\Z")
_OPENS_TEXT = re.compile(r"\s*[A-Za-z0-9_-]+\s*=\s*\Z")


class Mistake(NamedTuple):
    """One mistake of a typist."""

    line: int
    """1-based."""
    reason: str
    """What stands there."""
    hint: str
    """What to do."""


def mistake_in(text: str, line: int | None, raw: str) -> Mistake | None:
    """The mistake behind the parser's complaint `raw` at `line` (None: at the end of the text); None when it is none that is known."""
    if "\r" in text:
        return _carriage_return(text)
    lines = text.split("\n")
    at = len(lines) if line is None else min(line, len(lines))
    state = state_at(text, at)
    earlier = (
        _unclosed_before(lines, state, at, at_end=line is None)
        or _unclosed_apostrophe(lines, at, raw)
        or _wrong_brackets(lines, at, raw)
    )
    if earlier is not None:
        return earlier
    if state.in_text and state.texts[-1].last == at and raw.startswith("Expected newline"):
        hint = _("inside a text write “ and ”")
        return Mistake(at, _("three quotes end the text, and something follows them"), hint)
    if state.in_text or len(lines[at - 1]) > _LONG:
        return None
    return _in_line(lines, at, state, raw)


def _carriage_return(text: str) -> Mistake:
    """Lines that end as on an old Mac."""
    reason = _("a line ends with CR alone, as old Macintosh files do")
    return Mistake(text.count("\n", 0, text.index("\r")) + 1, reason, _("save it with line ends LF or CRLF"))


def _unclosed_before(lines: list[str], state: OpenState, at: int, *, at_end: bool) -> Mistake | None:
    """Quotes or a bracket that were opened above and not closed there."""
    for first, last, quotes in state.texts:
        closed = last <= len(lines)
        if closed and not _OPENS_TEXT.match(lines[last - 1].partition(quotes)[0]):
            continue
        below = range(first + 1, min(last, len(lines)) + 1)
        swallowed = next(
            (
                number
                for number in below
                if len(lines[number - 1]) <= _LONG and _STATEMENT.match(lines[number - 1])
            ),
            None,
        )
        if swallowed is not None:
            hint = _("close it with {quotes} before line {line}").format(quotes=quotes, line=swallowed)
            return Mistake(first, _("the text that begins here is not closed"), hint)
    if state.list_line and state.list_line < at and (at_end or _STATEMENT.match(lines[at - 1])):
        return Mistake(state.list_line, _("the list that begins here is not closed"), _("close it with ]"))
    return None


def _unclosed_apostrophe(lines: list[str], at: int, raw: str) -> Mistake | None:
    """A text that begins with ' and does not end so; the parser looks for its end in all lines below."""
    if not raw.startswith('Expected "\'"'):
        return None
    for number, line in enumerate(lines[:at], 1):
        found = ASSIGNED.match(line) if len(line) <= _LONG else None
        value = found["value"] if found else ""
        if found and value[:1] == "'" and "'" not in value[1:]:
            right = f"{found['key'].strip()} = {value_in_quotes(value)}"
            return Mistake(number, _("a text has no closing quotes"), _write(right))
    return None


def _wrong_brackets(lines: list[str], at: int, raw: str) -> Mistake | None:
    """`[section.item]` for `[[section.item]]`, which the parser notices at a later one."""
    if not raw.startswith(("Cannot", "Expected ']'", "Expected ']]'")):
        return None
    in_text = ""
    for number, line in enumerate(lines[:at], 1):
        if in_text:
            in_text = "" if in_text in line else in_text
            continue
        for quotes in ('"""', "'''"):
            if line.count(quotes) == 1:
                in_text = quotes
        found = HEADER.match(line) if len(line) <= _LONG else None
        if found is None or in_text:
            continue
        name = found["name"].replace(" ", "")
        right = f"[[{name}]]" if name in schema.LISTS else f"[{name}]"
        if name in _HEADERS and found["open"] + name + found["close"] != right:
            reason = _("{typed} is typed where {wanted} belongs").format(
                typed=shown(line.strip()), wanted=right
            )
            return Mistake(number, reason, _("write {right}").format(right=right))
    return None


_HEADERS = frozenset(
    f"{table}.{name}" if table else name for table, names in schema.TABLES.items() for name in names
)


def _in_line(lines: list[str], at: int, state: OpenState, raw: str) -> Mistake | None:
    """The mistake in the line itself."""
    line = lines[at - 1]
    if raw.startswith(("Cannot overwrite", "Cannot declare", "Cannot redefine")):
        return _twice(lines, at)
    for reason, right in corrections(line, in_list=bool(state.list_line)):
        if right and not state.list_line and not is_toml(right + '"""' * right.endswith('= """')):
            continue
        return Mistake(at, reason, _write(right) if right else "")
    return _without_correction(line, at, state)


def _without_correction(line: str, at: int, state: OpenState) -> Mistake | None:
    """Where no line can be proposed."""
    if state.list_line and '"' in line:
        above = at - (line.lstrip()[:1] == '"')
        return Mistake(
            above, _("entries of a list are parted by commas"), _("write a comma behind this entry")
        )
    if line.lstrip().startswith(("```", "~~~")):
        what = _("{typed} is a sign of Markdown, in which this file was copied").format(
            typed=line.strip()[:3]
        )
        return Mistake(at, what, _("take this line out"))
    if not state.list_line and line.strip() and "=" not in line and line.lstrip()[0] not in "[#":
        hint = _('a text of several lines stands between """ and """')
        return Mistake(at, _("this is neither a key, a table nor a comment"), hint)
    return None


def _write(right: str) -> str:
    return _("write {right}").format(right=shown(right.strip(), _SHOWN))


def _twice(lines: list[str], at: int) -> Mistake | None:
    """A key or a table that stands there already: where."""
    line = lines[at - 1]
    header = HEADER.match(line)
    key = None if header else ASSIGNED.match(line)
    for number in range(at - 1, 0, -1):
        above = lines[number - 1][:_LONG]
        if header:
            other = HEADER.match(above)
            if other and other["name"].replace(" ", "") == header["name"].replace(" ", ""):
                reason = _("the table {name} is declared twice").format(name=shown(header["name"]))
                return Mistake(at, reason, _("the first is in line {line}").format(line=number))
            continue
        if key is None or HEADER.match(above):
            return None
        other = ASSIGNED.match(above)
        if other and other["key"].strip() == key["key"].strip():
            reason = _("the key {name} is written twice").format(name=shown(key["key"].strip()))
            return Mistake(at, reason, _("the first is in line {line}").format(line=number))
    return None
