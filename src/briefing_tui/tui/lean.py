"""Loads Textual without what our screens never come to: its command palette, TLS, tables of the debugger, names for notices, help for mistakes.

Called once, before anything else loads the framework, by the verbs that show screens and by the host. What is left out costs a fifth of the
import. Names that Textual takes from it stand for the things themselves: whoever uses one after all gets them, loaded then. Nothing of it stays in
the way of others: once Textual is loaded, an import of those modules is an ordinary one. With a Textual that takes other names, all is loaded.
The patterns of what is loaded meanwhile are made when they are asked, for most never are.
"""

import importlib
import os
import re
import sys
import typing
from types import ModuleType
from typing import Any

_LEFT_OUT = {
    "asyncio.sslproto": ("SSLProtocol",),
    "difflib": ("get_close_matches",),
    "pickle": ("dumps", "loads"),
    "platformdirs": ("user_downloads_path",),
    "random": (),
    "rich.panel": ("Panel",),
    "rich.table": ("Table",),
    "rich.tree": ("Tree",),
    "subprocess": ("Popen",),
    "textual.command": (
        "CommandListItem",
        "CommandPalette",
        "DiscoveryHit",
        "Hit",
        "Hits",
        "Provider",
        "SimpleProvider",
    ),
    "urllib.parse": ("quote_from_bytes",),
    "uuid": ("uuid4",),
}
"""Module → what Textual, Rich and what they load take from it while they are loaded, and use, if ever, later."""
_HELP = (
    "align border_property color_property dock_property expand fractional_property integer keyline layout_property offset_property "
    "offset_single_axis position property_invalid_value scalar scrollbar_size_property scrollbar_size_single_axis spacing_invalid_value "
    "spacing_wrong_number_of_values split_property string_enum style_flags_property table_rows_or_columns text_align"
)
_LEFT_OUT["textual.css._help_text"] = tuple(f"{name}_help_text" for name in _HELP.split())


def _random_bits(bits: int) -> int:
    """As `random.getrandbits`, which Rich calls once, while it is loaded."""
    return int.from_bytes(os.urandom(-(-bits // 8))) >> (-bits % 8)


_VALUES: dict[str, dict[str, object]] = {
    "random": {"getrandbits": _random_bits},
    "subprocess": {"PIPE": -1, "STDOUT": -2, "DEVNULL": -3},
}
"""What is used of those modules at once."""
_SAME = {"typing_extensions": typing}
"""Module → one that is loaded anyway and has what is taken from it, from Python 3.11 on."""
_ABSENT = ("ssl",)
"""What asyncio does without when it is not there."""


class _Standing(type):
    """A name that stands for one of a module which is not loaded."""

    def __call__(cls, *arguments: Any, **named: Any) -> Any:
        return _real(cls)(*arguments, **named)

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(_real(cls), name)


class _Pattern:
    """Stands for a pattern that nobody has asked yet."""

    def __init__(self, *made_of: Any) -> None:
        self._made_of = made_of

    def __getattr__(self, name: str) -> Any:
        if name not in _ASKING:
            return getattr(_compile(*self._made_of), name)
        real: Any = None

        def asked(*arguments: Any, **named: Any) -> Any:
            nonlocal real
            if real is None:
                real = getattr(_compile(*self._made_of), name)
                setattr(self, name, real)
            return real(*arguments, **named)

        return asked


_compile = re.compile
_ASKING = frozenset(
    name for name in dir(re.Pattern) if name[0] != "_" and callable(getattr(re.Pattern, name))
)


def _compile_when_asked(pattern: Any, flags: Any = 0) -> Any:
    """For `re.compile`: the same, later."""
    return _Pattern(pattern, flags) if isinstance(pattern, str | bytes) else _compile(pattern, flags)


def load_framework() -> None:
    """Load what every screen needs of Textual; nothing when it is there already."""
    if "textual" in sys.modules:
        return
    put = [*_put_standing(), *_put_absent()]
    re.compile = _compile_when_asked
    try:
        _load()
        importlib.import_module("textual._xterm_parser")  # what every terminal needs besides
    except (ImportError, AttributeError):  # one that takes more than we know
        for name in [name for name in sys.modules if name.partition(".")[0] == "textual"]:
            del sys.modules[name]
    finally:
        re.compile = _compile
        for name in put:
            sys.modules.pop(name, None)
    _load()


def _load() -> None:
    importlib.import_module("textual.app")


def _put_standing() -> list[str]:
    names = [name for name in _LEFT_OUT if name not in sys.modules]
    for name in names:
        module = ModuleType(name)
        for standing in _LEFT_OUT[name]:
            setattr(module, standing, _Standing(standing, (), {"__module__": name}))
        vars(module).update(_VALUES.get(name, {}))
        sys.modules[name] = module
    for name in set(_SAME) - set(sys.modules):
        sys.modules[name] = _SAME[name]
        names.append(name)
    return names


def _put_absent() -> list[str]:
    names = [] if "asyncio" in sys.modules else [name for name in _ABSENT if name not in sys.modules]
    for name in names:
        sys.modules[name] = None  # type: ignore[assignment]  # so an import of it fails
    return names


def _real(standing: type) -> Any:
    """The thing that it stands for."""
    origin = standing.__mro__[-2]  # what is derived from one has another module
    return getattr(importlib.import_module(origin.__module__), origin.__name__)
