"""The page of a house's own Word file: its paper and margins put into a layout, and how its pages are numbered."""

import re
from collections.abc import Callable

from briefing_tui.exporters.layout import POINT, Layout
from briefing_tui.exporters.word.like import Like, unfit
from briefing_tui.i18n import _


def with_page_of(layout: Layout, like: Like) -> Layout:
    """The layout on the paper of the model."""
    size = re.search(r"<w:pgSz\b[^<>]*>", like.section)
    margins = re.search(r"<w:pgMar\b[^<>]*>", like.section)
    if size is None or margins is None:
        return layout

    def length(tag: str, name: str, otherwise: float) -> float:
        found = re.search(rf'w:{name}="(-?\d{{1,6}})"', tag)
        return abs(int(found[1])) / 20 * POINT if found else otherwise

    old = layout.page
    page = old._replace(
        width=length(size[0], "w", old.width),
        height=length(size[0], "h", old.height),
        top=length(margins[0], "top", old.top),
        right=length(margins[0], "right", old.right),
        bottom=length(margins[0], "bottom", old.bottom),
        left=length(margins[0], "left", old.left) + length(margins[0], "gutter", 0),
    )
    if page.type_width < 72 or page.type_height < page.pitch * 5:
        raise unfit(_("the margins leave no room for text"))
    body = layout.styles["body"].size
    characters = max(1, int(page.type_width / (body - 0.3)))
    return layout._replace(
        page=page._replace(lines=int(page.type_height / page.pitch), characters=characters)
    )


def first_page(like: Like) -> int:
    """The number of its first page."""
    found = re.search(r'<w:pgNumType\b[^<>]*w:start="(\d{1,6})"', like.section)
    return int(found[1]) if found else 1


def page_form(like: Like) -> Callable[[int], str]:
    """How its pages are numbered: 1, i, A or - 1 -; what is not known here as 1."""
    found = re.search(r'<w:pgNumType\b[^<>]*w:fmt="(\w{1,40})"', like.section)
    return _FORMS.get(found[1], str) if found else str


def _roman(number: int) -> str:
    made = ""
    for value, sign in _ROMAN:
        made += sign * (number // value)
        number %= value
    return made


def _letter(number: int) -> str:
    """A to Z, then AA to ZZ, as Word counts."""
    return chr(65 + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_FORMS: dict[str, Callable[[int], str]] = {
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
    "numberInDash": lambda number: f"- {number} -",
}
