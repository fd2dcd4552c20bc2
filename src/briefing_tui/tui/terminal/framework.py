"""All that we change in Textual and Rich: with `measuring`, its part that counts cells, the one place that replaces their names.

`install` is called once, before the app is made, by whoever runs it; again with another `ambiguous` when the probe
answers late. From then on, for every widget, stock or ours:

- lines break by `typeset.breaking` (rich.text, textual.content, the text editor);
- a paste into a field of one line keeps all its lines (`pasting`);
- cells are counted by `typeset.width`, so the page and the widgets agree; ambiguous width has one switch (`measuring`);
- what joins characters or changes their width in some terminals is not written, so that all terminals agree with us, and
  behind what they may give another width all the same the column is told (`anchoring`);
- a colour of 24 bits becomes the nearest of 256, and a grey stays grey: Rich makes teal and navy of greys with a tinge;
- nothing but printable characters leaves a strip (promise T1, the second layer): controls and bidi overrides are replaced where strips become
  bytes, and of link sequences only ours are written (http, https, mailto; no character that could end one);
- a `str` is never mark-up (promise T2): `[b]`, `[/]`, `[@click=…]` show as they are written. Style text with
  `Content` or `Text` spans.

With `guarded.py` (the app's base), `driver.py` (the terminal) and `authoring/body/prose_area.py` (the editor) these are the
places to look at when Textual is upgraded: works with the minor named in `TESTED`; the canary tests say what broke.
"""

# The hooks keep the framework's signatures (ARG001) and reach for its private names (SLF001): that is this module's work.
# ruff: noqa: ARG001, SLF001

import os
import sys
from collections.abc import Callable, Iterable
from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

import rich._wrap
import rich.console
import textual
import textual._wrap
import textual.widgets
from rich.color import Color, ColorSystem, ColorType
from rich.text import Text
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.content import Content
from textual.expand_tabs import get_tab_widths
from textual.strip import Strip

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _
from briefing_tui.text.clean import UNSAFE
from briefing_tui.tui.terminal import anchoring, measuring, pasting
from briefing_tui.tui.terminal.drawing import shown
from briefing_tui.tui.terminal.drawing.pens import PLAIN, Pen, Pens
from briefing_tui.tui.terminal.drawing.picture import Drawn, Picture, Stroke
from briefing_tui.typeset.breaking import break_offsets
from briefing_tui.typeset.colours import nearest_256

if TYPE_CHECKING:
    from rich.console import Console
    from rich.style import Style

TESTED = "8.2."
"""Versions of Textual whose private names the canary tests have seen."""


_FIELDS = "textual.widgets._input"
"""The field of one line: no screen begins with one, so it is loaded when one is asked for."""
_stock_widget = textual.widgets.__getattr__


class FrameworkError(BriefingError):
    """The Textual found is not one that our hooks fit."""


class _Options:
    """What `install` was last told."""

    measure = Drawn()
    colour = True
    links = False


def install(ambiguous: int = 1, *, sure: bool = True, colour: bool = True, links: bool = False) -> None:
    """Put our line breaking, widths and output filter in place of the framework's.

    `ambiguous` is 1 or 2 cells for “ ” … and their like, `sure` whether the terminal has said so. `colour=False` (NO_COLOR) leaves only bold, underline and
    reverse in the output; `links` lets a link of a safe form be one in the terminal, too (OSC 8). FrameworkError, with nothing changed, when the framework is not the one we know.
    """
    _check_version()
    hooks = list(_hooks())
    missing = [f"{_name(owner)}.{name}" for owner, name, _value in hooks if not hasattr(owner, name)]
    if missing:
        raise FrameworkError(
            _("this Textual has no {name}").format(name=missing[0]), hint=_("install textual 8.2")
        )
    _Options.measure, _Options.colour, _Options.links = Drawn(ambiguous, sure), colour, links
    _put_in(hooks)
    measuring.measure_with(ambiguous)


def _put_in(hooks: Iterable[tuple[object, str, object]]) -> None:
    for owner, name, value in hooks:
        if not _is_there(
            owner, name, value
        ):  # a class that is set anew has all code looked through that uses it
            setattr(owner, name, value)


def safe_line(text: str) -> str:
    """`text` as it may be written to a terminal: each character that would act there is replaced; one line."""
    return _shown(text)


def _hooks() -> Iterable[tuple[object, str, object]]:
    """Every name replaced: owner, name, our value."""
    for module in _loaded("rich._wrap", "rich.text", "textual.content"):
        yield module, "divide_line", _divide_line
    for module in _loaded("textual._wrap", "textual.document._wrapped_document"):
        yield module, "compute_wrap_offsets", _compute_wrap_offsets
    yield from measuring.hooks(_loaded)
    for module in _loaded(_FIELDS):
        yield from _field_hooks(module)
    yield textual.widgets, "__getattr__", _widget
    yield Strip, "render_style", classmethod(_render_style)
    yield Strip, "render_ansi", classmethod(_render_ansi)
    yield Strip, "render", _render
    yield Color, "downgrade", _downgrade
    for update in (LayoutUpdate, ChopsUpdate):
        yield update, "render_segments", _render_update
    yield Content, "from_markup", classmethod(_content_from_markup)
    yield Text, "from_markup", classmethod(_text_from_markup)
    yield rich.console, "render_markup", _render_markup


def _field_hooks(fields: ModuleType) -> Iterable[tuple[object, str, object]]:
    yield from measuring.field_hooks(fields)
    yield fields.Input, "_on_paste", pasting.take


def _widget(name: str) -> object:
    """For `from textual.widgets import …`, which loads a widget when it is first asked for: the field comes with its hooks."""
    found: object = _stock_widget(name)
    for module in _loaded(_FIELDS):
        _put_in(_field_hooks(module))
    return found


def _is_there(owner: object, name: str, value: object) -> bool:
    found = vars(owner).get(name)
    if isinstance(found, classmethod) and isinstance(value, classmethod):
        return found.__func__ is value.__func__
    return found is value


def _loaded(*names: str) -> list[ModuleType]:
    """Those of the modules that are loaded; the others will import our functions from the first."""
    return [sys.modules[name] for name in names if name in sys.modules]


def _name(owner: object) -> str:
    return str(getattr(owner, "__name__", owner))


def _check_version() -> None:
    version = installed_version()
    if version and not version.startswith(TESTED):
        raise FrameworkError(
            _("textual {version} is not supported").format(version=version), hint=_("install textual 8.2")
        )


def installed_version() -> str:
    """Textual's version as the folder of its metadata says (importlib.metadata costs 15 ms); empty when not found."""
    folder = os.path.dirname(os.path.dirname(textual.__file__))
    try:
        names = os.listdir(folder)
    except OSError:
        return ""
    for name in names:
        if name.startswith("textual-") and name.endswith(".dist-info"):
            return name[len("textual-") : -len(".dist-info")]
    return ""


# Line breaking


def _divide_line(text: str, width: int, fold: bool = True) -> list[int]:
    """For rich.text and textual.content: characters at which lines begin. `fold` has no say: a line must fit."""
    return _break(text, width, settle=True)


def _compute_wrap_offsets(
    text: str,
    width: int,
    tab_size: int,
    fold: bool = True,
    precomputed_tab_sections: list[tuple[str, int]] | None = None,
) -> list[int]:
    """For the text editor. A tab is as wide as the editor draws it, so the text is laid out with blanks in its place."""
    if "\t" not in text:
        return _break(text, width)
    sections = precomputed_tab_sections or get_tab_widths(text, min(tab_size, width))
    shown: list[str] = []
    origin: list[int] = []
    at = 0
    for section, blanks in sections:
        shown.append(section + " " * blanks)
        origin.extend(range(at, at + len(section)))
        origin.extend([at + len(section)] * blanks)
        at += len(section) + bool(blanks)
    return sorted({origin[offset] for offset in _break("".join(shown), width)} - {0})


def _break(text: str, width: int, *, settle: bool = False) -> list[int]:
    """Where lines begin; what acts on a terminal is as wide as its substitute."""
    return break_offsets(
        UNSAFE.sub("\u2426", text), width, ambiguous=_Options.measure.ambiguous, settle=settle
    )


# Output


def _shown(text: str) -> str:
    """A line of text as it is written."""
    return shown.shown(text, _Options.measure.ambiguous)


_stock_render_style: Callable[..., str] = Strip.__dict__["render_style"].__func__
_stock_render_ansi: Callable[..., str] = Strip.__dict__["render_ansi"].__func__


def _render_style(cls: type[Strip], style: "Style", text: str, color_system: ColorSystem) -> str:
    link = style.link
    if not link:
        return _stock_render_style(cls, style, _shown(text), color_system)
    written = _stock_render_style(cls, style.update_link(None), _shown(text), color_system)
    return shown.linked(written, link) if _Options.links else written


def _render_ansi(cls: type[Strip], style: "Style", color_system: ColorSystem) -> str:
    if _Options.colour:
        return _stock_render_ansi(cls, style, color_system)
    flags = (
        ("1", style.bold),
        ("2", style.dim),
        ("3", style.italic),
        ("4", style.underline),
        ("7", style.reverse),
    )
    style._ansi = ";".join(code for code, on in flags if on)
    return style._ansi


_stock_downgrade = Color.downgrade


@lru_cache(maxsize=1024)
def _downgrade(self: Color, system: ColorSystem) -> Color:
    if system == ColorSystem.EIGHT_BIT and self.triplet is not None and self.type == ColorType.TRUECOLOR:
        return Color(self.name, ColorType.EIGHT_BIT, number=nearest_256(*self.triplet))
    return _stock_downgrade(self, system)


def _render(self: Strip, console: "Console") -> str:
    """As the stock one, but text without a style is filtered too and control segments are left out."""
    if self._render_cache is None:
        color_system = console._color_system or ColorSystem.TRUECOLOR
        self._render_cache = "".join(
            _shown(text) if style is None else self.render_style(style, text, color_system)
            for text, style, control in self._segments
            if not control
        )
    return self._render_cache


def _render_update(self: CompositorUpdate, console: "Console") -> str:
    """What is written for an update on a terminal of which nothing is known."""
    return changes(Picture(), self, console)


def changes(
    picture: Picture, update: CompositorUpdate, console: "Console", cursor: tuple[int, int] | None = None
) -> str:
    """What is to be written so that the terminal of `picture` shows an update, the cursor at a column and row. TypeError for an inline one."""
    color_system = console._color_system or ColorSystem.TRUECOLOR
    pens, measure = picture.pens, _Options.measure

    def pieces(strip: Strip) -> list[tuple[str, Pen]]:
        return [
            (
                text if text.isascii() and text.isprintable() else _shown(text),
                _pen(style, color_system, pens) if style else PLAIN,
            )
            for text, style, control in strip
            if not control
        ]

    strokes = (
        Stroke(row, column, strip.cell_length, pieces(strip))
        for row, column, strip in anchoring.placed_strips(update)
    )
    return picture.draw(strokes, measure, cursor)


def laid_out_size(app: App[Any]) -> tuple[int, int]:
    """Columns and rows that the screen in front is laid out for; those of the terminal as soon as it has heard of them."""
    size = app.screen._compositor.size
    return size.width, size.height


def whole_screen(app: App[Any]) -> CompositorUpdate | None:
    """An update that draws all of the screen in front; None before it has a size."""
    if not app.screen.size:
        return None
    update: object = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    return update if isinstance(update, CompositorUpdate) else None


def is_whole(app: App[Any], update: object) -> bool:
    """Whether an update draws all of the screen in front already."""
    return isinstance(update, LayoutUpdate) and update.region.size == app.screen._compositor.size


def _pen(style: "Style", color_system: ColorSystem, pens: Pens) -> Pen:
    codes = style._ansi
    if codes is None:
        codes = Strip.render_ansi(style, color_system)
    link = style.link if _Options.links else None
    return pens.pen(codes, shown.link_begin(link) if link else "")


# Mark-up


def _content_from_markup(cls: type[Content], /, markup: str | Content, **variables: object) -> Content:
    return markup if isinstance(markup, Content) else Content(markup)


def _text_from_markup(cls: type[Text], /, text: str, **options: Any) -> Text:
    kept = {name: options[name] for name in ("style", "justify", "overflow", "end") if name in options}
    return Text(text, **kept)


def _render_markup(markup: str, style: "str | Style" = "", **_options: Any) -> Text:
    return Text(markup, style)
