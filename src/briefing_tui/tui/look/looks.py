"""How each style name is shown: which colour of the theme, and which attributes. Plain data, for both painters of a row.

`terminal_styles` makes the framework's styles of it, `widgets.painting` escape sequences for the page that is there before the
framework. Colours are theme variables (`theme_data` lists ours), so light, dark, 16-colour and the terminal's own themes all work; every
meaning also has an attribute (bold, dim, underline, reverse) or stands in the text, so nothing is told by colour
alone and NO_COLOR loses nothing.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

BLANK = "blank"
"""Style name over those of blanks that only bring a word to its place: they are not underlined."""


class RowPiece(NamedTuple):
    """A piece of a row: what both painters draw."""

    text: str
    names: tuple[str, ...] = ()
    """Style names, each over those before it; the ordinary look lies below them all."""
    link: str = ""
    """Where it leads, in a terminal that has links."""


class Look(NamedTuple):
    """How one style name is shown."""

    text: str = ""
    """Theme variable of the text's colour; empty for the ordinary one."""
    attributes: str = ""
    """`bold`, `dim`, `underline`, `reverse`, `level` (not underlined), with blanks between; or the `$variable` that holds them."""
    back: str = ""
    """Theme variable of the background; empty for the ordinary one."""


_STRONG = Look("", "bold")
LOOKS: dict[str, Look] = {
    "": Look(),
    "publisher": Look("masthead"),
    "title": Look("masthead", "bold"),
    "number": Look(),
    "marking": _STRONG,
    "rule": Look("masthead"),
    "meta": Look(),
    "contents.head": _STRONG,
    "contents.1": _STRONG,
    "contents.2": Look(),
    "contents.number": Look("faint"),
    "preface.head": Look("primary", "bold"),
    "correction.head": Look("primary", "bold"),
    "section": Look("primary", "bold"),
    "group": Look("primary", "underline"),
    "item.number": Look("primary", "bold"),
    "item.title": _STRONG,
    "article.title": _STRONG,
    "h1": Look("primary", "bold"),
    "h2": Look("primary"),
    "h3": _STRONG,
    "h4": Look(),
    "lead": _STRONG,
    "table.head": _STRONG,
    "table.rule": Look("faint"),
    "source": Look("faint"),
    "end": Look("faint"),
    "tail.role": _STRONG,
    "tail": Look(),
    "warning": Look("bad", "bold"),
    # Of the screen, not of the page
    "hit": Look("match-text", "$match-style", "match-back"),
    "hit.current": Look("here-text", "$here-style", "here-back"),
    "here": _STRONG,
    "cursor": Look("cursor-text", "$cursor-style", "cursor-back"),
    "resting": Look("resting-text", "$resting-style", "resting-back"),
    "head": Look("faint", "bold"),
    "mark": Look("mark", "bold"),
    "faint": Look("faint"),
    "edge": Look("edge"),
    "bar": Look("bar-text", "$bar-style", "bar-back"),
    "key": _STRONG,
    "chart": Look("primary"),
    "chart.2": Look("mark"),
    "error": Look("bad", "bold"),
    "before": Look("bad", "underline"),
    "before.sign": Look("bad", "bold"),
    "now.sign": Look("mark", "bold"),
    "now": Look("mark", "bold underline"),
    "reversed": Look("", "reverse"),
    "scroll.thumb": Look("scroll", "reverse"),
    "scroll.above": Look("scroll", "", "scroll-back"),
    "scroll.below": Look("scroll", "reverse", "scroll-back"),
    "scroll.track": Look("", "", "scroll-back"),
    BLANK: Look("", "level"),
}
"""Every style name the page uses, and those of the screen's own marks. An unknown name is shown as ordinary text."""


def worded_pieces(text: str, names: tuple[str, ...], over: tuple[str, ...] = ()) -> Iterator[RowPiece]:
    """A piece of a row: blanks at its ends, which only bring it to its place, are not underlined by its styles.

    `over` comes on top of all of it: the cursor's look, which marks the whole row.
    """
    blank = (*names, BLANK, *over)
    inside = text.strip(" ")
    begin = len(text) - len(text.lstrip(" ")) if inside else len(text)
    for part, look in (
        (text[:begin], blank),
        (inside, (*names, *over)),
        (text[begin + len(inside) :], blank),
    ):
        if part:
            yield RowPiece(part, look)


def attributes(look: Look, variables: Mapping[str, str]) -> list[str]:
    """The words of its attributes under a theme."""
    words = look.attributes
    return (variables.get(words[1:], "") if words.startswith("$") else words).split()
