"""Loads Textual without what our screens never come to: its command palette, TLS, tables of the debugger, names for notices.

Called once, before anything else loads the framework, by the verbs that show screens and by the host. What is left out costs a sixth of the
import. Names that Textual takes from it stand for the things themselves: whoever uses one after all gets them, loaded then. Nothing of it stays in
the way of others: once Textual is loaded, an import of those modules is an ordinary one. With a Textual that takes other names, all is loaded.
"""

import importlib
import sys
from types import ModuleType
from typing import Any

_LEFT_OUT = {
    "platformdirs": ("user_downloads_path",),
    "rich.panel": ("Panel",),
    "rich.table": ("Table",),
    "rich.tree": ("Tree",),
    "textual.command": (
        "CommandListItem",
        "CommandPalette",
        "DiscoveryHit",
        "Hit",
        "Hits",
        "Provider",
        "SimpleProvider",
    ),
    "uuid": ("uuid4",),
}
"""Module → what Textual and Rich take from it while they are loaded, and use, if ever, later."""
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


def load_framework() -> None:
    """Load what every screen needs of Textual; nothing when it is there already."""
    if "textual" in sys.modules:
        return
    put = [*_put_standing(), *_put_absent()]
    try:
        _load()
    except (ImportError, AttributeError):  # one that takes more than we know
        for name in [name for name in sys.modules if name.partition(".")[0] == "textual"]:
            del sys.modules[name]
    finally:
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
        sys.modules[name] = module
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
