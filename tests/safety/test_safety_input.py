"""Promises T3 and T4 on the real program: random input, silence, and the end of the terminal. The long form is torture_input.py."""

import os
import signal
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from textual import events
from textual.message import Message

from briefing_tui.tui.terminal.input import PASTE_LIMIT, STRING_LIMIT, Burst, InputReader
from programs.commands import PROGRAM
from programs.fuzzing import run_session
from screens.terminal import DRIVER, Terminal

IDLE = float(os.environ.get("BRIEFING_TEST_IDLE", "6"))
LEAVE = 3.0
"""Seconds: 2 promised, and what a busy machine may add."""


def program(samples: Path, *verb: str) -> list[str]:
    return [str(PROGRAM), "--library", str(samples), *verb]


@pytest.mark.slow
@pytest.mark.pty
@pytest.mark.parametrize("seed", range(12))
def test_random_input_is_survived(samples: Path, tmp_path: Path, seed: int) -> None:
    outcome = run_session(samples, tmp_path, seed)
    assert not outcome.fault


@pytest.mark.slow
@pytest.mark.pty
@pytest.mark.parametrize("seed", range(6))
def test_random_input_of_clusters_is_survived(samples: Path, tmp_path: Path, seed: int) -> None:
    outcome = run_session(samples, tmp_path, seed, signs=True)
    assert not outcome.fault


@pytest.mark.pty
def test_an_idle_program_writes_nothing(samples: Path) -> None:
    with Terminal(program(samples)) as library, Terminal(program(samples, "open", "2024-14")) as issue:
        for terminal in (library, issue):
            terminal.expect("2024")
            terminal.receive(DRIVER)  # behind the first page, which is silent too
            terminal.wait_idle(1.0)
        before = len(library.raw)
        assert issue.pump(IDLE) == 0
        library.pump(0.1)
        assert len(library.raw) == before


@pytest.mark.pty
@pytest.mark.parametrize("ignored", [False, True], ids=["hang-up", "hang-up ignored"])
def test_a_lost_terminal_ends_the_program(samples: Path, ignored: bool) -> None:
    with Terminal(program(samples, "open", "2024-14"), ignore_hangup=ignored) as terminal:
        terminal.expect("2024")
        terminal.wait_idle(0.5)  # behind the early page, whose own ends test_early_page_pty.py has
        terminal.hang_up()
        assert terminal.exit_code(LEAVE) == 128 + signal.SIGHUP


@pytest.mark.pty
@pytest.mark.parametrize("stream", ["stdin", "stdout"])
def test_without_a_terminal_the_screens_are_refused_on_one_line(samples: Path, stream: str) -> None:
    with Path(os.devnull).open("r+b") as nothing:
        handles = {stream: nothing.fileno()}
        with Terminal(program(samples, "open"), **handles) as terminal:  # type: ignore[arg-type]
            assert terminal.exit_code(10) == 1
            assert "show" in terminal.text()
            assert terminal.modes <= {7, 25}


@pytest.mark.pty
@pytest.mark.parametrize(
    ("env", "told"), [({"TERM": "dumb"}, "dumb"), ({"TERM": ""}, "TERM"), ({"LC_ALL": "zh_CN.GBK"}, "gbk")]
)
def test_an_odd_terminal_is_refused_on_one_line(samples: Path, env: dict[str, str], told: str) -> None:
    with Terminal(program(samples, "open", "--lang", "en"), env, columns=200) as terminal:
        assert terminal.exit_code(10) == 1
        assert told in terminal.text()
        assert 1049 not in terminal.modes


# The reader of input, without a terminal


def messages(chunks: Iterable[bytes]) -> list[Message]:
    reader = InputReader()
    found = [message for chunk in chunks for message in reader.feed(chunk)]
    while reader.patience is not None:
        found += reader.expire()
    return found


def told(found: Iterable[Message]) -> list[str]:
    """Keys as their names, pastes and notices as their kinds with texts."""
    return [
        message.key
        if isinstance(message, events.Key)
        else f"<{message.text}>"
        if isinstance(message, events.Paste)
        else type(message).__name__
        for message in found
    ]


def spelt(found: Iterable[Message]) -> list[str]:
    """As `told`, a burst letter by letter: whether it is one depends on where the link cuts."""
    return [
        name
        for message in found
        for name in (
            ["enter" if char == "\n" else char for char in message.text]
            if isinstance(message, Burst)
            else [message.character]
            if isinstance(message, events.Key) and message.is_printable and message.character
            else told([message])
        )
    ]


@settings(max_examples=200)
@given(
    st.lists(st.binary(max_size=60) | st.sampled_from([b"\x1b[200~", b"\x1b[201~", b"\x1b[<0;1;1M", b"\x1b"]))
)
def test_any_bytes_are_read_and_nothing_stays_waiting(chunks: list[bytes]) -> None:
    messages(chunks)


@given(
    st.lists(
        st.sampled_from(
            ["a", "汉", "🀄", "\x1b", "\x1b[A", "\x1b[200~", "\x1b[201~", "\x1b[<0;1;1M", "\r", "\x1bOP"]
        ),
        max_size=20,
    ),
    st.integers(0, 80),
)
def test_a_cut_in_the_stream_changes_nothing(pieces: list[str], cut: int) -> None:
    data = "".join(pieces).encode()
    assert spelt(messages([data])) == spelt(messages([data[:cut], data[cut:]]))


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        (b"a\x1b[Bz", ["a", "down", "z"]),
        (b"\x1b\x1b[A", ["escape", "up"]),
        (b"\x1b", ["escape"]),
        (b"\x1b[", ["left_square_bracket"]),
        (b"\x1b[1;", []),
        (b"\x1bx", ["alt+x"]),
        (b"\x1b[?62;22cj", ["j"]),
        (b"\x1b[12;1Rj", ["j"]),
        (b"\x1b[4;1;2;3;4tj", ["j"]),
        (b"\x1b]11;rgb:0/0/0\x1b\\j", ["j"]),
        (b"\x1bPxxx\x1b\\j", ["j"]),
        (b"\x1b[[Aj", ["f1", "j"]),
        (b"\x1bOPj", ["f1", "j"]),
        (b"\x1b[200~a\x1b[A\x1bq\rb\x1b[201~j", ["<a[Aq\nb>", "j"]),
        (b"\x1b[200~never", ["<never>"]),
        (b"\x1b[200~a\x1b[20", ["<a[20>"]),
        (
            "你好".encode("gbk"),
            ["replacement_character", "NotUtf8"] * 2,
        ),  # the last byte may begin a character
        ("汉".encode(), ["汉"]),
        ("汉".encode()[:2], ["replacement_character", "NotUtf8"]),
    ],
)
def test_what_comes_in_is_what_was_meant(data: bytes, keys: list[str]) -> None:
    assert told(messages([data])) == keys


def test_a_notice_comes_once_for_what_came_together() -> None:
    assert told(messages([b"\xff\x1b[A\xfej", b"k", b"\x1b[200~\xff\x1b[201~"])) == [
        *("replacement_character", "up", "replacement_character", "NotUtf8", "k"),
        *("<\ufffd>", "NotUtf8"),
    ]


@pytest.mark.pty
def test_a_terminal_that_is_not_utf8_is_told(samples: Path) -> None:
    with Terminal(program(samples, "open", "2024-14"), columns=120) as terminal:
        terminal.expect("2024")
        terminal.wait_idle(0.3)
        terminal.send("担保".encode("gbk"))
        terminal.expect("sends no UTF-8")


def test_floods_are_bounded() -> None:
    paste = messages([b"\x1b[200~", *([b"x" * 65536] * 70), b"\x1b[201~"])
    assert [len(message.text) for message in paste if isinstance(message, events.Paste)] == [PASTE_LIMIT]
    assert told(messages([b"\x1b]" + b"x" * (STRING_LIMIT + 1), b"j"])) == ["j"]
    assert len(messages([b"j" * 5000])) <= 200, "a key held down on a frozen link"
    assert told(messages([b"ab" * 200])) == [f"<{'ab' * 200}>"]


def test_the_tail_of_a_paste_without_brackets_is_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    reader = InputReader()
    assert told(reader.feed(b"ab" * 200)) == [f"<{'ab' * 200}>"]
    now += 0.05
    assert told(reader.feed(b"q")) == ["<q>"]
    assert told(reader.feed(b"\x1b[Bq")) == ["down", "q"], "a sequence is a key again, and what follows"
    assert told(reader.feed(b"ab" * 200)) == [f"<{'ab' * 200}>"]
    now += 0.2
    assert told(reader.feed(b"q")) == ["q"]
