"""Where a paste into a field of a form goes, by what the field means. Pure: texts in, a text and what is to be said out.

A title that has a body behind it takes the first line, the body the rest: an article pasted whole. In a list the lines become
entries. Elsewhere they become one line. What only hides in a text does not get in (`text.entry`); nothing else is lost without a word.
"""

from typing import NamedTuple

from briefing_tui.i18n import _, ngettext
from briefing_tui.text.entry import entered
from briefing_tui.tui.authoring import forms
from briefing_tui.tui.terminal.pasting import line_of, lines_of, told, with_line_feeds


class Placed(NamedTuple):
    """A field after a paste."""

    value: str
    cursor: int
    """Character behind what was pasted."""
    rest: str = ""
    """For the body: lines, none of them empty at either end."""
    notice: str = ""
    """To be said; empty when it is as it was pasted."""


def place(one: forms.Field, value: str, start: int, end: int, text: str, *, room: int, body: bool) -> Placed:
    """A paste of `text` over `value[start:end]`. `room`: characters it may have; `body`: whether there is one behind this field."""
    before, after = value[:start], value[end:]
    text = entered(text, before)
    if one.kind == forms.LIST and len(lines_of(text)) > 1:
        return _into_list(before, after, text, room + len(value) - (end - start))
    if body and (len(lines_of(text)) > 1 or len(line_of(text)[0]) > room):
        return _into_title(before, after, text, room)
    line, count = line_of(text)
    kept = line[:room]
    return Placed(before + kept + after, start + len(kept), notice=told(count, len(line) - len(kept)))


def _into_title(before: str, after: str, text: str, room: int) -> Placed:
    first = lines_of(text)[0]
    rest = with_line_feeds(text.strip()).partition("\n")[2].strip("\n")
    kept = first[:room]
    if kept != first:
        rest = f"{first[len(kept) :]}\n{rest}".rstrip("\n")
    count = len(lines_of(rest))
    notice = ngettext(
        "The first line is the title; {count} line more went to the front of the text.",
        "The first line is the title; {count} lines more went to the front of the text.",
        count,
    ).format(count=count)
    return Placed(before + kept + after, len(before) + len(kept), rest, notice)


def _into_list(before: str, after: str, text: str, most: int) -> Placed:
    added = forms.split("\n".join(lines_of(text)))
    head, tail = forms.split(before), forms.split(after)
    size, many = len(forms.join((*head, *tail))), 0
    while many < len(added) and size + len(added[many]) < most:
        size += len(added[many]) + 1
        many += 1
    kept = added[:many]
    value = forms.join((*head, *kept, *tail))
    cursor = len(value) - len(forms.join(tail)) - 1 if tail else len(value)
    notice = ngettext("{count} entry added.", "{count} entries added.", len(kept)).format(count=len(kept))
    if len(kept) < len(added):
        notice += " " + _("No room for: {names}").format(names="、".join(added[len(kept) :])[:80])
    return Placed(value, max(0, cursor), notice=notice)
