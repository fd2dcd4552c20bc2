"""Nothing is written while nothing happens, whatever screen is above whatever other (promise T4); what changes below is still drawn."""

import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from disks.libraries import make_issue, put, small_library
from disks.places import ROOT
from programs.commands import PROGRAM
from programs.layers_app import ABOVE, BASES, KEY, screens
from screens.terminal import PATIENCE, PYTHON, Terminal

pytestmark = pytest.mark.pty
NEXT, PILE, CHANGE = "\x07", "\x19", "\x14"
POLLS = 0.6
"""Seconds in which the app polls twelve times: half a minute of the program."""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = small_library(tmp_path / "library")
    put(root, make_issue(KEY, "第一条", "第二条", status="draft"))
    return root


def layers(library: Path, base: str) -> Terminal:
    return Terminal(
        [PYTHON, str(ROOT / "tests" / "support" / "programs" / "layers_app.py"), str(library), base],
        env={"HOME": str(library.parent), "PYTHONPATH": str(Path(__file__).parent)},
    )


def in_front(terminal: Terminal, name: str) -> None:
    """Wait until a screen is there."""
    until = time.monotonic() + PATIENCE
    while terminal.title != name:
        assert time.monotonic() < until, (
            f"{name} did not come, {terminal.title!r} is there:\n{terminal.text()}"
        )
        terminal.pump(0.02)


def written_while_idle(*terminals: Terminal, seconds: float = POLLS) -> list[int]:
    """Bytes that each writes in a time, once what the last keys led to is drawn."""
    until = time.monotonic() + 3
    while time.monotonic() < until:
        before = [len(terminal.raw) for terminal in terminals]
        time.sleep(0.25)
        for terminal in terminals:
            terminal.pump()
        if before == [len(terminal.raw) for terminal in terminals]:
            break
    time.sleep(seconds)
    return [terminal.pump() for terminal in terminals]


def test_every_screen_is_among_those_that_are_listened_to() -> None:
    assert screens() == set(ABOVE)
    assert set(BASES) == {screen for screen in ABOVE if hasattr(screen, "say")}


@pytest.mark.slow
def test_nothing_is_written_on_any_screen_above_another(library: Path) -> None:
    bases = [screen.__name__ for screen in BASES]
    written: dict[tuple[str, str], int] = {}

    def listen(name: str) -> None:
        written.update(
            ((base, name), count)
            for base, count in zip(bases, written_while_idle(*terminals), strict=True)
            if count
        )

    with ExitStack() as stack:
        terminals = [stack.enter_context(layers(library, base)) for base in bases]
        for terminal, base in zip(terminals, bases, strict=True):
            in_front(terminal, base)
        listen("alone")
        assert not any(terminal.modes & {1000, 1002} for terminal in terminals), "the mouse is the terminal's"
        for name in (*(screen.__name__ for screen in ABOVE), "done"):
            for terminal in terminals:
                terminal.send(NEXT)
            for terminal in terminals:
                in_front(terminal, name)
            listen(name)
    assert written == {}, "bytes that would take a selection away, by base and screen above it"


def test_what_changes_below_is_drawn_once_and_only_where_it_can_be_seen(library: Path) -> None:
    with layers(library, "LibraryScreen") as terminal:
        in_front(terminal, "LibraryScreen")
        terminal.send(NEXT)
        in_front(terminal, "AskLineScreen")
        terminal.send(PILE)
        in_front(terminal, "Menu on top")
        assert written_while_idle(terminal) == [0]
        before = len(terminal.raw)
        terminal.send(CHANGE)
        terminal.expect("change 1 below")
        assert written_while_idle(terminal) == [0]
        assert len(terminal.raw) - before < 1500, "a row, not the screen"
        terminal.send(NEXT)
        in_front(terminal, "AuthoringScreen")
        assert written_while_idle(terminal) == [0]
        terminal.send(CHANGE)
        assert terminal.pump(POLLS) == 0
        terminal.send(NEXT)
        in_front(terminal, "BookmarksScreen")
        terminal.expect("change 2 below")


@pytest.mark.slow
def test_the_program_itself_is_silent_below_a_dialogue(library: Path) -> None:
    """In the time of two of its own polls, with the mouse given to the terminal."""

    def program(*arguments: str) -> Terminal:
        return Terminal(
            [str(PROGRAM), "--library", str(library), *arguments],
            env={"HOME": str(library.parent), "XDG_STATE_HOME": str(library.parent / "state")},
        )

    with program() as list_, program("edit", "2025-01") as writing:
        list_.expect("No. 14")
        list_.send("m")
        list_.expect("Mouse given")
        list_.send("?")
        list_.expect("Esc closes")
        writing.expect("Masthead")
        writing.send(":")
        writing.expect("Enter does it")
        assert written_while_idle(list_, writing, seconds=6.5) == [0, 0]
        assert 1000 not in list_.modes
