"""What of the framework is not loaded: it is there for whoever asks after all, and nobody else finds anything in its place."""

import importlib
import inspect
import re
import subprocess
import sys

import pytest

from briefing_tui.tui import lean


def run(code: str) -> list[str]:
    """The words that the code prints in an interpreter that has loaded nothing."""
    begun = f"import sys; from briefing_tui.tui import lean; {code}"
    ran = subprocess.run([sys.executable, "-c", begun], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.split()


def test_what_no_screen_comes_to_is_not_loaded() -> None:
    named = "{'random', 'subprocess', 'asyncio.sslproto', 'locale', 'textual.css._help_text', 'typing_extensions', 'pickle', 'difflib', 'urllib.parse', 'ipaddress', 'ssl', '_ssl', 'uuid', 'platformdirs', 'textual.command', 'textual.types', 'rich.table', 'rich.tree'}"
    code = f"lean.load_framework(); import briefing_tui.tui.app; print(*{named} & set(sys.modules))"
    assert run(code) == []


@pytest.mark.parametrize(("module", "names"), lean._LEFT_OUT.items())
def test_each_name_is_one_of_its_module(module: str, names: tuple[str, ...]) -> None:
    assert [name for name in names if not hasattr(importlib.import_module(module), name)] == []


def test_values_are_those_of_the_modules() -> None:
    assert lean._VALUES["subprocess"] == {
        name: getattr(subprocess, name) for name in ("PIPE", "STDOUT", "DEVNULL")
    }
    for bits in (1, 7, 8, 24):
        found = {lean._random_bits(bits) for _try in range(300)}
        assert len(found) > min(1, bits) and max(found) < 2**bits  # noqa: PT018


TAKEN = """
import ast, inspect
lean.load_framework()
import briefing_tui.tui.app
left = {name: {*lean._LEFT_OUT[name], *lean._VALUES.get(name, ())} for name in lean._LEFT_OUT}
for module in list(sys.modules.values()):
    stand = {held: value.__name__ for held, value in vars(module).items() if type(value) is type(sys) and value.__name__ in left and value.__spec__ is None}
    if not stand or module.__name__.startswith("__"):
        continue
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in stand:
            if node.attr not in left[stand[node.value.id]]:
                print(module.__name__, node.value.id, node.attr)
"""


def test_who_holds_a_module_that_is_left_out_takes_nothing_else_of_it() -> None:
    assert run(TAKEN) == []


def test_who_asks_after_all_gets_the_thing_itself() -> None:
    code = (
        "lean.load_framework(); import textual.app, textual.notifications, textual.dom; "
        "print(type(textual.app.user_downloads_path()).__name__, len(textual.notifications.Notification('x').identity), "
        "len(textual.app.uuid.uuid4().hex), type(textual.dom.Tree('x')).__module__, "
        "textual.app.CommandPalette.is_open.__qualname__)"
    )
    assert run(code) == ["PosixPath", "36", "32", "rich.tree", "CommandPalette.is_open"]


def test_others_find_the_modules_as_they_are() -> None:
    code = (
        "lean.load_framework(); import ssl, uuid, rich.table, textual.command, pathlib, urllib.parse, pickle, difflib, typing_extensions; "
        "print(pathlib.Path('/a b').as_uri(), pickle.loads(pickle.dumps(3)), urllib.parse.quote('一'), difflib.SequenceMatcher.__name__, typing_extensions.__name__, "
        "hasattr(ssl, 'SSLContext'), hasattr(uuid, 'uuid1'), textual.command.CommandPalette.__mro__[1].__name__)"
    )
    assert run(code) == [
        "file:///a%20b",
        "3",
        "%E4%B8%80",
        "SequenceMatcher",
        "typing_extensions",
        "True",
        "True",
        "SystemModalScreen",
    ]


def test_what_is_loaded_already_stays() -> None:
    code = "import ssl, uuid; lean.load_framework(); import textual.app; print(sys.modules['ssl'] is ssl, textual.app.uuid is uuid)"
    assert run(code) == ["True", "True"]


def test_a_framework_that_takes_other_names_is_loaded_whole() -> None:
    code = (
        "lean._LEFT_OUT['textual.command'] = ('Provider',); lean.load_framework(); import textual.app, briefing_tui.tui.app; "
        "print('textual.command' in sys.modules, textual.app.CommandPalette.__module__, type(textual.app.CommandPalette).__name__)"
    )
    assert run(code) == ["True", "textual.command", "_MessagePumpMeta"]


def test_a_screen_that_runs_brings_nothing_of_it() -> None:
    """The parts are left out for good, not put off to the first screen."""
    code = (
        "lean.load_framework(); import asyncio; from textual.app import App; from textual.widgets import Static\n"
        "class Small(App):\n"
        "    ENABLE_COMMAND_PALETTE = False\n"
        "    def compose(self):\n"
        "        yield Static('x')\n"
        "async def main():\n"
        "    async with Small().run_test() as pilot:\n"
        "        await pilot.pause()\n"
        "asyncio.run(main())\n"
        "print(*{'ssl', 'platformdirs', 'textual.command', 'rich.table'} & set(sys.modules))"
    )
    assert run(code) == []


FOUND = """
import re
lean.load_framework()
for name, module in list(sys.modules.items()):
    for held, value in list(vars(module).items()):
        if type(value) is lean._Pattern:
            print(name, held)
"""


def test_a_pattern_is_made_when_it_is_asked() -> None:
    code = (
        "import re; lean.load_framework(); from rich.markup import RE_TAGS as first; from textual.dom import _re_identifier as second\n"
        "print(re.compile('a').__class__.__name__, type(first).__name__, 'match' in vars(first), first.match('[b]') is None, "
        "'match' in vars(first), first.match.__self__.__class__.__name__, len(second.pattern) > 3)"
    )
    assert run(code) == ["Pattern", "_Pattern", "False", "False", "True", "Pattern", "True"]


def test_those_patterns_are_sound_and_asked_by_their_own_methods_alone() -> None:
    """`re.search(pattern, …)` would take no stand-in."""
    words = run(FOUND)
    found = list(zip(words[::2], words[1::2], strict=True))
    assert len(found) > 10
    for name, held in found:
        module = importlib.import_module(name)
        assert vars(module)[held].pattern
        asking = "|".join(lean._ASKING)
        for line in inspect.getsource(module).splitlines():
            if re.search(rf"\bre\.\w+\([^()]*(?<![\w.]){held}(?!\w)", line):
                assert re.search(rf"(?<![\w.]){held}\.({asking})\b", line), line


def test_a_mistake_in_a_style_sheet_is_explained_as_ever() -> None:
    code = (
        "lean.load_framework(); from textual.css.stylesheet import Stylesheet, StylesheetParseError; sheet = Stylesheet()\n"
        "sheet.add_source('Screen { dock: nowhere; }')\n"
        "try: sheet.parse()\n"
        "except StylesheetParseError as error: print(type(error.errors.rules[0].errors[0][1]).__name__)"
    )
    assert run(code) == ["HelpText"]


def test_a_program_can_still_be_run_by_asyncio() -> None:
    code = (
        "lean.load_framework(); import asyncio\n"
        "async def main():\n"
        "    child = await asyncio.create_subprocess_exec('echo', 'heard', stdout=asyncio.subprocess.PIPE)\n"
        "    print((await child.communicate())[0].decode().strip())\n"
        "asyncio.run(main())"
    )
    assert run(code) == ["heard"]
