"""Text inside Markdown that stands for itself, and back: what a reader of Markdown takes for a mark is escaped. Pure.

Called by the export, which writes it, and by the import, which reads it back: `plain(escaped(text)) == text` for every clean text of
one line that has no blanks at its ends.
"""

import re

_ALWAYS = re.compile(r"[\\`*_\[\]<>&#~$|{}]|(?<==)=|(?<=%)%|:(?=[A-Za-z0-9_+-]{1,40}:)")
"""Marks of CommonMark and of what is usual beside it: tables, formulas, templates ({{ }}), highlights, comments, shortcodes."""
_START = re.compile(r"([0-9]{1,9})([.)])|[-+=]")
"""What begins a list, a rule or an underline at the head of a line."""
_END_BLANK = re.compile(r"\A[^\S \t\u3000]|[^\S \t\u3000]\Z")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|&#[xX]([0-9a-fA-F]{1,6});|&#([0-9]{1,7});|&(amp|lt|gt|quot|nbsp);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "nbsp": "\xa0"}
_HIGHEST = 0x10FFFF


def escaped(text: str, also: str = "") -> str:
    """`text` of one line so that Markdown shows it as it stands; characters of `also` are written by their number."""
    made = _ALWAYS.sub(lambda found: "\\" + found[0], text)
    made = _START.sub(_escaped_start, made, count=1) if _START.match(made) else made
    made = _END_BLANK.sub(_by_number, made)
    for char in also:
        made = made.replace(char, _by_code(char))
    return made


def plain(text: str) -> str:
    """What an escaped text says."""
    return _ESCAPE.sub(_said, text) if "\\" in text or "&" in text else text


def closing(text: str, mark: str, start: int) -> int:
    """Where the next `mark` that is not escaped begins, at or behind `start`; -1 for none."""
    at = text.find(mark, start)
    while at >= 0:
        slashes = len(text[start:at]) - len(text[start:at].rstrip("\\"))
        if slashes % 2 == 0:
            return at
        at = text.find(mark, at + 1)
    return -1


def _escaped_start(found: "re.Match[str]") -> str:
    return f"{found[1]}\\{found[2]}" if found[1] else "\\" + found[0]


def _by_number(found: "re.Match[str]") -> str:
    return _by_code(found[0])


def _by_code(char: str) -> str:
    return f"&#x{ord(char):X};"


def _said(found: "re.Match[str]") -> str:
    if found[1]:
        return found[1]
    if found[4]:
        return _NAMED[found[4]]
    code = int(found[2], 16) if found[2] else int(found[3])
    return chr(code) if 0 < code <= _HIGHEST else found[0]
