"""Any TOML, by tomllib, behind limits. Called by `toml.read` for what its fast reader leaves.

A scan of the text outside strings comes first, because tomllib has no limits of its own: 1,000 nested arrays end
in a RecursionError, a key with 50,000 dots takes 20 seconds.
"""

import re
import tomllib
from typing import NoReturn

from briefing_tui.errors import FormatError, Place
from briefing_tui.i18n import _
from briefing_tui.library.format.toml.fast import HEADER_LIMIT, LINES_LIMIT, TomlTable
from briefing_tui.library.format.toml.tokens import TOKEN, string_end

DEPTH_LIMIT = 32
"""Levels of arrays and inline tables; a bulletin needs two."""
DOT_LIMIT = 16
"""Parts of one dotted key; a bulletin needs two."""
PART_LIMIT = 2 * HEADER_LIMIT
"""Dots in the names of all tables and keys: each may open a table of its own."""
ENTRIES_LIMIT = 200_000
"""Entries of all lists and inline tables: 4 MiB of empty ones are a million and a half, and each is an object."""
INTEGER_LIMIT = 1 << 63
"""TOML 1.0 promises 64-bit integers; a longer one could not be written again."""
_DIGIT_LIMIT = 4000
"""Python turns no longer text into an integer."""

_CONTROL = re.compile(r"(?:Illegal|Found invalid) character '\\x([0-9a-f]{2})'\Z")
_AT = re.compile(r" \(at (?:line ([0-9]+), column [0-9]+|end of document)\)\Z")


def parse(text: str, file: str) -> TomlTable:
    """The table in `text`, which has LF line ends and no byte-order mark; else FormatError."""
    unclosed = _check_limits(text, file)
    try:
        table: TomlTable = tomllib.loads(text)
    except RecursionError:
        raise FormatError(_("is nested too deeply"), place=Place(file)) from None
    except ValueError as error:
        raise _fault(str(error), text, file, unclosed) from None
    _check_values(table, file, 0)
    return table


def _check_limits(text: str, file: str) -> int:
    """FormatError for what tomllib could not bear; else the offset of an unclosed multi-line string, or -1."""
    depth = dots = at = line_start = headers = parts = lines = entries = 0
    naming = True  # a key or a header is being written, no value
    while (found := TOKEN.search(text, at)) is not None:
        at = found.end()
        kind = found.lastgroup
        if kind == "dot":
            dots += 1
            parts += naming
            if dots > DOT_LIMIT:
                _refuse(
                    _("a dotted key has more than {limit} parts").format(limit=DOT_LIMIT), text, found, file
                )
        elif kind == "cut":
            dots = 0
            entries += found[0] == ","
            if found[0] != ",":
                naming = found[0] == "\n" and not depth
                lines += found[0] == "\n"
                line_start = at if naming else line_start
        elif kind == "open":
            entries += depth > 0
            headers += not depth and not text[line_start : found.start()].strip()
            depth, dots = depth + 1, 0
            if depth > DEPTH_LIMIT:
                _refuse(
                    _("is nested more than {limit} levels deep").format(limit=DEPTH_LIMIT), text, found, file
                )
        elif kind == "close":
            depth, dots = max(0, depth - 1), 0
        elif kind == "digits" and len(found[0]) > _DIGIT_LIMIT:
            _refuse(_("a number is too long"), text, found, file)
        elif kind == "quotes":
            end = string_end(text, at, found[0])
            if end < 0:
                return found.start()
            at = end
        if headers > HEADER_LIMIT or parts > PART_LIMIT or entries > ENTRIES_LIMIT or lines > LINES_LIMIT:
            _refuse(_too_many(entries, lines), text, found, file)
    return -1


def _too_many(entries: int, lines: int) -> str:
    """Of what there is too much."""
    if entries > ENTRIES_LIMIT:
        return _("has more than {limit} entries in lists").format(limit=ENTRIES_LIMIT)
    if lines > LINES_LIMIT:
        return _("has more than {limit} lines outside texts").format(limit=LINES_LIMIT)
    return _("has more than {limit} tables").format(limit=HEADER_LIMIT)


def _refuse(reason: str, text: str, found: "re.Match[str]", file: str) -> NoReturn:
    raise FormatError(reason, place=Place(file, text.count("\n", 0, found.start()) + 1))


def _check_values(value: object, file: str, depth: int) -> None:
    """Depth and integers of what came out: headers nest too, and hexadecimal knows no limit."""
    if isinstance(value, dict):
        if depth > DEPTH_LIMIT:
            raise FormatError(
                _("is nested more than {limit} levels deep").format(limit=DEPTH_LIMIT), place=Place(file)
            )
        for inner in value.values():
            _check_values(inner, file, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _check_values(inner, file, depth + 1)
    elif isinstance(value, int) and not -INTEGER_LIMIT <= value < INTEGER_LIMIT:
        raise FormatError(_("a number is too long"), place=Place(file))


def _fault(raw: str, text: str, file: str, unclosed: int) -> FormatError:
    """The complaint of tomllib in the interface's language, with its line."""
    found = _AT.search(raw)
    reason = raw[: found.start()] if found else raw
    line = int(found[1]) if found and found[1] else None
    from briefing_tui.library.format.toml.mistakes import mistake_in  # only for a fault

    typed = mistake_in(text, line, reason)
    if typed is not None:
        reason = _("is not TOML: {reason}").format(reason=typed.reason)
        return FormatError(reason, place=Place(file, typed.line), hint=typed.hint)
    hint = ""
    if found and line is None:
        line = text.count("\n") + (not text.endswith("\n"))
        if unclosed >= 0:
            opened = text.count("\n", 0, unclosed) + 1
            hint = _("the text that begins in line {line} is never closed; the file may be cut off").format(
                line=opened
            )
    elif unclosed >= 0:
        opened = text.count("\n", 0, unclosed) + 1
        hint = _("look at the quotes of line {line}").format(line=opened)
    return FormatError(
        _("is not TOML: {reason}").format(reason=_reason(reason)), place=Place(file, line), hint=hint
    )


def _reason(reason: str) -> str:
    """The English sentences of tomllib as ours; what is unknown stays as it is."""
    control = _CONTROL.match(reason)
    if control:
        shown = f"U+{int(control[1], 16):04X}"
        return _("the control character {sign} stands here, which no text may hold").format(sign=shown)
    known = (
        ("Expected '=' after a key", _("expected = after the key")),
        ("Expected newline or end of document", _("something follows where the line should end")),
        ("Expected ']' at the end of a table", _("expected ] at the end of a table's name")),
        ("Expected ']]' at the end of an array", _("expected ]] at the end of a table's name")),
        ("Cannot declare", _("a table is declared twice")),
        ("Cannot overwrite", _("a key is written twice")),
        ("Cannot mutate", _("a table is closed and cannot be added to")),
        ("Cannot redefine", _("a key is written twice")),
        ("Duplicate inline table key", _("a key is written twice")),
        ("Unterminated string", _("a text has no closing quotes")),
        ('Expected \'"""\'', _("a text has no closing quotes")),
        ("Expected \"'", _("a text has no closing quotes")),
        ("Unclosed array", _("a list has no closing bracket")),
        ("Unclosed inline table", _("an inline table has no closing brace")),
        ("Unescaped '\\'", _("a backslash must be written twice")),
        ("Illegal character", _("a text of one line may not go on in the next line")),
        ("Found invalid character", _("a text of one line may not go on in the next line")),
        ("Invalid initial character for a key", _("no key can begin like this")),
        ("Invalid statement", _("this is neither a key, a table nor a comment")),
        ("Invalid value", _("no value: a text stands in quotes, a date is 2024-12-16")),
        ("Invalid date", _("no such date")),
        ("Invalid hex value", _("no such escape")),
        ("Escaped character is not", _("no such character")),
        ("Exceeds the limit", _("a number is too long")),
    )
    return next((ours for theirs, ours in known if reason.startswith(theirs)), reason)
