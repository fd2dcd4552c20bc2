"""Sessions of random input on a pseudo-terminal (promise T3). Used by test_safety_input.py and torture_input.py."""

import random
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from screens.terminal import PATIENCE, PYTHON, Terminal
from texts.clusters import CLUSTERS, FRAGMENTS, TITLE

PIECES = (
    b"\x1b",
    b"\x1b[",
    b"\x1bO",
    b"\x1b[A",
    b"\x1b[1;5D",
    b"\x1b[5~",
    b"\x1b[<0;10;5M\x1b[<0;10;5m",
    b"\x1b[<65;10;5M",
    b"\x1b[<35;-3;99999M",
    b"\x1b[M\x20\xff\xff",
    b"\x1b[48;10;20;30;0t",
    b"\x1b[97:65;5u",
    b"\x1b[1114112u",
    b"\x1b[?2026;2$y",
    b"\x1b[?62;22c",
    b"\x1b[3;5R",
    b"\x1b[I\x1b[O",
    b"\x1b]52;c;eA==\x07",
    b"\x1b]11;rgb:",
    b"\x1bP1$r0m\x1b\\",
    b"\x1b[200~",
    b"\x1b[201~",
    b"\x1b[13;1u",
    b"\x1b[27;5;106~",
    b"\x1b[200~a\x1b[13;1ub\x1b[201~",
    b"[<65;10;5M",
    "担dd\rqq\r".encode(),
    b"delete this\rnow\r",
    "担保“信用”".encode(),
    "担保信用".encode("gbk"),
    "担保".encode("utf-16"),
    b"\xf0\x9f\x98",
    b"\xed\xa0\x80",
    b"\xff\xfe\x00",
    b"\x00\x07\x0e\x0f",
    b"/evil\r",
    b"?",
    b":",
    b"\t\r\n",
    b"jjkk]][[",
    b"9" * 300,
)
AUTHORING_PIECES = (
    b"aAptcrJKJKuUSSv",
    b"d",
    b"\r",
    b"\t\t",
    b"\x1b[Z",
    b"\x0e\x14\x0c",
    b"\x06\x0f\x12\x00",
    b"\x1a\x19\x18\x16",
    b"\x13",
    b"\x1bOS",
    b"\x1b[15~",
    b"\x1b[C\x1b[C\x1b[1;2C\x1b[3~\x7f",
    b"\x1b[200~ a,b\r\n\r\n1.\x1b[31m\xef\xbc\x8c\x1b[201~",
    "担保，业务。\r".encode() * 3,
)
"""Beside the others, for sessions that write an issue."""
SIGNS = (*CLUSTERS, *FRAGMENTS, *CLUSTERS[:4], "全国", "a", " ", "“", "。", "\t", TITLE)
SIGN_PLACES = (
    *(b"/", b"s", b":", b"f", b"]", b"\x1b", b"\r", b"\t", b"e", b"g\r"),
    *(b"\r\t\t", b"\r\t\t\x06", b"\r\t\t\x06\t", b"R", b"a", b"\x13", b"?", b"G", b"t"),
)
"""Keys that lead to a field, or from one."""
SIGN_KEYS = (
    *(
        b"\x1b[D",
        b"\x1b[C",
        b"\x1b[1;2D",
        b"\x1b[1;2C",
        b"\x7f",
        b"\x1b[3~",
        b"\x01",
        b"\x05",
        b"\x15",
        b"\x0b",
    ),
    *(b"\x1b[H", b"\x1b[F", b"\x1b[1;2F", b"\x1b[A", b"\x1b[B", b"\x1b[1;5D", b"\x1b[1;5C", b"\x17", b"\x19"),
    *(b"\x1b[<0;30;5M\x1b[<0;41;5m", b"\x1b[<0;9;24M\x1b[<0;9;24m", b"\x1b[<32;22;6M", b"\r"),
)
"""Keys and strokes of the mouse that move, select and delete inside of a field."""
_LEAVING = bytes.maketrans(b"qQ\x03\x04\x11\x1a\x1c", b"jjjjjjj")
"""Keys that leave the app, or that end it by a signal when it has just left."""


class Outcome(NamedTuple):
    """How a session ended."""

    seed: int
    fault: str
    """Empty when the app was alive and answered at the end, or had left in order; else what happened and the screen."""


def authors(seed: int) -> bool:
    """Whether a session writes an issue: a quarter of all."""
    return seed % 8 in {4, 5}


def library_for(seed: int, samples: Path, folder: Path, *, signs: bool = False) -> Path:
    """A copy of `samples` for one session, for what is typed at random may well be an edit; to authors 2024-14 is a draft.

    `signs` puts characters that make one sign together before every title.
    """
    library = Path(shutil.copytree(samples, folder / "library"))
    if authors(seed):
        issue = library / "2024" / "2024-14.toml"
        text = issue.read_text(encoding="utf-8")
        assert 'status = "published"' in text
        issue.write_text(text.replace('status = "published"', 'status = "draft"'), encoding="utf-8")
    for issue in library.glob("*/*.toml") if signs else ():
        text = issue.read_text(encoding="utf-8")
        issue.write_text(text.replace('title = "', f'title = "{TITLE}'), encoding="utf-8")
    return library


def program(library: Path, seed: int) -> list[str]:
    """The program as session `seed` starts it: at the library or at an issue, read-only or not, or writing an issue."""
    if authors(seed):
        mode, verb = [], ["edit", "2024-14#3" if seed & 1 else "2024-14"]
    else:
        mode = ["--read-only"] if seed & 2 else []
        verb = ["open", "2024-14"] if seed & 1 else []
    script = Path(__file__).with_name("telling_crash.py")
    return [PYTHON, str(script), "--library", str(library), *mode, *verb]


def random_input(source: random.Random, pieces: Sequence[bytes] = PIECES) -> list[bytes]:
    """Some chunks of input: `pieces`, noise, and now and then a flood."""
    chunks = []
    for _chunk in range(source.randint(3, 12)):
        parts = []
        for _part in range(source.randint(1, 8)):
            kind = source.random()
            if kind < 0.6:
                piece = source.choice(pieces)
                parts.append(piece[: source.randint(1, len(piece))] if source.random() < 0.2 else piece)
            elif kind < 0.995:
                parts.append(source.randbytes(source.randint(1, 40)))
            else:
                parts.append(source.randbytes(10_000))
        chunks.append(b"".join(parts).translate(_LEAVING))
    return chunks


def sign_input(source: random.Random) -> list[bytes]:
    """Some chunks of input rich in characters that make one sign together, typed and pasted into one field after the other."""
    chunks = []
    for _chunk in range(source.randint(4, 12)):
        parts = [source.choice(SIGN_PLACES)]
        for _part in range(source.randint(1, 10)):
            kind = source.random()
            text = "".join(source.choices(SIGNS, k=source.randint(1, 8))).encode()
            if kind < 0.35:
                parts.append(text)
            elif kind < 0.7:
                parts.append(b"\x1b[200~" + text + b"\x1b[201~")
            elif kind < 0.75:
                parts.append(text[: source.randint(1, len(text))])  # perhaps in the middle of a character
            elif kind < 0.97:
                parts += source.choices(SIGN_KEYS, k=source.randint(1, 4))
            else:
                parts.append(source.choice(PIECES))
        chunks.append(b"".join(parts).translate(_LEAVING))
    return chunks


def _until_it_reads(terminal: Terminal) -> None:
    while 2004 not in terminal.modes:
        assert terminal.process.poll() is None, "did not start"
        terminal.pump(0.05)


def _typed(terminal: Terminal, source: random.Random, chunk: bytes, pauses: tuple[float, ...]) -> None:
    """One chunk, perhaps over a link that cuts, anywhere and for a while; perhaps the window changes behind it. `pauses` are seconds."""
    cut = source.randint(0, len(chunk)) if source.random() < 0.2 else 0
    if cut:
        terminal.send(chunk[:cut])
        terminal.pump(source.choice((0.02, 0.15, 0.4)))
    terminal.send(chunk[cut:])
    terminal.pump(source.choice(pauses))
    if source.random() < 0.15:
        terminal.resize(source.randint(1, 60), source.randint(1, 200))


def _answers_a_new_size(terminal: Terminal) -> None:
    """An app that lives draws itself anew, for another size; AssertionError when it does not within `PATIENCE`."""
    before = len(terminal.raw)
    terminal.resize(30, 102 if terminal.screen.columns == 101 else 101)
    until = time.monotonic() + PATIENCE
    while len(terminal.raw) == before and terminal.process.poll() is None:
        assert time.monotonic() < until, "it does not answer"
        terminal.pump(0.2)


def run_session(samples: Path, folder: Path, seed: int, *, signs: bool = False) -> Outcome:
    """Start the program, type at random, and see whether it is alive, answers, and gives the terminal back.

    `folder` is the session's own and empty. An external editor gives every text back at once. `signs`: titles and input are rich
    in characters that make one sign together.
    """
    source = random.Random(seed)
    argv = program(library_for(seed, samples, folder, signs=signs), seed)
    pieces = PIECES + AUTHORING_PIECES * 2 if authors(seed) else PIECES
    crash = folder / "crash.txt"
    env = {"HOME": str(folder), "TMPDIR": str(folder), "VISUAL": "true", "BRIEFING_TEST_CRASH": str(crash)}
    rows, columns = ((15, 16, 24, 50), (60, 61, 80, 160)) if signs else ((5, 15, 24, 50), (20, 60, 80, 160))
    with Terminal(argv, env, rows=source.choice(rows), columns=source.choice(columns)) as terminal:
        try:
            _until_it_reads(terminal)
            for chunk in sign_input(source) if signs else random_input(source, pieces):
                _typed(terminal, source, chunk, (0.02, 0.1, 0.2) if signs else (0.0, 0.0, 0.02, 0.15))
            terminal.send(b"\x1b[201~\x07")
            terminal.wait_idle(0.2)
            if terminal.process.poll() is None:
                _answers_a_new_size(terminal)
            if terminal.process.poll() is None:
                terminal.signal(15)
            code = terminal.exit_code()
            assert code in {0, 128 + 15, -15}, f"exit code {code}"  # the last while it still starts
            assert not crash.exists(), "it crashed"
            assert terminal.termios_restored(), "the line settings are not those of before"
            assert 1049 not in terminal.modes, "the alternate screen is still on"
        except AssertionError as fault:
            told = crash.read_text(encoding="utf-8") if crash.exists() else ""
            return Outcome(seed, f"{fault}\n{terminal.text()}\n{told}")
    return Outcome(seed, "")
