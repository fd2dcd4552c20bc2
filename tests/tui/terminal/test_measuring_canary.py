"""Every function of the framework that measures or cuts text: listed, and ours or through ours.

When one of these fails after an upgrade of Textual or Rich there is a function, or somebody who uses one, that
tui/terminal/measuring.py does not know. Hook it there or give it a law in cutting.py; only then put it on a list here.
"""

import ast
import importlib.util
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

import pytest

from briefing_tui.tui.terminal import framework
from screens.cutting import LAWS
from screens.terminal import PYTHON

MEASURING = (
    "rich.cells",
    "rich._wrap",
    "rich._unicode_data",
    "textual._cells",
    "textual._wrap",
    "textual._segment_tools",
    "textual.expand_tabs",
)
"""The modules of the framework whose business cells are."""
THROUGH_OURS = {
    "rich.cells.cell_len": "counts by _cell_len",
    "rich.cells.cached_cell_len": "counts by _cell_len",
}
"""Stock functions that measure nothing by themselves and have no law of their own."""
NO_CELLS = {
    "rich._wrap.words": "characters",
    "rich._unicode_data._parse_version": "numbers",
    "textual._wrap.chunks": "characters",
    "textual._segment_tools.make_blank": "blanks",
    "textual._segment_tools.line_pad": "blanks",
    "textual._segment_tools.apply_hatch": "characters for blanks; no style of ours has a hatch",
}
CHARACTERS = {
    "rich.segment.Segment": "split_lines split_lines_terminator strip_links strip_styles align_top align_bottom align_middle",
    "rich.text.Text": "split divide fit set_length pad pad_left pad_right right_crop _trim_spans extend_style rstrip_end",
    "textual.strip.Strip": "",
    "textual.content.Content": "split divide _divide_spans pad pad_left pad_right extend_right right_crop _trim_spans "
    "extend_style rstrip_end center",
}
"""Methods that count characters or lines, or only add blanks: by their contract, or (fit, set_length, rstrip_end, center) by a
fault that nobody here meets, for a `truncate` comes behind them or nobody calls them."""
CUTTING = re.compile(
    "split|cut|right$|center|strip_|expand|height|crop|trunc|fold|divide|adjust|size|chop|pad|trim|extend|align|fit|wrap|width|length|shape|cell"
)
"""What a method that measures or cuts is called."""
OWN_COUNTING = {
    "rich.cells.CellTable": "the table; ours stands for it",
    "rich.cells.get_character_cell_size": "replaced",
    "rich.cells._cell_len": "replaced",
    "rich.cells.split_graphemes": "replaced",
    "rich.syntax.Syntax._process_code": "source code; nobody shows any",
    "textual.content.Content.expand_tabs": "replaced",
    "textual.document._document.Document.get_size": "an editor that does not wrap; ours does (ProseWrap)",
    "textual.widgets._log.Log._process_line": "blanks for tabs before it is measured",
}
"""Who counts without asking a measuring function: by tables, by the standard library, by another package."""
COUNTERS = {"east_asian_width", "wcwidth", "wcswidth", "expandtabs", "load_cell_table", "narrow_to_wide"}


@pytest.fixture(autouse=True)
def hooks() -> None:
    framework.install(1)


def names_hooked() -> set[str]:
    """`module.name` or `module.Class.name` of everything replaced."""
    found = set()
    for owner, name, _value in framework._hooks():
        place = (
            f"{owner.__module__}.{owner.__qualname__}" if isinstance(owner, type) else framework._name(owner)
        )
        found.add(f"{place}.{name}")
    return found


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Every module of Rich and Textual."""
    for package in ("rich", "textual"):
        spec = importlib.util.find_spec(package)
        assert spec is not None
        assert spec.origin is not None
        root = Path(spec.origin).parent
        for path in root.rglob("*.py"):
            parts = (package, *path.relative_to(root).with_suffix("").parts)
            name = ".".join(parts).removesuffix(".__init__")
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def test_every_measuring_function_is_known() -> None:
    found = {
        f"{module}.{node.name}"
        for module, tree in sources()
        if module in MEASURING
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }
    known = {*names_hooked(), *LAWS, *THROUGH_OURS, *NO_CELLS}
    assert found <= known
    listed = {name for name in (*LAWS, *THROUGH_OURS, *NO_CELLS) if name.rpartition(".")[0] in MEASURING}
    assert listed <= found


@pytest.mark.parametrize("place", CHARACTERS)
def test_every_method_that_cuts_has_a_law_or_counts_no_cells(place: str) -> None:
    module, _, name = place.rpartition(".")
    owner = getattr(sys.modules[module], name)
    members = {
        member
        for member, value in vars(owner).items()
        if isinstance(inspect.unwrap(getattr(value, "__func__", value)), FunctionType)
        and CUTTING.search(member)
    }
    laws = {law.rpartition(".")[2] for law in LAWS if law.rpartition(".")[0] == place}
    assert members == laws | set(CHARACTERS[place].split())


def test_nobody_counts_cells_beside_the_measuring_functions() -> None:
    assert set(own_counting()) == set(OWN_COUNTING)


def own_counting() -> Iterator[str]:
    """`module.function` of whoever names one of `COUNTERS`."""
    for module, tree in sources():
        places: list[tuple[ast.AST, str]] = [(tree, module)]
        while places:
            node, place = places.pop()
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                    places.append((child, f"{place}.{child.name}"))
                else:
                    places.append((child, place))
                if isinstance(child, ast.Attribute | ast.Name):
                    name = child.attr if isinstance(child, ast.Attribute) else child.id
                    if name in COUNTERS:
                        yield place


LEFT_OVER = """
import importlib, pkgutil, sys, types

import rich, textual

def load():
    for package in (rich, textual):
        for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if found.name.endswith("__main__") or ".demo" in found.name:
                continue
            try:
                importlib.import_module(found.name)
            except ImportError:  # for another system, or of an extra
                pass

from briefing_tui.tui.terminal import framework, measuring

stock = [(name, getattr(owner, name)) for owner, name, _value in measuring.hooks(framework._loaded) if isinstance(owner, types.ModuleType) and name != 'expand_tabs_inline']  # a field's own
if sys.argv[1] == "late":
    load()
framework.install(1)
if sys.argv[1] == "early":
    load()
replaced = {id(value): name for name, value in stock}
for module in [held for name, held in sys.modules.items() if name.startswith(("rich", "textual"))]:
    for name, value in vars(module).items():
        if id(value) in replaced:
            print(f"LEFT {module.__name__}.{name} is the stock {replaced[id(value)]}")
"""


def test_the_measuring_modules_are_loaded_with_the_hooks() -> None:
    """One that came later would come with its stock functions."""
    code = (
        f"import sys; import briefing_tui.tui.terminal.framework; print({{*{MEASURING}}} - {{*sys.modules}})"
    )
    ran = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"


@pytest.mark.parametrize("when", ["late", "early"])
def test_no_module_has_kept_a_stock_function(when: str) -> None:
    """Whether everything was loaded before the hooks were put in or is loaded after."""
    ran = subprocess.run([PYTHON, "-c", LEFT_OVER, when], capture_output=True, text=True, check=True)
    assert [found for found in ran.stdout.splitlines() if found.startswith("LEFT")] == []


@pytest.mark.parametrize("name", ["Input", "MaskedInput"])
def test_a_field_is_loaded_when_one_is_asked_for_and_comes_with_the_hooks(name: str) -> None:
    code = (
        "import sys; from briefing_tui.tui import lean; lean.load_framework(); "
        "from briefing_tui.tui.terminal import framework; from briefing_tui.tui.run import run_app; "
        f"framework.install(1); print('textual.widgets._input' in sys.modules); from textual.widgets import {name}; "
        "Input = sys.modules['textual.widgets._input'].Input; "
        "print(Input._value.fget.__module__, Input._on_paste.__module__, sys.modules['textual.widgets._input'].expand_tabs_inline.__module__)"
    )
    ran = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=True)
    ours = "briefing_tui.tui.terminal."
    assert ran.stdout == f"False\n{ours}measuring {ours}pasting {ours}measuring\n"
