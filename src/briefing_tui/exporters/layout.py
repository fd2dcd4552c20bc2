"""How printed pages look, as data: read from TOML, checked, and handed to the writers of DOCX and PDF.

`read_layout` takes the name of one of ours (`layouts/`), a name in a folder of the house's, or the path of a file. A house's file names
the layout it is made from (`base`) and says what differs. Nothing in a layout is run. Lengths of the page are millimetres, sizes and
pitches points, indents and insets characters of the style's own size, blank lines those of the grid.
"""

import os
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, get_args

from briefing_tui.errors import Place
from briefing_tui.exporters.faults import ExportError
from briefing_tui.i18n import _, system_reason
from briefing_tui.opening import at_once

POINT = 25.4 / 72
"""Millimetres."""
SIZE = 64 << 10
"""Bytes of a layout's file."""
DEPTH = 5
"""Layouts that may be made from one another."""
Align = Literal["left", "centre", "right", "both"]
PageNumbers = Literal["outside", "centre", "none"]
_FOLDER = os.path.join(os.path.dirname(__file__), "layouts")
STYLES = (
    *("body", "marking", "publisher", "title", "number", "meta", "contents.head", "contents.1", "contents.2"),
    *("preface.head", "section", "group", "article.title", "h1", "h2", "h3", "h4", "lead", "source"),
    *("correction.head", "end", "tail", "page.number"),
)
"""The names of all styles; every layout has each."""


class Style(NamedTuple):
    """How one kind of paragraph is set."""

    font: str = "fang"
    """Name of one of the layout's lists of fonts."""
    size: float = 16
    bold: bool = False
    colour: str = "#000000"
    align: Align = "left"
    indent: float = 0
    """Of the first line."""
    inset: float = 0
    """Of every line, on both sides."""
    spread: float = 0
    """Points between its characters, over the squeeze that the grid asks for."""
    lines: int = 1
    """Of the grid that each of its lines takes."""
    blank_before: int = 0
    blank_after: int = 0


class PageSetUp(NamedTuple):
    """Paper and grid."""

    width: float = 210
    height: float = 297
    top: float = 37
    left: float = 28
    right: float = 26
    bottom: float = 35
    lines: int = 22
    """Of a full page."""
    characters: int = 28
    """Of the body in a full line."""
    pitch: float = 28.95
    """Points from line to line."""
    mirrored: bool = False
    """Whether left and right change places on even pages."""
    numbers: PageNumbers = "outside"
    numbers_below: float = 7
    """Their dashes below the type area."""

    @property
    def type_width(self) -> float:
        """Points of a line."""
        return (self.width - self.left - self.right) / POINT

    @property
    def type_height(self) -> float:
        """Points from the first line's top to the end of the type area."""
        return (self.height - self.top - self.bottom) / POINT


class Layout(NamedTuple):
    """All that the writers need to know of a house's pages."""

    name: str
    page: PageSetUp
    fonts: Mapping[str, tuple[str, ...]]
    """For each of fang, kai, hei, song, title and latin: families, the first that is there is used."""
    styles: Mapping[str, Style]
    """For each of `STYLES`."""
    masthead_rule: float = 0.8
    """Millimetres; 0 for none."""
    masthead_rule_colour: str = "#000000"
    contents: bool = True
    contents_title: str = "目录"
    contents_numbers: bool = True
    """Whether its rows end in page numbers."""
    contents_break: bool = False
    """Whether a new page begins behind it."""
    automatic_numbers: bool = False
    """Whether Word counts items and heads itself; a PDF shows the same numbers either way."""
    tail_outer_rule: float = 0.35
    """Millimetres."""
    tail_inner_rule: float = 0.25
    tail_issued: str = "印发"
    """Stands behind the date of the tail; may be empty."""
    table_size: float = 12
    """Points; wide tables are set smaller."""
    table_rule: float = 0.2
    """Millimetres."""

    @property
    def squeeze(self) -> float:
        """Points that each character of the body stands closer (negative) or wider than its size, in twentieths, for the grid."""
        size = self.styles["body"].size
        room = self.page.type_width / self.page.characters - size
        return int(room * 20 - (0 if room >= 0 else 0.999)) / 20

    def style(self, name: str) -> Style:
        """One of `STYLES`."""
        return self.styles[name]


def layout_names(folders: Sequence[str] = ()) -> tuple[str, ...]:
    """The layouts that can be asked for by name: ours, then the house's in `folders`."""
    names: dict[str, None] = {}
    for folder in (_FOLDER, *folders):
        try:
            found = sorted(os.listdir(folder))
        except OSError:
            continue
        names |= dict.fromkeys(file.removesuffix(".toml") for file in found if file.endswith(".toml"))
    return tuple(names)


def read_layout(name_or_path: str, folders: Sequence[str] = ()) -> Layout:
    """The layout of that name in `folders` or among ours, or of that file; ExportError that names what cannot be used."""
    return _layout(_tables(name_or_path, tuple(folders), DEPTH), name_or_path)


def _tables(asked: str, folders: tuple[str, ...], depth: int) -> dict[str, Any]:
    """The tables of a layout with those of its base below them."""
    if not depth:
        raise ExportError(_("these layouts are made from one another in a circle"), place=Place(asked))
    path = _path(asked, folders)
    table = _read(path, asked)
    base = table.pop("base", None)
    if base is None:
        return table
    if not isinstance(base, str):
        raise _fault(asked, "base", _("expected a text in quotes"))
    beside = os.path.dirname(path)
    below = _tables(base, (*folders, beside) if beside != _FOLDER else folders, depth - 1)
    return _over(below, table)


def _path(asked: str, folders: tuple[str, ...]) -> str:
    if os.sep in asked or asked.endswith(".toml"):
        return asked
    for folder in (*folders, _FOLDER):
        path = os.path.join(folder, f"{asked}.toml")
        if os.path.isfile(path):
            return path
    names = ", ".join(layout_names(folders))
    raise ExportError(
        _("there is no layout {name}").format(name=asked), hint=_("there are: {names}").format(names=names)
    )


def _read(path: str, asked: str) -> dict[str, Any]:
    try:
        with open(path, "rb", opener=at_once) as file:
            data = file.read(SIZE + 1)
    except FileNotFoundError:
        raise ExportError(_("there is no such file"), place=Place(asked)) from None
    except OSError as error:
        raise ExportError(system_reason(error), place=Place(asked)) from None
    if len(data) > SIZE:
        raise ExportError(_("a layout has at most {limit} KiB").format(limit=SIZE >> 10), place=Place(asked))
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        text = _("this is no TOML: {reason}").format(reason=str(error) or "…")
        raise ExportError(text, place=Place(asked)) from None


def _over(below: dict[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """`below` with the values of `above` put over its own, table by table."""
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        merged[key] = _over(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


_FIELDS = {
    "masthead": {"rule": "masthead_rule", "rule_colour": "masthead_rule_colour"},
    "contents": {
        "show": "contents",
        "title": "contents_title",
        "page_numbers": "contents_numbers",
        "page_break": "contents_break",
    },
    "numbers": {"automatic": "automatic_numbers"},
    "tail": {
        "outer_rule": "tail_outer_rule",
        "inner_rule": "tail_inner_rule",
        "issued": "tail_issued",
    },
    "table": {"size": "table_size", "rule": "table_rule"},
}
"""Table and key of the file → field of `Layout`."""
_RANGES = {
    **dict.fromkeys(("width", "height"), (50.0, 558.0)),  # Word knows up to 22 inches
    **dict.fromkeys(("top", "left", "right", "bottom", "numbers_below"), (0.0, 500.0)),
    **dict.fromkeys(("size", "table_size", "pitch"), (4.0, 200.0)),
    **dict.fromkeys(("spread",), (-20.0, 100.0)),
    **dict.fromkeys(("masthead_rule", "tail_outer_rule", "tail_inner_rule", "table_rule"), (0.0, 10.0)),
    **dict.fromkeys(("indent", "inset", "blank_before", "blank_after"), (0.0, 20.0)),
    "lines": (1.0, 100.0),
    "characters": (5.0, 200.0),
}
"""What a number may be, both ends included."""


def _layout(tables: dict[str, Any], file: str) -> Layout:
    known = {"page", "fonts", "style", *_FIELDS}
    for name, table in tables.items():
        if name not in known:
            raise _fault(file, name, _("a layout has no such table"))
        if not isinstance(table, dict):
            raise _fault(file, name, _("expected a table"))
    values: dict[str, Any] = {}
    for name, keys in _FIELDS.items():
        for key, value in tables.get(name, {}).items():
            if key not in keys:
                raise _fault(file, f"{name}.{key}", _("a layout has no such key"))
            default = Layout._field_defaults[keys[key]]
            values[keys[key]] = _value(value, keys[key], default, f"{name}.{key}", file)
    page = PageSetUp(**_values(tables.get("page", {}), PageSetUp(), "page", file))
    fonts = _fonts(tables.get("fonts", {}), file)
    styles = _styles(tables.get("style", {}), fonts, file)
    layout = Layout(os.path.basename(file).removesuffix(".toml"), page, fonts, styles, **values)
    _check_room(layout, file)
    return layout


def _check_room(layout: Layout, file: str) -> None:
    """Nothing may be set on a type area that holds no text."""
    page = layout.page
    if page.type_width < 72 or page.type_height < page.pitch * 5:
        raise _fault(file, "page", _("the margins leave no room for text"))
    if page.lines * page.pitch > page.type_height + 0.5:
        text = _("{lines} lines of {pitch} points are higher than the type area").format(
            lines=page.lines, pitch=page.pitch
        )
        raise _fault(file, "page.lines", text)
    for name, style in layout.styles.items():
        if style.lines > page.lines:
            text = _("expected a number from {least} to {most}").format(least=1, most=page.lines)
            raise _fault(file, f"style.{name}.lines", text)


def _styles(table: dict[str, Any], fonts: Mapping[str, tuple[str, ...]], file: str) -> dict[str, Style]:
    for name in table:
        if name not in STYLES:
            raise _fault(file, f"style.{name}", _("a layout has no such style"))
    styles = {}
    for name in STYLES:
        given = table.get(name, {})
        if not isinstance(given, dict):
            raise _fault(file, f"style.{name}", _("expected a table"))
        styles[name] = style = Style(**_values(given, Style(), f"style.{name}", file))
        if style.font not in fonts:
            names = ", ".join(fonts)
            raise _fault(file, f"style.{name}.font", _("expected one of: {choices}").format(choices=names))
    return styles


def _fonts(table: dict[str, Any], file: str) -> dict[str, tuple[str, ...]]:
    fonts = {}
    for name, families in table.items():
        names = [families] if isinstance(families, str) else families
        good = (
            isinstance(names, list)
            and names
            and all(isinstance(one, str) and one.isprintable() and one.strip() for one in names)
        )
        if not good:
            raise _fault(file, f"fonts.{name}", _("expected a list of names of fonts"))
        fonts[name] = tuple(names)
    for name in ("latin", "fang"):
        if name not in fonts:
            raise _fault(file, f"fonts.{name}", _("expected a list of names of fonts"))
    return fonts


def _values(given: dict[str, Any], defaults: Any, where: str, file: str) -> dict[str, Any]:
    """The values of one table, each of the kind its default is."""
    for key in given:
        if key not in defaults._fields:
            raise _fault(file, f"{where}.{key}", _("a layout has no such key"))
    return {
        key: _value(value, key, getattr(defaults, key), f"{where}.{key}", file)
        for key, value in given.items()
    }


_CHOICES = {"align": get_args(Align), "numbers": get_args(PageNumbers)}


def _value(value: object, field: str, default: object, where: str, file: str) -> object:
    if isinstance(default, bool):
        if not isinstance(value, bool):
            raise _fault(file, where, _("expected true or false"))
        return value
    if isinstance(default, int | float):
        return _number(value, field, default, where, file)
    if not isinstance(value, str) or len(value) > 100 or not (value.isprintable() or not value):
        raise _fault(file, where, _("expected a text in quotes"))
    if field in _CHOICES and value not in _CHOICES[field]:
        raise _fault(file, where, _("expected one of: {choices}").format(choices=", ".join(_CHOICES[field])))
    if field.endswith("colour") and not _is_colour(value):
        raise _fault(file, where, _('expected a colour such as "#C00000"'))
    return value


def _number(value: object, field: str, default: float, where: str, file: str) -> float:
    least, most = _RANGES[field]
    whole = isinstance(default, int) and field in {"lines", "characters", "blank_before", "blank_after"}
    kind = int if whole else (int, float)
    if isinstance(value, bool) or not isinstance(value, kind) or not least <= value <= most:
        text = _("expected a number from {least} to {most}").format(least=f"{least:g}", most=f"{most:g}")
        raise _fault(file, where, text)
    return value if whole else float(value)


def _is_colour(text: str) -> bool:
    return len(text) == 7 and text[0] == "#" and all(char in "0123456789abcdefABCDEF" for char in text[1:])


def _fault(file: str, key: str, text: str) -> ExportError:
    return ExportError(text, place=Place(file, key=key))
