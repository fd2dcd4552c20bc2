"""What pages a model's styles make, as far as its text style tells: for the page numbers in the contents until Word counts them itself."""

import re
import xml.etree.ElementTree as ET

from briefing_tui.exporters.layout import Layout
from briefing_tui.exporters.word.like import Like
from briefing_tui.exporters.word.markup import W

_NATURAL = 1.3
"""Height of a line that nobody set, in sizes of its text."""
_CHAIN = 20
"""Styles that may be based on one another."""


def guessed(layout: Layout, like: Like) -> Layout:
    """The layout with lines as high and characters as large as the model has them in its text."""
    size, pitch = _text(like)
    page = layout.page
    lines = max(5, int(page.type_height / pitch))
    page = page._replace(pitch=pitch, lines=lines, characters=max(1, int(page.type_width / size)))
    old = layout.styles["body"].size
    styles = {
        name: style._replace(
            size=size if style.size == old else style.size,
            lines=max(1, min(lines, round(style.lines * max(1.0, style.size * _NATURAL / pitch)))),
        )
        for name, style in layout.styles.items()
    }
    return layout._replace(page=page, styles=styles)


def _text(like: Like) -> tuple[float, float]:
    """Points of the characters of the model's text, and from line to line."""
    root = ET.fromstring(like.styles)  # noqa: S314 - no DOCTYPE, limited in size
    styles = {style.get(f"{{{W}}}styleId", ""): style for style in root.iter(f"{{{W}}}style")}
    found: dict[str, str] = {}
    name = like.names.get("body text") or like.names.get("normal", "")
    for _step in range(_CHAIN):
        style = styles.get(name)
        if style is None:
            break
        found = _values(style) | found
        based = style.find(f"{{{W}}}basedOn")
        name = based.get(f"{{{W}}}val", "") if based is not None else ""
    defaults = root.find(f"{{{W}}}docDefaults")
    found = (_values(defaults) if defaults is not None else {}) | found
    size = min(max(_number(found, "sz", 20) / 2, 4), 72)
    return size, min(max(_pitch(found, size, like.section), 4), 200)


def _values(node: ET.Element) -> dict[str, str]:
    """Size and line of a style; a table's or list's are not asked."""
    found = {}
    for size in node.iter(f"{{{W}}}sz"):
        found["sz"] = size.get(f"{{{W}}}val", "")
    for spacing in node.iter(f"{{{W}}}spacing"):
        found |= {
            key: value
            for key in ("line", "lineRule", "before", "after")
            if (value := spacing.get(f"{{{W}}}{key}"))
        }
    return found


def _number(found: dict[str, str], key: str, otherwise: float) -> float:
    text = found.get(key, "")
    return float(text) if re.fullmatch("[0-9]{1,5}", text) else otherwise


def _pitch(found: dict[str, str], size: float, section: str) -> float:
    line, natural = _number(found, "line", 240), size * _NATURAL
    if found.get("lineRule") == "exact":
        return line / 20
    if found.get("lineRule") == "atLeast":
        return max(line / 20, natural)
    grid = re.search(r'<w:docGrid\b[^<>]*w:type="lines[^<>]*w:linePitch="(\d{1,5})"', section)
    step = int(grid[1]) / 20 if grid else 0.0
    return (-(-natural // step) * step if step else natural) * line / 240
