"""Runs the program with one of the two layers of promise T1 taken out, so that the other is seen to hold alone.

As a script: `python unguarded.py loading|writing|neither|both ARGUMENTS…`. `loading` removes the cleaning of what is
read or laid out (library, importers, widgets, tables), `writing` the filters at stdout, stderr and the strips.
"""

import importlib
import os
import re
import sys
from collections.abc import Iterator

from briefing_tui.text import clean

LAYERS = ("neither", "loading", "writing")
_WRITERS = {
    "briefing_tui.typeset.ansi": ("safe_text",),
    "briefing_tui.cli.shell": ("clean",),
    "briefing_tui.cli.output.talk": ("clean", "clean_line"),
    "briefing_tui.tui.terminal.framework": ("_shown",),
    "briefing_tui.tui.terminal.drawing.shown": (),  # what `_shown` calls; it makes its patterns when they are first used
}
_READERS = (
    "briefing_tui.library",
    "briefing_tui.compose",
    "briefing_tui.personal",
    "briefing_tui.importers",
    "briefing_tui.tui",
    "briefing_tui.cli.output.table",
    "briefing_tui.cli.verbs",
)
_CLEANING: tuple[tuple[str, object], ...] = (
    ("clean", str),
    ("clean_line", str),
    ("without_controls", str),
    ("line_without_controls", str),
    ("entered", lambda text, _before="": text),
    ("for_copying", str),
    ("drawn", str),
    ("UNSAFE", re.compile("(?!)")),
)


def replaced(layer: str) -> Iterator[tuple[str, str, object]]:
    """Module, name and harmless stand-in of each function of a layer, in the modules that are loaded."""
    if layer in {"writing", "both"}:
        for module, names in _WRITERS.items():
            for name in names:
                yield module, name, str
    if layer in {"loading", "both"}:
        for module, held in list(sys.modules.items()):
            if module.startswith(_READERS) and module not in _WRITERS:
                for name, stand_in in _CLEANING:
                    if name in vars(held):
                        yield module, name, stand_in


if __name__ == "__main__":
    for writer in _WRITERS:
        importlib.import_module(writer)  # with their own cleaning
    for owner, attribute, value in list(replaced(sys.argv[1])):
        setattr(importlib.import_module(owner), attribute, value)
    if sys.argv[1] in {"loading", "both"}:
        for attribute, value in _CLEANING:
            setattr(clean, attribute, value)  # for the modules that are loaded from now on
    from briefing_tui.cli.main import main

    raise SystemExit(main(sys.argv[2:], os.environ, sys.stdout, sys.stderr))
