"""Promises T1 and T2 over the whole program: every verb and every screen, with both layers and with either one removed."""

import base64
import contextlib
import importlib
import json
import re
import time
from pathlib import Path

import pytest

from briefing_tui.text.clean import UNSAFE
from disks.hostile_library import write_library
from disks.places import ROOT
from programs.commands import Outcome, command
from programs.unguarded import LAYERS, replaced
from screens.terminal import PATIENCE, PYTHON, Terminal
from texts.hostile import ACTING, EVERYTHING, MARKUP, leaks

LAUNCHER = str(ROOT / "tests" / "support" / "programs" / "unguarded.py")
VERBS = (
    ("list",),
    ("list", "--json"),
    ("list", "--year", "2024"),
    ("show", "2024-14"),
    ("show", "2024-14", "--plain"),
    ("show", "2024-14", "--width", "30"),
    ("show", "2024-14#3"),
    ("show", "2024-14", "--json"),
    ("show", "2024-16"),
    ("show", "2024-17"),
    ("show", "2024-18"),
    ("toc", "2024-14"),
    ("path", "2024-14"),
    ("path",),
    ("config", "show"),
    ("config", "validate"),
    ("doctor",),
    ("import", "{hostile}", "--dry-run"),
    ("import", "{hostile}", "--as", "2023-1"),
    ("show", "2023-1"),
    ("stats",),
    ("stats", "--by", "section"),
    ("stats", "--by", "unit"),
    ("stats", "--by", "tag", "--json"),
    ("check",),
    ("check", "--json"),
    ("check", "2024-14"),
    ("search", "evil"),
    ("search", "evil", "--json"),
    ("search", "-nothing evil", "--sort", "date"),
)
ARGUMENTS = (
    ("show", ACTING["clipboard"]),
    ("show", "2024-14" + ACTING["title"]),
    ("show", "2024-14#" + ACTING["bidi override"]),
    ("import", "{root}/" + ACTING["title"]),
    ("--library", "{root}/" + ACTING["title"], "list"),
    ("--lang", ACTING["colour"], "list"),
    ("search", ACTING["clipboard"] + "nowhere"),
    ("search", "evil", "--limit", ACTING["title"]),
    ("list", "--status", ACTING["clipboard"]),
    ("list", "--year", ACTING["colour"]),
    (ACTING["clipboard"],),
    ("--" + ACTING["title"],),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = write_library(tmp_path_factory.mktemp("library"))
    for arguments in VERBS:
        run(made, arguments)  # loads what the verbs need, so that a layer can be taken out of it
    return made


def run(library: Path, arguments: tuple[str, ...], *, terminal: bool = False) -> Outcome:
    places = {"root": str(library.parent), "hostile": str(library.parent / "evil\x1b[31m.txt")}
    made = [argument.format(**places) if argument.startswith("{") else argument for argument in arguments]
    return command(*made, environ={"BRIEFING_LIBRARY": str(library)}, terminal=terminal)


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("terminal", [False, True], ids=["piped", "terminal"])
def test_no_verb_lets_a_text_act(
    library: Path, layer: str, terminal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name, stand_in in list(replaced(layer)):
        monkeypatch.setattr(importlib.import_module(module), name, stand_in)
    monkeypatch.setenv("PAGER", "cat")
    text = (
        "行业信息简报\n2024年第2期\n【"
        + EVERYTHING
        + "】\n1."
        + EVERYTHING
        + "。"
        + EVERYTHING
        + "\n以下无正文\n报："
        + EVERYTHING
    )
    (library.parent / "evil\x1b[31m.txt").write_text(text, encoding="utf-8")
    for arguments in VERBS:
        if arguments[0] == "import" and layer == "writing":
            continue  # names of files come from the command line: the writing layer alone is theirs
        outcome = run(library, arguments, terminal=terminal)
        assert not leaks(outcome.out, lines=True), arguments
        assert not leaks(outcome.err, lines=True), arguments
        assert outcome.code in {0, 1}, (arguments, outcome.err)
        assert "incident" not in outcome.err, (arguments, outcome.err)
    (library / "2023" / "2023-1.toml").unlink(missing_ok=True)


def test_with_both_layers_removed_the_leaks_are_seen(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name, stand_in in list(replaced("both")):
        monkeypatch.setattr(importlib.import_module(module), name, stand_in)
    for arguments in (("list",), ("show", "2024-14"), ("toc", "2024-14")):
        assert leaks(run(library, arguments).out, lines=True), arguments


def test_no_argument_comes_back_acting(library: Path) -> None:
    for arguments in ARGUMENTS:
        outcome = run(library, arguments)
        assert outcome.code in {1, 2}, arguments
        assert outcome.err, arguments
        assert not leaks(outcome.out, lines=True), arguments
        assert not leaks(outcome.err, lines=True), arguments


def test_markup_is_shown_as_it_is_in_the_shell(library: Path) -> None:
    shown = re.sub(r"\s", "", run(library, ("show", "2024-14", "--width", "200")).out)
    for text in MARKUP.values():
        assert text.replace(" ", "") in shown


def test_json_keeps_the_files_values(library: Path) -> None:
    shown = json.loads(run(library, ("show", "2024-14", "--json")).out)
    assert shown["masthead"]["number"] == 14
    assert "evil[/]" in shown["masthead"]["title"]


IN_LIBRARY = (
    *("jj", "G", "g", "/evil", "\x1b", "jj", "?", "\x1b", ":", "evil", "\x1b", "B", "\x1b"),
    *("vj\r", "G", "vG\r", "G", "vg\r", "f", "\x1b", "o", "\x1b"),
    *("S", "]", "G", "]", "]", "q", "s", "evil", "\x1b[B", "\x1b[6~", "\x13", "\x1b", "\x1b"),
)
IN_ISSUE = (
    *("t", "t", "]]]]", "}", "{", "/evil\r", "nnn", "N", "++", "-", "b", "]]b", "B", "\x1b", "G", "g", " "),
    *("?", "\x1b", ":", "evil", "\x1b", "<", ">", "q"),
)
IN_AUTHORING = (
    *("c", "jjj", "\r", "\t\t", "\x1b", "v", "\x1b", "G", "KK", "/evil\r", "n", "d", "\x07", "\x1b"),
    *("S", "\x1b", ":", "evil", "\x1b", "g", "\r", "evil[/]", "\t\t\t\t", "\x1b", "\x11", "\x1b"),
)
"""Keys that lead through the list, its filter, menus and broken files, statistics, search, help, palette, find, bookmarks,
contents, issues, and the outline, form, preview and questions of an issue being written."""


@pytest.mark.slow
@pytest.mark.pty
@pytest.mark.parametrize(
    ("verb", "walk"),
    [
        ((), (*IN_LIBRARY, "gj\r", "]]", "B")),
        (("open", "2024-14"), (*IN_ISSUE, "jj", "/evil")),
        (("edit", "2024-14"), IN_AUTHORING),
    ],
    ids=["library", "issue", "authoring"],
)
def test_no_screen_lets_a_text_act(library: Path, verb: tuple[str, ...], walk: tuple[str, ...]) -> None:
    with contextlib.ExitStack() as stack:
        terminals = {
            layer: stack.enter_context(
                Terminal([PYTHON, LAUNCHER, layer, "--library", str(library), *verb], rows=40, columns=120)
            )
            for layer in LAYERS
            if layer != "neither"
        }
        seen = dict.fromkeys(terminals, 0)
        for terminal in terminals.values():
            terminal.expect("evil")
        for keys in walk:
            for terminal in terminals.values():
                if keys == "q":
                    terminal.wait_idle(0.6)  # an issue may still be on its way
                terminal.send(keys)
            for layer, terminal in terminals.items():
                terminal.wait_idle(0.25 if keys.endswith("\x1b") else 0.1)  # a lone ESC is awaited for 0.1 s
                assert terminal.process.poll() is None, (layer, keys, terminal.text())
                assert not leaks(bytes(terminal.raw[seen[layer] :])), (layer, keys)
                seen[layer] = terminal.raw.rfind(b"\x1b[", 0, -1) if terminal.raw else 0
        for layer, terminal in terminals.items():
            ours = (b"2;", b"11;?", b"8;")  # title, question for the background, links as `leaks` judges them
            assert not [osc for osc in terminal.osc if not osc.startswith(ours)], layer
            terminal.signal(15)
            assert terminal.exit_code() == 128 + 15
            assert not leaks(bytes(terminal.raw)), layer


@pytest.mark.pty
def test_with_both_layers_removed_the_leaks_of_a_screen_are_seen(library: Path) -> None:
    argv = [PYTHON, LAUNCHER, "both", "--library", str(library), "open", "2024-14"]
    with Terminal(argv, rows=40, columns=120) as terminal:
        until = time.monotonic() + PATIENCE
        while not leaks(bytes(terminal.raw)):
            assert time.monotonic() < until, "no leak: then the tests above prove nothing"
            terminal.pump(0.2)


@pytest.mark.pty
def test_markup_is_shown_as_it_is_on_the_screen(library: Path) -> None:
    with Terminal(
        [PYTHON, LAUNCHER, "neither", "--library", str(library), "open", "2024-14"], columns=160
    ) as terminal:
        terminal.expect("evil")
        shown = ""
        for _page in range(150):
            terminal.send("\x1b[6~")
            terminal.wait_idle(0.05)
            shown += re.sub(r"\s", "", "".join(line[40:] for line in terminal.lines()))
            if "evil<b>&amp;<script>" in shown:
                break
        for text in ("evil[/]", "evil[/b]", "evil[b]bold[/b]", "evil[@click=app.quit]", "evil[link="):
            assert text in shown


@pytest.mark.pty
def test_what_is_copied_acts_neither_on_the_way_nor_when_pasted(library: Path) -> None:
    with Terminal([PYTHON, LAUNCHER, "neither", "--library", str(library), "open", "2024-14#1"]) as terminal:
        terminal.expect("evil")
        terminal.wait_idle(0.3)
        terminal.send("y")
        terminal.wait_idle(0.5)
        copies = [osc for osc in terminal.osc if osc.startswith(b"52;")]
        assert len(copies) == 1
        copied = base64.b64decode(copies[0].rpartition(b";")[2]).decode()
        assert "evil" in copied
        assert not UNSAFE.search(copied)
